"""``tollbook link train``: what labelled reports say of the weights; broken lines are named."""

import json

from click.testing import CliRunner

from tollbook.cli.main import tollbook_command

TOLD = [
    ("Shelling killed 19 people in Saraqib on Tuesday, activists said.", "a"),
    ("At least 19 people were killed in shelling of Saraqib on Tuesday, doctors said.", "a"),
    ("A car bomb killed 7 people in Saraqib on Tuesday, police said.", "b"),
    ("Seven people died on Tuesday when a car bomb exploded in Saraqib.", "b"),
]


def train(text: str):
    """Return what the verb makes of the lines."""
    return CliRunner().invoke(tollbook_command, ["link", "train", "-", "--focus", "SY"], input=text)


def test_each_reason_is_told_with_its_pairs() -> None:
    """Two events of one town and day, told twice each: the means tell them apart."""
    lines = [
        json.dumps({"id": str(n), "published": "2017-03-15", "outlet": f"O{n}", "text": text, "event": event})
        for n, (text, event) in enumerate(TOLD)
    ]
    result = train("\n".join(lines))
    found = {
        line["code"]: line for line in map(json.loads, filter(lambda x: x.startswith("{"), result.output.splitlines()))
    }
    assert result.exit_code == 0
    assert "2 pairs of one event, 4 of two" in result.output
    assert found["means-differ"]["different"] == 4
    assert found["means-differ"]["weight"] < 0 < found["same-means"]["weight"]


def test_a_broken_line_is_named() -> None:
    """Wrong use, with the number of the line; nothing is half-learnt."""
    result = train('{"id": "1", "text": "x", "event": "a"}\n{"id":\n')
    assert (result.exit_code, "line 2 is no report" in result.output) == (2, True)


def test_nothing_to_learn_says_what_is_needed() -> None:
    """No labels, a wrong day, no id: the verb ends with what to give it."""
    result = train('{"text": "Shells killed 3 people in Homs.", "published": "yesterday", "event": "a"}\n')
    assert result.exit_code == 0
    assert "nothing to learn" in result.output
