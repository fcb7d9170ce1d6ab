"""What do the columns of the lists of organs, mandates, decisions and opinions mean, in three languages?"""

from collections.abc import Mapping
from typing import Any

from wijk.core.text import LANGUAGES, Text
from wijk.opendata.answers import plain
from wijk.opendata.paging import Column, Kind, meaning

_WHERE = meaning(
    "Gebied (level/code), perimeter (perimeter/code), leeg voor de hele stad",
    "Zone (level/code), périmètre (perimeter/code), vide pour toute la ville",
    "Area (level/code), perimeter (perimeter/code), empty for the whole city",
)
_ORGAN = meaning("Korte code van het orgaan", "Code court de l’organe", "Short code of the organ")
_SINCE = meaning("Eerste dag", "Premier jour", "First day")
_UNTIL = meaning(
    "Laatste dag; leeg als het doorloopt", "Dernier jour ; vide si cela continue", "Last day; empty where it goes on"
)
_ABOUT = meaning("Waarover, als soort:code", "À quel sujet, comme genre:code", "What it is about, as kind:code")


def spoken(name: str, of: str, nl: str, fr: str, en: str) -> list[Column[Mapping[str, Any]]]:
    """One column for each language of a text."""
    return [
        Column(
            f"{name}_{k}",
            "text",
            Text({k2: f"{words} ({k})" for k2, words in (("nl", nl), ("fr", fr), ("en", en))}),
            _part(of, k),
        )
        for k in LANGUAGES
    ]


def _part(of: str, language: str) -> Any:
    return lambda row: Text(row[of]).said(language)


def _plain(name: str, kind: Kind, means: Text) -> Column[Mapping[str, Any]]:
    def read(row: Mapping[str, Any]) -> Any:
        value = row[name]
        if isinstance(value, list):
            return " ".join(str(one) for one in value)
        return value if value is None or isinstance(value, str | int | float) else plain(value)

    return Column(name, kind, means, read)


COLUMNS: dict[str, list[Column[Mapping[str, Any]]]] = {
    "organs": [
        _plain("key", "code", _ORGAN),
        *spoken("title", "title", "Naam", "Nom", "Name"),
        _plain("kind", "code", meaning("Code van zijn soort", "Code de son genre", "Code of its kind")),
        _plain("competences", "codes", meaning("Wat het mag", "Ce qu’il peut faire", "What it may do")),
        _plain("place", "code", _WHERE),
        _plain("parent", "code", meaning("Orgaan dat het instelde", "Organe qui l’a créé", "Organ that set it up")),
        _plain(
            "process",
            "code",
            meaning("Proces waar het bij hoort", "Processus dont il fait partie", "Process that it is part of"),
        ),
        _plain("rule", "code", meaning("Beslisregel", "Règle de décision", "Decision rule")),
        _plain(
            "share",
            "text",
            meaning(
                "Breuk bij gekwalificeerde meerderheid",
                "Fraction pour une majorité qualifiée",
                "Share for a qualified majority",
            ),
        ),
        _plain(
            "quorum",
            "integer",
            meaning(
                "Zoveel stemgerechtigden moeten er zijn",
                "Nombre de votants qui doivent être là",
                "How many with a vote must be there",
            ),
        ),
        _plain(
            "quorum_share",
            "text",
            meaning(
                "Meer dan dit deel moet er zijn",
                "Plus que cette part doit être là",
                "More than this share must be there",
            ),
        ),
        _plain("seats", "integer", meaning("Zetels met stem", "Sièges avec voix", "Seats with a vote")),
        _plain("since", "date", _SINCE),
        _plain("until", "date", _UNTIL),
    ],
    "mandates": [
        _plain("organ", "code", _ORGAN),
        _plain("role", "code", meaning("Rol", "Rôle", "Role")),
        _plain(
            "holder",
            "text",
            meaning(
                "Wie het bekleedt; enkel openbare mandaten",
                "Qui l’exerce ; mandats publics seulement",
                "Who holds it; public mandates only",
            ),
        ),
        _plain(
            "represents",
            "code",
            meaning("Namens welke organisatie", "Au nom de quelle organisation", "On behalf of which organisation"),
        ),
        _plain("since", "date", _SINCE),
        _plain("until", "date", _UNTIL),
    ],
    "decisions": [
        _plain(
            "key",
            "code",
            meaning("Korte code van de beslissing", "Code court de la décision", "Short code of the decision"),
        ),
        _plain("organ", "code", _ORGAN),
        _plain("on", "date", meaning("Dag van de beslissing", "Jour de la décision", "Day of the decision")),
        *spoken("title", "title", "Titel", "Titre", "Title"),
        *spoken("motion", "motion", "Wat werd voorgelegd", "Ce qui a été soumis", "What was put to the organ"),
        _plain("rule", "code", meaning("Beslisregel", "Règle de décision", "Decision rule")),
        _plain("outcome", "code", meaning("Uitkomst", "Résultat", "Outcome")),
        _plain(
            "votes_for",
            "integer",
            meaning(
                "Stemmen voor; leeg als niet geteld",
                "Voix pour ; vide si non comptées",
                "Votes for; empty where not counted",
            ),
        ),
        _plain("votes_against", "integer", meaning("Stemmen tegen", "Voix contre", "Votes against")),
        _plain("votes_abstain", "integer", meaning("Onthoudingen", "Abstentions", "Abstentions")),
        _plain("secret", "boolean", meaning("Geheime stemming", "Vote secret", "Secret vote")),
        _plain("present", "integer", meaning("Aanwezig met stem", "Présents avec voix", "There with a vote")),
        _plain("members", "integer", meaning("Stemgerechtigden", "Votants", "People with a vote")),
        _plain("about", "code", _ABOUT),
        _plain(
            "corrects",
            "code",
            meaning("Beslissing die het verbetert", "Décision qu’elle corrige", "Decision that it corrects"),
        ),
    ],
    "opinions": [
        _plain(
            "key", "code", meaning("Korte code van het advies", "Code court de l’avis", "Short code of the opinion")
        ),
        _plain("organ", "code", _ORGAN),
        _plain("by", "code", meaning("Orgaan dat het vroeg", "Organe qui l’a demandé", "Organ that asked")),
        *spoken("question", "question", "Vraag", "Question", "Question"),
        _plain("about", "code", _ABOUT),
        _plain("asked_on", "date", meaning("Dag van de vraag", "Jour de la demande", "Day of the question")),
        _plain("due", "date", meaning("Laatste dag van de termijn", "Dernier jour du délai", "Last day of the term")),
        _plain("given_on", "date", meaning("Dag van het advies", "Jour de l’avis", "Day of the opinion")),
        _plain("verdict", "code", meaning("Strekking", "Sens de l’avis", "What the opinion is")),
        _plain("replied_on", "date", meaning("Dag van het antwoord", "Jour de la réponse", "Day of the reply")),
        _plain("reply", "code", meaning("Wat ermee gebeurde", "Suite donnée", "What was done with it")),
    ],
}
