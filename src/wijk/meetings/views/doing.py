"""How does a page of the office do something, and say that it was done or why not?"""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from wijk.core.errors import Faulty, Refused


def done(request: HttpRequest, form: forms.Form | None, act: Callable[[], object], said: str) -> bool:
    """Do it and say so; or put the sentence that refuses it above the form (or the page, where there is no form)."""
    try:
        act()
    except Faulty as faulty:
        if form is None:
            raise
        for problem in faulty.problems[:20]:
            form.add_error(None, str(problem))
        return False
    except Refused as fault:
        if fault.code in ("absent", "not-allowed"):
            raise
        if form is None:
            messages.error(request, str(fault))
        else:
            form.add_error(None, str(fault))
        return False
    messages.success(request, said)
    return True
