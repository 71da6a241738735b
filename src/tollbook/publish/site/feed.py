"""Atom feeds (RFC 4287) and the sitemap: what is new, for readers' programs."""

import datetime as dt
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import msgspec

from tollbook.publish.words import without_steering

MOST = 50


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed: a name that never changes, its title, the day it changed, a sentence, and where it leads."""

    name: str
    title: str
    updated: dt.date
    summary: str
    link: str


def atom(title: str, name: str, items: Sequence[Item], *, address: str, own: str, language: str, updated: dt.date) -> bytes:  # fmt: skip
    """Return a feed of the newest items. ``address`` ends with a slash or is empty: links then are relative to the feed's place.

    ``name`` is what the record is called in identifiers; they are the same whatever address it is served from.
    """
    newest = sorted(items, key=lambda i: (i.updated, i.name), reverse=True)[:MOST]
    last = newest[0].updated if newest else updated
    title = without_steering(title)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(f'urn:tollbook:{name}:{own}')}</id>",
        f"<updated>{last}T00:00:00Z</updated>",
        f"<author><name>{escape(title)}</name></author>",
        '<generator uri="urn:tollbook">tollbook</generator>',
    ]
    lines += [f'<link rel="self" href={quoteattr(address + own)}/>'] if address else []
    for item in newest:
        lines += [
            "<entry>",
            f"<title>{escape(without_steering(item.title))}</title>",
            f"<id>{escape(f'urn:tollbook:{name}:{item.name}')}</id>",
            f"<updated>{item.updated}T00:00:00Z</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address + item.link)}/>',
            f"<summary>{escape(without_steering(item.summary))}</summary>",
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def sitemap(addresses: Sequence[str]) -> bytes:
    """Return the sitemap of whole addresses (sitemaps.org): 50,000 at most, as the protocol says."""
    urls = "\n".join(f"<url><loc>{escape(a)}</loc></url>" for a in addresses[:50_000])
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}\n{urls}\n</urlset>\n".encode()
