"""Sentences for what can go wrong in a set-up: what is the matter, and what to do."""

import errno
import re
import sys
from pathlib import Path


class Trouble(Exception):
    """A set-up that can't go on. Its text is for people: what is the matter, and what to do."""


def say(line: str) -> None:
    """Tell the person who waits. On stderr, so that a command's own output stays clean."""
    print(line, file=sys.stderr, flush=True)


# The words by which pip, uv, npm and the operating system report the same few troubles.
_NO_SPACE = r"no space left on device|ENOSPC|disk quota exceeded"
_NO_NETWORK = (
    r"name resolution|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENETUNREACH"
    r"|connection (refused|reset|timed out|aborted)|network is unreachable|failed to establish a new connection"
    r"|max retries exceeded|read timed out|error sending request|dns error|client error \(connect\)|proxyerror"
    r"|failed to fetch|failed to lookup|could not fetch url|tunnel connection failed|network connectivity"
)
_BAD_HASH = r"do not match the hashes|hash mismatch|EINTEGRITY|hash of .* doesn't match"
_NO_BUILD = (
    r"no matching distribution|not a supported wheel|no solution found|has no wheels|no wheels with a matching"
    r"|could not find a version"
)
_NO_RIGHT = r"permission denied|EACCES|EROFS|read-only file system"


def diagnose(text: str, folder: Path, log: Path) -> str:
    """One or two sentences for what an installer printed.

    >>> diagnose("OSError: [Errno 28] No space left on device", Path("/srv/wijk"), Path("/srv/wijk/.wijk/setup.log"))
    'The disk that holds /srv/wijk is full. Make room (about 1.5 GB is used for a moment), then start again.'
    """
    if re.search(_NO_SPACE, text, re.IGNORECASE):
        return f"The disk that holds {folder} is full. Make room (about 1.5 GB is used for a moment), then start again."
    if re.search(_BAD_HASH, text, re.IGNORECASE):
        return (
            "A package that came in is not the one that was locked, so it was not installed. Start again; "
            f"if it stays so, do not go round it but report it. The log: {log}"
        )
    if re.search(_NO_NETWORK, text, re.IGNORECASE):
        return (
            "The package index could not be reached. Look at the network (behind a proxy: set HTTPS_PROXY; "
            "with an index of your own: set PIP_INDEX_URL and UV_DEFAULT_INDEX), then start again. "
            f"What was already fetched is kept. The log: {log}"
        )
    if re.search(_NO_RIGHT, text, re.IGNORECASE):
        return not_writable(folder)
    if re.search(_NO_BUILD, text, re.IGNORECASE):
        return (
            f"For Python {sys.version_info[0]}.{sys.version_info[1]} on this machine there is no ready-made package of "
            f"something that wijk needs, or the package index could not be reached. Python 3.11 to 3.13 on "
            f"Linux or macOS, 64 bits, are known to work. The log: {log}"
        )
    tail = "\n".join("  | " + line for line in text.strip().splitlines()[-12:])
    return f"The installer stopped with a message that is not known here:\n{tail}\nThe whole log: {log}"


def not_writable(folder: Path) -> str:
    """What to do when the folder of the project can't be written."""
    return (
        f"The folder {folder} cannot be written. Give yourself the right to write there, "
        "or clone wijk into a folder of your own, and start again."
    )


def from_os_error(error: OSError, folder: Path, log: Path) -> Trouble:
    """The operating system's refusal as a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(diagnose("ENOSPC", folder, log))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(not_writable(folder))
    return Trouble(f"{error.strerror or error}: {error.filename or folder}. Put that right and start again.")
