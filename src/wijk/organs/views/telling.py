"""What do the pages of organs share? Saying a refusal where it belongs, and showing what a thing is about."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; a refusal stands above the form in its own words."""
    try:
        act()
    except NotAllowed:
        raise
    except Faulty as fault:
        for problem in fault.problems:
            form.add_error(None, str(problem))
        return False
    except Refused as fault:
        form.add_error(None, str(fault))
        return False
    return True


def tell(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Do it and say so, or say why not."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, said)


def card(about: str, viewer: Viewer) -> Card | None:
    """What a subject looks like to this viewer; None where nobody knows it or they may not."""
    kind, colon, _id = about.partition(":")
    if not colon:
        return None
    subject = Subject.parse(about)
    found = (p.card(subject, viewer) for p in providers("describes") if kind in p.kinds)
    return next((one for one in found if one is not None), None)
