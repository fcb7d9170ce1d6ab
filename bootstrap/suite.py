"""`./wijk test`: the whole suite, style, types and floors included (tests/house). Arguments go to pytest.

The last line printed is always pytest's own closing line.
"""

import os
import subprocess
import sys

from .browser import HOW_TO_GET_IT, find_chromium
from .layout import here


def main(arguments: list[str]) -> int:
    """Run the suite, on two processors where there are two; returns pytest's exit code."""
    if find_chromium() is None:
        print(f"Browser tests are skipped: no Chromium was found. To run them, {HOW_TO_GET_IT}.", flush=True)
    spread = [] if arguments else ["-n", str(min(2, os.cpu_count() or 1)), "--dist", "loadgroup"]
    return subprocess.run([sys.executable, "-m", "pytest", *spread, *arguments], cwd=here().root).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
