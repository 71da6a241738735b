"""Read story files: lines in, stories and Issues out. What can't be read is named with its file and line; the rest is read."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from tollbook.flow.stories.story import Graded, Line, Story, WrongLine
from tollbook.flow.stories.wording import HARMS, QUOTED, Cast, phrase_of, read_claim, read_interval
from tollbook.model.actor import Actor, ActorKind
from tollbook.model.document import Document
from tollbook.model.incident import Assessment, GradeInputs, Nesting, Pairing, Strike
from tollbook.model.issue import Issue
from tollbook.model.place import Level, Place
from tollbook.model.record import Record
from tollbook.vocab.profiles import load_profile

PLACE = re.compile(r"(.+?) (-?[\d.]+),(-?[\d.]+) (\w+) ([\d.]+) km(?: in (.+))?")
STRIKE = re.compile(r"(.+?) at (.+?) on (\S+?)(, likely)?")
ASSESSED = re.compile(r"(\S+) by (.+?): (\w+)(?:, (\d+) killed)?(?:, (\d+) injured)?(?:, on (\S+))?")
GRADED = re.compile(r"(\S+): (.+?) by (.+)")
DENIAL = re.compile(r"denial (\S+)")
LEVELS: tuple[str, ...] = get_args(Level)
KINDS: tuple[str, ...] = get_args(ActorKind)
ANSWERS: tuple[str, ...] = ("received", "under_review", "credible", "not_credible", "denied")


def story_files(paths: Sequence[Path]) -> list[Path]:
    """Return the story files among files and folders: a file as it is, of a folder all ``*.story`` in it, sorted."""
    found = [f for p in paths for f in (sorted(p.rglob("*.story")) if p.is_dir() else [p])]
    return list(dict.fromkeys(found))


def read_stories(path: Path) -> list[Story | Issue]:
    """Return the stories of one file in order; a story nobody can read is an Issue that names its line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [_unread(path, 1, str(error), "a story file is plain text in UTF-8")]
    blocks: list[list[Line]] = [[]]
    for number, line in enumerate(lines, start=1):
        if line.startswith("story "):
            blocks.append([])
        if line.split("#")[0].strip():
            blocks[-1].append(Line(number, line))
    strays = [_unread(path, b.number, f"“{b.text.strip()}” stands before any story", _BEGIN) for b in blocks[0][:1]]
    stories = [_story(path, block) for block in blocks[1:]]
    return [*strays, *stories] or [_unread(path, 1, "holds no story", _BEGIN)]


_BEGIN = "a story begins with “story NAME”; an example: tollbook stories new"


def _unread(path: Path, line: int, message: str, hint: str) -> Issue:
    return Issue("story-unread", "error", f"{path}:{line}", message, hint)


def _story(path: Path, block: Sequence[Line]) -> Story | Issue:
    reader = _Reader()
    try:
        for line in block[1:]:
            reader.take(line)
        reader.close()
        return reader.story(path, block[0])
    except WrongLine as error:
        return _unread(path, reader.at, error.message, error.hint)


class _Reader:
    """Takes in the lines of one story; ``at`` is the line it is at."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.at = 0
        self.why: list[str] = []
        self.documents: list[Document] = []
        self.records: list[Record] = []
        self.pairings: list[Pairing] = []
        self.nestings: list[Nesting] = []
        self.inputs = GradeInputs()
        self.graded: list[Graded] = []
        self.other_party: list[Graded] = []
        self.profile = "airwars"
        self.expected: list[Line] = []
        self.header: tuple[str, dt.date | None, str | None] | None = None
        self.pending: list[tuple[int, str, str]] = []
        self.takes: dict[str, Callable[[str], None]] = {
            "place": self._place,
            "speaker": self._actor,
            "party": self._actor,
            "profile": self._profile,
            "report": self._report,
            "same": lambda rest: self._pair(rest, same=True),
            "different": lambda rest: self._pair(rest, same=False),
            "sub": lambda rest: self._nest(rest, nested=True),
            "unsub": lambda rest: self._nest(rest, nested=False),
            "credible": self._credible,
            "strike": self._strike,
            "assessed": self._assessed,
            "graded": lambda rest: self._judged(rest, self.graded, "graded a: Fair by Ann"),
            "other-party": lambda rest: self._judged(rest, self.other_party, "other-party a: Militia by Ann"),
        }

    def story(self, path: Path, first: Line) -> Story:
        """Return what was read."""
        return Story(
            name=first.text.split(" #")[0].removeprefix("story ").strip(),
            why=" ".join(self.why),
            file=str(path),
            line=first.number,
            places=self.cast.places,
            actors=self.cast.actors,
            documents=tuple(self.documents),
            claims=self.cast.claims,
            records=tuple(self.records),
            pairings=tuple(self.pairings),
            nestings=tuple(self.nestings),
            inputs=self.inputs,
            graded=tuple(self.graded),
            other_party=tuple(self.other_party),
            profile=self.profile,
            expected=tuple(self.expected),
        )

    def take(self, line: Line) -> None:
        """Take in a line. Raises WrongLine where it can't be understood."""
        words = line.text.strip()
        if words.startswith(">"):
            self.why.append(words[1:].strip())
            return
        words = words.split(" #")[0].rstrip()
        word, _, rest = words.partition(" ")
        if line.text.startswith("  ") and self.header:
            name, colon, body = words.partition(": ")
            if not colon:
                self.at = line.number
                raise WrongLine(
                    f"“{words}” is no claim", "write a name, a colon, and the claim: “  a: 19 people killed”"
                )
            self.pending.append((line.number, name, body))
            return
        self.close()
        self.at = line.number
        if word == "expect":
            self.expected.append(Line(line.number, rest))
        elif word in self.takes:
            self.takes[word](rest)
        else:
            raise WrongLine(f"“{word}” begins no line of a story", f"one of {', '.join((*self.takes, 'expect'))}")

    def _place(self, rest: str) -> None:
        m = _matched(PLACE, rest, "place Town 34.0,36.0 town 1.5 km, with “ in City” behind it for a part of another")
        name, lat, lon, level, radius, parent = m.groups()
        if level not in LEVELS:
            raise WrongLine(f"“{level}” is no level of a place", f"one of {', '.join(LEVELS)}")
        parents = (parent, *self.cast.place(parent).parents) if parent else ()
        point, metres = (float(lat), float(lon)), round(float(radius) * 1000)
        self.cast.places[name] = Place(
            name,
            *point,
            metres,
            level,  # type: ignore[arg-type]  # one of LEVELS
            "exact",
            "story",
            name,
            "XX",
            parents=parents,
        )

    def _actor(self, rest: str) -> None:
        head, _, parent = rest.partition(" of ")
        name, _, kind = head.rpartition(" ")
        if not name:
            raise WrongLine(
                f"“{rest}” names nobody or gives no kind", "speaker Monitor monitor; party Army state_force"
            )
        if kind not in KINDS:
            raise WrongLine(f"“{kind}” is no kind of speaker or party", f"one of {', '.join(KINDS)}")
        self.cast.actors[name] = Actor(id=name, name=name, kind=kind, parent=parent or None)  # type: ignore[arg-type]

    def _profile(self, rest: str) -> None:
        try:
            load_profile(rest)
        except (OSError, KeyError, ValueError) as error:
            raise WrongLine(f"there is no profile “{rest}”", "airwars, ucdp, acled, ibc or ecc") from error
        self.profile = rest

    def _report(self, rest: str) -> None:
        name, _, more = rest.partition(" ")
        day, _, by = more.partition(" ")
        published = None if day == "undated" else read_interval(day).start
        if by and not by.startswith("by "):
            raise WrongLine(f"“{by}” is no outlet", "report r1 2021-05-03 by Wire")
        if any(d.id == name for d in self.documents):
            raise WrongLine(f"there is a report “{name}” already", "give each report of a story its own name")
        self.header = (name, published, by.removeprefix("by ") or None)

    def _nest(self, rest: str, *, nested: bool) -> None:
        child, parent = self._two(rest)
        self.nestings.append(Nesting(child, parent, nested))
        if nested:
            self._pair(rest, same=False)

    def _pair(self, rest: str, *, same: bool) -> None:
        self.pairings.append(Pairing(*self._two(rest), same))

    def _two(self, rest: str) -> tuple[str, str]:
        names = rest.split()
        if len(names) != 2:  # noqa: PLR2004  # a pair
            raise WrongLine(f"“{rest}” is no pair of claims", "name two claims: same a b")
        return self.cast.claim(names[0]).id, self.cast.claim(names[1]).id

    def _credible(self, rest: str) -> None:
        more = {f"actor:{name.strip()}": True for name in rest.split(",")}
        self.inputs = msgspec.structs.replace(self.inputs, credible={**self.inputs.credible, **more})

    def _strike(self, rest: str) -> None:
        m = _matched(
            STRIKE, rest, "strike Army at Town on 2021-05-03, with “, likely” behind it where nobody declared it"
        )
        status = "likely" if m[4] else "declared"
        made = Strike(
            belligerent=m[1],
            place=self.cast.place(m[2]),
            interval=read_interval(m[3]),
            status=status,  # type: ignore[arg-type]  # one of both
        )
        self.inputs = msgspec.structs.replace(self.inputs, strikes=(*self.inputs.strikes, made))

    def _assessed(self, rest: str) -> None:
        m = _matched(ASSESSED, rest, "assessed a by Army: credible, 8 killed, 2 injured, on 2021-06-01")
        if m[3] not in ANSWERS:
            raise WrongLine(f"“{m[3]}” is no answer of a belligerent", f"one of {', '.join(ANSWERS)}")
        made = Assessment(
            belligerent=m[2],
            answer=m[3],  # type: ignore[arg-type]  # one of ANSWERS
            claims=(self.cast.claim(m[1]).id,),
            killed=int(m[4]) if m[4] else None,
            injured=int(m[5]) if m[5] else None,
            day=read_interval(m[6]).start if m[6] else None,
        )
        self.inputs = msgspec.structs.replace(self.inputs, assessments=(*self.inputs.assessments, made))

    def _judged(self, rest: str, into: list[Graded], form: str) -> None:
        m = _matched(GRADED, rest, form)
        into.append(Graded(self.cast.claim(m[1]).id, m[2], m[3]))

    def close(self) -> None:
        """Write the pending report: its text from its claims' words, then the claims with spans into that text."""
        if self.header is None:
            return
        name, published, outlet = self.header
        pending, self.header, self.pending = self.pending, None, []
        text, spans = "", []
        for number, key, body in pending:
            self.at = number
            sentence, at = _sentence(key, body, name)
            spans.append((len(text) + at, len(text) + at + len(phrase_of(body))))
            text += sentence
        self.documents.append(Document(id=name, sha256="", text=text, published=published, outlet=outlet))
        for (number, key, body), span in zip(pending, spans, strict=True):
            self.at = number
            self._said(key, body, name, text, span)

    def _said(self, key: str, body: str, document: str, text: str, span: tuple[int, int]) -> None:
        quote = text[span[0] : span[1]]
        denied = DENIAL.fullmatch(key)
        kind, _, harm = key.partition(" ")
        if denied:
            who = self.cast.reading(body.partition(" by ")[2].split(",")[0] or body, "speaker")
            made, claim = f"r_{document}_{denied[1]}", self.cast.claim(denied[1]).id
            denial = Record(
                id=made, document=document, kind="denial", span=span, quote=quote, said_by=(who,), claim=claim
            )
            self.records.append(denial)
        elif kind == "unstated":
            if harm not in HARMS:
                raise WrongLine(f"“{harm}” is no harm", f"unstated injured: the words; one of {', '.join(HARMS)}")
            made = f"u{len(self.records)}"
            self.records.append(Record(id=made, document=document, kind="unstated", span=span, quote=quote, harm=harm))
        elif " " in key:
            raise WrongLine(
                f"“{key}” is no name of a claim", "a word without spaces, “unstated HARM”, “denial X” or “text”"
            )
        elif key in self.cast.claims:
            raise WrongLine(f"there is a claim “{key}” already", "give each claim of a story its own name")
        elif key != "text":
            self.cast.claims[key] = read_claim(body, document, text, span, self.cast)


def _matched(pattern: re.Pattern[str], rest: str, form: str) -> re.Match[str]:
    m = pattern.fullmatch(rest)
    if m is None:
        raise WrongLine(f"“{rest}” can't be read", f"write it as: {form}")
    return m


def _sentence(key: str, body: str, report: str) -> tuple[str, int]:
    """Return the sentence of a line in the report's text, and where its count phrase begins in it."""
    quoted = QUOTED.search(body)
    words = quoted[0][1:-1] if quoted else None
    if key == "text":
        if words is None:
            raise WrongLine("the text stands in no quotes", 'write text: "The words of the report."')
        return f"{words}\n", 0
    phrase = phrase_of(body)
    sentence = f"{words}.\n" if words is not None else f"Item {key} of {report}: {phrase}.\n"
    at = sentence.find(phrase)
    if at < 0:
        raise WrongLine(
            f"the words in quotes do not hold “{phrase}”", "a claim's own words hold its count as it is written"
        )
    return sentence, at
