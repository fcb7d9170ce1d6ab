"""What kinds of organisation are there, and which languages? Lists that a city can add to."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core.text import Text

#: The standing kinds in their order; rows of `Sector` add to them or call them otherwise.
STANDING: Mapping[str, Text] = {
    code: Text({"nl": nl, "fr": fr, "en": en})
    for code, nl, fr, en in (
        ("residents", "bewonersgroep", "groupe d’habitants", "residents’ group"),
        ("committee", "wijkcomité", "comité de quartier", "neighbourhood committee"),
        ("association", "vereniging", "association", "association"),
        (
            "centre",
            "buurthuis of gemeenschapscentrum",
            "maison de quartier ou centre communautaire",
            "community centre",
        ),
        ("culture", "cultuur", "culture", "culture"),
        ("sport", "sport en spel", "sport et jeu", "sport and play"),
        ("youth", "jeugdwerk", "travail de jeunesse", "youth work"),
        ("school", "school of opvang", "école ou accueil", "school or child care"),
        ("training", "opleiding en werk", "formation et emploi", "training and jobs"),
        ("care", "zorg en welzijn", "soins et aide sociale", "care and welfare"),
        ("housing", "huisvesting", "logement", "housing"),
        ("environment", "natuur en milieu", "nature et environnement", "nature and environment"),
        ("faith", "levensbeschouwing", "conviction et culte", "faith and belief"),
        ("traders", "handelaars", "commerçants", "traders"),
        ("company", "bedrijf", "entreprise", "company"),
        ("co-operative", "coöperatie", "coopérative", "co-operative"),
        ("service", "openbare dienst", "service public", "public service"),
        ("research", "onderzoek", "recherche", "research"),
        ("federation", "koepel of netwerk", "fédération ou réseau", "federation or network"),
        ("other", "andere", "autre", "other"),
    )
}

#: Languages in which organisations receive people, by their usual codes; the first three are those of the pages.
LANGUAGE_NAMES: Mapping[str, Any] = {
    "nl": _("Dutch"),
    "fr": _("French"),
    "en": _("English"),
    "ar": _("Arabic"),
    "ary": _("Moroccan Arabic"),
    "ber": _("Tamazight"),
    "bg": _("Bulgarian"),
    "de": _("German"),
    "el": _("Greek"),
    "es": _("Spanish"),
    "fa": _("Persian and Dari"),
    "ff": _("Fula"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "ku": _("Kurdish"),
    "ln": _("Lingala"),
    "mk": _("Macedonian"),
    "pl": _("Polish"),
    "ps": _("Pashto"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "rom": _("Romani"),
    "ru": _("Russian"),
    "rw": _("Kinyarwanda"),
    "sfb": _("French Belgian sign language"),
    "so": _("Somali"),
    "sq": _("Albanian"),
    "sr": _("Serbian"),
    "sw": _("Swahili"),
    "syr": _("Aramaic"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vgt": _("Flemish sign language"),
    "vi": _("Vietnamese"),
    "wo": _("Wolof"),
    "zh": _("Chinese"),
}

LEVEL_NAMES: Mapping[str, Any] = {
    "micro": _("in the street and the neighbourhood"),
    "meso": _("across neighbourhoods"),
    "macro": _("in the whole city or beyond"),
}

STATE_NAMES: Mapping[str, Any] = {
    "fresh": _("up to date"),
    "fading": _("not confirmed for a year"),
    "unconfirmed": _("not yet confirmed"),
    "closed": _("closed"),
}
