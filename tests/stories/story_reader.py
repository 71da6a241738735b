"""Read stories: claims in, incidents, ranges and residuals out, in a notation an analyst can write (see README.md)."""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

from tollbook.flow.kit import Kit
from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.incident import Assessment, GradeInputs, Nesting, Pairing, Strike
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.record import Record

HARMS = {"killed", "injured", "missing", "detained", "trapped", "displaced"}
WHO = {
    "people": ("unknown", None),
    "civilians": ("civilian", None),
    "fighters": ("combatant", None),
    "soldiers": ("security", "soldiers"),
    "police": ("security", "police"),
    "troops": ("security", None),
    "children": ("civilian", "children"),
    "women": ("civilian", "women"),
    "men": ("civilian", "men"),
    "worshippers": ("civilian", "worshippers"),
    "journalists": ("civilian", "journalists"),
    "medics": ("civilian", "medics"),
    "relatives": ("civilian", "family"),
}
MEANS = {"airstrike", "drone", "shelling", "ied", "shooting", "ground_attack", "chemical", "execution", "other"}
VAGUE = {"several": 3, "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000}
BOUNDS = {
    "at least": "at_least",
    "more than": "more_than",
    "over": "more_than",
    "about": "about",
    "nearly": "about",
    "up to": "up_to",
    "fewer than": "fewer_than",
}


@dataclass
class Story:
    """One story: what it is called, why it exists, what goes in, what must come out."""

    name: str
    why: str
    places: dict[str, Place] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    pairings: list[Pairing] = field(default_factory=list)
    nestings: list[Nesting] = field(default_factory=list)
    inputs: GradeInputs = field(default_factory=GradeInputs)
    profile: str = "airwars"
    expected: list[str] = field(default_factory=list)

    def kit(self) -> Kit:
        """Return a kit with the story's actors only."""
        return Kit(spotters=None, gazetteer=None, actors=Actors(self.actors))

    def extractions(self) -> list[Extraction]:
        """Return the claims and records by document."""
        return [
            Extraction(
                document=d.id,
                claims=tuple(c for c in self.claims.values() if c.document == d.id),
                records=tuple(r for r in self.records if r.document == d.id),
            )
            for d in self.documents
        ]


def read_stories(path: Path) -> list[Story]:
    """Return the stories of one file; a story starts with "story NAME" and says why in the lines with ">"."""
    blocks = re.split(r"(?m)^story ", path.read_text(encoding="utf-8"))[1:]
    return [_Reader(block).story for block in blocks]


class _Reader:
    def __init__(self, block: str) -> None:
        lines = [line for line in block.splitlines() if line.split("#")[0].strip()]
        why = " ".join(line.strip()[1:].strip() for line in lines[1:] if line.strip().startswith(">"))
        self.story = Story(lines[0].strip(), why)
        self.report: list[tuple[str, str]] = []
        self.header: tuple[str, str, str | None] | None = None
        self.pending: list[tuple[str, str]] = []
        for line in lines[1:]:
            if not line.strip().startswith(">"):
                self.line(line.split(" #")[0].rstrip())
        self.close()

    def line(self, line: str) -> None:
        text = line.strip()
        word, _, rest = text.partition(" ")
        if line.startswith("  ") and self.header:
            name, _, body = text.partition(": ")
            self.pending.append((name, body))
        elif word == "expect":
            self.story.expected.append(rest)
        elif word == "report":
            self.close()
            name, day, _, outlet = (*rest.split(" ", 3), "", "")[:4]
            self.header = (name, day, outlet or None)
        else:
            self.close()
            getattr(self, "do_" + word)(rest)

    def do_place(self, rest: str) -> None:
        m = re.fullmatch(r"(.+?) (-?[\d.]+),(-?[\d.]+) (\w+) ([\d.]+) km(?: in (.+))?", rest)
        name, lat, lon, level, radius, parent = m.groups()
        parents = (*([parent] if parent else []), *(self.story.places[parent].parents if parent else ()))
        self.story.places[name] = Place(
            name,
            float(lat),
            float(lon),
            round(float(radius) * 1000),
            level,
            "exact",
            "story",
            name,
            "XX",
            parents=parents,
        )

    def do_speaker(self, rest: str) -> None:
        name, kind = rest.rsplit(" ", 1)
        self.story.actors[name] = Actor(id=name, name=name, kind=kind)

    def do_party(self, rest: str) -> None:
        head, _, parent = rest.partition(" of ")
        name, kind = head.rsplit(" ", 1)
        self.story.actors[name] = Actor(id=name, name=name, kind=kind, parent=parent or None)

    def do_profile(self, rest: str) -> None:
        self.story.profile = rest

    def do_same(self, rest: str) -> None:
        self._pair(rest, same=True)

    def do_sub(self, rest: str) -> None:
        self._nest(rest, nested=True)

    def do_unsub(self, rest: str) -> None:
        self._nest(rest, nested=False)

    def _nest(self, rest: str, *, nested: bool) -> None:
        child, parent = (self.story.claims[name].id for name in rest.split())
        self.story.nestings.append(Nesting(child, parent, nested))
        if nested:
            self._pair(rest, same=False)

    def do_different(self, rest: str) -> None:
        self._pair(rest, same=False)

    def _pair(self, rest: str, *, same: bool) -> None:
        one, two = rest.split()
        self.story.pairings.append(Pairing(self.story.claims[one].id, self.story.claims[two].id, same))

    def do_credible(self, rest: str) -> None:
        credible = {**self.story.inputs.credible, **{f"actor:{n.strip()}": True for n in rest.split(",")}}
        self.story.inputs = GradeInputs(
            credible=credible, assessments=self.story.inputs.assessments, strikes=self.story.inputs.strikes
        )

    def do_strike(self, rest: str) -> None:
        m = re.fullmatch(r"(.+?) at (.+?) on (\S+)", rest)
        strike = Strike(belligerent=m[1], place=self.story.places[m[2]], interval=_interval(m[3]))
        i = self.story.inputs
        self.story.inputs = GradeInputs(credible=i.credible, assessments=i.assessments, strikes=(*i.strikes, strike))

    def do_assessed(self, rest: str) -> None:
        m = re.fullmatch(r"(\w+) by (.+?): (\w+)(?:, (\d+) killed)?", rest)
        a = Assessment(
            belligerent=m[2],
            answer=m[3],
            claims=(self.story.claims[m[1]].id,),
            killed=int(m[4]) if m[4] else None,
        )
        i = self.story.inputs
        self.story.inputs = GradeInputs(credible=i.credible, strikes=i.strikes, assessments=(*i.assessments, a))

    def close(self) -> None:
        """Write the pending report: its text from its claims' words, then the claims with spans into that text."""
        if self.header is None:
            return
        name, day, outlet = self.header
        sentences, spans, position = [], [], 0
        for claim_name, body in self.pending:
            words = re.search(r'"([^"]*)"', body)
            phrase = _phrase(body)
            sentence = (
                words[1] if words and claim_name != "text" else f"Item {claim_name} of {name}: {phrase}"
            ) + ".\n"
            if claim_name == "text":
                sentence = words[1] + "\n"
            at = sentence.find(phrase)
            spans.append((position + max(0, at), position + max(0, at) + len(phrase)))
            sentences.append(sentence)
            position += len(sentence)
        text = "".join(sentences)
        published = None if day == "undated" else dt.date.fromisoformat(day)
        self.story.documents.append(Document(id=name, sha256="", text=text, published=published, outlet=outlet))
        for (claim_name, body), span in zip(self.pending, spans, strict=True):
            if claim_name.startswith("unstated"):
                self.unstated(claim_name, text, span, name)
            elif claim_name.startswith("denial"):
                self.denial(claim_name, body, text, span, name)
            elif claim_name != "text":
                self.claim(claim_name, body, text, span, name)
        self.header, self.pending = None, []

    def unstated(self, head: str, text: str, span: tuple[int, int], document: str) -> None:
        quote = text[span[0] : span[1]]
        number = len(self.story.records)
        self.story.records.append(
            Record(id=f"u{number}", document=document, kind="unstated", span=span, quote=quote, harm=head.split()[1])
        )

    def denial(self, head: str, body: str, text: str, span: tuple[int, int], document: str) -> None:
        denied = head.split()[1]
        who = _reading(body.partition(" by ")[2].split(",")[0] or body, "speaker", self.story)
        self.story.records.append(
            Record(
                id=f"r_{document}_{denied}",
                document=document,
                kind="denial",
                span=span,
                quote=text[span[0] : span[1]],
                said_by=(who,),
                claim=self.story.claims[denied].id,
            )
        )

    def claim(self, name: str, body: str, text: str, span: tuple[int, int], document: str) -> None:
        body = re.sub(r'"[^"]*"', "", body)
        head, *clauses = [c.strip() for c in body.split(",")]
        clauses = [c for c in clauses if c]
        low, high, bound, word, who, harm = _counted(head)
        values: dict[str, object] = {"scope": "incident"}
        status, group = WHO[who]
        names: tuple[str, ...] = ()
        mixed = False
        for clause in clauses:
            key, _, rest = clause.partition(" ")
            if clause == "mixed":
                mixed = True
            elif key == "named":
                names = tuple(n.strip() for n in rest.split("and"))
            else:
                self.clause(clause, key, rest, values, span, text)
        part = values.get("part_of")
        if part is not None:
            whole = next(c for c in self.story.claims.values() if c.id == part)
            for f in ("when", "where", "by", "means", "said_by", "scope", "diffuse"):
                if f not in values or f == "scope":
                    values[f] = getattr(whole, f)
        self.story.claims[name] = Claim(
            id=claim_id(text, span[0], len(self.story.claims)),
            document=document,
            span=span,
            quote=text[span[0] : span[1]],
            head=span[0],
            harm=harm,
            count=Count(low, high, bound, word),
            who=Who(status, group, names=names, mixed=mixed),
            sentence=span,
            **values,
        )

    def clause(self, clause: str, key: str, rest: str, values: dict, span: tuple[int, int], text: str) -> None:
        quote = text[span[0] : span[1]]
        if key in {"at", "near"}:
            values["where"] = PlaceReading(span, rest, rest, "story", place=self.story.places.get(rest))
        elif key in {"on", "since", "core"}:
            self.time(key, rest, values, span, quote)
        elif key == "by":
            by = tuple(_reading(n, "belligerent", self.story) for n in rest.split(" and "))
            values["by"] = by
        elif key == "says":
            values["said_by"] = tuple(_reading(n, "speaker", self.story) for n in rest.split(" to "))
        elif clause.startswith("as of "):
            values["as_of"] = TimeReading(span, rest, "story", interval=_interval(clause[6:]))
        elif clause.startswith("part of "):
            values["part_of"] = self.story.claims[clause[8:]].id
        elif key in {"repeats", "replaces"}:
            values["restates" if key == "repeats" else "supersedes"] = self.story.claims[rest].id
        elif clause in MEANS:
            values["means"] = Reading(span, quote, clause, "story")
        elif clause in {"period", "cumulative"}:
            values["scope"] = clause
        elif clause in {"diffuse", "standing"}:
            values[clause] = True
        elif clause in {"denied", "doubted"}:
            values["stance"] = clause
        else:
            raise ValueError(f"not understood: {clause!r}")

    def time(self, key: str, rest: str, values: dict, span: tuple[int, int], quote: str) -> None:
        interval = _interval(rest)
        before = values.get("when")
        if key == "core":
            assert before is not None
            values["when"] = TimeReading(span, quote, "story", interval=before.interval, core=interval)
        else:
            values["when"] = TimeReading(
                span, quote, "story", relation="since" if key == "since" else "at", interval=interval
            )


def _reading(name: str, role: str, story: Story) -> ActorReading:
    declared = name.endswith(" (declared)")
    plain = name.removesuffix(" (declared)").strip()
    return ActorReading(
        (0, 0),
        "",
        plain,
        role,
        "story",
        actor=plain if plain in story.actors else None,
        status="declared" if declared else "suspected",
    )


def _interval(words: str) -> Interval:
    first, _, last = words.partition("..")
    start = dt.date.fromisoformat(first)
    return Interval(start, dt.date.fromisoformat(last) if last else start)


def _phrase(body: str) -> str:
    return re.sub(r'"[^"]*"', "", body).split(",")[0].strip()


def _counted(head: str) -> tuple[int, int | None, str, str | None, str, str]:
    m = re.fullmatch(
        r"(?:(at least|more than|over|about|nearly|up to|fewer than) )?([\d,]+|\d+-\d+|no|[a-z]+) (\w+) (\w+)", head
    )
    if m is None:
        raise ValueError(f"not a count: {head!r}")
    word, number, who, harm = m.groups()
    if harm not in HARMS or who not in WHO:
        raise ValueError(f"not a harm or a group: {head!r}")
    if number == "no":
        return 0, 0, "none", None, who, harm
    if number in VAGUE:
        return VAGUE[number], None, "vague", number, who, harm
    if "-" in number:
        low, high = map(int, number.split("-"))
        return low, high, "range", None, who, harm
    n = int(number)
    bound = BOUNDS[word] if word else "exact"
    if bound in {"at_least", "more_than"}:
        return n, None, bound, word, who, harm
    return (0 if bound in {"up_to", "fewer_than"} else n), n, bound, word, who, harm
