"""Every story in the notation of README.md comes out as its analyst expects."""

import re
from pathlib import Path

import pytest
from story_reader import Story, _interval, read_stories

from tollbook.flow.record import build_record
from tollbook.model.incident import Incident, Pairing, Range
from tollbook.model.snapshot import Reconciled
from tollbook.reconcile.sums import documented

FOLDER = Path(__file__).parent
STORIES = [s for path in sorted(FOLDER.glob("*.story")) for s in read_stories(path)]


def build(story: Story, *, backwards: bool = False) -> Reconciled:
    """Return the story's record, its reports given in either order."""
    order = -1 if backwards else 1
    return build_record(
        story.documents[::order],
        story.extractions()[::order],
        pairings=story.pairings,
        nestings=story.nestings,
        kit=story.kit(),
        profile=story.profile,
        grading=story.inputs,
    )


class Checker:
    """Checks one expectation after the other."""

    def __init__(self, story: Story, record: Reconciled) -> None:
        self.story, self.record = story, record
        self.name = {c.id: n for n, c in story.claims.items()}
        self.of = {n: i for i in record.incidents for c in i.claims if (n := self.name[c])}

    def check(self, line: str) -> None:
        """Run the expectation ``line``; its first word names the check."""
        head, _, rest = line.partition(" ")
        getattr(self, "is_" + head.rstrip(":").replace("-", "_"))(rest.strip())

    def incident(self, name: str) -> Incident:
        """Return the incident that holds the claim NAME."""
        return self.of[name]

    def range(self, words: str) -> tuple[Range | None, str]:
        """Return the range that "killed children of a" names, and the rest of the line."""
        m = re.match(r"(\w+)(?: (\w+))? of (\w+):?\s*", words)
        harm, key, name = m.groups()
        found = [
            f.range
            for f in self.incident(name).figures
            if f.harm == harm and f.key == key and (f.axis == "all") == (key is None)
        ]
        return (found[0] if found else None), words[m.end() :]

    def is_incidents(self, rest: str) -> None:
        """Check the line "incidents ..."."""
        wanted = sorted(sorted(g.split()) for g in re.findall(r"\{([^}]*)\}", rest))
        got = sorted(sorted(self.name[c] for c in i.claims) for i in self.record.incidents)
        assert got == wanted

    def is_sub(self, rest: str) -> None:
        """Check the line "sub b of a", or "sub b of nothing"."""
        child, _, parent = rest.split()
        expected = None if parent == "nothing" else self.incident(parent).id
        assert self.incident(child).sub_of == expected

    def is_range(self, rest: str) -> None:
        """Check the line "range ..."."""
        made, wanted = self.range(rest)
        assert made is not None
        assert said(made) == wanted

    def is_best(self, rest: str) -> None:
        """Check the line "best ..."."""
        made, wanted = self.range(rest)
        assert str(made.best) == wanted

    def is_set_by(self, rest: str) -> None:
        """Check the line "set by ..."."""
        m = re.fullmatch(r"(low|high|best) of (.*): (\w+)", rest)
        made, _ = self.range(m[2])
        assert self.name[made.set_by[m[1]]] == m[3]

    def is_history(self, rest: str) -> None:
        """Check the line "history ..."."""
        made, wanted = self.range(rest)
        assert sorted(self.name[c] for c in made.history) == wanted.split()

    def is_beside(self, rest: str) -> None:
        """Check the line "beside ..."."""
        made, wanted = self.range(rest)
        assert sorted({r.code for r in made.beside}) == wanted.split()

    def is_reason(self, rest: str) -> None:
        """Check the line "reason ..."."""
        made, wanted = self.range(rest)
        assert set(wanted.split()) <= {r.code for r in made.reasons}, made.reasons

    def is_rule(self, rest: str) -> None:
        """Check the line "rule ..."."""
        made, wanted = self.range(rest)
        assert set(wanted.split()) <= {r.code for r in made.rules}, made.rules

    def is_words(self, rest: str) -> None:
        """Check the line "words ..."."""
        made, wanted = self.range(rest)
        assert " ".join(made.words) == wanted

    def is_no(self, rest: str) -> None:
        """Check the line "no ..."."""
        kind, _, code = rest.partition(" ")
        assert kind == "issue"
        assert code not in {i.code for i in self.record.issues}, self.record.issues

    def is_issue(self, rest: str) -> None:
        """Check the line "issue ..."."""
        assert rest in {i.code for i in self.record.issues}, self.record.issues

    def is_grade(self, rest: str) -> None:
        """Check the line "grade ..."."""
        name, _, wanted = rest.partition(": ")
        grade = self.incident(name).grade
        assert grade.name == wanted, grade

    def is_needs(self, rest: str) -> None:
        """Check the line "needs ..."."""
        name, _, wanted = rest.partition(": ")
        assert wanted in self.incident(name).grade.needs

    def is_diffuse(self, rest: str) -> None:
        """Check the line "diffuse ..."."""
        assert self.incident(rest).diffuse

    def is_suggested(self, rest: str) -> None:
        """Check the line "suggested ..."."""
        one, two = rest.split()
        assert self.incident(two).id in {s.incident for s in self.incident(one).suggestions}
        assert self.incident(one).id in {s.incident for s in self.incident(two).suggestions}

    def is_unsuggested(self, rest: str) -> None:
        """Check the line "unsuggested ..."."""
        one, two = rest.split()
        assert self.incident(two).id not in {s.incident for s in self.incident(one).suggestions}

    def is_link(self, rest: str) -> None:
        """Check the line "link ..."."""
        name, _, code = rest.partition(": ")
        assert code in {r.code for r in self.incident(name).links}

    def total(self, name: str):
        """Return the total that the claim NAME states."""
        return next(t for t in self.record.totals if self.name[t.claim] == name)

    def is_accounted(self, rest: str) -> None:
        """Check the line "accounted ..."."""
        name, _, wanted = rest.partition(": ")
        made = self.total(name).accounted
        assert pair(made.low, made.high) == wanted, self.total(name)

    def is_residual(self, rest: str) -> None:
        """Check the line "residual ..."."""
        name, _, wanted = rest.partition(": ")
        made = self.total(name).residual
        assert pair(made.low, made.high) == wanted, self.total(name)

    def is_contained(self, rest: str) -> None:
        """Check the line "contained ..."."""
        name, _, wanted = rest.partition(": ")
        assert sorted(self.name[c] for c in self.total(name).contained) == wanted.split()

    def is_possible(self, rest: str) -> None:
        """Check the line "possible ..."."""
        name, _, wanted = rest.partition(": ")
        assert sorted(self.name[c] for c in self.total(name).possible) == wanted.split()

    def is_others(self, rest: str) -> None:
        """Check the line "others ..."."""
        name, _, wanted = rest.partition(": ")
        assert sorted(self.name[c] for c in self.total(name).others) == wanted.split()

    def is_impossible(self, rest: str) -> None:
        """Check the line "impossible ..."."""
        part, whole = rest.split()
        pairs = {(self.name[p], self.name[w]) for p, w in self.total(whole).impossible}
        assert (part, whole) in pairs

    def is_says(self, rest: str) -> None:
        """Check the line "says ..."."""
        name, _, wanted = rest.partition(": ")
        said_ = [r.text for r in self.total(name).statements]
        assert any(wanted.strip('"') in s for s in said_), said_

    def is_code(self, rest: str) -> None:
        """Check the line "code ..."."""
        name, _, wanted = rest.partition(": ")
        assert wanted in {r.code for r in self.total(name).statements}

    def is_totals(self, rest: str) -> None:
        """Check the line "totals ..."."""
        assert sorted(self.name[t.claim] for t in self.record.totals) == rest.split()

    def is_series(self, rest: str) -> None:
        """Expect points as REPORTED>CONTINUOUS, flags in brackets."""
        got = [
            " ".join(f"{p.reported}>{p.continuous}" + (f"[{','.join(p.flags)}]" if p.flags else "") for p in s.points)
            for s in self.record.series
        ]
        assert rest in got, got

    def is_sum(self, rest: str) -> None:
        """Check the line "sum ..."."""
        m = re.fullmatch(r"(?:of (\w+) )?(?:at (.+?) )?(?:on (\S+) )?(?:judged different )?is (.*)", rest)
        made = documented(
            self.record.incidents,
            self.record.totals,
            area=self.story.places[m[2]] if m[2] else None,
            interval=_interval(m[3]) if m[3] else None,
            harm=m[1] or "killed",
            different=[Pairing(p.first, p.second, p.same) for p in self.story.pairings],
        )
        assert f"{made.low} .. {made.high}{'+' if made.open else ''}" == m[4], made

    def is_sources(self, rest: str) -> None:
        """Check the line "sources ..."."""
        name, _, wanted = rest.partition(": ")
        answer = self.incident(name).answers[0].text
        assert answer.startswith(wanted), answer


def said(r: Range) -> str:
    """Return a range as stories write it."""
    return f"{r.low} .. {r.high}{'+' if r.open else ''}"


def pair(low: int, high: int | None) -> str:
    """Return a balance as stories write it."""
    return f"{low} .. {'open' if high is None else high}"


@pytest.mark.parametrize("story", STORIES, ids=[s.name for s in STORIES])
def test_story_comes_out_as_expected(story: Story) -> None:
    """The record made of the story's claims is what its analyst wrote down."""
    checker = Checker(story, build(story))
    assert story.why, "a story says why it exists"
    assert story.expected
    for line in story.expected:
        checker.check(line)


@pytest.mark.parametrize("story", STORIES, ids=[s.name for s in STORIES])
def test_order_of_arrival_changes_nothing(story: Story) -> None:
    """The same reports in reverse order give the same record, ids and codes."""
    assert build(story) == build(story, backwards=True)


def test_there_are_at_least_forty_stories() -> None:
    """The collection is as large as promised, each story named once."""
    assert len(STORIES) >= 40
    assert len({s.name for s in STORIES}) == len(STORIES)
