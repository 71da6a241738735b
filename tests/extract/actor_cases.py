"""Claims marked in short texts, so that a test row reads like a report: «5 people» is killed, «i:5 people» injured.

Kinds: k killed (default), i injured, m missing, d detained, t trapped, x displaced. A second letter gives the victims' status:
c civilian, f combatant, s security; ``~`` marks a cumulative figure, ``%`` a period.
"""

import re

from tollbook.extract.attach_actor import attach_actors
from tollbook.extract.sentences.segment import segment
from tollbook.flow.kit import default_kit
from tollbook.model.claim import Claim, Who, claim_id
from tollbook.model.count import Count

_MARK = re.compile(r"«(?:(?P<code>[kimdtx][cfs]?[~%]?):)?(?P<words>[^»]*)»")
_HARMS = {"k": "killed", "i": "injured", "m": "missing", "d": "detained", "t": "trapped", "x": "displaced"}
_STATUS = {"c": "civilian", "f": "combatant", "s": "security"}
_SCOPES = {"~": "cumulative", "%": "period"}


def marked(text: str) -> tuple[str, list[Claim]]:
    """Return the text without marks and its claims, without actors."""
    plain, claims, last = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[last : found.start()]
        start = len(plain)
        plain += found["words"]
        last = found.end()
        code = found["code"] or "k"
        status = next((_STATUS[c] for c in code if c in _STATUS), "unknown")
        scope = next((_SCOPES[c] for c in code if c in _SCOPES), "incident")
        claims.append((start, len(plain), found["words"], _HARMS[code[0]], status, scope))
    plain += text[last:]
    return plain, [
        Claim(
            id=claim_id(plain, start, 0),
            document="d",
            span=(start, end),
            quote=words,
            head=start,
            harm=harm,
            count=Count(0, 0, "none") if words.lower().startswith("no ") else Count(1, None, "at_least"),
            who=Who(status),
            scope=scope,
        )
        for start, end, words, harm, status, scope in claims
    ]


def attached(text: str) -> tuple[Claim, ...]:
    """Return the marked claims of ``text`` with their actors as the words name them."""
    plain, claims = marked(text)
    sentences = segment(plain)
    spots = default_kit().spotters.actors(plain, [s.span for s in sentences])
    return attach_actors(plain, sentences, claims, spots)
