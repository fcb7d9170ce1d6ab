"""What do followers hear of a process? A line in three languages for each thing that is worth hearing."""

from collections.abc import Mapping, Sequence

from wijk.core.providers import Done, News
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.processes.models import Process


def _line(nl: str, fr: str, en: str) -> Text:
    return Text({"nl": nl, "fr": fr, "en": en})


#: Verb → what is said (fields from the line of the trail), the kind of news, and the page below that of the process.
LINES: Mapping[str, tuple[Text, str, str]] = {
    "processes.announce_process": (
        _line("Binnenkort: {title}", "Bientôt : {title}", "Coming soon: {title}"), "process", "",
    ),
    "processes.publish_framework": (
        _line(
            "{title}: zo doen we het samen (versie {number} van het participatiekader)",
            "{title} : comment nous y prendrons part (version {number} du cadre de participation)",
            "{title}: how we do it together (version {number} of the participation framework)",
        ), "framework", "framework/{number}/",
    ),
    "processes.endorse": (
        _line(
            "{who} staat achter het kader van {title}", "{who} soutient le cadre de {title}",
            "{who} stands behind the framework of {title}",
        ), "framework", "framework/{number}/",
    ),
    "processes.open_phase": (
        _line("{title}: “{phase}” begint", "{title} : « {phase} » commence", "{title}: “{phase}” begins"), "process", "",
    ),
    "processes.close_phase": (
        _line("{title}: “{phase}” is afgerond", "{title} : « {phase} » est terminé", "{title}: “{phase}” is done"),
        "process", "promised/",
    ),
    "processes.keep_promise": (
        _line("{title}, zoals beloofd: {promise}", "{title}, comme promis : {promise}", "{title}, as promised: {promise}"),
        "process", "promised/",
    ),
    "processes.excuse_promise": (
        _line(
            "{title}: waarom u dit niet krijgt: {promise}", "{title} : pourquoi vous ne recevez pas ceci : {promise}",
            "{title}: why you do not get this: {promise}",
        ), "process", "promised/",
    ),
    "processes.evaluate": (
        _line("Wat ervan kwam: {title}", "Ce qu’il en est advenu : {title}", "What came of it: {title}"), "process", "promised/",
    ),
    "processes.close_process": (
        _line("Afgerond: {title}", "Terminé : {title}", "Closed: {title}"), "process", "promised/",
    ),
    "processes.stop_process": (
        _line("Stopgezet: {title}", "Arrêté : {title}", "Stopped: {title}"), "process", "",
    ),
}  # fmt: skip
#: What everybody in the perimeter who agreed hears of, where the process is a large one.
LARGE = frozenset(
    {"processes.announce_process", "processes.open_phase", "processes.close_process", "processes.stop_process"}
)


class Told:
    """Turns lines of the trail about processes into news."""

    kinds = ("processes.process",)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """What each line says to followers; nothing for what only the office hears, and nothing of drafts. Two queries."""
        keys = {line.subject.id for line in done if line.verb in LINES}
        rows = Process.objects.shown().filter(key__in=keys).prefetch_related("areas") if keys else []
        known = {row.key: row for row in rows}
        return [_news(line, known.get(line.subject.id)) for line in done]


def _news(line: Done, row: Process | None) -> News | None:
    if row is None or line.verb not in LINES:
        return None
    words, kind, below = LINES[line.verb]
    about = [line.subject]
    if isinstance(line.data.get("about"), str) and ":" in line.data["about"]:
        about.append(Subject.parse(line.data["about"]))
    return News(
        title=_filled(words, line.data), path=f"processes/{row.key}/{below.format(number=line.data.get('number', 1))}",
        kind=kind, text=_more(line.verb, row), areas=frozenset(place.area for place in row.areas.all()), about=tuple(about),
        themes=tuple(row.themes), large=row.large and line.verb in LARGE,
    )  # fmt: skip


def _more(verb: str, row: Process) -> Text:
    if verb == "processes.stop_process":
        reason: Text = row.stop_reason
        return reason
    summary: Text = row.summary
    return summary if verb in ("processes.announce_process", "processes.open_phase") else Text()


def _filled(words: Text, data: Mapping[str, object]) -> Text:
    """The line in each language, with the words of the data in that language."""
    return Text({language: _said(words[language], data, language) for language in LANGUAGES})


def _said(template: str, data: Mapping[str, object], language: str) -> str:
    told = {}
    for name in ("title", "phase", "promise", "who", "number"):
        value = data.get(name, "")
        told[name] = (
            Text({k: str(v) for k, v in value.items()}).to(language) if isinstance(value, Mapping) else str(value)
        )
    return template.format(**told)
