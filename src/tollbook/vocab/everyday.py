"""Words that are nouns of people and things in a language's lists: in text all in capitals they are no names by themselves."""

import functools

from tollbook.vocab.words import word_lists


@functools.cache
def everyday_nouns(language: str) -> frozenset[str]:
    """Return the single words, singular and plural, among the nouns of people and things of ``language``, in small letters."""
    lists = word_lists(language)
    entries = [*lists.things.words, *(word for each in lists.people.classes for word in each.words)]
    forms = {form for entry in entries for form in _forms(entry)}
    return frozenset(form for form in forms if " " not in form and form)


def _forms(entry: str) -> tuple[str, ...]:
    """Return the forms that an entry of the noun lists stands for: "car+s", "man/men", "-/people", "staff/staff"."""
    if "/" in entry:
        return tuple(form for form in entry.split("/") if form != "-")
    stem, _, ending = entry.partition("+")
    return (stem, stem + ending)
