"""A short code that nothing ever had: for the channels of a call, or for a page that something has of its own."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.outreach import codes
from wijk.outreach.models import Call, Code, Signpost
from wijk.outreach.wording import target_of

TRIES = 20


def put_signpost(about: Subject, *, path: str) -> Signpost:
    """The code that leads to the page of this thing, in the language of whoever comes; the same again gives back the first. A part of
    another room's verb: it leaves no line in the trail of its own.

    Refused for what is no page of this site.
    """
    known = Signpost.objects.filter(about=str(about)).first()
    if known is not None:
        return known
    page = target_of(path)
    for _try in range(TRIES):
        code = codes.fresh()
        if _taken(code):
            continue
        try:
            with transaction.atomic():
                return Signpost.objects.create(code=code, about=str(about), path=page)
        except IntegrityError:
            if other := Signpost.objects.filter(about=str(about)).first():  # somebody else was first
                return other
    raise Refused("no-code", _("No free code was found. Try again."))


def give_code(call: Call, channel: str) -> Code:
    """A code for one channel of a call."""
    for _try in range(TRIES):
        code = codes.fresh()
        if _taken(code):
            continue
        try:
            with transaction.atomic():
                return Code.objects.create(code=code, call=call, channel=channel)
        except IntegrityError:
            continue
    raise Refused("no-code", _("No free code was found. Try again."))


def _taken(code: str) -> bool:
    return Code.objects.filter(code=code).exists() or Signpost.objects.filter(code=code).exists()
