"""`wijk serve`: the web server, with the worker that sends the mail beside it."""

import argparse
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app
from gunicorn.workers.gthread import ThreadWorker

from wijk.core import site, upkeep
from wijk.core.errors import Refused
from wijk.indicators import actions


class Sharing(ThreadWorker):
    """A process that lets another one go first while it has people already.

    All processes wait at one door, and the one that is awake takes whoever comes: a room that begins to vote at one moment would be
    served by one processor while the other rests, as long as its telephones keep their connections.
    """

    #: In seconds for each that it has; and at most, so that nobody notices it where many telephones rest with their line open.
    PAUSE, MOST = 0.0002, 0.002

    def accept(self, listener: socket.socket) -> None:
        """Take the next one, a moment later the more there are; by then another process may have taken them."""
        if self.nr_conns and self.cfg.workers > 1:
            time.sleep(min(self.PAUSE * self.nr_conns, self.MOST))
        super().accept(listener)


class Server(BaseApplication):
    """gunicorn with settings given by us instead of a command line."""

    def __init__(self, host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
        self.facts = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 16,  # who waits for the disk costs no processor: votes of one moment go in one commit
            "worker_class": Sharing,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": 10,
            "limit_request_line": 8190,
            "proc_name": "wijk",
            "loglevel": "warning",
            "when_ready": lambda _server: ready(),
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.facts.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app(str(settings.WSGI_APPLICATION).replace(".application", ":application"))


def register(commands: Any) -> None:
    """Add `wijk serve`."""
    command = commands.add_parser("serve", help="serve the installation")
    add_options(command)
    command.set_defaults(run=run)


def add_options(command: argparse.ArgumentParser) -> None:
    """The options that `serve` and `demo` share."""
    command.add_argument("--port", type=int, default=8000, metavar="N", help="port to listen on")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    command.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes (default: from installation.toml)"
    )
    command.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(options: argparse.Namespace) -> int:
    """Bring up to date, then serve until stopped."""
    check_port(options.host, options.port)
    site.use(address(options))
    upkeep.upgrade()
    return serve(options, lambda: print(f"wijk is at {address(options)} (stop with Ctrl+C)", flush=True))


def address(options: argparse.Namespace) -> str:
    """The address that a person types."""
    return f"http://{options.host}:{options.port}/"


def check_port(host: str, port: int) -> None:
    """Refuse with a sentence when something listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise Refused(
                "port",
                "port {port} on {host} is taken or not allowed ({why}). Choose another one: --port {other}",
                port=port,
                host=host,
                why=fault.strerror,
                other=port + 1,
            ) from fault


def serve(options: argparse.Namespace, announce: Callable[[], None]) -> int:
    """Start the server and the mail worker; `announce` once the first page answers."""
    actions.sweep()  # what an interrupted delivery left behind
    worker = subprocess.Popen(
        [sys.executable, "-m", "wijk", "mail", "run"],
        env={**os.environ, "WIJK_DATA": str(settings.WIJK_FOLDER), "WIJK_SITE": site.base()},
    )
    try:
        Server(
            options.host, options.port, options.workers or settings.WIJK_WORKERS, lambda: _when_up(options, announce)
        ).run()
    finally:
        worker.terminate()
    return 0


def _when_up(options: argparse.Namespace, announce: Callable[[], None]) -> None:
    def wait() -> None:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address(options)}healthz", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        announce()
        if not options.no_browser:
            webbrowser.open(address(options))

    threading.Thread(target=wait, daemon=True).start()
