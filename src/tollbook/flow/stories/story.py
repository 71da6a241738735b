"""What a story holds once it is read: reports with their claims, what people judged, and what must come out."""

import msgspec

from tollbook.flow.kit import Kit
from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document
from tollbook.model.incident import GradeInputs, Nesting, Pairing
from tollbook.model.place import Place
from tollbook.model.record import Record


class Line(msgspec.Struct, frozen=True):
    """A line of a story file: its number and its words."""

    number: int
    text: str


class Graded(msgspec.Struct, frozen=True):
    """A person's own grade, or the party a person holds likely responsible, for the incident of a claim."""

    claim: str
    grade: str
    who: str


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One story: what it is called, why it exists, what goes in, and the lines that say what must come out."""

    name: str
    why: str
    file: str
    line: int
    places: dict[str, Place]
    actors: dict[str, Actor]
    documents: tuple[Document, ...]
    claims: dict[str, Claim]
    records: tuple[Record, ...]
    pairings: tuple[Pairing, ...]
    nestings: tuple[Nesting, ...]
    inputs: GradeInputs
    graded: tuple[Graded, ...]
    other_party: tuple[Graded, ...]
    profile: str
    expected: tuple[Line, ...]

    def kit(self) -> Kit:
        """Return a kit with the story's actors only."""
        return Kit(spotters=None, gazetteer=None, actors=Actors(self.actors))  # type: ignore[arg-type]  # nothing is read

    def extractions(self) -> list[Extraction]:
        """Return the claims and records by document."""
        return [
            Extraction(
                document=d.id,
                claims=tuple(c for c in self.claims.values() if c.document == d.id),
                records=tuple(r for r in self.records if r.document == d.id),
            )
            for d in self.documents
        ]


class WrongLine(Exception):  # noqa: N818  # named for what it is: a line of a story nobody can read
    """A line of a story can't be understood; says what is wrong with it and what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
