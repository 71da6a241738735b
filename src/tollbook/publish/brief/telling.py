"""Values in the words of one language, figures after labels: speakers, victims, places, kinds. Knows data, no language."""

from collections.abc import Iterable, Sequence

from tollbook.model.claim import Claim, Who
from tollbook.model.incident import Figure
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.frame import Frame
from tollbook.publish.cite import speakers_words
from tollbook.publish.words import range_words

MOST = 8


class Telling:
    """The words of a language over one book. Sources' names and words stay in the language they are said in."""

    def __init__(self, words: Frame, snapshot: Snapshot) -> None:
        self.words, self.snapshot = words, snapshot
        self.tell, self.term = words.tell, words.term

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts with the language's comma between them, of many how many more there are."""
        found = list(parts)
        rest = len(found) - MOST
        shown = found[:MOST] + ([self.tell("more", n=rest)] if rest > 0 else [])
        return self.tell("join").join(shown)

    def speaker(self, said_by: Sequence[ActorReading], document: str) -> str:
        """Return who says it, the innermost first, those who pass it on after; else the outlet itself."""
        names = tuple(self.words.speaker(name) for name in speakers_words(tuple(said_by)))
        if not names:
            return self.tell("itself", outlet=self.outlet(document))
        return names[0] if len(names) == 1 else self.tell("via", name=names[0], others=self.joined(names[1:]))

    def outlet(self, document: str) -> str:
        """Return the outlet of a report."""
        found = self.snapshot.documents.get(document)
        return (found.outlet if found else None) or self.words.say("unnamed_outlet")

    def says(self, claim: Claim) -> str:
        """Return a claim's number with its speaker."""
        return self.tell(
            "figure_of", n=self.words.count(claim.count), speaker=self.speaker(claim.said_by, claim.document)
        )

    def who(self, who: Who) -> str:
        """Return the victims' group, else status; nothing where neither is stated."""
        if who.mixed:
            return self.term("mixed")
        key = who.group or ("" if who.status == "unknown" else who.status)
        return self.term(key) if key else ""

    def kind(self, harm: str, who: str) -> str:
        """Return harm and victims as a label."""
        return self.tell("kind", harm=self.term(harm), who=who) if who else self.term(harm)

    def claim_kind(self, claim: Claim) -> str:
        """Return harm and victims of a claim."""
        return self.kind(claim.harm, self.who(claim.who))

    def figure_kind(self, figure: Figure) -> str:
        """Return harm and class of a figure."""
        return self.kind(figure.harm, self.term(figure.key) if figure.axis != "all" and figure.key else "")

    def range(self, figure: Figure) -> str:
        """Return a figure as printed, a signed one marked."""
        found = figure.range
        if found.low is None:
            return range_words(found, self.snapshot.claims) if found.words else self.tell("unstated_number")
        setters = {self.snapshot.claims[c].count.bound for c in found.set_by.values() if c in self.snapshot.claims}
        told = self.words.bounds(found.low, found.high, is_open=found.open)
        return (self.tell("count_about", n=told) if setters == {"about"} else told) + (" ✓" if figure.signed_by else "")

    def place(self, place: Place | None, name: str | None) -> str:
        """Return a place with its radius, the text's own name first where it differs."""
        if place is None:
            return name or self.tell("no_place")
        radius = self.words.radius(place.radius_m)
        known = place.name.casefold()
        if name and name.casefold() not in known and known not in name.casefold():
            return self.tell("place_in", name=name, area=place.name, radius=radius)
        return self.tell("place_is", name=name or place.name, radius=radius)

    def claim_days(self, claim: Claim) -> Interval | None:
        """Return the days a claim is about."""
        return claim.when.interval if claim.when else None

    def parts_of(self, record: Record) -> list[str]:
        """Return place, days and alleged belligerents of a record where it states them."""
        found = [self.place(record.where.place, record.where.name)] if record.where else []
        found += [self.words.days(record.when.interval)] if record.when and record.when.interval else []
        found += [self.tell("alleged", who=self.joined(b.name for b in record.by))] if record.by else []
        return found
