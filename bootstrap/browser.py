"""Find a Chromium on this machine. The browser tests drive it; nothing else needs one."""

import os
import shutil
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_OS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
HOW_TO_GET_IT = (
    "install Chromium (Debian: sudo apt install chromium; macOS: brew install --cask chromium) "
    "or name one in WIJK_CHROMIUM"
)


def find_chromium(environ: Mapping[str, str] = os.environ) -> str | None:
    """The path of a Chromium, or None. `WIJK_CHROMIUM` goes first; set to an empty text, it means: none."""
    named = environ.get("WIJK_CHROMIUM")
    if named is not None:
        return shutil.which(named) if named else None
    found = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    return next((path for path in (*found, *map(shutil.which, MAC_OS)) if path), None)
