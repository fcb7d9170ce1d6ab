"""Make the pictures of the README from a running demo: `.venv/bin/python docs/pictures/make.py http://127.0.0.1:8000`.

Needs what the tests need: playwright and a Chromium (`WIJK_CHROMIUM` names another one).
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DESK, PHONE = {"width": 1200, "height": 1150}, {"width": 390, "height": 1150}
SHOTS = {
    "home-nl-desk": ("/nl/", DESK),
    "area-nl-phone": ("/nl/neighbourhood/12/", PHONE),
    "indicator-fr-desk": ("/fr/figures/share-under-18/?in=12", DESK),
    "compare-en-desk": ("/en/compare/?area=12&area=13&area=14", DESK),
}


def main(site: str) -> None:
    """Take every picture and write it beside this file."""
    chromium = os.environ.get("WIJK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=flags)
        for name, (path, size) in SHOTS.items():
            page = browser.new_page(viewport=size)
            answer = page.goto(site.rstrip("/") + path, wait_until="networkidle")
            if answer is None or not answer.ok:
                sys.exit(f"{path} does not answer; is the demo running at {site}?")
            page.screenshot(path=Path(__file__).with_name(f"{name}.png"))
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
