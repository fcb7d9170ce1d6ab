"""Each verb of helping, done once for real."""

from tests.support.doing import Act, into

DONE: dict[str, Act] = {}
does = into(DONE)
