"""Give the place readings of one document their places: stated parents first, then what the document and the book speak of."""

import bisect
import itertools
from collections import Counter
from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.issue import Issue
from tollbook.model.place import Gazetteer, Place
from tollbook.model.reading import PlaceReading
from tollbook.resolve.where.answer import cut_to_border, near
from tollbook.resolve.where.choose import Answer, band_of, resolve_phrase
from tollbook.resolve.where.parents import AREAS, SPOTS, Context
from tollbook.resolve.where.phrase import Name, Phrase, read_phrase
from tollbook.resolve.where.shapes import decimals_for, distance_km
from tollbook.resolve.where.surroundings import Setting, leading_word, phrase_around, setting_of
from tollbook.resolve.where.words import words_in
from tollbook.vocab.places import load_associated, load_demonyms, load_place_words

KNOWN_CITY = 300_000
FAMOUS_CITY = 1_000_000
MOST_COUNTRIES = 3
FURTHEST_AREA = 600
APPOSITION = 60


def resolve_places(
    document: Document, claims: Sequence[Claim], gazetteer: Gazetteer, focus: Sequence[str]
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Return the claims with places set, and an Issue for each name that nothing is known of."""
    placed = [claim for claim in claims if claim.where is not None and claim.where.place is None]
    if not placed:
        return tuple(claims), ()
    resolver = Resolver(document, claims, gazetteer, focus)
    out = tuple(
        msgspec.structs.replace(claim, where=resolver.reading(claim.where)) if claim.where else claim
        for claim in claims
    )
    return out, tuple(resolver.issues.values())


def resolve_reading(
    document: Document, reading: PlaceReading, gazetteer: Gazetteer, focus: Sequence[str] = ()
) -> PlaceReading:
    """Return one reading with its place set, for records that carry places."""
    return Resolver(document, (), gazetteer, focus).reading(reading)


class Resolver:
    """One document's places: each name's phrase is resolved once, with every constraint the document states on it."""

    def __init__(self, document: Document, claims: Sequence[Claim], gazetteer: Gazetteer, focus: Sequence[str]) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.language = claims[0].language if claims else "en"
        self.words = load_place_words(self.language)
        self.focus = tuple(focus)
        self.setting: Setting = setting_of(document.text, gazetteer, focus, self.language)
        self.towns = [spot for spot in self.setting.spots if spot.kind == "settlement"]
        self.town_names = Counter(spot.value or spot.quote for spot in self.towns)
        self.issues: dict[str, Issue] = {}
        self.answers: dict[Span, Answer] = {}
        self.phrases: dict[tuple[str, tuple[str, ...], str | None], Answer] = {}
        self.borders: dict[Span, Span] = self._borders(claims)

    def toponym(self, span: Span) -> Place | None:
        """Return what the bare name at ``span`` stands for, without the side or distance said with it."""
        around = phrase_around(self.setting, span)
        phrase = read_phrase(around.text, self.language, around.known)
        if around.is_outer and phrase.names[0].level is None:
            phrase = msgspec.structs.replace(phrase, names=(Name(phrase.names[0].text, "governorate"),))
        named = tuple(msgspec.structs.replace(name, side=None, part=None) for name in phrase.names)
        whole = msgspec.structs.replace(phrase, names=named, relation="in", side=None, km=None)
        return self._of_one(whole, around.country, span).place

    def reading(self, reading: PlaceReading) -> PlaceReading:
        """Return the reading with its place, or as it was where nothing is known; ``steps`` say how it came about."""
        if reading.place is not None:
            return reading
        span = reading.antecedent or reading.span
        answer = self.answers.get(span)
        if answer is None:
            answer = self.answers[span] = self._answer(span, reading)
        place, steps = answer.place, answer.steps
        if place is None:
            self._report(reading)
            return msgspec.structs.replace(reading, steps=(*reading.steps, *steps))
        if reading.antecedent and leading_word(self.document.text, reading.span[0]) in self.words.phrase.near:
            place = widened(place)
            steps = (*steps, f'"{reading.quote}" is said to be near, which adds 25 km')
        return msgspec.structs.replace(reading, place=place, steps=(*reading.steps, *steps))

    def _answer(self, span: Span, reading: PlaceReading) -> Answer:
        around = phrase_around(self.setting, span)
        country = around.country
        phrase = read_phrase(around.text, self.language, around.known)
        if around.is_outer and phrase.names[0].level is None:
            phrase = msgspec.structs.replace(phrase, names=(Name(phrase.names[0].text, "governorate"),))
        parents = (*around.parents, *self._town_in_view(phrase, span))
        key = (around.text, parents, country)
        answer = self.phrases.get(key)
        if answer is None:
            names = tuple(name for parent in parents for name in read_phrase(parent, self.language).names)
            phrase = msgspec.structs.replace(phrase, parents=(*phrase.parents, *names))
            answer = self.phrases[key] = self._of_list(phrase, country, span) or self._of_one(phrase, country, span)
        border = self.borders.get(span)
        if border and answer.place is not None and reading.name:
            answer = self._cut(answer, border)
        return answer

    def _of_one(self, phrase: Phrase, country: str | None, span: Span) -> Answer:
        context = self.setting.context
        answer = resolve_phrase(phrase, self.gazetteer, context, country)
        if (
            answer.place is not None
            and not country
            and not phrase.parents
            and self._is_namesake(answer.place, phrase, context)
        ):
            return self._country_in_view(phrase, answer.steps, span)
        if answer.place is None:
            return self._country_in_view(phrase, answer.steps, span)
        return answer

    def _is_namesake(self, place: Place, phrase: Phrase, context: Context) -> bool:
        """Return True for a small place in a country that the document never speaks of, while it speaks of others."""
        if not context.countries or place.level in AREAS or place.country is None:
            return False
        if place.country in context.countries:
            return False
        found = self.gazetteer.candidates(place.name, country=place.country)
        people = max((c.population for c in found), default=0)
        is_alias = not any(place.name.casefold().startswith(name.text.casefold()[:4]) for name in phrase.names)
        return people < (FAMOUS_CITY if is_alias else KNOWN_CITY)

    def _country_in_view(self, phrase: Phrase, steps: tuple[str, ...], span: Span) -> Answer:
        """Return the place inside the one country the document is about, or that country's area.

        The book's own countries come first: a report that names a foreign air force does not move the war there. In the
        others another spelling of a name is chance, unless the document speaks of one above all: an American drone over
        a Pakistani district does not lead to a village of Montana.
        """
        countries = self.setting.context.countries
        ranked = sorted(countries.items(), key=lambda item: (item[0] not in self.focus, -item[1], item[0]))
        foremost = _with_associated([code for code, _ in ranked[:1]] + list(self.focus))
        for code in _with_associated([code for code, _ in ranked[:MOST_COUNTRIES]]):
            found = resolve_phrase(phrase, self.gazetteer, self.setting.context, code)
            if found.by_likeness and code not in foremost:
                continue
            if found.place is not None and found.place.matched_by != "parent":
                return Answer(
                    found.place,
                    (
                        *steps,
                        f"looked for in {code}, which the {'book' if code in self.focus else 'document'} speaks of",
                        *found.steps,
                    ),
                )
        quarter = self._as_quarter(phrase, span)
        if quarter is not None:
            return Answer(quarter.place, (*steps, *quarter.steps))
        area = self._area_in_view(span)
        if area is not None and not phrase.parents:
            within = msgspec.structs.replace(phrase, parents=(Name(area),))
            found = resolve_phrase(within, self.gazetteer, self.setting.context)
            if found.place is not None:
                return Answer(found.place, (*steps, f"looked for in {area}, told just before", *found.steps))
        is_clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] > ranked[1][1] or ranked[0][0] in self.focus)
        if not is_clear:
            return Answer(None, steps)
        stand_in = resolve_phrase(
            phrase,
            self.gazetteer,
            self.setting.context,
            ranked[0][0],
        )
        return Answer(stand_in.place, (*steps, "looked for in the country the document is about", *stand_in.steps))

    def _as_quarter(self, phrase: Phrase, span: Span) -> Answer | None:
        """Return the town told of for an unknown name that a quarter bears ("Harat al-X", "X, a crowded quarter")."""
        if phrase.parents or phrase.names[0].level or phrase.relation != "in" or not self._is_quarter(phrase, span):
            return None
        name = msgspec.structs.replace(phrase.names[0], level="neighbourhood")
        quarter = msgspec.structs.replace(phrase, names=(name,))
        towns = self._town_in_view(quarter, span) or self._only_town(span)
        if not towns:
            return None
        within = msgspec.structs.replace(quarter, parents=(Name(towns[0]),))
        found = resolve_phrase(within, self.gazetteer, self.setting.context)
        if found.place is None:
            return None
        return Answer(found.place, (f"a quarter by its name or by what is said of it: of {towns[0]}", *found.steps))

    def _is_quarter(self, phrase: Phrase, span: Span) -> bool:
        """Return True where a name begins as quarters' names do, or a quarter is said of it beside it."""
        first = phrase.names[0].text.replace("-", " ").split(" ")[0].casefold()
        if first in self.words.phrase.quarter_heads:
            return True
        text = self.document.text
        if text[span[1] : span[1] + 1] != ",":
            return False
        clause = words_in(text, (span[1] + 1, min(len(text), span[1] + APPOSITION)))
        said = list(itertools.takewhile(lambda word: word.text not in {",", ".", ";"} and not word.capital, clause))
        is_led = bool(said) and said[0].lower in self.words.phrase.appositives
        return is_led and any(self.words.phrase.levels.get(w.lower) == "neighbourhood" for w in said[1:5])

    def _only_town(self, span: Span) -> tuple[str, ...]:
        """Return the known town of a document that tells of no other beside the name at ``span``."""
        first = bisect.bisect_right(self.towns, span[0], key=lambda spot: spot.span[1])
        last = max(first, bisect.bisect_left(self.towns, span[1], key=lambda spot: spot.span[0]))
        inside = Counter(s.value or s.quote for s in self.towns[first:last])
        if len(self.town_names) - len(inside) > 1:
            return ()
        towns = {name for name, times in self.town_names.items() if times > inside[name]}
        known = [town for town in towns if self.gazetteer.use(town) is not None]
        return tuple(known) if len(towns) == 1 else ()

    def _area_in_view(self, span: Span) -> str | None:
        """Return the first-level area named last before ``span``, not far above it."""
        for spot in reversed(self.setting.spots[: bisect.bisect_left(self.setting.starts, span[0])]):
            if span[0] - spot.span[1] > FURTHEST_AREA:
                return None
            use = self.gazetteer.use(spot.value or spot.quote) if spot.kind == "area" else None
            if use is not None and use.level in {"governorate", "region"}:
                return spot.value or spot.quote
        return None

    def _town_in_view(self, phrase: Phrase, span: Span) -> tuple[str, ...]:
        """Return the town that a neighbourhood or site without a stated parent lies in: the last one named before it."""
        if phrase.names[0].level not in SPOTS or phrase.parents or self._serves_known_town(phrase.names[0]):
            return ()
        at = bisect.bisect_right(self.towns, span[0], key=lambda spot: spot.span[1]) - 1
        return (self.towns[at].value or self.towns[at].quote,) if at >= 0 else ()

    def _serves_known_town(self, name: Name) -> bool:
        """Return True for "Sofia airport": airfields are named for the town they serve, whichever was told of before."""
        use = (
            self.gazetteer.use(name.text)
            if name.full.casefold().split(" ")[-1] in self.words.phrase.airfields
            else None
        )
        return use is not None and use.population >= KNOWN_CITY

    def _of_list(self, phrase: Phrase, country: str | None, span: Span) -> Answer | None:
        """Return the disc that covers the places of a list ("A and B"), None where it is none or one is unknown."""
        if phrase.relation != "in" or len(phrase.names) < 2:  # noqa: PLR2004  # a list has two
            return None
        answers = [self._of_one(msgspec.structs.replace(phrase, names=(name,)), country, span) for name in phrase.names]
        places = [a.place for a in answers if a.place is not None and a.place.matched_by != "parent"]
        if len(places) < len(answers):
            return next((a for a in answers if a.place in places), None)
        return Answer(covering(places), tuple(step for answer in answers for step in answer.steps))

    def _borders(self, claims: Sequence[Claim]) -> dict[Span, Span]:
        """Return, by the span of a place carried back from another sentence, the border named in the claim's own."""
        found: dict[Span, Span] = {}
        borders = [spot for spot in self.setting.spots if spot.kind == "border"]
        for claim in claims:
            where = claim.where
            if where is None or not where.inherited:
                continue
            line = _line_of(self.document.text, claim.span[0])
            first = bisect.bisect_left(borders, line[0], key=lambda spot: spot.span[0])
            last = bisect.bisect_left(borders, line[1], key=lambda spot: spot.span[0])
            for spot in borders[first:last]:
                if spot.span[1] <= line[1]:
                    found[where.antecedent or where.span] = spot.span
        return found

    def _cut(self, answer: Answer, border: Span) -> Answer:
        words = self.document.text[border[0] : border[1]]
        phrase = read_phrase(words, self.language)
        codes = [name.text for name in phrase.names if name.text in set(load_demonyms(self.language).values())]
        place = answer.place
        if place is None or phrase.relation != "border" or len(codes) < 2:  # noqa: PLR2004  # two sides
            return answer
        is_vague = place.level in {*AREAS, "countryside", "near"}
        if not is_vague:
            return answer
        band = band_of(self.gazetteer, codes[0], codes[1], place.country)
        cut = cut_to_border(place, band) if band else None
        if cut is None:
            return Answer(place, (*answer.steps, f'"{words}" does not meet that area: left uncut'))
        return Answer(cut, (*answer.steps, f'cut to the band of 10 km at "{words}"'))

    def _report(self, reading: PlaceReading) -> None:
        self.issues.setdefault(
            reading.name,
            Issue(
                "place-unresolved",
                "info",
                self.document.id,
                f'"{reading.name}" is in no gazetteer at hand and no parent is stated',
                "add it with `tollbook places add`, or import a fuller gazetteer",
            ),
        )


def _with_associated(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the countries with those whose areas some sources list under them, in order."""
    others = load_associated()
    return tuple(dict.fromkeys(other for code in codes for other in (code, *others.get(code, ()))))


def widened(place: Place) -> Place:
    """Return "near X" for an X already resolved: 25 km more around it."""
    if place.geometry is None:
        return msgspec.structs.replace(near(place, None, None), radius_m=place.radius_m + 25_000)
    radius = place.radius_m + 25_000
    return msgspec.structs.replace(place, radius_m=radius, level="near", geometry=None)


def covering(places: Sequence[Place]) -> Place:
    """Return the disc around several places, with the areas that hold them all."""
    first = places[0]
    lat = sum(place.lat for place in places) / len(places)
    lon = sum(place.lon for place in places) / len(places)
    radius = max(distance_km(lat, lon, p.lat, p.lon) * 1000 + p.radius_m for p in places)
    decimals = decimals_for(radius)
    shared = tuple(x for x in first.parents if all(x in place.parents for place in places))
    return msgspec.structs.replace(
        first,
        name=", ".join(place.name for place in places),
        lat=round(lat, decimals),
        lon=round(lon, decimals),
        radius_m=round(radius),
        level="region",
        matched_by="list",
        gazetteer_id=None,
        admin2=None,
        admin1=first.admin1 if all(p.admin1 == first.admin1 for p in places) else None,
        country=first.country if all(p.country == first.country for p in places) else None,
        parents=shared,
        geometry=None,
    )


def _line_of(text: str, offset: int) -> Span:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return (start, end if end >= 0 else len(text))
