"""Print pages with the templates of this folder: everything escaped, every link relative, reports' own addresses marked."""

import functools
from collections.abc import Callable
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from tollbook.publish.brief.html import isolate
from tollbook.publish.redact import Edition
from tollbook.publish.site import course, paths, world
from tollbook.publish.site.wording import Wording, wording
from tollbook.publish.words import balance_words, bounds, capital, count_short, number, sentence, without_steering

Show = Callable[..., tuple[str, bytes]]
NAVIGATION = (
    ("home", paths.INDEX),
    ("incidents", paths.INCIDENTS),
    ("totals", paths.TOTALS),
    ("method", paths.METHOD),
    ("downloads", paths.DOWNLOADS),
    ("corrections", paths.CORRECTIONS),
)


class Printer:
    """Prints the pages of one site in each of its languages."""

    def __init__(self, edition: Edition, languages: tuple[str, ...], title: str, address: str) -> None:
        self.edition, self.languages, self.title, self.address = edition, languages, title, address
        self.style = resources.files("tollbook.publish").joinpath("site", "templates", "site.css").read_bytes()

    def prefix(self, language: str) -> str:
        """Return the folder of a language: none for the first."""
        return "" if language == self.languages[0] else f"{language}/"

    def of(self, words: Wording) -> Show:
        """Return what prints a page in a language: template, address in the language's folder, values."""
        prefix = self.prefix(words.code)
        others = [(wording(code), self.prefix(code)) for code in self.languages if code != words.code]
        common = {
            "w": words,
            "site": self.title,
            "edition": self.edition,
            "snapshot": self.edition.snapshot,
            "navigation": NAVIGATION,
            "paths": paths,
        }

        def show(template: str, path: str, **values: Any) -> tuple[str, bytes]:
            here = prefix + path
            found: dict[str, str] = {}

            def shared(target: str) -> str:
                if target not in found:
                    found[target] = paths.relative(target, here)
                return found[target]

            text = _template(template).render(
                common,
                here=path,
                to=lambda target: shared(prefix + target),
                shared=shared,
                others=[(w, shared(p + path)) for w, p in others],
                **values,
            )
            return here, without_steering(text).encode("utf-8", "replace")

        return show


@functools.cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("tollbook.publish", "site/templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False, undefined=jinja2.StrictUndefined)  # fmt: skip
    environment.filters.update(
        isolate=_isolate, number=number, capital=capital, sentence=sentence, count=count_short, balance=balance_words,
        web=web_address, bounds=bounds, bidi=_bidi,
    )  # fmt: skip
    environment.globals.update(map_size=(world.WIDTH, world.HEIGHT), course_box=course)
    return environment


@functools.cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.html.j2")


def web_address(url: str | None) -> str:
    """Return an address of the web that a page may link to, "" for anything else (a script, a file, nothing)."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def _bidi(text: str) -> Markup:
    """Return text that may run in either direction, isolated so that it does not turn the words around it."""
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704  # escaped here; formatting a Markup costs five times as much


def _isolate(text: str) -> Markup:
    """Return text with right-to-left runs isolated; most has none, which is cheap to see."""
    return escape(text) if text.isascii() else isolate(text)
