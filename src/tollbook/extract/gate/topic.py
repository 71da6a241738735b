"""Keep claims of armed conflict and political violence (guide, section 1).

Drops accidents, disasters, disease, sport, markets and plain crime. Counts words of both kinds in the claim's sentence, then its neighbours, then the whole text.
"""

from collections.abc import Sequence

from tollbook.extract.gate.prefilter import VIOLENT, Gate
from tollbook.extract.sentences.segment import Sentence

_NEAR = 3
_DISASTER = 3
"""Times as many words of other matters as of conflict in a report of a disaster, in which the army comes to help."""


def is_in_scope(sentences: Sequence[Sentence], index: int, gate: Gate, *, violent: bool, harm: str) -> bool:
    """Return True when the harm told in sentence ``index`` is one of conflict. ``violent``: its own verb says so ("executed")."""
    sentence = sentences[index]
    off, keep = gate.balance(sentence.start, sentence.end)
    if keep > off:
        return bool(off) or violent or not _is_disaster(sentences, gate)
    if keep:
        is_told = violent and gate.is_of_pastime(*sentence.span)
        return keep == off and (is_told or _document_leans(sentences, gate) > 0)
    if off:
        return False
    for step in range(1, _NEAR + 1):
        near = [sentences[k] for k in (index - step, index + step) if 0 <= k < len(sentences)]
        off = sum(gate.balance(s.start, s.end)[0] for s in near)
        keep = sum(gate.balance(s.start, s.end)[1] for s in near)
        if off or keep:
            return keep >= off
    leans = _document_leans(sentences, gate)
    if harm == "displaced" and leans == 0:
        return True
    return leans > 0 or (leans == 0 and (violent or gate.count(VIOLENT, sentences[0].start, sentences[-1].end) > 0))


def _is_disaster(sentences: Sequence[Sentence], gate: Gate) -> bool:
    off, keep = gate.balance(sentences[0].start, sentences[-1].end)
    return off >= _DISASTER * keep


def _document_leans(sentences: Sequence[Sentence], gate: Gate) -> int:
    start, end = sentences[0].start, sentences[-1].end
    off, keep = gate.balance(start, end)
    return (keep > off) - (keep < off) if keep or off else (1 if gate.count(VIOLENT, start, end) > 1 else 0)
