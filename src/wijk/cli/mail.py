"""`wijk mail`: `send` does one round of the worker, `run` keeps doing so, `bounces` reads the reports that came back."""

import argparse
import email
import email.policy
import mailbox
import signal
import sys
import threading
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from wijk.core import bounces, worker
from wijk.core.errors import Refused

#: Seconds between two looks into the outbox.
EVERY = 5.0
#: The largest report that is read, in bytes.
LARGEST = 5_000_000


def register(commands: Any) -> None:
    """Add `wijk mail send`, `wijk mail run` and `wijk mail bounces`."""
    mail = commands.add_parser("mail", help="send the letters that wait in the outbox")
    verbs = mail.add_subparsers(metavar="COMMAND", required=True)
    words = "write the digests and send the letters that are due now, once"
    verbs.add_parser("send", help=words).set_defaults(run=send)
    verbs.add_parser("run", help="keep sending until stopped (`wijk serve` does this by itself)").set_defaults(run=run)
    back = verbs.add_parser("bounces", help="read reports of delivery and mark the addresses that do not work")
    back.add_argument(
        "source",
        metavar="FILE|FOLDER|-",
        help="an .eml or mbox file, a Maildir, a folder of .eml files, or - for standard input",
    )
    back.set_defaults(run=take)


def send(options: argparse.Namespace) -> int:
    """Work and send once and say what happened; 1 when something failed or no mail server is set."""
    round_ = worker.tick()
    done = round_.sent
    if round_.failed:
        print(f"Could not work: {', '.join(round_.failed)}. It is tried again at the next round.")
    if not settings.WIJK_POST:
        print(f"No mail server is set. Letters waiting: {done.waiting}. Fill in [mail] in installation.toml.")
        return 1
    print(f"{done.sent} sent, {done.failed} to be tried again, {done.given_up} given up, {done.waiting} waiting.")
    return 1 if done.failed or done.given_up or round_.failed else 0


def run(options: argparse.Namespace) -> int:
    """Work until a signal says stop. A database that is busy or closed for an upgrade is asked again later."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    while not stop.wait(EVERY):
        close_old_connections()
        try:
            worker.tick()
        except DatabaseError as fault:
            print(f"wijk mail: the database does not answer ({fault}); trying again.", flush=True)
    return 0


def take(options: argparse.Namespace) -> int:
    """Read reports of delivery; 1 when there was none."""
    done = bounces.take(_messages(options.source))
    print(f"{done.reports} reports, {done.marked} addresses marked, {done.unknown} about letters that are not ours.")
    return 0 if done.reports else 1


def _messages(source: str) -> Iterator[Message]:
    """The messages of a file, a folder or the standard input."""
    if source == "-":
        yield from _of(sys.stdin.buffer.read(LARGEST + 1))
        return
    path = Path(source)
    if path.is_dir() and (path / "cur").is_dir():
        yield from mailbox.Maildir(str(path), create=False)
    elif path.is_dir():
        for file in sorted(path.glob("*.eml")):
            yield from _of(file.read_bytes())
    elif path.is_file() and path.open("rb").read(5) == b"From ":
        yield from mailbox.mbox(str(path), create=False)
    elif path.is_file():
        yield from _of(path.read_bytes())
    else:
        raise Refused("no-file", "{path} is not there. Name a file, a folder, or - for standard input.", path=path)


def _of(content: bytes) -> Iterator[Message]:
    """One message; a very large one is no report."""
    if len(content) <= LARGEST:
        yield email.message_from_bytes(content, policy=email.policy.compat32)
