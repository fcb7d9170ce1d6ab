"""What the tests of living here have in common: an address, its letter, and all that is stored."""

from django.apps import apps
from django.core import serializers

from tests.support.scenes.residence import HERE
from wijk.core.viewer import Operator, Passerby, Viewer
from wijk.residence import actions
from wijk.residence.models import Letter

ADDRESS = actions.Post("Jan Peeters", "Dorpsstraat", "77", "3B", "1000", "Kleinstad")


def everything() -> str:
    """All that this room has stored, as one text."""
    rows = [row for model in apps.get_app_config("residence").get_models() for row in model._default_manager.all()]
    return str(serializers.serialize("json", rows))


def asked_letter(who: Viewer | None = None, post: actions.Post = ADDRESS) -> Letter:
    actions.ask_letter(who or Passerby(), post=post, area=HERE, language="nl")
    return Letter.objects.latest("pk")


def printed(letter: Letter) -> str:
    return actions.print_letters(Operator(), numbers=[letter.number]).sheets[0].code
