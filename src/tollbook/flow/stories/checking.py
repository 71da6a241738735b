"""Build a story's record and hold what its analyst expects against it, line by line."""

import re
from collections.abc import Callable, Iterable

import msgspec

from tollbook.flow.record import build_record
from tollbook.flow.stories.story import Graded, Line, Story, WrongLine
from tollbook.flow.stories.wording import read_interval
from tollbook.model.incident import GradeInputs, Incident, Range
from tollbook.model.snapshot import Reconciled
from tollbook.model.total import Balance, Total
from tollbook.reconcile.series import days_of
from tollbook.reconcile.sums import documented

SUM = re.compile(r"(?:of (\w+) (?:(\w+) )?)?(?:at (.+?) )?(?:on (\S+) )?is (.*)")
FIGURE = re.compile(r"(\w+)(?: (\w+))? of (\w+):?\s*")


class Answer(msgspec.Struct, frozen=True):
    """What was expected and what came out; ``holds`` where they agree."""

    wanted: str
    got: str
    holds: bool


class Outcome(msgspec.Struct, frozen=True):
    """What became of one line that expects something."""

    line: Line
    answer: Answer


class Checked(msgspec.Struct, frozen=True):
    """A story and what became of each line; it holds where all do and the order of arrival changes nothing."""

    story: Story
    outcomes: tuple[Outcome, ...]

    @property
    def holds(self) -> bool:
        """Say whether the story came out as its analyst wrote it down."""
        return all(o.answer.holds for o in self.outcomes)


def check_story(story: Story) -> Checked:
    """Return what became of each line a story expects. A story without a reason or without expectations does not hold."""
    record = record_of(story)
    checker = Checker(story, record)
    outcomes = [Outcome(line, checker.answer(line.text)) for line in story.expected]
    first = Line(story.line, f"story {story.name}")
    if not story.why:
        outcomes.insert(0, Outcome(first, Answer("a reason (a line with “>”)", "none", holds=False)))
    if not story.expected:
        outcomes.append(Outcome(first, Answer("lines that expect something", "none", holds=False)))
    if record != record_of(story, backwards=True):
        wanted = "the same record in any order of arrival"
        outcomes.append(Outcome(first, Answer(wanted, "another one when the last report comes first", holds=False)))
    return Checked(story, tuple(outcomes))


def record_of(story: Story, *, backwards: bool = False) -> Reconciled:
    """Return the record of a story's reports, given in either order; people's own grades are put in last."""

    def built(inputs: GradeInputs) -> Reconciled:
        order = -1 if backwards else 1
        return build_record(
            story.documents[::order],
            story.extractions()[::order],
            pairings=story.pairings,
            nestings=story.nestings,
            kit=story.kit(),
            profile=story.profile,
            grading=inputs,
        )

    record = built(story.inputs)
    if not (story.graded or story.other_party):
        return record
    ids = {claim: i.id for i in record.incidents for claim in i.claims}

    def by_incident(judged: Iterable[Graded]) -> dict[str, tuple[str, str]]:
        return {ids[g.claim]: (g.grade, g.who) for g in judged if g.claim in ids}

    people = {"overrides": by_incident(story.graded), "other_party": by_incident(story.other_party)}
    return built(msgspec.structs.replace(story.inputs, **people))


class Checker:
    """Answers one expectation after the other about one record."""

    def __init__(self, story: Story, record: Reconciled) -> None:
        self.story, self.record = story, record
        self.name = {c.id: n for n, c in story.claims.items()}
        self.of = {self.name[c]: i for i in record.incidents for c in i.claims}
        self.checks: dict[str, Callable[[str], Answer]] = {
            "incidents": self._incidents,
            "sub": self._sub,
            "range": lambda rest: self._figure(rest, said_range),
            "best": lambda rest: self._figure(rest, lambda r: str(r.best)),
            "set-by": self._set_by,
            "history": lambda rest: self._figure(rest, lambda r: self.named(r.history)),
            "beside": lambda rest: self._figure(rest, lambda r: " ".join(sorted({b.code for b in r.beside}))),
            "reason": lambda rest: self._figure(rest, lambda r: _codes(x.code for x in r.reasons), among=True),
            "rule": lambda rest: self._figure(rest, lambda r: _codes(x.code for x in r.rules), among=True),
            "words": lambda rest: self._figure(rest, lambda r: " ".join(r.words)),
            "issue": lambda rest: _among(rest, [i.code for i in record.issues]),
            "no": self._no,
            "grade": lambda rest: self._of_incident(rest, lambda i: i.grade.name if i.grade else ""),
            "needs": self._needs,
            "diffuse": self._diffuse,
            "suggested": lambda rest: self._suggested(rest, wanted=True),
            "unsuggested": lambda rest: self._suggested(rest, wanted=False),
            "link": self._link,
            "sources": self._sources,
            "answer": self._answer,
            "accounted": lambda rest: self._of_total(rest, lambda t: said_balance(t.accounted)),
            "residual": lambda rest: self._of_total(rest, lambda t: said_balance(t.residual)),
            "contained": lambda rest: self._of_total(rest, lambda t: self.named(t.contained)),
            "possible": lambda rest: self._of_total(rest, lambda t: self.named(t.possible)),
            "others": lambda rest: self._of_total(rest, lambda t: self.named(t.others)),
            "impossible": self._impossible,
            "says": self._says,
            "unsaid": self._unsaid,
            "code": self._code,
            "totals": lambda rest: _equal(rest, self.named(t.claim for t in record.totals)),
            "series": lambda rest: _among(rest, said_series(record), joint="; "),
            "days": lambda rest: _among(rest, said_days(record), joint="; "),
            "sum": self._sum,
        }

    def answer(self, line: str) -> Answer:
        """Return what became of the expectation ``line``; its first word names the check."""
        head, _, rest = line.partition(" ")
        check = self.checks.get(head.rstrip(":"))
        if check is None:
            return Answer(line, f"“{head}” expects nothing the notation knows: {', '.join(self.checks)}", holds=False)
        try:
            return check(rest.strip())
        except WrongLine as error:
            return Answer(rest, f"{error.message}; {error.hint}" if error.hint else error.message, holds=False)

    def named(self, claims: Iterable[str]) -> str:
        """Return claims by the names the story gives them, sorted."""
        return " ".join(sorted(self.name[c] for c in claims))

    def incident(self, name: str) -> Incident:
        """Return the incident that holds the claim NAME. Raises WrongLine where none does."""
        if name not in self.of:
            known = name in self.story.claims
            raise WrongLine(f"the claim “{name}” is in no incident" if known else f"no claim is called “{name}”")
        return self.of[name]

    def total(self, name: str) -> Total:
        """Return the total that the claim NAME states. Raises WrongLine where it states none."""
        found = [t for t in self.record.totals if self.name[t.claim] == name]
        if not found:
            raise WrongLine(f"the claim “{name}” states no total of this record")
        return found[0]

    def _figure(self, rest: str, said: Callable[[Range], str], *, among: bool = False) -> Answer:
        made, wanted = self._range(rest)
        got = said(made)
        holds = set(wanted.split()) <= set(got.split()) if among else got == wanted
        return Answer(wanted, got, holds)

    def _range(self, rest: str) -> tuple[Range, str]:
        """Return the range that "killed children of a" names, and the rest of the line."""
        m = FIGURE.match(rest)
        if m is None:
            raise WrongLine(f"“{rest}” names no figure", "write HARM [GROUP] of CLAIM: killed children of a")
        harm, key, name = m.groups()
        found = self._figures(harm, key, name)
        if len(found) == 1:
            return found[0], rest[m.end() :]
        raise WrongLine(
            f"the incident of “{name}” has {'two figures' if found else 'no figure'} of {key or 'all'} {harm}"
        )

    def _figures(self, harm: str, key: str | None, name: str) -> list[Range]:
        figures = self.incident(name).figures
        return [f.range for f in figures if f.harm == harm and f.key == key and (f.axis == "all") == (key is None)]

    def _of_incident(self, rest: str, said: Callable[[Incident], str]) -> Answer:
        name, _, wanted = rest.partition(": ")
        return _equal(wanted, said(self.incident(name)))

    def _of_total(self, rest: str, said: Callable[[Total], str]) -> Answer:
        name, _, wanted = rest.partition(":")
        return _equal(wanted.strip(), said(self.total(name)))

    def _incidents(self, rest: str) -> Answer:
        wanted = sorted(sorted(g.split()) for g in re.findall(r"\{([^}]*)\}", rest))
        got = sorted(sorted(self.name[c] for c in i.claims) for i in self.record.incidents)
        return Answer(said_groups(wanted), said_groups(got), wanted == got)

    def _sub(self, rest: str) -> Answer:
        child, _, parent = rest.partition(" of ")
        whole = self.incident(child).sub_of
        got = next((i for i in self.record.incidents if i.id == whole), None)
        holds = whole is None if parent == "nothing" else whole == self.incident(parent).id
        return Answer(parent, self.named(got.claims) if got else "nothing", holds)

    def _set_by(self, rest: str) -> Answer:
        bound, _, figure = rest.partition(" of ")
        made, wanted = self._range(figure)
        claim = made.set_by.get(bound)
        return _equal(wanted, self.name[claim] if claim else "nothing")

    def _no(self, rest: str) -> Answer:
        """Hold that an Issue, or a figure, is not there."""
        if m := FIGURE.fullmatch(rest.removeprefix("figure ")):
            found = self._figures(*m.groups())
            return Answer("no figure", said_range(found[0]) if found else "no figure", not found)
        code = rest.removeprefix("issue ")
        codes = _codes(i.code for i in self.record.issues)
        return Answer(f"no {code}", codes or "no issue", code not in codes.split())

    def _needs(self, rest: str) -> Answer:
        name, _, wanted = rest.partition(": ")
        grade = self.incident(name).grade
        return _among(wanted, grade.needs if grade else (), joint="; ")

    def _diffuse(self, rest: str) -> Answer:
        return _equal("diffuse", "diffuse" if self.incident(rest).diffuse else "a named event")

    def _suggested(self, rest: str, *, wanted: bool) -> Answer:
        one, _, two = rest.partition(" ")
        first, second = self.incident(one), self.incident(two)
        there = second.id in {s.incident for s in first.suggestions}
        back = first.id in {s.incident for s in second.suggestions}
        words = {True: "suggested as one event", False: "not suggested"}
        return Answer(words[wanted], words[there or back], there is back is wanted)

    def _link(self, rest: str) -> Answer:
        name, _, code = rest.partition(": ")
        return _among(code, [r.code for r in self.incident(name).links])

    def _sources(self, rest: str) -> Answer:
        name, _, wanted = rest.partition(": ")
        got = self.incident(name).answers[0].text
        return Answer(wanted, got, got.startswith(wanted))

    def _answer(self, rest: str) -> Answer:
        """Hold one of the three judgements ("did-it-happen of a: ...") against its words."""
        head, _, wanted = rest.partition(": ")
        code, _, name = head.partition(" of ")
        got = next((r.text for r in self.incident(name).answers if r.code == code), "")
        return Answer(wanted, got or f"no answer {code}", bool(got) and wanted.strip('"') in got)

    def _impossible(self, rest: str) -> Answer:
        part, _, whole = rest.partition(" ")
        pairs = {self.name[p] for p, _ in self.total(whole).impossible}
        return _among(part, sorted(pairs))

    def _says(self, rest: str) -> Answer:
        name, _, wanted = rest.partition(": ")
        texts = [r.text for r in self.total(name).statements]
        return Answer(wanted, "; ".join(texts), any(wanted.strip('"') in t for t in texts))

    def _unsaid(self, rest: str) -> Answer:
        """Hold that the record says some words nowhere: in no statement, reason, rule, answer or Issue."""
        words = rest.strip('"')
        found = [
            t
            for t in texts_in(msgspec.to_builtins((self.record.incidents, self.record.totals, self.record.issues)))
            if words in t
        ]
        return Answer(f"nowhere “{words}”", found[0] if found else f"nowhere “{words}”", not found)

    def _code(self, rest: str) -> Answer:
        name, _, wanted = rest.partition(": ")
        return _among(wanted, [r.code for r in self.total(name).statements])

    def _sum(self, rest: str) -> Answer:
        m = SUM.fullmatch(rest)
        if m is None:
            raise WrongLine(f"“{rest}” asks for no sum", "write: sum of killed children at Town on DAY..DAY is 3 .. 5")
        harm, key, area, days, wanted = m.groups()
        if area is not None and area not in self.story.places:
            raise WrongLine(f"no place is called “{area}”")
        made = documented(
            self.record.incidents,
            self.record.totals,
            area=self.story.places[area] if area else None,
            interval=read_interval(days) if days else None,
            harm=harm or "killed",
            axis="all" if key is None else "status" if key in {"civilian", "combatant", "security"} else "group",
            key=key,
        )
        return _equal(wanted, f"{made.low} .. {made.high}{'+' if made.open else ''}")


def _equal(wanted: str, got: str) -> Answer:
    return Answer(wanted, got, wanted == got)


def _among(wanted: str, got: Iterable[str], *, joint: str = " ") -> Answer:
    listed = list(got)
    return Answer(wanted, joint.join(dict.fromkeys(listed)) or "none", wanted in listed)


def _codes(codes: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(codes))


def texts_in(value: object) -> list[str]:
    """Return every text inside plain values."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in inner for text in texts_in(one)]


def said_groups(groups: Iterable[Iterable[str]]) -> str:
    """Return incidents as stories write them: "{a b} {c}"."""
    return " ".join(f"{{{' '.join(g)}}}" for g in groups)


def said_range(r: Range) -> str:
    """Return a range as stories write it."""
    return f"{r.low} .. {r.high}{'+' if r.open else ''}"


def said_balance(b: Balance | None) -> str:
    """Return a balance as stories write it."""
    return "nothing" if b is None else f"{b.low} .. {'open' if b.high is None else b.high}"


def said_series(record: Reconciled) -> list[str]:
    """Return each series as points REPORTED>CONTINUOUS, flags in brackets."""
    return [
        " ".join(f"{p.reported}>{p.continuous}" + (f"[{','.join(p.flags)}]" if p.flags else "") for p in s.points)
        for s in record.series
    ]


def said_days(record: Reconciled) -> list[str]:
    """Return each series day by day: what is known by then, the flags of silent days in brackets."""
    return [
        " ".join(
            f"{d.continuous}" + (f"[{','.join(d.flags)}]" if d.reported is None else "")
            for d in days_of(series, record.totals)
        )
        for series in record.series
    ]
