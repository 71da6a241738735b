"""Look actors up by a name a person typed, for verbs and pages that show the list."""

from tollbook.model.actor import Actor, Actors
from tollbook.resolve.who.names import index_of, name_key


def actors_named(name: str, actors: Actors) -> list[tuple[Actor, str]]:
    """Return the actors that ``name`` can mean, each with "name" for a plain alias or "context" for a common word."""
    index, key = index_of(actors), name_key(name)
    plain = [(actors.by_id[i], "name") for i in index.plain.get(key, ())]
    return plain + [(actors.by_id[i], "context") for i in index.context.get(key, ())]
