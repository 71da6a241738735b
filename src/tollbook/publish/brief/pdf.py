"""Print a brief as PDF: its page, laid out by WeasyPrint. Needs the ``pdf`` extra and Pango from the system; asks no network."""

from typing import NoReturn

from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.values import Brief


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
    page = weasyprint.HTML(string=to_html(brief), url_fetcher=_refuse, media_type="print")
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Fetch nothing: a page of a brief has no outside file, and reports' addresses must not be asked."""
    raise ValueError(f"a brief fetches nothing: {url}")
