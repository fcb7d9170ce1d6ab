"""Office: the catalogue of themes and indicators, and the sources with their appraisal."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.core.errors import Absent, Faulty, Refused
from wijk.core.text import Text
from wijk.core.viewer import viewer_of
from wijk.indicators import actions
from wijk.indicators.access import require
from wijk.indicators.forms import MEASURES, OWN_NAMES, VERDICTS, IndicatorForm, SourceForm, SpecForm, ThemeForm
from wijk.indicators.models import Indicator, Source, Theme
from wijk.ui.tables import paginate

Row = TypeVar("Row", Source, Theme, Indicator)


def _missing(*texts: Text) -> list[str]:
    """The languages in which one of these texts lacks words that another language has."""
    return [own for code, own in OWN_NAMES.items() if any(text and code not in text for text in texts)]


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every indicator with what it lacks."""
    require(viewer_of(request), "keep_indicator")
    words = request.GET.get("q", "").strip()[:100].casefold()
    rows = Indicator.objects.select_related("theme", "source").order_by("theme__order", "theme__code", "order", "code")
    found = [r for r in rows if words in f"{r.code} {' '.join(r.name.values())}".casefold()]
    page = paginate(found, request)
    shown = [(r, MEASURES.get(r.measure, r.measure), _missing(r.name, r.definition, r.sentence)) for r in page.items]
    themes = [(theme, _missing(theme.name)) for theme in Theme.objects.all()]
    return render(
        request, "indicators/office/catalogue.html", {"rows": shown, "page": page, "themes": themes, "q": words}
    )


@never_cache
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with its verdict, the rejected ones too."""
    require(viewer_of(request), "keep_source")
    page = paginate(Source.objects.order_by("verdict", "code"), request)
    rows = [
        (row, VERDICTS.get(row.verdict, row.verdict), _missing(row.name, row.coverage, row.quality))
        for row in page.items
    ]
    return render(request, "indicators/office/sources.html", {"rows": rows, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add a source, or change it."""
    require(viewer_of(request), "keep_source")
    row = _row(Source, code)
    form = SourceForm(request.POST or None, initial=_shown(SourceForm, row), existing=row is not None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _kept(form, lambda: actions.keep_source(viewer_of(request), spec=form.spec()))
    ):
        messages.success(request, _("The source is kept."))
        return redirect("indicators:sources")
    return _entry(request, form, row, "indicators:sources", _("Sources"), _("New source"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add a theme, or change it."""
    require(viewer_of(request), "keep_theme")
    row = _row(Theme, code)
    form = ThemeForm(request.POST or None, initial=_shown(ThemeForm, row), existing=row is not None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _kept(form, lambda: actions.keep_theme(viewer_of(request), spec=form.spec()))
    ):
        messages.success(request, _("The theme is kept."))
        return redirect("indicators:office")
    return _entry(request, form, row, "indicators:office", _("Catalogue"), _("New theme"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add an indicator, change it, or retire it."""
    require(viewer_of(request), "keep_indicator")
    row = _row(Indicator, code)
    form = IndicatorForm(request.POST or None, initial=_indicator_shown(row), existing=row is not None, **_choices(row))
    if request.method == "POST" and form.is_valid():
        retired = bool(form.cleaned_data["retired"])
        if _kept(form, lambda: actions.keep_indicator(viewer_of(request), spec=form.spec(), retired=retired)):
            messages.success(request, _("The indicator is kept."))
            return redirect("indicators:office")
    return _entry(request, form, row, "indicators:office", _("Catalogue"), _("New indicator"))


def _row(kind: type[Row], code: str) -> Row | None:
    """The entry with this code; None for a new one."""
    if not code:
        return None
    found: Row | None = kind._default_manager.filter(code=code).first()
    if found is None:
        raise Absent(code)
    return found


def _shown(form: type[SpecForm], row: Source | Theme | Indicator | None) -> dict[str, Any]:
    return form.values_of(row) if row is not None else {}


def _indicator_shown(row: Indicator | None) -> dict[str, Any]:
    if row is None:
        return {}
    related = {"theme": row.theme.code, "source": row.source.code, "weight": row.weight.code if row.weight else ""}
    return IndicatorForm.values_of(row) | related | {"parts": [part.code for part in row.parts.all()]}


def _choices(row: Indicator | None) -> dict[str, Any]:
    others = (
        Indicator.objects.exclude(code=row.code if row else "").order_by("code").values_list("code", "name", "measure")
    )
    return {
        "others": [(code, f"{name} ({code})", measure) for code, name, measure in others],
        "themes": [(t.code, str(t.name)) for t in Theme.objects.all()],
        "sources": [(s.code, str(s.name)) for s in Source.objects.order_by("code")],
    }


def _kept(form: SpecForm, keep: Callable[[], object]) -> bool:
    """Keep it, or say in the form why not."""
    try:
        keep()
    except Faulty as fault:
        for problem in fault.problems:
            form.add_error(None, str(problem))
    except Refused as fault:
        form.add_error(None, str(fault))
    else:
        return True
    return False


def _entry(
    request: HttpRequest, form: SpecForm, row: Source | Theme | Indicator | None, back: str, up: str, fresh: str
) -> HttpResponse:
    told = {"form": form, "row": row, "back": back, "up": up, "heading": str(row.name) if row else fresh}
    return render(request, "indicators/office/entry.html", told, status=400 if form.errors else 200)
