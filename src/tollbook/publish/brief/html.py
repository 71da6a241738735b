"""Print a brief as one self-contained HTML page: no script, no outside file, right-to-left source words isolated."""

import functools
import re

import jinja2
from markupsafe import Markup, escape

from tollbook.publish.brief.values import Bar, Brief, Sentence
from tollbook.publish.words import without_steering

HEADROOM = 1.06
RUN = 3
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\\s\\d.,،'’-]*"
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)

_LATIN = "A-Za-z\u00c0-\u024f"
_LTR = re.compile(
    f"(?<=[«“])[^»”]*[A-Za-z][^»”]*(?=[»”])|[{_LATIN}](?:[{_LATIN}\u02bb-\u02bf0-9_ \u00a0.,'‘’/&()+-]*[{_LATIN}0-9])?"
)
"""A quoted stretch with Latin letters, or Latin words and the numbers between them."""


def isolate(text: str, direction: str = "ltr") -> Markup:
    """Return ``text`` escaped, with each run against the page's direction isolated, so that it does not turn what is around."""
    parts, position = [], 0
    for run in (_RTL if direction == "ltr" else _LTR).finditer(text):
        words = run.group()
        words += ")" if words.count("(") > words.count(")") and text[run.end() : run.end() + 1] == ")" else ""
        parts += [escape(text[position : run.start()]), Markup("<bdi>%s</bdi>") % words]
        position = run.start() + len(words)
    return Markup("").join([*parts, escape(text[position:])])


def to_html(brief: Brief) -> str:
    """Return the brief as an HTML page."""
    return without_steering(
        _template(brief.frame.direction).render(brief=brief, scale=_scale(brief), say_page=brief.frame.say)
    )


@functools.cache
def _template(direction: str) -> jinja2.Template:
    loader = jinja2.PackageLoader("tollbook.publish", "brief")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    one_way = functools.partial(isolate, direction=direction)
    told = functools.partial(_sentence, direction=direction)
    environment.filters.update(isolate=one_way, sentence=told, references=_references, ends=_ends)
    return environment.get_template("brief.html.j2")


def _scale(brief: Brief) -> float:
    bars = [entry.bar for section in brief.sections for entry in section.entries if entry.bar]
    return max((bar.high for bar in bars), default=0) * HEADROOM or 1.0


def _ends(bar: Bar, scale: float) -> dict[str, float]:
    """Return where a range begins, how long it is and where its best stands, in percent of the scale."""
    low, high = 100 * bar.low / scale, 100 * bar.high / scale
    best = None if bar.best is None else round(100 * bar.best / scale, 2)
    return {"low": round(low, 2), "length": round(high - low, 2), **({} if best is None else {"best": best})}


def _sentence(sentence: Sentence, direction: str) -> Markup:
    text = isolate(sentence.text, direction)
    if sentence.strong:
        strong = isolate(sentence.strong, direction)
        text = Markup(str(text).replace(str(strong), f"<strong>{strong}</strong>", 1))  # noqa: S704  # both are escaped
    return text


def _references(sentence: Sentence, brief: Brief) -> list[tuple[int, str, str]]:
    """Return number, text and tooltip of each link to a note; three numbers or more in a row are one link, "3–7"."""
    numbers = sorted({brief.numbers[c] for c in sentence.cites if c in brief.numbers})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    links: list[tuple[int, str, str]] = []
    for run in runs:
        if len(run) >= RUN:
            links.append((run[0], f"{run[0]}–{run[-1]}", brief.frame.say("notes_range", first=run[0], last=run[-1])))
        else:
            links += [(n, str(n), _tooltip(brief, n)) for n in run]
    return links


def _tooltip(brief: Brief, number: int) -> str:
    note = brief.notes[number - 1]
    quotes = " … ".join(" ".join(words.split()) for words, is_cited in note.pieces if is_cited)
    source = f"{note.first.outlet or brief.frame.say('unnamed_outlet')}, {brief.frame.published(note.first)}"
    return f"{source}: “{quotes}”" if quotes else source
