"""The cards, for everybody: found by purpose, level, group, time and means, side by side, and on paper."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijk.core.viewer import viewer_of
from wijk.toolbox import access, exporters, queries
from wijk.toolbox.deck import Card
from wijk.toolbox.forms import FilterForm
from wijk.toolbox.words import CHANNELS, LEVELS, MOMENTS, PHASES, PLACES, PROMISES, PURPOSES, SCALES
from wijk.ui import figures, paper
from wijk.ui.open_pages import all_asked, open_page
from wijk.ui.tables import Cell, Column, Table, TableRow, paginate

SHEET = Path(__file__).resolve().parents[1] / "paper" / "card.typ"
MOST_SIDE_BY_SIDE = 4


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """The cards that fit."""
    form = FilterForm(request.GET)
    form.is_valid()
    page = paginate(queries.cards(**form.asked()), request)
    shown = [{"card": card, **described(card)} for card in page.items]
    told = {"form": form, "page": page, "shown": shown, "may_plan": access.may_plan(viewer_of(request))}
    return render(request, "toolbox/index.html", told)


@open_page
def card(request: HttpRequest, code: str) -> HttpResponse:
    """One card, ready to print."""
    found = queries.card(code)
    told = {
        "card": found,
        **described(found),
        "may_plan": access.may_plan(viewer_of(request)),
        "promises": _promises(found),
    }
    return render(request, "toolbox/card.html", told)


@open_page
def card_paper(request: HttpRequest, code: str) -> HttpResponse:
    """One card as a sheet of paper."""
    found = queries.card(code)
    answer = HttpResponse(paper.pdf(SHEET, _on_paper(found)), content_type=paper.MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return answer


@open_page
def card_file(request: HttpRequest, code: str) -> HttpResponse:
    """One card as the document that another city can take in."""
    found = queries.card(code)
    answer = HttpResponse(exporters.toml(found), content_type="application/toml")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.toml"'
    return answer


@open_page
def compare(request: HttpRequest) -> HttpResponse:
    """Some cards side by side."""
    cards = queries.cards()
    wanted = all_asked(request, "card", MOST_SIDE_BY_SIDE)
    picked = [c for c in cards if c.code in wanted]
    told = {"cards": cards, "picked": picked, "table": _side_by_side(picked), "most": MOST_SIDE_BY_SIDE}
    return render(request, "toolbox/compare.html", told)


def described(card: Card) -> dict[str, Any]:
    """The codes and numbers of a card in words."""
    return {
        "purposes": [str(PURPOSES[c]) for c in card.purposes],
        "levels": [str(LEVELS[c]) for c in card.levels],
        "phases": [str(PHASES[c]) for c in card.phases],
        "places": [str(PLACES[c]) for c in card.places],
        "channels": [str(CHANNELS[c]) for c in card.channels],
        "moments": [str(MOMENTS[c]) for c in card.moments],
        "facts": _facts(card),
        "means": [(str(SCALES[s]), card.means[s].hours, figures.quantity(card.means[s].cents / 100, "€", 0)) for s in SCALES],
    }  # fmt: skip


def _facts(card: Card) -> list[tuple[str, str]]:
    """What one wants to know first: people and time."""
    time, write = card.time, figures.number
    told = [(_("Group"), _("{least} to {most} people").format(least=write(card.group[0]), most=write(card.group[1])))]
    told.append((_("Preparation"), _("{days} working days").format(days=time.preparation)))
    told.append((_("Letting people know"), _("{days} days before").format(days=time.lead)))
    if time.sessions:
        told.append(
            (_("Meetings"), _("{count} of {minutes} minutes").format(count=time.sessions, minutes=time.session))
        )
    if time.runs:
        told.append((_("Stays open"), _("{days} days").format(days=time.runs)))
    told.append((_("Working it out"), _("{days} working days").format(days=time.follow_up)))
    return told


def _promises(card: Card) -> list[tuple[str, str]]:
    return [(str(LEVELS[c]), str(PROMISES[c])) for c in card.levels]


def _on_paper(card: Card) -> dict[str, Any]:
    """What the sheet says: plain words and headings, so that the sheet itself holds none."""
    words = described(card)
    lists = [
        (_("Purposes"), words["purposes"]), (_("Levels that it can carry"), words["levels"]), (_("Phases"), words["phases"]),
    ]  # fmt: skip
    return {
        "title": str(card.title), "about": str(card.about),
        "first": [_("Asked first: who was consulted about the tool?"), str(card.consulted)],
        "facts": [[label, value] for label, value in words["facts"]] + [[label, ", ".join(said)] for label, said in lists],
        "means_heading": _("Means"), "means": [[s, _("{hours} hours").format(hours=figures.number(h)), m] for s, h, m in words["means"]],
        "steps_heading": _("Steps"), "steps": [str(s) for s in card.steps],
        "pitfalls_heading": _("Pitfalls"), "pitfalls": [str(p) for p in card.pitfalls],
        "parts": [
            [_("What it yields"), str(card.yields)], [_("Who is easily missing"), str(card.missing)],
            [_("How to reach them"), str(card.reach)], [_("How to do it on paper"), str(card.paper)],
        ],
    }  # fmt: skip


def _side_by_side(cards: list[Card]) -> Table:
    words = [described(card) for card in cards]
    columns = [Column(_("Card")), *(Column(str(card.title)) for card in cards)]
    rows = [
        TableRow([label, *(", ".join(w[name]) for w in words)])
        for label, name in (
            (_("Purposes"), "purposes"), (_("Levels that it can carry"), "levels"), (_("Phases"), "phases"),
            (_("How it reaches people"), "channels"), (_("Moments of the meetings"), "moments"),
        )
    ]  # fmt: skip
    labels = list(dict.fromkeys(label for w in words for label, _value in w["facts"]))
    rows += [TableRow([label, *(dict(w["facts"]).get(label, "–") for w in words)]) for label in labels]
    for i, scale in enumerate(SCALES.values()):
        told = [
            _("{hours} hours, {money}").format(hours=figures.number(w["means"][i][1]), money=w["means"][i][2])
            for w in words
        ]
        rows.append(TableRow([_("Means, {scale}").format(scale=str(scale).lower()), *told]))
    rows += [
        TableRow([label, *(str(getattr(card, name)) for card in cards)])
        for label, name in ((_("What it yields"), "yields"), (_("Who is easily missing"), "missing"), (_("How to do it on paper"), "paper"))
    ]  # fmt: skip
    rows.append(TableRow([_("Page"), *(Cell(_("Open the card"), f"../cards/{card.code}/") for card in cards)]))
    return Table(_("Cards side by side"), columns, rows, id="cards", caption_hidden=True)
