"""What can one say before anybody has set anything? Four kinds, five categories, and the opening that is always there."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

KINDS: list[dict[str, Any]] = [
    {
        "code": "idea",
        "title": {"nl": "Een idee", "fr": "Une idée", "en": "An idea"},
        "hint": {
            "nl": "Iets wat er nog niet is, of wat beter kan.",
            "fr": "Quelque chose qui n’existe pas encore, ou qui peut être mieux.",
            "en": "Something that is not there yet, or could be better.",
        },
        "order": 10,
    },
    {
        "code": "remark",
        "title": {"nl": "Een opmerking", "fr": "Une remarque", "en": "A remark"},
        "hint": {
            "nl": "Wat u vindt van een plan of van hoe het nu gaat.",
            "fr": "Ce que vous pensez d’un projet ou de la façon dont cela se passe.",
            "en": "What you think of a plan, or of how things go now.",
        },
        "order": 20,
    },
    {
        "code": "observation",
        "title": {"nl": "Een vaststelling", "fr": "Une observation", "en": "An observation"},
        "hint": {
            "nl": "Wat u ziet of weet van een plek, zonder dat er iets moet gebeuren.",
            "fr": "Ce que vous voyez ou savez d’un lieu, sans rien demander.",
            "en": "What you see or know of a place, without asking for anything.",
        },
        "answered": False,
        "order": 30,
    },
    {
        "code": "repair",
        "title": {"nl": "Een herstelling", "fr": "Une réparation", "en": "A repair"},
        "hint": {
            "nl": "Iets wat stuk, vuil of gevaarlijk is.",
            "fr": "Quelque chose de cassé, de sale ou de dangereux.",
            "en": "Something that is broken, dirty or dangerous.",
        },
        "located": True,
        "order": 40,
        "fields": [
            {
                "code": "danger",
                "kind": "tick",
                "label": {
                    "nl": "Het is gevaarlijk zoals het nu is",
                    "fr": "C’est dangereux dans l’état actuel",
                    "en": "It is dangerous as it is now",
                },
            }
        ],
    },
]
CATEGORIES: list[dict[str, Any]] = [
    {"code": "mobility", "title": {"nl": "Mobiliteit", "fr": "Mobilité", "en": "Mobility"}, "hue": 1, "order": 10},
    {"code": "environment", "title": {"nl": "Leefmilieu", "fr": "Environnement", "en": "Environment"}, "hue": 2, "order": 20},
    {"code": "economy", "title": {"nl": "Lokale economie", "fr": "Économie locale", "en": "Local economy"}, "hue": 3, "order": 30},
    {"code": "leisure", "title": {"nl": "Vrije tijd", "fr": "Loisirs", "en": "Leisure"}, "hue": 4, "order": 40},
    {"code": "services", "title": {"nl": "Diensten", "fr": "Services", "en": "Services"}, "hue": 5, "order": 50},
]  # fmt: skip
CITY: dict[str, Any] = {
    "opens_at": datetime(2000, 1, 1, tzinfo=UTC),  # it was always open, also for what was said before this installation
    "title": {"nl": "De stad", "fr": "La ville", "en": "The city"},
    "intro": {
        "nl": "Zeg wat u wilt over een plek in de stad.",
        "fr": "Dites ce que vous voulez d’un lieu de la ville.",
        "en": "Say what you want about a place in the city.",
    },
    "fixed": {
        "nl": "Wat de wet oplegt, vergunningen die gegeven zijn en werken die al toegewezen zijn.",
        "fr": "Ce que la loi impose, les permis délivrés et les travaux déjà attribués.",
        "en": "What the law demands, permits that were given, and works that are already under contract.",
    },
    "fixed_by": {
        "nl": "Het parlement, de vergunnende overheid en de gemeenteraad.",
        "fr": "Le parlement, l’autorité qui délivre les permis et le conseil communal.",
        "en": "Parliament, the authority that gives permits, and the municipal council.",
    },
    "fixed_why": {
        "nl": "Anderen rekenen erop en kunnen er rechten aan ontlenen. Een nieuwe beslissing kan er later wel van komen.",
        "fr": "D’autres comptent dessus et en tirent des droits. Une nouvelle décision reste possible plus tard.",
        "en": "Others count on it and hold rights by it. A new decision may still come of it later.",
    },
}


def begin(apps: Any, _schema: Any) -> None:
    """Put the rows there that are missing."""
    for row in KINDS:
        apps.get_model("contributions", "Kind").objects.get_or_create(code=row["code"], defaults=row)
    for row in CATEGORIES:
        apps.get_model("contributions", "Category").objects.get_or_create(code=row["code"], defaults=row)
    opening, made = apps.get_model("contributions", "Opening").objects.get_or_create(key="city", defaults=CITY)
    if made:
        apps.get_model("contributions", "OpeningArea").objects.create(opening=opening, area="")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
