"""Steps of `bench.votes` inside an installation: prepare a conversation, judge what the database holds."""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.config.settings")
django.setup()

from wijk.conversations import actions, tokens  # noqa: E402 - after the set-up
from wijk.conversations.models import CHOICES, Conversation, Vote  # noqa: E402
from wijk.core import upkeep  # noqa: E402
from wijk.core.text import Text  # noqa: E402
from wijk.core.viewer import Operator  # noqa: E402

STATEMENTS = 200


def prepare() -> dict[str, object]:
    """An installation with one open conversation."""
    upkeep.upgrade(lambda *_words: None)
    said = Text.of("Het plein")
    plan = actions.Plan(title=said, intro=said, fixed=said, fixed_by=said, fixed_why=said, threshold=5)
    talk = actions.start_conversation(Operator(), plan=plan)
    lines = [f"Stelling nummer {n} over het plein." for n in range(1, STATEMENTS + 1)]
    actions.seed_statements(Operator(), key=talk.key, lines=lines, language="nl")
    actions.open_conversation(Operator(), key=talk.key)
    return {"key": talk.key}


def judge(key: str, file: str) -> dict[str, object]:
    """How many confirmed votes are missing, otherwise, or there more than once."""
    talk = Conversation.objects.get(key=key)
    heard = json.loads(Path(file).read_text())
    rows = Vote.objects.filter(statement__conversation=talk).values_list("voice__mark", "statement__number", "choice")
    stored: dict[tuple[str, int], list[int]] = {}
    for mark, number, choice in rows:
        stored.setdefault((mark, number), []).append(choice)
    marks = {token: tokens.mark(key, token) or "" for token, _n, _c in heard}
    found = [(stored.get((marks[token], number), []), CHOICES[choice]) for token, number, choice in heard]
    return {
        "stored": sum(map(len, stored.values())),
        "heard": len(heard),
        "lost": sum(not choices for choices, _wanted in found),
        "other": sum(bool(choices) and choices[-1] != wanted for choices, wanted in found),
        "twice": sum(len(choices) > 1 for choices in stored.values()),
    }


if __name__ == "__main__":
    words = sys.argv[1:]
    print(json.dumps(prepare() if words[0] == "prepare" else judge(*words[1:])))
