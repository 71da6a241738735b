"""A brief as JSON, for programs that lay it out themselves (docs/reference/schema/brief.schema.json)."""

from tollbook.publish.brief.values import Brief, Section, Sentence
from tollbook.publish.cite import Citation
from tollbook.publish.lines import Line


def brief_line(brief: Brief) -> Line:
    """Return the brief: its sections with their sentences, each with the numbers of its notes, and the citations."""
    return {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "sections": [_section(section, brief) for section in brief.sections],
        "method": list(brief.method),
        "citations": [citation_line(c, brief.numbers[c.id]) for c in brief.citations],
    }


def citation_line(citation: Citation, number: int) -> Line:
    """Return one citation: where the words are, and the words around them."""
    return {
        "number": number,
        "kind": citation.kind,
        "id": citation.id,
        "documents": list(citation.callers),
        "outlet": citation.outlet,
        "published": citation.published,
        "url": citation.url,
        "span": list(citation.span),
        "quote": citation.quote,
        "before": citation.before,
        "after": citation.after,
        "speakers": list(citation.speakers),
    }


def _sentence(sentence: Sentence, brief: Brief) -> Line:
    return {"text": sentence.text, "cites": [c for c in sentence.cites if c in brief.numbers]}


def _section(section: Section, brief: Brief) -> Line:
    return {
        "key": section.key,
        "title": section.title,
        "cards": [{"figure": c.figure, **_sentence(c.sentence, brief)} for c in section.cards],
        "incidents": [
            {
                "code": entry.code,
                "when": entry.when,
                "where": entry.where,
                "grade": entry.grade,
                "figures": dict(entry.figures),
                "sentences": [_sentence(s, brief) for s in entry.sentences],
            }
            for entry in section.entries
        ],
        "tables": [
            {"columns": list(t.columns), "rows": [[_sentence(cell, brief) for cell in row] for row in t.rows]}
            for t in section.tables
        ],
        "sentences": [_sentence(s, brief) for s in section.sentences],
    }
