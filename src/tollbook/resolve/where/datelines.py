"""The place that heads a report: its dateline ("RAQQA, Aug. 22 (Agency) -"), or a town before a colon."""

import functools
import re

from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.resolve.where.likely import Likely
from tollbook.resolve.where.spots import AREA_LEVELS
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import words_in


class Datelines:
    """Finds the place a report is sent from, in one language over one gazetteer."""

    def __init__(self, tongue: Tongue, likely: Likely) -> None:
        self.use = tongue.use
        self.words = tongue.words
        self.demonyms_lower = tongue.demonyms_lower
        self.likely = likely

    def at(self, text: str, span: Span) -> Spot | None:
        """Return the place of a dateline ("RAQQA, Aug. 22 (Agency) -") at the head of the sentence, as far as it is known."""
        match = self._dateline.match(text, *span)
        if match is None:
            return self._label_at(text, span)
        head = match.group(1) or match.group(2)
        name = head.strip()
        behind = match.group()[len(head) :].strip(" ,-–—").split(",")[0].split("(")[0].strip()
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
            or self.likely.is_common(words_in(match.group(1), (0, len(match.group(1)))), use, shouted=True)
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
            rf"([A-Z][A-Z'’\-. ]{{2,40}})(?:,[^–—\n]{{1,40}}?)?\s*(?:\([^)]{{1,40}}\)\s*(?:{dashes})?|(?:\s(?:{dashes})))(?:\s|(?<=--)|(?<=—))"
            # agencies' headers: "RAQQA, Syria 2017-08-22" on a line of its own
            r"|([A-Z][A-Z'’\-. ]{2,40}?)(?:, [^\W\d_][^\W\d_ ]{1,30})? \d{4}-\d\d-\d\d$"
        )
