"""Names of preserved bytes."""

import pytest

from tollbook.preserve.archive import archive_path, digest_of


def test_bytes_lie_where_their_hash_says():
    """The place follows from the content alone."""
    assert str(archive_path(digest_of(b""))) == "e3/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "E3" * 32, "e3" * 31])
def test_only_a_hash_is_a_name(name):
    """Nothing else can become a path in the archive."""
    with pytest.raises(ValueError, match="not a SHA-256"):
        archive_path(name)
