"""The office page where what was said elsewhere comes in: choose the file, look at what would come of it, take it in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.contributions import access, actions
from wijk.contributions.actions import Load
from wijk.contributions.importers import template
from wijk.contributions.models import Kind, Opening
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.viewer import Viewer, viewer_of

#: Seconds that a file lies on a desk while its owner looks at what would come of it.
KEPT_FOR = 3600


class LoadForm(forms.Form):
    """Which file it is, and what holds where it says nothing."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, Excel or JSON: the template, or Decidim’s export of proposals"),
    )
    source = forms.CharField(label=gettext_lazy("From which list or platform"), max_length=80)
    opening = forms.ChoiceField(label=gettext_lazy("Place to speak"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind, where the file does not say"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language, where the file does not say"),
        choices=[("nl", "Nederlands"), ("fr", "Français"), ("en", "English")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        openings, kinds = self.fields["opening"], self.fields["kind"]
        assert isinstance(openings, forms.ChoiceField)
        assert isinstance(kinds, forms.ChoiceField)
        openings.choices = [(o.key, str(o.title)) for o in Opening.objects.filter(active=True).order_by("pk")]
        kinds.choices = [(k.code, str(k.title)) for k in Kind.objects.filter(active=True)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Choose a file; look at it; take it in, whole or not at all."""
    viewer = viewer_of(request)
    access.enter_load(viewer)
    if request.method == "POST" and request.POST.get("desk"):
        return _take(request, viewer, request.POST["desk"])
    form = LoadForm(request.POST or None, request.FILES or None, initial={"opening": "city", "kind": "idea"})
    told: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = Load(given["source"], given["opening"], given["kind"], given["language"])
        held = (given["file"].name or "voices.csv", given["file"].read(), asked)
        try:
            told["outcome"] = actions.look_at_voices(viewer, content=held[1], name=held[0], load=asked)
        except NotAllowed:
            raise
        except Faulty as faulty:
            told["problems"] = [str(problem) for problem in faulty.problems]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            told["desk"] = uuid4().hex
            cache.set(_place(viewer, told["desk"]), held, KEPT_FOR)
    wrong = bool(form.errors) or "problems" in told
    return render(request, "contributions/load.html", told, status=400 if wrong else 200)


def _take(request: HttpRequest, viewer: Viewer, desk: str) -> HttpResponse:
    held = cache.get(_place(viewer, desk[:40]))
    if held is None:
        messages.warning(request, _("The file lay here for too long. Choose it again."))
        return redirect("contributions:load")
    name, content, asked = held
    try:
        done = actions.load_voices(viewer, content=content, name=name, load=asked)
    except Faulty as faulty:
        told = {"form": LoadForm(), "problems": [str(problem) for problem in faulty.problems]}
        return render(request, "contributions/load.html", told, status=400)
    cache.delete(_place(viewer, desk[:40]))
    messages.success(request, _("{added} are new, {same} were here already.").format(added=done.added, same=done.same))
    return redirect("contributions:load")


def _place(viewer: Viewer, desk: str) -> str:
    """Where a file lies: nobody else finds it there."""
    return f"contributions-load:{viewer.key}:{''.join(c for c in desk if c.isalnum())}"


@never_cache
@require_safe
def load_template(request: HttpRequest) -> HttpResponse:
    """The table to fill in."""
    access.enter_load(viewer_of(request))
    answer = HttpResponse("\ufeff" + template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="voices-template.csv"'
    return answer
