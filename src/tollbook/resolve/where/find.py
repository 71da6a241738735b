"""Find place names and place anaphora in a text. Knows the shapes of place phrases; what they refer to is decided later."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence

from tollbook.model.ids import Span
from tollbook.model.place import Gazetteer, NameUse
from tollbook.model.spot import Spot, Spotter
from tollbook.resolve.where.facilities import facility_end, is_plain
from tollbook.resolve.where.leading import KNOWN_CITY, Leads
from tollbook.resolve.where.spots import (
    AREA_LEVELS,
    KNOWN_TOWN,
    anaphora,
    continues,
    is_hyphen,
    kind_of_noun,
    kind_of_use,
    with_ain,
    with_borders,
)
from tollbook.resolve.where.words import Word, is_headline, is_shouted, words_in
from tollbook.vocab.everyday import everyday_nouns
from tollbook.vocab.places import PlaceWords, demonym_codes, load_place_types, load_place_words

LONGEST_RUN = 6
HYPHENS = frozenset("-‐–")
KNOWN_AREA = 1_000_000
Use = Callable[[str], NameUse | None]


@functools.lru_cache(maxsize=16)
def place_finder(gazetteer: Gazetteer, language: str = "en") -> Spotter:
    """Return a finder of place names that knows the names of ``gazetteer``.

    Kinds of its spots: country, area (first or second level, region), settlement, site, sea, named (a name after a place
    word that no gazetteer has), border, seat ("Raqqa-based"), dateline, demonym (value: alpha-2), anaphor (value: the
    kinds of place it can stand for).
    """
    grammar = Grammar(gazetteer.use, language)

    def find_places(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:
        found: list[Spot] = []
        for span in spans:
            found.extend(grammar.spots(text, span))
        return tuple(found)

    return find_places


class Grammar:
    """The place grammar of one language over one gazetteer's names."""

    def __init__(self, use: Use, language: str) -> None:
        self.use = functools.lru_cache(maxsize=65536)(use)
        self.language = language
        self.words: PlaceWords = load_place_words(language)
        self.types = load_place_types(language)
        self.demonyms = demonym_codes(language)
        self.anaphora = anaphora(self.words)
        self.leads = Leads(self.use, self.words, self.types, self.demonyms_lower)

    def spots(self, text: str, span: Span) -> list[Spot]:
        """Return the spots of one sentence, in order; linear in its length."""
        words = words_in(text, span)
        shouted = is_shouted(text, span) or is_headline(words)
        dateline = self._dateline_at(text, span)
        spots: list[Spot] = [dateline] if dateline else []
        position = 0
        count = len(words)
        stops, openings = self._stops(shouted=shouted), self._openings
        while dateline and position < count and words[position].start < dateline.span[1]:
            position += 1
        while position < count:
            word = words[position]
            if word.lower in stops if word.capital else word.lower not in openings:
                position += 1  # most words: no name and no anaphor can start here
                continue
            found = self._spot_at(text, words, position, shouted=shouted)
            if found is None:
                position += 1
                continue
            spot, position = found
            spots.append(spot)
        return with_borders(text, spots, words, self.words)

    def _dateline_at(self, text: str, span: Span) -> Spot | None:
        """Return the place of a dateline ("RAQQA, Aug. 22 (Agency) -") at the head of the sentence, as far as it is known."""
        match = self._dateline.match(text, *span)
        if match is None:
            return self._label_at(text, span)
        name = match.group(1).strip()
        behind = match.group()[len(match.group(1)) :].strip(" ,-–—").split(",")[0].split("(")[0].strip()
        is_sent = name.isupper() and bool(behind) and ("(" in match.group() or self.use(behind) is not None)
        if not self.use(name) and not is_sent:
            return None
        return Spot((span[0], span[0] + len(name)), name, "dateline", name)

    def _label_at(self, text: str, span: Span) -> Spot | None:
        """Return the town that heads the report's first line as a dateline does: "RAIPUR: Rebels ...", "Port X: A bomb ..."."""
        match = self._label.match(text, *span) if not span[0] else None
        if match is None or match.group(1).casefold() in self.demonyms_lower:
            return None
        use = self.use(match.group(1))
        if (
            use is None
            or use.level in {*AREA_LEVELS, "country"}
            or self._is_common(words_in(match.group(1), (0, len(match.group(1)))), use, shouted=True)
        ):
            return None
        return Spot(match.span(1), match.group(1), "dateline", match.group(1))

    @functools.cached_property
    def _label(self) -> re.Pattern[str]:
        return re.compile(  # "RAIPUR: ", "Baba Amr, Homs - ", "Bojayá, Chocó. "
            r"([^\W\d_][^\W\d_'’\-. ]*(?:[ '’\-][^\W\d_]+){0,3})(?:(?:, [^\W\d_][^\W\d_ ]+)?: |, [^\W\d_][^\W\d_ ]+(?: [-–—]|\.) )(?=[^\W\d_])"
        )

    @functools.cached_property
    def _dateline(self) -> re.Pattern[str]:
        dashes = "|".join(re.escape(dash) for dash in self.words.dateline.dashes)
        return re.compile(
            rf"([A-Z][A-Z'’\-. ]{{2,40}})(?:,[^–—\n]{{1,40}}?)?\s*(?:\([^)]{{1,40}}\)\s*(?:{dashes})?|(?:\s(?:{dashes})))\s"
        )

    def _spot_at(self, text: str, words: list[Word], at: int, *, shouted: bool) -> tuple[Spot, int] | None:
        word = words[at]
        if word.capital or (word.lower in self.words.articles and is_hyphen(words, at + 1)):
            run = self._run_end(words, at, shouted=shouted)
            if run > at:
                found = self._name_at(text, words, at, run, shouted=shouted)
                if found:
                    return found
        return None if word.capital else self._anaphor_at(text, words, at)

    def _run_end(self, words: list[Word], at: int, *, shouted: bool) -> int:
        """Return the end of the run of name words that starts at ``at`` (``at`` itself where none does)."""
        end, count = at, len(words)
        last = min(count, at + LONGEST_RUN + LONGEST_RUN)
        stops = self._stops(shouted=shouted)
        while end < last:
            word = words[end]
            if word.capital:
                if word.lower in stops:
                    break
                end += 1
                continue
            # a hyphen or linker and a name word behind it carry the run on
            step = self._link_step(words, end, inner=end > at, shouted=shouted) if end + 1 < count else 0
            if not step:
                break
            end += step
        return end

    def _stops(self, *, shouted: bool) -> frozenset[str]:
        """Return the words that are no part of a name in spite of their capital."""
        return self._shouted_stops if shouted else self.words.function

    @functools.cached_property
    def _shouted_stops(self) -> frozenset[str]:
        words = self.words
        return words.function.union(words.attach.events, words.attach.saying, words.common, words.inside, words.toward)

    @functools.cached_property
    def _openings(self) -> frozenset[str]:
        """The small words a spot may start or end with: articles before a hyphen, nouns and adverbs that stand for a place."""
        return self.words.articles.union(self.anaphora)

    @functools.cached_property
    def _of_and(self) -> frozenset[str]:
        return self.words.of_words | self.words.and_words

    def _link_step(self, words: list[Word], i: int, *, inner: bool, shouted: bool) -> int:
        word, following = words[i], words[i + 1]
        if word.text in "-‐–" and word.glued and following.glued and inner:
            if following.capital:
                return 2
            third = words[i + 2] if i + 2 < len(words) else None
            return 2 if following.lower in self.words.linkers and third and continues(third) else 0
        if word.lower in self.words.linkers and (inner or word.lower in self.words.articles):
            if following.capital and inner and not shouted:
                return 2
            third = words[i + 2] if i + 2 < len(words) else None
            if following.text in "-‐–" and following.glued and third and third.capital and third.glued:
                return 3
        return 0

    def _name_at(self, text: str, words: list[Word], at: int, run: int, *, shouted: bool) -> tuple[Spot, int] | None:
        """Return the best spot that starts at word ``at`` inside the run that ends at ``run``, and where to go on."""
        first = words[at]
        facility = None if shouted else self._facility(text, words, at)
        if facility:
            return facility
        if first.lower in self.demonyms_lower and not self._is_longer_name(text, words, at, run):
            return self._demonym(text, words, at)
        if first.lower in self.words.anaphora.determiners:
            return None
        road = self._road(text, words, at, run) if run < len(words) else None
        if road:
            return road, run + 1
        for end in self._ends(words, at, run, shouted=shouted):
            name = text[first.start : words[end - 1].end]
            use = self.use(name)
            if use is None:
                continue
            is_joined = any(word.lower in self.words.and_words for word in words[at:end])
            if is_joined and use.level not in {*AREA_LEVELS, "country"}:
                continue
            if self._is_place(words, at, end, max(run, end), use, shouted=shouted):
                return self._spot(text, words, at, end, use)
        return self._unknown(text, words, at, run, shouted=shouted)

    def _facility(self, text: str, words: list[Word], at: int) -> tuple[Spot, int] | None:
        """Return the spot of a house or works named in capitals where a preposition leads to it, and where to go on."""
        end = facility_end(words, at, self.words, self.demonyms_lower)
        if end is None or self.leads.before(words, at)[0] not in {"inside", "strike"} | {"toward"} & self._into(
            words, at
        ):
            return None
        if all(word.lower in self.words.facility_kinds for word in words[at : end - 1]):
            return None  # "the U.S. Marine barracks" is no name
        if any(self.use(text[words[at].start : words[k - 1].end]) for k in range(at + 1, end) if is_plain(words, end)):
            return None  # "the Aleppo police station" is in Aleppo
        span = (words[at].start, words[end - 1].end)
        return Spot(span, text[span[0] : span[1]], "site", text[span[0] : span[1]]), end

    def _into(self, words: list[Word], at: int) -> set[str]:
        before = [word.lower for word in words[max(0, at - 2) : at]]
        return {"toward"} if any(low in self.words.entering for low in before) else set()

    def _road(self, text: str, words: list[Word], at: int, run: int) -> Spot | None:
        """Return the spot of a road named for its ends ("the Aleppo-Raqqa road"), None where not both are known places."""
        if run >= len(words) or words[run].lower not in self.words.phrase.roads:
            return None
        for i in range(at + 1, run - 1):
            if words[i].text not in "-‐–":
                continue
            ends = text[words[at].start : words[i - 1].end], text[words[i + 1].start : words[run - 1].end]
            if all(self.use(end) for end in ends):
                span = (words[at].start, words[run].end)
                return Spot(span, text[span[0] : span[1]], "site", text[span[0] : words[run - 1].end])
        return None

    def _ends(self, words: list[Word], at: int, run: int, *, shouted: bool) -> Iterator[int]:
        """Return the ends to try for a known name, longest first: past "of" too ("Strait of Hormuz"), never an article alone."""
        if run + 1 < len(words) and words[run].lower in self._of_and:
            start = run + 2 if words[run + 1].lower in self.words.anaphora.determiners else run + 1
            further = self._run_end(words, start, shouted=shouted) if start < len(words) else start
            yield from range(min(further, start + 3), start, -1)
        for end in range(min(run, at + LONGEST_RUN * 2), at, -1):
            is_article = end == at + 1 and words[at].lower in self.words.articles
            if end > at + 1 and words[end - 1].lower in self.words.linkers and is_hyphen(words, end):
                continue  # "Abu al-" goes on
            if self._goes_on(words, end):
                continue
            if words[end - 1].text not in "-‐–" and not is_article:
                yield end

    def _goes_on(self, words: list[Word], end: int) -> bool:
        """Return True before "-i-" inside a name: "Qala-i-Jangi" is no "Qala"."""
        link = words[end : end + 3]
        is_linker = len(link) > 2 and link[1].lower in self.words.linkers  # noqa: PLR2004  # hyphen, linker, hyphen
        return is_linker and link[0].text in HYPHENS and link[2].text in HYPHENS and link[2].glued

    @functools.cached_property
    def demonyms_lower(self) -> dict[str, str]:
        """Alpha-2 codes by the first word of a demonym in small letters."""
        return {name + "s": code for name, code in self.demonyms.items() if name[-1] in "ni"} | self.demonyms

    def _is_longer_name(self, text: str, words: list[Word], at: int, run: int) -> bool:
        length = 3 if run > at + 1 and words[at + 1].text in "-‐–" else 2
        if run < at + length:
            return False
        use = self.use(text[words[at].start : words[at + length - 1].end])
        return use is not None and use.level != "village"

    def _demonym(self, text: str, words: list[Word], at: int) -> tuple[Spot, int]:
        word = words[at]
        spot = Spot((word.start, word.end), text[word.start : word.end], "demonym", self.demonyms_lower[word.lower])
        return spot, at + 1

    def _is_owned(self, words: list[Word], at: int) -> bool:
        return at > 1 and words[at - 1].lower in self.words.genitive

    def _is_place(self, words: list[Word], at: int, end: int, run: int, use: NameUse, *, shouted: bool) -> bool:
        """Return True when the words around a known name let it be a place."""
        before = words[at - 1] if at else None
        after = words[end] if end < len(words) else None
        has_title = before is not None and before.capital and before.lower in self.words.titles
        if shouted and use.level != "country" and all(word.lower in self._everyday for word in words[at:end]):
            return False  # capitals say nothing: "THE DRUG TRAFFICKERS", "IN DOWNTOWN"
        if self._is_common(words[at:end], use, shouted=shouted) or (has_title and use.level != "country"):
            return False
        leading, kind = self.leads.before(words, at, shouted=shouted)
        chained = self._is_chained(words, at)
        is_whole = end >= run or words[end].lower in self.types or shouted
        if (kind and is_whole) or (after and after.lower in self.types and after.lower != "front"):
            return True
        if not shouted and self._is_part_of_other_name(words, at, end, run, leading):
            return False
        if use.level == "country" or leading == "inside" or chained:
            return not (leading == "" and before and before.lower in self.words.titles)
        return self._is_known_enough(use, leading, end - at, shouted=shouted)

    def _is_common(self, name: list[Word], use: NameUse, *, shouted: bool) -> bool:
        """Return True for names that are common words, or acronyms that stand for no country ("SANA", but not "US")."""
        is_wide = use.level in {"country", "region"}
        if all(word.lower in self.words.not_places for word in name):
            return not is_wide or (len(name) == 1 and (shouted or not name[0].text.isupper()))
        return not shouted and not is_wide and all(len(word.text) > 1 and word.text.isupper() for word in name)

    def _is_known_enough(self, use: NameUse, leading: str, length: int, *, shouted: bool) -> bool:
        """Return True where the gazetteer's weight of a name makes up for what the words before it do not say."""
        is_area = use.level in AREA_LEVELS
        if shouted:
            return bool(leading) and (use.population >= KNOWN_TOWN or is_area)
        if leading in {"toward", "strike"}:
            return use.population >= 1 or is_area
        is_known_area = is_area and (length > 1 or use.area_population >= KNOWN_AREA or use.level == "region")
        return use.population >= KNOWN_CITY or is_known_area

    def _is_part_of_other_name(self, words: list[Word], at: int, end: int, run: int, leading: str) -> bool:
        """Return True when capitalised words beside the name make it a person's, an organisation's or another place's."""
        if end < run:
            nxt = words[end]
            if nxt.text not in "-‐–" and nxt.lower not in self.types and nxt.lower not in self.demonyms_lower:
                return True
        if end < len(words) and words[end].lower in self.words.organisation_tails:
            return words[end].capital or leading == ""
        before = words[at - 1] if at else None
        if before is None or not before.capital or before.lower in self.types:
            return False
        if before.lower in self.words.not_places or before.lower in self.demonyms_lower:
            return False
        return at - 1 > 0 or before.lower not in self.words.not_places

    def _is_chained(self, words: list[Word], at: int) -> bool:
        """Return True when the name follows a comma, "and" or bracket after another capitalised name."""
        if at < 2:  # noqa: PLR2004  # a name and a comma
            return False
        link, previous = words[at - 1], words[at - 2]
        if link.text in {",", "("} or link.lower in self.words.and_words:
            return previous.capital or previous.lower in self.types
        return False

    # -- spots ---------------------------------------------------------------------------------------------------

    def _spot(self, text: str, words: list[Word], at: int, end: int, use: NameUse) -> tuple[Spot, int]:
        """Return the spot of a known name with the type word after it and, before an area, its side word."""
        _, kind_before = self.leads.before(words, at)
        kind_after = None
        stop = end
        names_next = end + 2 < len(words) and words[end + 1].lower in self.words.of_words and words[end + 2].capital
        names_next = names_next and not self._is_quarter_of(words, end, use.population)
        if end < len(words) and words[end].lower in self.types and not names_next:
            noun = words[end]
            is_kept = noun.capital or self._names_itself(noun)
            kind_after = self.types[noun.lower] if is_kept or self.types[noun.lower] == "locality" else None
            stop = end + 1 if is_kept else end
        last = self.types.get(words[end - 1].lower) if end - at > 1 else None
        own = last or (self.types.get(words[at].lower) if end - at > 2 else None)  # noqa: PLR2004  # "Gulf of Aden"
        kind = kind_of_use(use, kind_before, kind_after or own)
        start = at
        if kind in {"country", "area"} and kind_before is None and at and words[at - 1].lower in self.words.sides:
            start = at - 1
            if start > 1 and words[start - 1].text == "-" and words[start - 2].lower in self.words.sides:
                start -= 2
        kind = self._bound(words, stop) or kind
        span = (words[start].start, with_ain(text, words[stop - 1]))
        name = text[words[at].start : words[end - 1].end]
        return Spot(span, text[span[0] : span[1]], kind, name), stop

    def _names_itself(self, noun: Word) -> bool:
        """Return True for small type nouns that are said as part of a name: "Helmand province", "Raqqa city"."""
        kind = self.types.get(noun.lower)
        return kind in {"settlement", "area", "sea"} or noun.lower in self.words.anaphora.neighbourhood

    def _bound(self, words: list[Word], end: int) -> str | None:
        """Return "seat" for "X-based", "X-led" and the like."""
        if end + 1 < len(words) and words[end].text in "-‐–" and words[end].glued:
            return "seat" if words[end + 1].lower in self.words.bound_participles else None
        return None

    def _unknown(self, text: str, words: list[Word], at: int, run: int, *, shouted: bool) -> tuple[Spot, int] | None:
        """Return the spot of a name no gazetteer has, where a place word leads to it or a type noun follows."""
        end = self._unknown_end(words, at, run)
        if end == at:
            return None
        if all(w.lower in self.words.facility_kinds or w.lower in self.demonyms_lower for w in words[at:end]):
            return None  # "the U.S. Marine barracks"
        leading, kind = self.leads.before(words, at, shouted=shouted)
        if (shouted and not kind) or self._is_people_of(words, at, end):
            return None
        after = self._noun_after(words, end)
        kind_after = self.types.get(after) or self.types.get(words[end - 1].lower)
        if words[end - 1].lower in self.types and end - 1 > at:
            end -= 1
        if self._is_unlikely(words, at, end, shouted=shouted) or (
            not self._is_led(words, at, end, leading) and not (kind or kind_after)
        ):
            return None
        if kind_after and not kind and not leading and not self._is_chained(words, at):
            return None
        name_end = end
        if (
            end < len(words)
            and words[end].lower in self.types
            and (words[end].capital or self._names_itself(words[end]))
        ):
            end += 1
        span = (words[at].start, with_ain(text, words[end - 1]))
        spot_kind = self._bound(words, end) or kind_of_noun(kind_after or kind)
        return Spot(span, text[span[0] : span[1]], spot_kind, text[words[at].start : words[name_end - 1].end]), end

    def _is_quarter_of(self, words: list[Word], end: int, population: int) -> bool:
        """Return True for "the al-Karama neighbourhood of Raqqa", not for "the Kabul neighbourhood of X": the larger one is the town."""
        if end >= len(words) or words[end].lower not in self.words.anaphora.neighbourhood:
            return False
        town = words[end + 2 : end + 2 + LONGEST_RUN]
        names = [" ".join(w.text for w in town[:k]) for k in range(len(town), 0, -1) if town[0].capital]
        known = next((use for use in map(self.use, names) if use is not None), None)
        return known is not None and known.population > max(population, KNOWN_TOWN)

    def _is_people_of(self, words: list[Word], at: int, end: int) -> bool:
        """Return True for "the Fulani village of Ogossagou": the name before the noun is of the people who live there."""
        is_led = at > 0 and words[at - 1].lower in self.words.anaphora.determiners
        is_of = end + 2 < len(words) and words[end + 1].lower in self.words.of_words and words[end + 2].capital
        return (
            is_led and is_of and end == at + 1 and words[end].lower in self.types and not self.leads.is_named(words, at)
        )

    def _is_led(self, words: list[Word], at: int, end: int, leading: str) -> bool:
        """Return True where the words before an unknown name make it a place; after a verb of attack its phrase must end there."""
        if self._is_owned(words, at):
            return leading in {"inside", "strike"} and self._ends_phrase(words, end)
        if leading == "inside" or self._is_side_of(words, at):
            return True
        return (leading == "strike" or self._is_second(words, at)) and self._ends_phrase(words, end)

    def _is_side_of(self, words: list[Word], at: int) -> bool:
        """Return True after "south of", "12 km north of": only a place has sides."""
        return at > 1 and words[at - 1].lower in self.words.of_words and words[at - 2].lower in self.words.sides

    def _is_second(self, words: list[Word], at: int) -> bool:
        """Return True for the second of two names that a place word leads to: "in A and B", "the towns of A and B"."""
        if at < 3 or words[at - 1].lower not in self.words.and_words or not words[at - 2].capital:  # noqa: PLR2004  # "in A and"
            return False
        first = at - 2
        while first > 0 and (words[first - 1].capital or words[first - 1].text in "-‐–"):
            first -= 1
        leading, kind = self.leads.before(words, first)
        return leading in {"inside", "strike"} or kind is not None

    def _ends_phrase(self, words: list[Word], end: int) -> bool:
        after = words[end] if end < len(words) else None
        if after is None or not after.text[0].isalnum():
            return True
        return (
            after.lower in self.words.function
            or after.lower in self.words.inside
            or after.lower in self.words.not_places
        )

    def _noun_after(self, words: list[Word], end: int) -> str:
        """Return the noun after a name, over one adjective: "Kurram tribal district"."""
        after = [word.lower for word in words[end : end + 2]]
        if len(after) > 1 and after[0] in self.words.fillers and after[1] in self.types:
            return after[1]
        return after[0] if after else ""

    def _unknown_end(self, words: list[Word], at: int, run: int) -> int:
        first = words[at]
        if first.lower in self.words.not_places or first.lower in self.demonyms_lower:
            return at
        is_titled = first.lower in self.words.titles and not (run < len(words) and words[run].lower in self.types)
        is_in = at > 0 and words[at - 1].lower in self.words.inside
        if is_titled and is_in and run > at + 1 and first.lower in self.words.place_titles:
            is_titled = False  # "in Sheikh Zuweid"
        if is_titled or first.lower in self.types:
            return at
        end = run
        while end > at and words[end - 1].text in "-‐–":
            end -= 1
        return end

    @functools.cached_property
    def _everyday(self) -> frozenset[str]:
        """Words that are nouns of people, things and events, or too short to be a name by themselves, in text all in capitals."""
        return everyday_nouns(self.language) | self.words.common | self.words.attach.events | self.words.linkers

    def _is_unlikely(self, words: list[Word], at: int, end: int, *, shouted: bool = False) -> bool:
        """Return True for acronyms, ordinals, and names with words of organisations in them; capitals alone are no acronym."""
        if shouted:
            return any(
                word.lower in self.words.organisation_tails or word.lower in self._everyday for word in words[at:end]
            )
        if any(word.lower in self.words.organisation_tails for word in words[at:end]):
            return True
        if end < len(words) and words[end].lower in self.words.organisation_tails:
            return True
        if any(word.lower in self.words.months for word in words[at:end]):
            return True
        named = [word.text for word in words[at:end] if word.text[0].isalnum()]
        return all(name.isupper() and len(name) > 1 for name in named)  # "M23"; not "Shuja'iyya"

    def _anaphor_at(self, text: str, words: list[Word], at: int) -> tuple[Spot, int] | None:
        word = words[at]
        kinds = self.anaphora.get(word.lower)
        if not kinds or word.text[0].isupper():
            return None
        if word.lower in self.words.anaphora.adverbs:
            return Spot((word.start, word.end), word.text, "anaphor", kinds), at + 1
        following = words[at + 1].lower if at + 1 < len(words) else ""
        if following in self.words.of_words or (
            at + 1 < len(words) and words[at + 1].glued and following in self.words.genitive
        ):
            return None
        start = self._determiner(words, at)
        if start is None:
            return None
        span = (words[start].start, word.end)
        return Spot(span, text[span[0] : span[1]], "anaphor", kinds), at + 1

    def _determiner(self, words: list[Word], at: int) -> int | None:
        for back in (1, 2, 3):
            i = at - back
            if i < 0:
                return None
            if words[i].lower in self.words.anaphora.determiners:
                return i
            is_adjective = words[i].text.isalpha() and (
                words[i].text.islower() or words[i].lower in self.demonyms_lower
            )
            if not is_adjective or words[i].lower in self.words.common:
                return None
        return None
