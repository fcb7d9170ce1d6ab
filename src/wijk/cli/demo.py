"""`wijk demo`: a whole city, made if it is not there yet, served and opened."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from wijk.cli import serve
from wijk.core import installation, site, upkeep
from wijk.core.errors import Refused
from wijk.core.viewer import Operator
from wijk.demo import actions


def register(commands: Any) -> None:
    """Add `wijk demo`."""
    command = commands.add_parser("demo", help="make a complete demo city and serve it")
    command.add_argument(
        "--size", choices=("village", "city", "metropolis", "country"), default="city", help="how large a city"
    )
    command.add_argument("--pack", type=Path, metavar="DIR", help="load this pack instead of the generated city")
    command.add_argument("--source", type=Path, metavar="DIR", help="where the pack's official files are")
    command.add_argument("--no-serve", action="store_true", help="only make it")
    serve.add_options(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the demo city when there is none, then serve it."""
    home = Path(settings.WIJK_FOLDER)
    if not settings.WIJK_DEMO:
        _flag_as_demo(home)
        os.execv(sys.executable, [sys.executable, "-m", "wijk", *_words(options)])
    if not options.no_serve:
        serve.check_port(options.host, options.port)
    site.use(serve.address(options))
    start = time.monotonic()
    upkeep.upgrade()
    made = actions.build(
        Operator(),
        size=options.size,
        pack=options.pack,
        source=options.source,
        progress=lambda words: print(f"  {words}", flush=True),
    )
    print(f"The city of {made.name} is ready ({made.told}; {time.monotonic() - start:.0f} s).", flush=True)
    if options.no_serve:
        return 0
    return serve.serve(options, lambda: _announce(options))


def _flag_as_demo(home: Path) -> None:
    """Mark an empty installation as a demo; one with a real city in it is never turned into a demo."""
    if (home / installation.FILE).exists():
        raise Refused(
            "not-a-demo",
            "{folder} holds an installation that is not a demo. Name another folder with --data DIR.",
            folder=home,
        )
    installation.change(home, secret_key=settings.SECRET_KEY, signing_key=settings.WIJK_SIGNING_KEY, demo=True)


def _words(options: argparse.Namespace) -> list[str]:
    """The command again, for the start after the settings changed."""
    words = [
        "demo",
        "--size",
        options.size,
        "--port",
        str(options.port),
        "--host",
        options.host,
        "--workers",
        str(options.workers),
    ]
    words += ["--pack", str(options.pack)] if options.pack else []
    words += ["--source", str(options.source)] if options.source else []
    words += ["--no-serve"] if options.no_serve else []
    return words + (["--no-browser"] if options.no_browser else [])


def _announce(options: argparse.Namespace) -> None:
    width = max(len(account.email) for account in actions.ACCOUNTS)
    print(f"\n  {serve.address(options)}\n")
    print("  One account per role (the demo is the only place with known passwords):")
    for account in actions.ACCOUNTS:
        print(f"    {account.email:<{width}}  {account.password}  {account.role}")
    print(f"\n  The letters that it sends arrive at {serve.address(options)}demo/mail/")
    print("  Stop with Ctrl+C; the next start keeps everything.", flush=True)
