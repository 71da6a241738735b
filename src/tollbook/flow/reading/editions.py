"""Which documents are editions of one report: a page fetched again, a row exported again. Pure; texts are asked for."""

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from tollbook.model.document import Credits

LOOK_BACK = 20
SHINGLE = 3
WEB = frozenset({"http", "https"})
SAME_ADDRESS = 0.5
SAME_CALLER_ID = 0.8
_WORD = re.compile(r"\w+")


class Listed(msgspec.Struct, frozen=True):
    """A document as far as finding editions needs it: id, what its receipts say together, every caller's id."""

    id: str
    credits: Credits
    caller_ids: tuple[str, ...] = ()


class Editions(msgspec.Struct, frozen=True):
    """``later`` leads from a superseded edition to the next one of the same report."""

    later: dict[str, str] = {}

    def current(self, document: str) -> str:
        """Return the newest edition of the report that ``document`` is an edition of."""
        while document in self.later:
            document = self.later[document]
        return document

    def families(self) -> dict[str, frozenset[str]]:
        """Return, for each document that has other editions, the ids of all of them, its own too."""
        by_newest: dict[str, set[str]] = {}
        for document in self.later:
            newest = self.current(document)
            by_newest.setdefault(newest, {newest}).add(document)
        return {document: frozenset(family) for family in by_newest.values() for document in family}


def find_editions(listed: Sequence[Listed], text_of: Callable[[str], str]) -> Editions:
    """Return the editions among ``listed`` (in order of arrival): the later arrival is the newer edition.

    Editions share their address and half of their words (nearly all where they give two days), or a caller's id, day and
    outlet and nearly all of their words. Words alone make no edition: two outlets' copies of a wire text are two reports, and an address alone makes
    none either, since a live page says something new under its old address.
    """
    words = Shingles(text_of)
    later: dict[str, str] = {}
    for key, group in _groups(listed):
        for place, document in enumerate(group):
            for earlier in reversed(group[max(0, place - LOOK_BACK) : place]):
                if earlier.id in later or earlier.id == document.id:
                    continue
                if _is_edition(key, earlier, document, words):
                    later[earlier.id] = document.id
                    break
    return Editions(later)


class Shingles:
    """The word triples of texts, kept for as long as editions are looked for."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._known: dict[str, frozenset[int]] = {}

    def shared(self, one: str, other: str) -> float:
        """Return the share of the shorter text's triples that the longer one has too."""
        first, second = self._of(one), self._of(other)
        shorter = min(len(first), len(second))
        return len(first & second) / shorter if shorter else 0.0

    def _of(self, document: str) -> frozenset[int]:
        if document not in self._known:
            self._known[document] = shingles_of(self._text_of(document))
        return self._known[document]


def shingles_of(text: str) -> frozenset[int]:
    """Return the hashes of the runs of three words in ``text``; of a shorter text, the whole of it."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return frozenset(hash(tuple(words[i : i + SHINGLE])) for i in range(max(1, len(words) - SHINGLE + 1)))


def _groups(listed: Sequence[Listed]) -> Iterable[tuple[str, list[Listed]]]:
    groups: dict[str, list[Listed]] = {}
    for document in listed:
        if document.credits.url and is_address(document.credits.url):
            groups.setdefault("url " + plain_address(document.credits.url), []).append(document)
    for document in listed:
        for caller in document.caller_ids:
            groups.setdefault("id " + caller, []).append(document)
    return ((key, group) for key, group in groups.items() if len(group) > 1)


def _is_edition(key: str, earlier: Listed, document: Listed, words: Shingles) -> bool:
    one, other = earlier.credits, document.credits
    if key.startswith("url "):
        # a page that gives another day may be the next bulletin from one mould: it has to be nearly the same
        least = SAME_CALLER_ID if _differ(one.published, other.published) else SAME_ADDRESS
        return words.shared(earlier.id, document.id) >= least
    if _differ(one.outlet, other.outlet) or _differ(one.published, other.published) or _differ(one.url, other.url):
        return False
    return words.shared(earlier.id, document.id) >= SAME_CALLER_ID


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def is_address(url: str) -> bool:
    """Return True for what can be the address of a page: "n/a", "-" or "link follows" in that column name no page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme.lower() in WEB and "." in parts.netloc
    return "." in url.split("/", 1)[0] and not any(c.isspace() for c in url.strip())


def plain_address(url: str) -> str:
    """Return a web address without what does not change the page: scheme, "www.", fragment, campaign marks, last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.lower().startswith("utm_")]
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + urlencode(query) if query else ''}"
