"""Is this JSON whole, and shallow enough to be opened? Found in one pass over its bytes, in bounded memory."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from wijk.methods.formats.kinds import size_in_words
from wijk.methods.formats.limits import MEGA, Limits
from wijk.methods.formats.problems import Problem, Unreadable

CHUNK = 4 * MEGA
EXPLAINED = 64 * MEGA
"""A broken file up to this size is parsed once more, to name the position of its first error."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_OPEN_STRING = re.compile(rb'"(?:[^"\\]|\\.)*\\?\Z', re.DOTALL)
_STEPS = np.zeros(256, dtype=np.int8)
_STEPS[[ord("{"), ord("[")]] = 1
_STEPS[[ord("}"), ord("]")]] = -1


def _blank(match: re.Match[bytes]) -> bytes:
    return b" " * len(match[0])


def _without_strings(path: Path) -> Iterator[tuple[int, bytes]]:
    """The bytes with their positions, texts blanked out; the last piece keeps a text that is never closed."""
    done, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = _STRING.sub(_blank, rest + chunk)
            half = _OPEN_STRING.search(text)
            cut = half.start() if half else len(text)
            yield done, text[:cut]
            done, rest = done + cut, text[cut:]
            if len(rest) > 4 * CHUNK:
                break
    if rest:
        yield done, b'"'


def check_json(path: Path, limits: Limits) -> None:
    """Raise Unreadable for JSON that was cut off, is nested too deep, is too large or goes on after its end."""
    size = path.stat().st_size
    if size > limits.json_bytes:
        params = {"size": size_in_words(size), "limit": size_in_words(limits.json_bytes)}
        raise Unreadable(Problem("file_too_large", params, file=path.name))
    depth, began = 0, False
    for position, piece in _without_strings(path):
        levels = depth + np.cumsum(_STEPS[np.frombuffer(piece, dtype=np.uint8)], dtype=np.int64)
        if not len(levels):
            continue
        if levels.max() > limits.json_depth:
            raise Unreadable(Problem("json_too_deep", {"limit": limits.json_depth}, file=path.name))
        if levels.min() < 0 or piece == b'"':
            raise Unreadable(explain_json(path))
        ended = np.flatnonzero((levels == 0) & _ends(piece))
        if len(ended) and piece[ended[0] + 1 :].strip():
            end = position + int(ended[0]) + 1
            raise Unreadable(Problem("json_twice", {"position": end}, file=path.name))
        began = began or bool(len(ended))
        depth = int(levels[-1])
    if depth or not began:
        raise Unreadable(Problem("geojson_cut", {"position": size}, file=path.name))


def _ends(piece: bytes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(_STEPS[np.frombuffer(piece, dtype=np.uint8)] == -1)


def explain_json(path: Path) -> Problem:
    """Where JSON that cannot be read is broken."""
    size = path.stat().st_size
    if size > EXPLAINED:
        return Problem("geojson_cut", {"position": size}, file=path.name)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
        json.loads(text)
    except UnicodeDecodeError as error:
        return Problem("encoding_wrong", {"encoding": "UTF-8", "position": error.start}, file=path.name)
    except json.JSONDecodeError as error:
        position = len(text[: error.pos].encode())
        if position >= len(raw.rstrip()) - 1 or "Unterminated string" in error.msg:
            return Problem("geojson_cut", {"position": size}, file=path.name)
        return Problem("json_syntax", {"position": position, "detail": error.msg}, file=path.name)
    except RecursionError:
        return Problem("json_too_deep", {"limit": 1000}, file=path.name)
    return Problem("not_geojson", file=path.name)
