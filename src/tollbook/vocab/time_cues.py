"""Words around dates: which belong to statements, to harm, to other happenings. Data only."""

import functools

import msgspec

from tollbook.vocab.load import data_path, load


class TimeCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``languages/<code>/time_cues.toml``; every field is a list of small words or short phrases."""

    harm: dict[str, tuple[str, ...]]
    said: tuple[str, ...]
    said_now: tuple[str, ...]
    moved: tuple[str, ...]
    compared: tuple[str, ...]
    event: tuple[str, ...]
    deed: tuple[str, ...]
    charged: tuple[str, ...]
    sought: tuple[str, ...]
    weak: tuple[str, ...]
    qualifier: tuple[str, ...]
    act: tuple[str, ...]
    began: tuple[str, ...]
    outbreak: tuple[str, ...]
    alone: tuple[str, ...]
    other: tuple[str, ...]
    response: tuple[str, ...]
    opener: tuple[str, ...]
    after: tuple[str, ...]
    when: tuple[str, ...]
    because: tuple[str, ...]
    person: tuple[str, ...]
    relative: tuple[str, ...]
    perfect: tuple[str, ...]
    being: tuple[str, ...]
    definite: tuple[str, ...]
    again: tuple[str, ...]
    indefinite: tuple[str, ...]
    preposition: tuple[str, ...]
    and_: tuple[str, ...] = msgspec.field(name="and")
    shift: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    recalls: tuple[str, ...] = ()
    ranking: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    suffered: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    long: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    anaphor: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()


@functools.cache
def cues_language(language: str) -> str:
    """Return ``language`` where its cues are present, else English."""
    return language if data_path("languages", language, "time_cues.toml").exists() else "en"


@functools.cache
def load_time_cues(language: str = "en") -> TimeCues:
    """Return the cues of ``language``; raise ValueError on bad data."""
    data: TimeCues = load(TimeCues, "languages", language, "time_cues.toml")
    return data
