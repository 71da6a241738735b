"""What the steps are lent in a run: finders, gazetteer, actors, the countries in focus."""

import functools
from pathlib import Path

import msgspec

from tollbook.model.actor import Actors
from tollbook.model.claim import Crime
from tollbook.model.place import Gazetteer
from tollbook.model.spot import Spotters
from tollbook.places.library import open_gazetteer
from tollbook.resolve.when.find import find_times
from tollbook.resolve.where.find import place_finder
from tollbook.resolve.who.find import actor_finder
from tollbook.vocab.actors import load_actors


class Kit(msgspec.Struct, frozen=True, kw_only=True):
    """Reference data and finders for the steps; ``focus`` are alpha-2 codes of the countries a book is about.

    ``crime`` says what becomes of reports in the words of ordinary crime.
    """

    spotters: Spotters
    gazetteer: Gazetteer
    actors: Actors
    focus: tuple[str, ...] = ()
    crime: Crime = "leave-out"


@functools.cache
def default_kit(focus: tuple[str, ...] = (), book: Path | None = None) -> Kit:
    """Return the kit of the bundled data: actor list, and the book's gazetteers over the user's over the default one."""
    actors = load_actors(book)
    gazetteer = open_gazetteer(book)
    spotters = Spotters(times=find_times, places=place_finder(gazetteer), actors=actor_finder(actors))
    return Kit(spotters=spotters, gazetteer=gazetteer, actors=actors, focus=focus)
