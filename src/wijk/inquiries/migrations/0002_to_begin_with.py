"""Which periods are known before anybody has set any? Examples, which the legal service of the city must confirm; and the kind of
contribution that a remark is."""

from typing import Any

from django.db import migrations

KIND: dict[str, Any] = {
    "title": {"nl": "Een bezwaar of opmerking", "fr": "Une réclamation ou observation", "en": "An objection or remark"},
    "hint": {
        "nl": "In een openbaar onderzoek: wat u van het dossier vindt.",
        "fr": "Dans une enquête publique : ce que vous pensez du dossier.",
        "en": "In a public inquiry: what you think of the file.",
    },
    "answered": False,  # the inquiry itself replies, all at once; the clock of answers does not count it
    "everywhere": False,
    "order": 90,
}
WINTER = {
    "nl": "van kerstavond tot nieuwjaar",
    "fr": "du réveillon de Noël au Nouvel An",
    "en": "from Christmas Eve to New Year",
}
SUMMER = {
    "nl": "van half juli tot half augustus",
    "fr": "de la mi-juillet à la mi-août",
    "en": "from mid July to mid August",
}
BRUSSELS = {
    "nl": "Brussels Wetboek van Ruimtelijke Ordening (BWRO), artikel 6, en het besluit over de openbare onderzoeken",
    "fr": "Code bruxellois de l’aménagement du territoire (CoBAT), article 6, et l’arrêté relatif aux enquêtes publiques",
    "en": "Brussels Town Planning Code (CoBAT/BWRO), article 6, and the decree on public inquiries",
}
RULES: list[dict[str, Any]] = [
    {
        "code": "brussels-15", "days": 15, "order": 10, "basis": BRUSSELS,
        "title": {"nl": "Brussel, 15 dagen", "fr": "Bruxelles, 15 jours", "en": "Brussels, 15 days"},
    },
    {
        "code": "brussels-30", "days": 30, "order": 20, "basis": BRUSSELS,
        "title": {"nl": "Brussel, 30 dagen", "fr": "Bruxelles, 30 jours", "en": "Brussels, 30 days"},
    },
    {
        "code": "flanders-30", "days": 30, "order": 30, "moves": False,
        "title": {"nl": "Vlaanderen, 30 dagen", "fr": "Flandre, 30 jours", "en": "Flanders, 30 days"},
        "basis": {
            "nl": "Decreet van 25 april 2014 betreffende de omgevingsvergunning",
            "fr": "Décret du 25 avril 2014 relatif au permis d’environnement",
            "en": "Decree of 25 April 2014 on the environmental permit",
        },
    },
    {
        "code": "flanders-60", "days": 60, "order": 40, "moves": False,
        "title": {"nl": "Vlaanderen, 60 dagen", "fr": "Flandre, 60 jours", "en": "Flanders, 60 days"},
        "basis": {
            "nl": "Vlaamse Codex Ruimtelijke Ordening (VCRO): ruimtelijke uitvoeringsplannen",
            "fr": "Code flamand de l’aménagement du territoire (VCRO) : plans d’exécution spatiaux",
            "en": "Flemish Codex of Spatial Planning (VCRO): spatial implementation plans",
        },
    },
    {
        "code": "wallonia-30", "days": 30, "order": 50,
        "title": {"nl": "Wallonië, 30 dagen", "fr": "Wallonie, 30 jours", "en": "Wallonia, 30 days"},
        "basis": {
            "nl": "Waals Milieuwetboek, Boek I, artikel D.29-13",
            "fr": "Code wallon de l’environnement, Livre Ier, article D.29-13",
            "en": "Walloon Environmental Code, Book I, article D.29-13",
        },
        "listed": [
            {"begins": "07-16", "ends": "08-15", "how": "suspended", "title": SUMMER},
            {"begins": "12-24", "ends": "01-01", "how": "suspended", "title": WINTER},
        ],
    },
]  # fmt: skip


def begin(apps: Any, _schema: Any) -> None:
    """Put the rows there that are missing."""
    apps.get_model("contributions", "Kind").objects.get_or_create(code="inquiry_remark", defaults=KIND)
    for row in RULES:
        apps.get_model("inquiries", "Rule").objects.get_or_create(code=row["code"], defaults=row)


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0001_initial"), ("contributions", "0004_named_kinds_and_late")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
