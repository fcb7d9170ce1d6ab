"""Does the same thing come too often from one place on the network? For forms that everybody may send."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def within(request: HttpRequest, what: str, most: int, seconds: int = 3600) -> bool:
    """Count this one, and say whether the place it comes from did `what` at most so many times in so many seconds.

    Only a print of the place is kept, for as long as that.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:  # a proxy of ours stands in front
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", seen)).rpartition(",")[2].strip()
    key = f"pace-{what}-{hashlib.sha256(seen.encode()).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:
        return True  # it expired between the two
