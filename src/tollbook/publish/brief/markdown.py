"""Print a brief as Markdown: headings, tables, lists and footnotes."""

import re

from tollbook.publish.brief.frame import Frame
from tollbook.publish.brief.values import Brief, Card, Entry, Section, Sentence, Table
from tollbook.publish.cite import Note
from tollbook.publish.words import without_steering

_WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def to_markdown(brief: Brief) -> str:
    """Return the brief as Markdown with footnotes (``[^1]``), readable as it stands."""
    lines = [f"# {_plain(brief.title)}", "", f"{_plain(brief.subtitle)}.", ""]
    for section in brief.sections:
        lines += _section(section, brief)
    lines += [f"## {brief.frame.say('method')}", "", *(f"- {_plain(text)}" for text in brief.method), ""]
    lines += [f"## {brief.frame.say('sources')}", ""]
    lines += [_note(number, note, brief.frame) for number, note in enumerate(brief.notes, start=1)]
    return without_steering("\n".join(lines) + "\n")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _section(section: Section, brief: Brief) -> list[str]:
    lines = [f"## {section.title}", ""]
    lines += [f"*{_plain(section.note)}*", ""] if section.note else []
    lines += [_card(card, brief) for card in section.cards] + ([""] if section.cards else [])
    for entry in section.entries:
        lines += _entry(entry, brief)
    for table in section.tables:
        lines += [*_table(table, brief), ""]
    lines += [f"- {_sentence(s, brief)}" for s in section.sentences] + ([""] if section.sentences else [])
    return lines


def _card(card: Card, brief: Brief) -> str:
    return f"- **{_plain(card.figure)}** {_sentence(card.sentence, brief)}"


def _sentence(sentence: Sentence, brief: Brief) -> str:
    text = _plain(sentence.text)
    strong = _plain(sentence.strong) if sentence.strong else ""
    if strong and strong in text:
        text = text.replace(strong, f"**{strong}**", 1)
    numbers = sorted({brief.numbers[c] for c in sentence.cites if c in brief.numbers})
    return text + "".join(f"[^{n}]" for n in numbers)


def _entry(entry: Entry, brief: Brief) -> list[str]:
    tag = f" · {entry.tag}" if entry.tag else ""
    figures = " · ".join(f"{_plain(name)} **{_plain(value)}**" for name, value in entry.figures)
    head = f"### {_plain(entry.code)} · {_plain(entry.when)} · {_plain(entry.where)}{tag}"
    sentences = [f"- {_sentence(s, brief)}" for s in entry.sentences]
    return [head, "", f"{figures} · {brief.frame.say('grade')} {_plain(entry.grade)}", "", *sentences, ""]


def _table(table: Table, brief: Brief) -> list[str]:
    rule = ["---:" if i in table.numeric else "---" for i in range(len(table.columns))]
    rows = [[_sentence(cell, brief) for cell in row] for row in table.rows]
    return ["| " + " | ".join(cells) + " |" for cells in [list(table.columns), rule, *rows]]


def _note(number: int, note: Note, frame: Frame) -> str:
    first = note.first
    said = f" {'; '.join(_plain(frame.speaker(s)) for s in note.speakers)}." if note.speakers else ""
    link = f" {_address(first.url)}" if first.url else ""
    outlet = _plain(first.outlet or frame.say("unnamed_outlet"))
    source = f"{outlet}, {frame.published(first)} ({_plain(', '.join(first.callers))})"
    quote = f" “{''.join(_piece(*piece) for piece in note.pieces).strip()}”" if note.pieces else ""
    return f"[^{number}]: {source}.{said}{quote}{link}"


def _address(url: str) -> str:
    """Return a web address as a link; anything else in its place (script, data, a stray word) as words that do nothing."""
    return f"<{url}>" if _WEB.fullmatch(url) else _plain(url)


def _piece(words: str, is_cited: bool) -> str:  # noqa: FBT001  # the second half of a pair
    text = _plain(words)
    if is_cited:
        return f"**{text}**"
    return (" " if words[:1].isspace() else "") + text + (" " if words[-1:].isspace() and text else "")
