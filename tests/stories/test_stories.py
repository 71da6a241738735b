"""Every story of this folder comes out as its analyst expects (the notation: docs/how-to/write-stories.md)."""

from pathlib import Path

import pytest

from tollbook.flow.stories.checking import check_story
from tollbook.flow.stories.notation import read_stories, story_files
from tollbook.flow.stories.story import Story
from tollbook.model.issue import Issue

ROOT = Path(__file__).parents[2]
FILES = story_files([Path(__file__).parent, ROOT / "src" / "tollbook" / "examples" / "stories"])
READ = [one for path in FILES for one in read_stories(path)]
STORIES = [one for one in READ if isinstance(one, Story)]
AT_LEAST = 110


def test_every_story_can_be_read() -> None:
    """A story that nobody can read checks nothing."""
    assert [one for one in READ if isinstance(one, Issue)] == []


@pytest.mark.parametrize("story", STORIES, ids=[s.name for s in STORIES])
def test_story_comes_out_as_expected(story: Story) -> None:
    """The record of the story's reports, in order and backwards, is what its analyst wrote down; it says why it exists."""
    checked = check_story(story)
    assert [(o.line.text, o.answer.got) for o in checked.outcomes if not o.answer.holds] == []


def test_the_collection_is_as_large_as_promised() -> None:
    """Stories have names of their own, and reasons that no two share."""
    assert len(STORIES) >= AT_LEAST
    assert len({s.name for s in STORIES}) == len(STORIES)
    assert len({s.why for s in STORIES}) == len(STORIES)
