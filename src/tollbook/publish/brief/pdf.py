"""Print a brief as PDF: its page, laid out by WeasyPrint. Needs the ``pdf`` extra and Pango from the system; asks no network."""

import re
from typing import NoReturn

from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.values import Brief

_SVG = re.compile(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)".*?</svg>', re.DOTALL)
_TEXT = re.compile(r"<text ([^>]*)>(.*?)</text>", re.DOTALL)
_GIVEN = re.compile(r'([a-z-]+)="([^"]*)"')
_JOINING = re.compile("&#x2067;|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters, or the mark before them, that WeasyPrint's drawings neither join nor order: it sets each letter alone."""


class PdfMissing(RuntimeError):  # noqa: N818  # named for what is missing
    """PDF cannot be made here; the message names what is missing and how it is installed."""


def to_pdf(brief: Brief) -> bytes:
    """Return the brief as PDF; raise PdfMissing without WeasyPrint or without the libraries it draws text with."""
    try:
        import weasyprint  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as error:
        raise PdfMissing("WeasyPrint is not installed: pip install 'tollbook[pdf]'") from error
    except OSError as error:
        raise PdfMissing(
            "WeasyPrint finds no Pango: install it from the system (Debian, Ubuntu: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango; macOS: brew install pango)"
        ) from error
    page = weasyprint.HTML(string=with_labels_outside(to_html(brief)), url_fetcher=_refuse, media_type="print")
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return made


def with_labels_outside(page: str) -> str:
    """Return the page with the labels of each drawing that has right-to-left words laid over it as text of the page."""
    return _SVG.sub(lambda m: _overlaid(m[0], int(m[1]), int(m[2])) if _JOINING.search(m[0]) else m[0], page)


def _overlaid(svg: str, width: int, height: int) -> str:
    labels = [
        _label(dict(_GIVEN.findall(found[1])), found[2], width)
        for found in _TEXT.finditer(svg)
        if "stroke=" not in found[1]  # the white edge under a map's names
    ]
    bare = _TEXT.sub("", svg)
    return (
        f'<div style="position:relative;direction:ltr;width:{width}px;height:{height}px">{bare}{"".join(labels)}</div>'
    )


def _label(given: dict[str, str], words: str, width: int) -> str:
    """Return one label where the drawing has it: ``y`` is its base line, ``x`` its start, middle or end."""
    size, x = float(given.get("font-size", "12")), float(given["x"])
    direction = "rtl" if words.startswith("&#x2067;") else "ltr"
    words = words.replace("&#x2067;", "").replace("&#x2069;", "")
    anchor = given.get("text-anchor", "start")
    side = {
        "start": f"left:{x}px",
        "end": f"right:{width - x}px",
        "middle": f"left:{x - 100}px;width:200px;text-align:center",
    }[anchor]
    return (
        f'<span style="position:absolute;{side};top:{float(given["y"]) - 1.15 * size}px;font-size:{size}px;line-height:1.5;'
        f"white-space:nowrap;direction:{direction};font-weight:{given.get('font-weight', '400')};"
        f'color:{given.get("fill", "#000")}">{words}</span>'
    )


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Fetch nothing: a page of a brief has no outside file, and reports' addresses must not be asked."""
    raise ValueError(f"a brief fetches nothing: {url}")
