"""Each verb of toolbox, done once for real."""

from tests.support.doing import Act

DONE: dict[str, Act] = {}
