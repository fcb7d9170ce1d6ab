"""Which tests begin, and which stay on one worker? Those that share what takes long to make, which is made once then.

The marks of xdist do not do it: with pytest 9 they are read and have no effect.
"""

from xdist.scheduler import LoadScopeScheduling

#: What takes longest begins first, so that at the end neither worker waits for a single test of the other; of `tests`.
FIRST = (
    "house/test_tools.py", "browser", "opendata/test_fuzz.py", "contributions/test_killed.py", "notices/test_killed.py",
    "demo", "cli", "packs",
)  # fmt: skip
#: What is made once for all its tests; a folder ends in a stroke.
TOGETHER = (
    "cli/reckon/test_delineate.py", "cli/test_terminal.py", "demo/", "house/test_query_counts.py", "packs/test_brussels.py",
    "setup/test_start.py",
)  # fmt: skip


class Together(LoadScopeScheduling):
    """What stays together goes first, and then each test by itself, in their order."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(f"tests/{place}")), nodeid)
