"""A mail server that takes everything and remembers it: what of SMTP a worker needs."""

import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Sink(socketserver.ThreadingTCPServer):
    """`taken` holds (message id, recipient) of each message, in the order in which it was accepted."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, slow: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[tuple[str, str]] = []
        self.slow = slow

    def handle_error(self, request: object, client_address: object) -> None:
        """A worker that was killed hangs up in the middle: that is what the sink is for."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        to = ""
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word != b"DATA":
                self._say("250 ok")
                continue
            self._say("354 go on")
            lines = []
            while (part := self.rfile.readline()) and part != b".\r\n":
                lines.append(part)
            if not part:
                return  # the worker died in the middle: nothing was taken
            found = re.search(rb"(?im)^message-id:\s*(<[^>]+>)", b"".join(lines))
            self.server.taken.append((found[1].decode() if found else "", to))
            time.sleep(self.server.slow)  # taken, and not yet said so: here a worker may die
            self._say("250 taken")

    def _say(self, words: str) -> None:
        try:
            self.wfile.write(f"{words}\r\n".encode())
        except OSError:
            return


@contextmanager
def sink(slow: float = 0.0) -> Iterator[Sink]:
    """A running sink."""
    with Sink(slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
