"""Which language a report is read in: the one it is said to be in, else the one its words look like."""

import re

from tollbook.model.issue import Issue
from tollbook.vocab.load import languages
from tollbook.vocab.recognise import language_of

_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")


def language_to_read(stated: object, text: str, subject: str) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the code of the language to read ``text`` in, or None and an Issue that says why it is not read.

    ``stated`` counts where it is a language code ("en", "en-GB"); a language's name or anything else is passed over.
    """
    found = _CODE.fullmatch(stated.strip().casefold()) if isinstance(stated, str) else None
    if found:
        return (found[1], ()) if found[1] in languages() else (None, (_unread(subject, f"language is {stated!r}"),))
    code = language_of(text)
    if code is None:
        return None, (_unread(subject, "the text is in none of the languages the program reads"),)
    return code, ()


def _unread(subject: str, message: str) -> Issue:
    hint = f"Reads {', '.join(languages())}; if the report is in one of these, say so with language or --language."
    return Issue("language-not-read", "warning", subject, message, hint)
