"""Whatever an installer prints, the person who waits gets a sentence that says what to do."""

import errno
from pathlib import Path

import pytest

from bootstrap.trouble import diagnose, from_os_error

FOLDER, LOG = Path("/srv/wijk"), Path("/srv/wijk/.wijk/setup.log")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "is full"),
        ("npm error code ENOSPC", "is full"),
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "not be reached"),
        ("error: Failed to fetch: `…`\n  Caused by: client error (Connect)\n  Caused by: dns error", "not be reached"),
        ("npm error code EAI_AGAIN", "not be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was locked"),
        ("npm error code EINTEGRITY", "not the one that was locked"),
        ("error: Hash mismatch for `django==5.2.1`", "not the one that was locked"),
        ("ERROR: No matching distribution found for pyogrio==0.13.0", "no ready-made package"),
        ("[Errno 13] Permission denied: '/srv/wijk/.venv'", "cannot be written"),
        ("OSError: [Errno 30] Read-only file system", "cannot be written"),
    ],
)
def test_a_known_trouble_gets_its_sentence(printed: str, expected: str) -> None:
    assert expected in diagnose(printed, FOLDER, LOG)


def test_a_wrong_hash_is_never_taken_for_a_lame_network() -> None:
    printed = "WARNING: Retrying after connection reset\nDO NOT MATCH THE HASHES"
    assert "report it" in diagnose(printed, FOLDER, LOG)


def test_an_unknown_trouble_shows_the_last_lines_and_the_log() -> None:
    sentence = diagnose("\n".join(f"line {n}" for n in range(100)), FOLDER, LOG)
    assert "line 99" in sentence
    assert "line 50" not in sentence
    assert str(LOG) in sentence


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, "is full"), (errno.EACCES, "cannot be written"), (errno.EROFS, "cannot be written")],
)
def test_a_refusal_of_the_system_gets_its_sentence(number: int, expected: str) -> None:
    assert expected in str(from_os_error(OSError(number, "no"), FOLDER, LOG))
