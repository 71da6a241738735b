"""A noun group that may be victims: its words, its count, and who the noun says they are."""

from tollbook.extract.sentences.line import Word
from tollbook.model.count import Count


class Group:
    """A noun group over the words ``first`` to ``last``; the quote starts at word ``quote``.

    ``kind``: num, art, def, poss, refl, name, zero, part (of an anaphor or noun), bare (no count), thing, noun (a noun of
    harm that is counted itself). ``head`` is the numeral's word or, without one, the noun's.
    """

    __slots__ = (
        "ages",
        "anaphor",
        "count",
        "cut",
        "elliptic",
        "first",
        "group",
        "harm",
        "head",
        "held",
        "kind",
        "last",
        "mixed",
        "names",
        "noun",
        "numeral",
        "people",
        "quote",
        "status",
        "titled",
    )  # fmt: skip

    def __init__(self, first: int, last: int, quote: int, head: int, count: Count | None, kind: str) -> None:
        self.first = first
        self.last = last
        self.quote = quote
        self.head = head
        self.count = count
        self.kind = kind
        self.noun: Word | None = None
        self.status = "unknown"
        self.group: str | None = None
        self.harm: str | None = None
        self.people = False
        self.held = False
        self.elliptic = False
        self.mixed = False
        self.numeral = False
        self.titled = False
        self.cut = 0
        self.anaphor: Word | None = None
        self.ages: list[str] = []
        self.names: list[str] = []

    def __repr__(self) -> str:
        return f"<{self.kind} {self.first}-{self.last} {self.count and (self.count.low, self.count.high)} {self.status}/{self.group}>"
