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


def isolate(text: str) -> Markup:
    """Return ``text`` escaped, with each right-to-left run isolated so that it does not turn the words around it."""
    parts, position = [], 0
    for run in _RTL.finditer(text):
        parts += [escape(text[position : run.start()]), Markup("<bdi>%s</bdi>") % run.group()]
        position = run.end()
    return Markup("").join([*parts, escape(text[position:])])


def to_html(brief: Brief) -> str:
    """Return the brief as an HTML page."""
    return without_steering(_template().render(brief=brief, scale=_scale(brief), say_page=brief.frame.say))


@functools.cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("tollbook.publish", "brief")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(isolate=isolate, sentence=_sentence, references=_references, ends=_ends)
    return environment.get_template("brief.html.j2")


def _scale(brief: Brief) -> float:
    bars = [entry.bar for section in brief.sections for entry in section.entries if entry.bar]
    return max((bar.high for bar in bars), default=0) * HEADROOM or 1.0


def _ends(bar: Bar, scale: float) -> dict[str, float]:
    """Return where a range begins, how long it is and where its best stands, in percent of the scale."""
    low, high = 100 * bar.low / scale, 100 * bar.high / scale
    best = None if bar.best is None else round(100 * bar.best / scale, 2)
    return {"low": round(low, 2), "length": round(high - low, 2), **({} if best is None else {"best": best})}


def _sentence(sentence: Sentence) -> Markup:
    text = isolate(sentence.text)
    if sentence.strong:
        strong = isolate(sentence.strong)
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
