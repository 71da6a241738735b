"""The compact gazetteer index: built once, opened in a moment."""

from tollbook.model.place import Gazetteer, PlaceCandidate


class EmptyGazetteer:
    """A gazetteer that knows nothing."""

    fingerprint = "empty"

    def candidates(
        self, name: str, *, country: str | None = None, admin1: str | None = None
    ) -> tuple[PlaceCandidate, ...]:  # noqa: ARG002
        """Return no entries."""
        return ()


def open_default() -> Gazetteer:
    """Return the default gazetteer."""
    return EmptyGazetteer()
