"""What reports tell in the words of ordinary crime: linked and listed in a book, in no sum and no publication."""

import datetime as dt

import pytest

from books import NOW, new_book, write
from tollbook.flow.books.book import open_book, snapshot
from tollbook.flow.kit import default_kit
from tollbook.flow.publishing.exporting import edition
from tollbook.flow.run import kit_of, run
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import incident_line
from tollbook.publish.select import Selection
from tollbook.reconcile.sums import documented

FIRST = (
    "published: 2019-05-02\noutlet: Morning Post\n\nSheriff's deputies found four people shot dead in a house in Palmyra on "
    "Wednesday. It was a murder-suicide, the medical examiner said.\n"
)
SECOND = (
    "published: 2019-05-02\noutlet: Evening Post\n\nFour people were found shot dead in a house in Palmyra on Wednesday in "
    "what deputies call a murder-suicide. Sheriff Brill asked for patience.\n"
)
SHELLING = "published: 2019-05-02\noutlet: Wire\n\nShells killed 9 civilians in Homs on Wednesday, the army said.\n"


def crime_book(tmp_path, setting: str | None = None):
    """Return a book with two reports of one crime and one of a shelling."""
    root = new_book(tmp_path)
    if setting:
        settings = root / "tollbook.toml"
        settings.write_text(settings.read_text().replace('crime = "apart"', f'crime = "{setting}"'))
    files = [write(tmp_path / f"{k}.txt", text) for k, text in enumerate((FIRST, SECOND, SHELLING))]
    run(root, files, now=NOW)
    return root


def test_a_crime_is_linked_and_listed_and_stands_apart(tmp_path):
    """Two outlets on one killing are one incident, marked; no sum holds its dead, no edition shows it."""
    root = crime_book(tmp_path)
    view = snapshot(root)
    crimes = [i for i in view.incidents.values() if i.crime]
    assert [len(i.documents) for i in crimes] == [2]
    assert incident_line(crimes[0], view)["crime"] is True
    assert (documented(tuple(view.incidents.values()), ()).low, len(view.incidents)) == (9, 2)
    shown = edition(root, "internal", Selection(), dt.date(2019, 6, 1)).snapshot
    assert [i.crime for i in shown.incidents.values()] == [False]
    assert not any(c.crime for c in shown.claims.values())


@pytest.mark.parametrize(("setting", "low", "incidents"), [("count", 13, 2), ("leave-out", 9, 1)])
def test_a_book_may_count_crime_or_leave_it_out(tmp_path, setting, low, incidents):
    """The setting decides, and nothing is marked then."""
    view = snapshot(crime_book(tmp_path, setting))
    assert (documented(tuple(view.incidents.values()), ()).low, len(view.incidents)) == (low, incidents)
    assert not any(i.crime for i in view.incidents.values())


def test_a_report_of_conflict_is_read_alike_in_every_setting(tmp_path):
    """Only a report without any claim of conflict is read for crime."""
    text = SHELLING.split("\n\n")[1] + "Robbers killed a cashier in Palmyra, the jury heard at a murder trial."
    document = Document(id="d", sha256="", text=text, published=dt.date(2019, 5, 2))
    kit = kit_of(open_book(new_book(tmp_path)))
    assert kit.crime == "apart"
    assert [c.quote for c in read_claims(document, kit).claims] == ["9 civilians"]
    assert read_claims(document, kit) == read_claims(document, default_kit())
