"""`wijk mail send` empties the outbox once; `wijk mail run` keeps doing so."""

import argparse
import signal
import threading
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from wijk.core import outbox

#: Seconds between two looks into the outbox.
EVERY = 5.0


def register(commands: Any) -> None:
    """Add `wijk mail send` and `wijk mail run`."""
    mail = commands.add_parser("mail", help="send the letters that wait in the outbox")
    verbs = mail.add_subparsers(metavar="COMMAND", required=True)
    verbs.add_parser("send", help="send what is due now, once").set_defaults(run=send)
    verbs.add_parser("run", help="keep sending until stopped (`wijk serve` does this by itself)").set_defaults(run=run)


def send(options: argparse.Namespace) -> int:
    """Send once and say what happened; 1 when a letter failed or no mail server is set."""
    done = outbox.deliver()
    if not settings.WIJK_POST:
        print(f"No mail server is set. Letters waiting: {done.waiting}. Fill in [mail] in installation.toml.")
        return 1
    print(f"{done.sent} sent, {done.failed} to be tried again, {done.given_up} given up, {done.waiting} waiting.")
    return 1 if done.failed or done.given_up else 0


def run(options: argparse.Namespace) -> int:
    """Send until a signal says stop. A database that is busy or closed for an upgrade is asked again later."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    while not stop.wait(EVERY):
        close_old_connections()
        try:
            outbox.deliver()
        except DatabaseError as fault:
            print(f"wijk mail: the database does not answer ({fault}); trying again.", flush=True)
    return 0
