"""A word of means or event in a line."""


class Hit:
    """A word of means or event over the words ``first`` to ``last``: ``kind`` None for a bare event ("attack").

    ``event`` is 0 for no event noun, ONE for a single event, SEVERAL for a plural.
    """

    __slots__ = ("event", "first", "kind", "last", "weak")

    def __init__(self, first: int, last: int, kind: str | None, event: int, *, weak: bool) -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.event = event
        self.weak = weak
