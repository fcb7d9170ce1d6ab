"""Steps of `bench.understanding` inside an installation: fill it with votes, then report as the worker does."""

import json
import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - after the set-up

from bench.instances.opinions import conversation  # noqa: E402
from wijk.conversations import actions, importers  # noqa: E402
from wijk.conversations.actions.reckoning import reckon_report  # noqa: E402
from wijk.conversations.importers import Held, Told  # noqa: E402
from wijk.conversations.models import Conversation  # noqa: E402
from wijk.core import upkeep  # noqa: E402
from wijk.core.viewer import Operator  # noqa: E402


def shared(folder: str) -> dict[str, object]:
    """A conversation that was really held."""
    upkeep.upgrade(lambda *_words: None)
    held = importers.read_folder(Path(folder))
    return _measured(actions.import_conversation(Operator(), held=held, origin=actions.Origin()))


def made(people: str, statements: str, density: str) -> dict[str, object]:
    """Three camps of unequal size; votes go in by the thousand, past the actions, because that is not what is measured."""
    upkeep.upgrade(lambda *_words: None)
    with TemporaryDirectory() as scratch:
        planted = np.load(conversation(Path(scratch) / "votes.npz", int(people), int(statements), float(density)))
    told = tuple(Told(str(n), f"Stelling nummer {n} over het plein.") for n in range(1, int(statements) + 1))
    none = np.zeros(0, dtype=np.int64)
    talk = actions.import_conversation(
        Operator(), held=Held(told, 0, none, none, none.astype(np.int8), "Het plein", ""), origin=actions.Origin()
    )
    numbers = dict(talk.statements.values_list("number", "pk"))
    row, column, vote = (planted[name].tolist() for name in ("row", "col", "val"))
    with transaction.atomic(), connection.cursor() as cursor:
        voices = [(person + 1, talk.pk, f"{person:064d}") for person in range(int(people))]
        cursor.executemany("INSERT INTO conversations_voice (id, conversation_id, mark) VALUES (%s, %s, %s)", voices)
        cast = [(n, w + 1, numbers[s + 1], c) for n, (w, s, c) in enumerate(zip(row, column, vote, strict=True), 1)]
        sql = "INSERT INTO conversations_vote (id, voice_id, statement_id, choice) VALUES (%s, %s, %s, %s)"
        cursor.executemany(sql, cast)
    return _measured(talk)


def _measured(talk: Conversation) -> dict[str, object]:
    _warm()
    before, start = time.process_time(), time.perf_counter()
    row = reckon_report(talk)
    seconds, processor = time.perf_counter() - start, time.process_time() - before
    assert row is not None
    return {
        "voices": row.result["voices"], "votes": row.result["votes"], "statements": row.result["statements"],
        "groups": [one["size"] for one in row.result["groups"]], "seconds": round(seconds, 2), "cpu_s": round(processor, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "kb_kept": len(json.dumps(row.result)) // 1024,
    }  # fmt: skip


def _warm() -> None:
    """One small report, so that the methods are compiled."""
    rng = np.random.default_rng(1)
    row, column = np.divmod(np.arange(40 * 10), 10)
    lean = np.where(row % 3 == 0, -1, 1) * np.where(column % 2, 1, -1)
    vote = np.where(rng.random(400) < 0.9, lean, -lean).astype(np.int8)
    told = tuple(Told(str(n), f"Stelling nummer {n} over het plein.") for n in range(10))
    held = Held(told, 40, row, column, vote, "Het plein", "")
    reckon_report(actions.import_conversation(Operator(), held=held, origin=actions.Origin()))


if __name__ == "__main__":
    words = sys.argv[2:]
    print(json.dumps(shared(*words) if sys.argv[1] == "shared" else made(*words)))
