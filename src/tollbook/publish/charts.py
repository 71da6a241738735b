"""Static charts as SVG: statements in a row, running totals, what a total leaves over, a map of discs. Values in, SVG out.

Knows numbers, days and degrees, no claims and no language: every word is handed in. Told apart by shape, dash and place as
well as by colour (Okabe and Ito's palette), so that a chart reads in grey print. No script, no outside file.
"""

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from tollbook.model.globe import METRES_A_DEGREE, rings_of

INK, QUIET, RULE, TINT, LINE = "#1b2430", "#566273", "#d3d9e0", "#eef1f4", "#1f5582"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#8a4f7d", "#000000", "#7a6a00")
DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 2", "10 4")
WIDTH = 680
ROW = 22
LETTER = 6.3
"""The usual width of a letter at 12 units: enough to keep labels apart without measuring a font."""
MOST_ROWS = 16
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Noto Naskh Arabic', Arial, sans-serif"


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One statement in a row: two labels, the number from ``low`` to ``high``, an arrow where it is open, its words."""

    first: str
    second: str
    low: int
    high: int
    is_open: bool = False
    words: str = ""
    is_quiet: bool = False


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A stated total and how much of it is accounted for: surely ``low``, perhaps up to ``high``; the rest is left over."""

    first: str
    second: str
    stated: int
    is_open: bool
    low: int
    high: int
    words: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A running total of one speaker: (day, number) in order of days."""

    name: str
    points: tuple[tuple[dt.date, int], ...]


class Disc(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the map: the truth lies somewhere in the disc (or in ``geometry``, GeoJSON, where it is an area)."""

    name: str
    lat: float
    lon: float
    radius_m: int
    geometry: dict[str, Any] | None = None


def rows_chart(
    title: str, bars: Sequence[Bar], *, band: tuple[int, int] | None = None, is_rtl: bool = False, more: str = ""
) -> str:
    """Return statements one under the other, each a bar on a common scale; ``band`` is the published range behind them.

    Empty without bars. Of more than ``MOST_ROWS`` the last are shown, and ``more`` (words with {n}) says how many are not.
    """
    shown = bars[-MOST_ROWS:]
    if not shown:
        return ""
    top = _scale_end(max(bar.high for bar in shown))
    left = _label_width(shown)
    height = ROW * len(shown) + 34
    sheet = _Sheet(WIDTH, height + (18 if len(bars) > len(shown) and more else 0), title, is_rtl=is_rtl)
    sheet.second = _day_width(shown)
    scale = _scale(left, top)
    if band:
        sheet.box(scale(band[0]), 4, max(2.0, scale(band[1]) - scale(band[0])), ROW * len(shown) + 2, TINT)
    _foot(sheet, scale, top, ROW * len(shown) + 6)
    for number, bar in enumerate(shown):
        _bar(sheet, bar, scale, 4 + ROW * number + ROW / 2)
    if len(bars) > len(shown) and more:
        sheet.text(0, height + 12, more.format(n=len(bars) - len(shown)), QUIET, size=11)
    return sheet.drawn()


def wholes_chart(title: str, wholes: Sequence[Whole], *, is_rtl: bool = False) -> str:
    """Return each stated total as a bar: what its speaker's own figures account for, what they may, and what is left over."""
    shown = sorted(wholes, key=lambda w: -w.stated)[:MOST_ROWS]
    if not shown:
        return ""
    top = _scale_end(max(max(w.stated, w.high) for w in shown))
    left = _label_width(shown)
    height = ROW * len(shown) + 34
    sheet = _Sheet(WIDTH, height, title, is_rtl=is_rtl)
    scale = _scale(left, top)
    _foot(sheet, scale, top, ROW * len(shown) + 6)
    for number, whole in enumerate(shown):
        y = 4 + ROW * number + ROW / 2
        sheet.text(0, y + 4, _cut(whole.first, 26), QUIET, size=11)
        sheet.text(_day_width(shown), y + 4, _cut(whole.second, 30), INK)
        zero, stated = scale(0), scale(whole.stated)
        sheet.box(zero, y - 6, max(1.0, stated - zero), 12, "#ffffff", edge=QUIET, hatch=True)
        sheet.box(zero, y - 6, max(0.0, scale(min(whole.high, whole.stated)) - zero), 12, "#9dbdd6")
        sheet.box(zero, y - 6, max(0.0, scale(min(whole.low, whole.stated)) - zero), 12, LINE)
        if whole.is_open:
            sheet.arrow(stated, y, INK)
        sheet.text(stated + (16 if whole.is_open else 6), y + 4, whole.words, INK, size=11)
    return sheet.drawn()


def lines_chart(title: str, lines: Sequence[Line], day: Callable[[dt.date], str], *, is_rtl: bool = False) -> str:
    """Return running totals as steps, a mark at each figure as it was reported, the speaker's name at the end of the line.

    A line holds its number until the next is said and no further. Empty unless some line has two days.
    """
    drawn = [line for line in lines if len({d for d, _ in line.points}) > 1][: len(COLOURS)]
    if not drawn:
        return ""
    days = [d for line in drawn for d, _ in line.points]
    first, last, top = min(days), max(days), _scale_end(max(n for line in drawn for _, n in line.points))
    left, right = 8 + LETTER * len(f"{top:,}"), WIDTH - 12 - LETTER * min(24, max(len(line.name) for line in drawn))
    foot, head = 190, 12
    sheet = _Sheet(WIDTH, 220, title, is_rtl=is_rtl)

    def x(when: dt.date) -> float:
        return left + 6 + (when - first).days / (last - first).days * (right - left - 16)

    def y(value: int) -> float:
        return foot - value / top * (foot - head)

    for value in _ticks(top):
        sheet.line(left, y(value), right, y(value), RULE)
        sheet.text(left - 6, y(value) + 4, f"{value:,}", QUIET, anchor="end", size=11)
    for when, anchor in ((first, "start"), (last, "end")):
        sheet.text(x(when), foot + 18, day(when), QUIET, anchor=anchor, size=11)
    names = _apart([y(line.points[-1][1]) + 4 for line in drawn], 14)
    for number, line in enumerate(drawn):
        colour = COLOURS[number]
        sheet.path(_steps(line, x, y), colour, DASHES[number])
        for when, value in line.points:
            sheet.mark(number, x(when), y(value), colour)
        sheet.text(right + 6, names[number], _cut(line.name, 24), colour, is_strong=True)
    return sheet.drawn()


def _steps(line: Line, x: Callable[[dt.date], float], y: Callable[[int], float]) -> list[tuple[float, float]]:
    (when, value), *rest = line.points
    found = [(x(when), y(value))]
    for later, number in rest:
        found += [(x(later), found[-1][1]), (x(later), y(number))]
    return found


def _apart(places: Sequence[float], gap: float) -> list[float]:
    """Return the heights pushed apart so that labels do not lie on each other."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved = list(places)
    for before, after in itertools.pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    return moved


def map_chart(
    title: str,
    discs: Sequence[Disc],
    *,
    outlines: Iterable[dict[str, Any]] = (),
    unit: str = "km",
    is_rtl: bool = False,
) -> str:
    """Return a map of the discs true to scale over ``outlines`` (GeoJSON), with a scale bar. North is up. Empty without discs."""
    if not discs:
        return ""
    view = _View(discs)
    sheet = _Sheet(WIDTH, view.height, title, is_rtl=False)
    sheet.add(f'<rect width="{WIDTH}" height="{view.height}" fill="#f4f6f8"/>')
    for outline in outlines:
        sheet.rings(view.rings(outline), "#ffffff", "#8b96a5")
    for disc in sorted(discs, key=lambda d: -d.radius_m):
        if disc.geometry and (rings := view.rings(disc.geometry)):
            sheet.rings(rings, LINE, LINE, opacity=0.16)
        else:
            x, y = view.at(disc.lon, disc.lat)
            sheet.circle(x, y, view.pixels(disc.radius_m))
    for x, y, name in _labels(discs, view):
        sheet.halo(x, y, name, is_rtl=is_rtl)
    km = _round_down(view.metres(140) / 1000)
    length = view.pixels(km * 1000)
    sheet.box(12, view.height - 20, length, 3, INK)
    sheet.halo(12, view.height - 26, f"{km:g} {unit}", is_rtl=is_rtl)
    return sheet.drawn()


class _View:
    """Degrees on the sheet: what all discs need with a margin, the longitude shrunk by the cosine of the middle latitude."""

    def __init__(self, discs: Sequence[Disc]) -> None:
        lat = sum(d.lat for d in discs) / len(discs)
        self._shrink = max(0.05, math.cos(math.radians(lat)))
        reach = [(d, d.radius_m / METRES_A_DEGREE) for d in discs]
        self.north = max(d.lat + r for d, r in reach)
        south = min(d.lat - r for d, r in reach)
        west = min(d.lon * self._shrink - r for d, r in reach)
        east = max(d.lon * self._shrink + r for d, r in reach)
        pad = max(0.18 * max(east - west, self.north - south), 0.02)
        tall = self.north - south + 2 * pad
        wide = east - west + 2 * pad
        self.height = round(min(320.0, max(200.0, WIDTH * tall / wide)))
        self._scale = min(WIDTH / wide, self.height / tall)
        self._middle = ((west + east) / 2, (south + self.north) / 2)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon * self._shrink - self._middle[0]) * self._scale
        return x, self.height / 2 - (lat - self._middle[1]) * self._scale

    def pixels(self, metres: float) -> float:
        return metres / METRES_A_DEGREE * self._scale

    def metres(self, pixels: float) -> float:
        return pixels / self._scale * METRES_A_DEGREE

    def rings(self, geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
        """Return the geometry's rings on the sheet, without points a reader could not tell apart."""
        rings: list[list[tuple[float, float]]] = []
        for ring in rings_of(geometry):
            points: list[tuple[float, float]] = []
            for lon, lat, *_ in ring:
                point = self.at(lon, lat)
                if not points or math.dist(points[-1], point) > 0.7:  # noqa: PLR2004  # less than a print dot
                    points.append((_clip(point[0]), _clip(point[1])))
            if len(points) > 2:  # noqa: PLR2004  # two points enclose nothing
                rings.append(points)
        return rings


def _clip(value: float) -> float:
    """Return a place on the sheet, what lies far outside brought near: its line is cut off anyway."""
    return min(max(value, -20_000.0), 20_000.0)


def _labels(discs: Sequence[Disc], view: _View) -> Iterator[tuple[float, float, str]]:
    """Yield where names stand: in their disc where they fit, else right of its middle, or not at all where another name stands already."""
    taken: list[tuple[float, float, float]] = []
    for disc in sorted(discs, key=lambda d: d.radius_m):
        x, y = view.at(disc.lon, disc.lat)
        width = LETTER * len(disc.name)
        inside = view.pixels(disc.radius_m) > width / 2 + 4
        x = max(8, min(x - width / 2 if inside else x + 7, WIDTH - width - 8))
        is_free = all(abs(y - b) > 13 or x > a + w or a > x + width for a, b, w in taken)  # noqa: PLR2004  # a line's height
        if disc.name and is_free:
            taken.append((x, y, width))
            yield x, y + 4, disc.name


def _bar(sheet: "_Sheet", bar: Bar, scale: Callable[[int], float], y: float) -> None:
    colour = QUIET if bar.is_quiet else LINE
    sheet.text(0, y + 4, _cut(bar.first, 26), QUIET, size=11)
    sheet.text(sheet.second, y + 4, _cut(bar.second, 30), QUIET if bar.is_quiet else INK)
    low, high = scale(bar.low), scale(bar.high)
    if high - low > 1:
        sheet.box(low, y - 3, high - low, 6, colour)
    sheet.circle_mark(low, y, colour, is_hollow=bar.is_quiet)
    if high - low > 1:
        sheet.circle_mark(high, y, colour, is_hollow=bar.is_quiet)
    if bar.is_open:
        sheet.arrow(high + 4, y, colour)
    sheet.text(high + (20 if bar.is_open else 9), y + 4, bar.words, INK, size=11, is_strong=not bar.is_quiet)


def _day_width(rows: Sequence[Bar | Whole]) -> float:
    longest = max(len(_cut(row.first, 26)) for row in rows)
    return 8 + LETTER * longest if longest else 0


def _label_width(rows: Sequence[Bar | Whole]) -> float:
    return 14 + _day_width(rows) + (LETTER + 0.4) * max(len(_cut(row.second, 30)) for row in rows)


def _scale(left: float, top: int) -> Callable[[int], float]:
    right = WIDTH - 84
    return lambda value: left + value / top * (right - left)


def _foot(sheet: "_Sheet", scale: Callable[[int], float], top: int, y: float) -> None:
    for value in _ticks(top):
        sheet.line(scale(value), 2, scale(value), y, INK if value == 0 else RULE)
        sheet.text(scale(value), y + 16, f"{value:,}", QUIET, anchor="middle", size=11)


def _ticks(top: int) -> list[int]:
    return sorted({0, top // 2, top}) if top % 2 == 0 else [0, top]


def _scale_end(number: int) -> int:
    """Return the next number a scale may end on: 2, 4, 6, 10, 20, 40 ..."""
    step = 1
    while step * 10 < number:
        step *= 10
    return next(first * step for first in (1, 2, 4, 6, 10) if first * step >= max(number, 1))


def _round_down(value: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is no larger."""
    power = 10.0 ** math.floor(math.log10(max(value, 0.001)))
    return float(f"{next(f * power for f in (5, 2, 1) if f * power <= value or f == 1):g}")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class _Sheet:
    """The pieces of one drawing. Right to left, every place is mirrored and every text isolated in its direction."""

    def __init__(self, width: int, height: int, title: str, *, is_rtl: bool) -> None:
        self._size, self._rtl = (width, height), is_rtl
        self.second = 0.0
        self._parts = [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
                f'role="img" aria-label={quoteattr(title)} direction="ltr" font-family="{FONT}" font-size="12">'
                f"<title>{escape(title)}</title>"
            )
        ]

    def add(self, part: str) -> None:
        self._parts.append(part)

    def x(self, value: float) -> float:
        return round(self._size[0] - value if self._rtl else value, 1)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        colour: str,
        *,
        anchor: str = "start",
        size: int = 12,
        is_strong: bool = False,
    ) -> None:
        if not words:
            return
        side = {"start": "end", "end": "start"}.get(anchor, anchor) if self._rtl else anchor
        weight = ' font-weight="600"' if is_strong else ""
        self.add(
            f'<text x="{self.x(x)}" y="{round(y, 1)}" fill="{colour}" font-size="{size}" text-anchor="{side}"{weight}>'
            f"{_isolated(words, is_rtl=self._rtl)}</text>"
        )

    def halo(self, x: float, y: float, words: str, *, is_rtl: bool = False) -> None:
        """Write words on a white edge, to be read over lines."""
        shared = f'x="{round(x, 1)}" y="{round(y, 1)}" font-weight="600"'
        told = _isolated(words, is_rtl=is_rtl)
        self.add(f'<text {shared} fill="#fff" stroke="#fff" stroke-width="4" stroke-linejoin="round">{told}</text>')
        self.add(f'<text {shared} fill="{INK}">{told}</text>')

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str) -> None:
        self.add(
            f'<line x1="{self.x(x)}" y1="{round(y, 1)}" x2="{self.x(to_x)}" y2="{round(to_y, 1)}" stroke="{colour}"/>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", hatch: bool = False
    ) -> None:
        left = self.x(x + width) if self._rtl else self.x(x)
        stroke = f' stroke="{edge}"' if edge else ""
        self.add(
            f'<rect x="{left}" y="{round(y, 1)}" width="{round(width, 1)}" height="{height}" fill="{fill}"{stroke}/>'
        )
        for step in range(5, int(width), 5) if hatch else ():
            at = self.x(x + step)
            self.add(f'<line x1="{at}" y1="{y + height}" x2="{at + 4}" y2="{y}" stroke="{edge}" stroke-width=".6"/>')

    def arrow(self, x: float, y: float, colour: str) -> None:
        a, b, c = self.x(x), self.x(x + 6), self.x(x + 10)
        self.add(f'<line x1="{a}" y1="{y}" x2="{b}" y2="{y}" stroke="{colour}" stroke-width="2"/>')
        self.add(f'<path d="M{b} {y - 4}L{c} {y}L{b} {y + 4}Z" fill="{colour}"/>')

    def circle_mark(self, x: float, y: float, colour: str, *, is_hollow: bool) -> None:
        fill = "#fff" if is_hollow else colour
        self.add(f'<circle cx="{self.x(x)}" cy="{y}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>')

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a disc of uncertainty: nothing marks its middle, because nobody says the middle."""
        self.add(
            f'<circle cx="{round(x, 1)}" cy="{round(y, 1)}" r="{round(max(radius, 2.5), 1)}" fill="{LINE}" '
            f'fill-opacity=".16" stroke="{LINE}" stroke-width="1.4"/>'
        )

    def path(self, points: Sequence[tuple[float, float]], colour: str, dash: str) -> None:
        course = "L".join(f"{self.x(x)} {round(y, 1)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<path d="M{course}" fill="none" stroke="{colour}" stroke-width="1.8"{dashes}/>')

    def rings(
        self, rings: Sequence[Sequence[tuple[float, float]]], fill: str, edge: str, *, opacity: float = 1.0
    ) -> None:
        course = "".join("M" + "L".join(f"{round(x, 1)} {round(y, 1)}" for x, y in ring) + "Z" for ring in rings)
        if course:
            self.add(f'<path d="{course}" fill="{fill}" fill-opacity="{opacity}" fill-rule="evenodd" stroke="{edge}"/>')

    def mark(self, number: int, x: float, y: float, colour: str) -> None:
        """Draw a speaker's own shape: disc, square, triangle, diamond, triangle on its head, ring."""
        at, r, y = self.x(x), 4, round(y, 1)
        corners = {
            1: ((-r, -r), (r, -r), (r, r), (-r, r)),
            2: ((0, -r - 1), (r + 1, r), (-r - 1, r)),
            3: ((0, -r - 2), (r + 2, 0), (0, r + 2), (-r - 2, 0)),
            4: ((0, r + 1), (r + 1, -r), (-r - 1, -r)),
        }.get(number)
        if corners is None:
            self.circle_mark(x, y, colour, is_hollow=number != 0)
            return
        course = "L".join(f"{round(at + dx, 1)} {round(y + dy, 1)}" for dx, dy in corners)
        self.add(f'<path d="M{course}Z" fill="{colour}"/>')

    def drawn(self) -> str:
        """Return the SVG."""
        return "".join([*self._parts, "</svg>"])


def _isolated(words: str, *, is_rtl: bool) -> str:
    """Return words escaped; right to left inside isolating marks, which a drawing needs as it has no paragraphs."""
    return f"&#x2067;{escape(words)}&#x2069;" if is_rtl else escape(words)
