"""The settings of the product in a folder of their own, so that no test ever touches an installation that stands here."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="wijk-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["WIJK_DATA"] = FOLDER
(Path(FOLDER) / "static").mkdir()  # without it every request is warned about

from wijk.config.settings import *  # noqa: E402, F403 - the folder must be named first

#: Something to moderate that belongs to no room; see `tests/support/leaflets.py`.
WIJK_PROVIDERS["moderates"] = [*WIJK_PROVIDERS["moderates"], "tests.support.leaflets.leaflets"]  # noqa: F405
#: Something to print that belongs to no room; see `tests/support/leaves.py`.
for _protocol in ("on_paper", "describes"):
    WIJK_PROVIDERS[_protocol] = [*WIJK_PROVIDERS[_protocol], "tests.support.leaves.wall"]  # noqa: F405
#: The files of the pages are looked up once, and not by every `Client`; see `tests/support/found_once.py`.
_WHITENOISE, _ONCE = "whitenoise.middleware.WhiteNoiseMiddleware", "tests.support.found_once.FoundOnce"
MIDDLEWARE[MIDDLEWARE.index(_WHITENOISE)] = _ONCE  # noqa: F405
