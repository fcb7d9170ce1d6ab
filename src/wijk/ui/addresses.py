"""How does a page write hundreds of addresses of one kind? The pattern is found once a language, then only filled in."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

SAFE = ":@!$&'()*+,;=~-._"
_HOLE = "0~0"


def addresses(name: str, *first: str) -> Callable[[str], str]:
    """A function that gives the address of one thing by its code; `first` are the arguments that stand before the code.

    The same as `reverse(name, args=[*first, code])`, for pages with many of them.
    """
    before, behind = _around(name, first, get_language() or "", str(get_urlconf()), get_script_prefix())
    return lambda code: f"{before}{quote(code, safe=SAFE)}{behind}"


@lru_cache(maxsize=256)
def _around(name: str, first: tuple[str, ...], language: str, urlconf: str, prefix: str) -> tuple[str, str]:
    """What stands before and behind the code; language, address book and prefix decide it too."""
    before, _hole, behind = reverse(name, args=[*first, _HOLE]).partition(_HOLE)
    return before, behind
