"""Load coding profiles and grading schemes: how a recorder turns claims into low, best, high and a grade."""

from typing import Literal

import msgspec

from tollbook.vocab.load import load


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One coding profile. ``best`` names the rule for the best figure; ``vague`` overrides the floors of vague words."""

    name: str
    title: str
    source: str
    grading: str
    best: Literal["median", "conservative", "most_recent", "none"]
    party_alone: bool = True
    party_in_high: bool = False
    vague: dict[str, int] = {}


class GradeRule(msgspec.Struct, frozen=True):
    """A grade and the facts that must all hold."""

    grade: str
    facts: tuple[str, ...]
    says: str


class Grading(msgspec.Struct, frozen=True):
    """A grading scheme: rules in order, and for each fact what a person would have to put in."""

    name: str
    ungraded: str
    rule: tuple[GradeRule, ...]
    facts: dict[str, str]


def load_profile(name: str) -> Profile:
    """Return the profile ``name``; raise FileNotFoundError for an unknown one."""
    profile: Profile = load(Profile, "vocabularies", "profiles", f"{name}.toml")
    return profile


def load_grading(name: str) -> Grading:
    """Return the grading scheme ``name``; raise ValueError when a rule uses a fact the scheme does not describe."""
    grading: Grading = load(Grading, "vocabularies", "gradings", f"{name}.toml")
    unknown = {f for rule in grading.rule for f in rule.facts} - set(grading.facts)
    if unknown:
        raise ValueError(f"gradings/{name}.toml: rules use facts it does not describe: {', '.join(sorted(unknown))}")
    return grading
