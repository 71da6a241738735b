"""The words of a claim's line: "at least 19 civilians killed, at Town, on 2021-05-03, shelling, says Monitor"."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from tollbook.flow.stories.story import WrongLine
from tollbook.model.actor import Actor
from tollbook.model.claim import Claim, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading

HARMS = ("killed", "injured", "missing", "detained", "trapped", "displaced")
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
MEANS = ("airstrike", "drone", "shelling", "ied", "shooting", "ground_attack", "chemical", "execution", "other")
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
WORDS = {
    "period": ("scope", "period"),
    "cumulative": ("scope", "cumulative"),
    "diffuse": ("diffuse", True),
    "standing": ("standing", True),
    "denied": ("stance", "denied"),
    "doubted": ("stance", "doubted"),
}
COUNT = re.compile(rf"(?:({'|'.join(BOUNDS)}) )?(\d+-\d+|\d+|no|[a-z]+) ([a-z]+) ([a-z]+)")
QUOTED = re.compile(r'"[^"]*"')
Span = tuple[int, int]
T = TypeVar("T")


class Cast:
    """Who and what a story has named so far, by the names its lines use."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.actors: dict[str, Actor] = {}
        self.claims: dict[str, Claim] = {}

    def place(self, name: str) -> Place:
        """Return a place that was named before."""
        return _known(name, self.places, "place", f"write before it: place {name} 34.0,36.0 town 1.5 km")

    def claim(self, name: str) -> Claim:
        """Return a claim that was made before."""
        return _known(name, self.claims, "claim", "a claim stands in a report, as in “  a: 19 people killed”")

    def reading(self, name: str, role: str) -> ActorReading:
        """Return who is named; one that the story doesn't declare is nobody in particular."""
        plain = name.removesuffix(" (declared)").strip()
        return ActorReading(
            (0, 0),
            "",
            plain,
            "belligerent" if role == "belligerent" else "speaker",
            "story",
            actor=plain if plain in self.actors else None,
            status="suspected" if plain == name.strip() else "declared",
        )


def _known(name: str, known: Mapping[str, T], what: str, hint: str) -> T:
    if name not in known:
        listed = f"; known are {', '.join(known)}" if known else ""
        raise WrongLine(f"no {what} is called “{name}”{listed}", hint)
    return known[name]


def read_interval(words: str) -> Interval:
    """Return "2021-05-03" or "2021-05-01..2021-05-07" as days. Raises WrongLine where it is neither."""
    first, _, last = words.partition("..")
    try:
        start = dt.date.fromisoformat(first)
        return Interval(start, dt.date.fromisoformat(last) if last else start)
    except ValueError as error:
        raise WrongLine(
            f"“{words}” is no day and no two days ({error})", "write 2021-05-03 or 2021-05-01..2021-05-07"
        ) from error


def phrase_of(body: str) -> str:
    """Return the count phrase a claim's line begins with."""
    return QUOTED.sub("", body).split(",")[0].strip()


def read_claim(body: str, document: str, text: str, span: Span, cast: Cast) -> Claim:
    """Return the claim that ``body`` words; its quote stands at ``span`` of the report's text. Raises WrongLine."""
    head, *clauses = [c.strip() for c in QUOTED.sub("", body).split(",")]
    low, high, bound, word, who, harm = _counted(head)
    status, group = WHO[who]
    values: dict[str, Any] = {"scope": "incident"}
    names: tuple[str, ...] = ()
    for clause in filter(None, clauses):
        if clause.startswith("named "):
            names = tuple(n.strip() for n in re.split(r"\band\b", clause[6:]))
        elif clause != "mixed":
            _clause(clause, values, span, text, cast)
    if (part := values.get("part_of")) is not None:
        whole = next(c for c in cast.claims.values() if c.id == part)
        for name in ("when", "where", "by", "means", "said_by", "diffuse"):
            values.setdefault(name, getattr(whole, name))
        values["scope"] = whole.scope
    return Claim(
        id=claim_id(text, span[0], len(cast.claims)),
        document=document,
        span=span,
        quote=text[span[0] : span[1]],
        head=span[0],
        harm=harm,  # type: ignore[arg-type]  # one of HARMS
        count=Count(low, high, bound, word),  # type: ignore[arg-type]  # one of BOUNDS
        who=Who(status, group, names=names, mixed="mixed" in clauses),  # type: ignore[arg-type]  # of WHO
        sentence=span,
        **values,
    )


def _counted(head: str) -> tuple[int, int | None, str, str | None, str, str]:
    m = COUNT.fullmatch(head)
    if m is None:
        raise WrongLine(f"“{head}” is no count", "write number, who and harm: at least 19 civilians killed")
    word, number, who, harm = m.groups()
    if who not in WHO:
        raise WrongLine(f"“{who}” is nobody the notation knows", f"one of {', '.join(WHO)}")
    if harm not in HARMS:
        raise WrongLine(f"“{harm}” is no harm", f"one of {', '.join(HARMS)}")
    if number == "no":
        return 0, 0, "none", None, who, harm
    if number in VAGUE:
        return VAGUE[number], None, "vague", number, who, harm
    if "-" in number:
        low, high = map(int, number.split("-"))
        if low > high:
            raise WrongLine(f"“{number}” goes from high to low", f"write {high}-{low}")
        return low, high, "range", None, who, harm
    if not number.isdigit():
        raise WrongLine(f"“{number}” is no number", f"digits, no, or one of {', '.join(VAGUE)}")
    n, bound = int(number), BOUNDS[word] if word else "exact"
    if bound in {"at_least", "more_than"}:
        return n, None, bound, word, who, harm
    return (0 if bound in {"up_to", "fewer_than"} else n), n, bound, word, who, harm


def _clause(clause: str, values: dict[str, Any], span: Span, text: str, cast: Cast) -> None:
    """Take in what one clause says of the claim."""
    quote = text[span[0] : span[1]]
    key, _, rest = clause.partition(" ")
    if key == "at":
        values["where"] = PlaceReading(span, rest, rest, "story", place=cast.place(rest))
    elif key in {"on", "since"}:
        relation = "since" if key == "since" else "at"
        values["when"] = TimeReading(span, quote, "story", relation=relation, interval=read_interval(rest))
    elif key == "core":
        if "when" not in values:
            raise WrongLine("core stands before any day", "first “on DAY..DAY”, then “core DAY..DAY” inside it")
        values["when"] = TimeReading(span, quote, "story", interval=values["when"].interval, core=read_interval(rest))
    elif key in {"by", "says"}:
        role, joint = ("belligerent", " and ") if key == "by" else ("speaker", " to ")
        values["by" if key == "by" else "said_by"] = tuple(cast.reading(n, role) for n in rest.split(joint))
    elif clause.startswith("as of "):
        values["as_of"] = TimeReading(span, rest, "story", interval=read_interval(clause[6:]))
    elif clause.startswith("part of "):
        values["part_of"] = cast.claim(clause[8:]).id
    elif key in {"repeats", "replaces"}:
        values["restates" if key == "repeats" else "supersedes"] = cast.claim(rest).id
    elif clause in MEANS:
        values["means"] = Reading(span, quote, clause, "story")
    elif clause in WORDS:
        name, value = WORDS[clause]
        values[name] = value
    else:
        raise WrongLine(
            f"“{clause}” is no clause of a claim",
            "at PLACE, on DAY, since DAY..DAY, core DAY..DAY, by PARTY, says SPEAKER, as of DAY, part of X, repeats X, replaces X, "
            f"named A and B, period, cumulative, standing, diffuse, mixed, denied, doubted, or a means ({', '.join(MEANS)})",
        )
