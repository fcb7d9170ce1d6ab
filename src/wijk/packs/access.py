"""Packs are taken in and written by whoever keeps the installation."""

from django.utils.translation import gettext_lazy as _

from wijk.core.verbs import Verb

VERBS = [Verb.by("packs.load", ["administrator"], _("Loaded the pack of {city}, version {version}."))]
