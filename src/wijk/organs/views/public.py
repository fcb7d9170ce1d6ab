"""What everybody may read of organs: the list, one organ, one decision, one opinion."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijk.accounts.queries import area_names
from wijk.core.viewer import viewer_of
from wijk.organs import access, areas, queries, words
from wijk.organs.kinds import COMPETENCES
from wijk.organs.models import Mandate
from wijk.organs.views.telling import card
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate

#: So many decisions stand on one page of an organ.
SIZE = 20


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """Every public organ, by kind and by area; those that ended on demand."""
    kinds = queries.kinds()
    kind, words_of = asked(request, "kind"), asked(request, "area")
    sought = areas.meant(words_of) if words_of.strip() else areas.Meant(None, "")
    ended = asked(request, "ended") == "1"
    page = paginate(queries.listed(kind=kind if kind in kinds else "", area=sought.area, ended=ended), request)
    names = area_names([row.place for row in page.items])
    rows = [(row, kinds[row.kind].title if row.kind in kinds else row.kind, names[row.place]) for row in page.items]
    told = {
        "rows": rows,
        "page": page,
        "kinds": sorted(kinds.values(), key=lambda k: k.title.to().casefold()),
        "kind": kind,
    }
    told |= {"sought": sought, "ended": ended, "neighbourhoods": areas.neighbourhoods()}
    return render(request, "organs/index.html", told)


@open_page
def organ(request: HttpRequest, key: str) -> HttpResponse:
    """One organ: what it may do, who sits on it, how it decides, its groups, decisions and opinions."""
    viewer = viewer_of(request)
    row = access.open_organ(viewer, key)
    day = queries.today()
    kinds = queries.kinds()
    kind = kinds.get(row.kind) or queries.kind_of(row)
    live = queries.mandates_on(row, day)
    inside = access.keeps(viewer, row) or access.sits(viewer, row) is not None
    named, others = _seats(live)
    page = paginate(queries.decisions(row, everything=inside), request, SIZE)
    told = {
        "organ": row, "kind": kind, "may": [COMPETENCES[c] for c in COMPETENCES if c in kind.competences],
        "named": named, "others": others, "total": len(live),
        "rule": words.rule_of(row), "quorum": words.quorum_words(row, len(queries.voters(live))),
        "parity": queries.parity(row, live), "alive": row.lives(day), "over": row.until is not None and row.until < day,
        "tree": queries.tree([row], kinds), "past_groups": queries.ended_groups(row, day), "page": page,
        "opinions": [(o, words.clock_of(o, day)[-1]) for o in queries.opinions(row, everything=inside)[:SIZE]],
        "process": card(f"processes.process:{row.process}", viewer) if row.process else None,
        "keeps": access.keeps(viewer, row), "tag": f"subject:organs.organ:{row.key}",
    }  # fmt: skip
    return render(request, "organs/organ.html", told)


def _seats(live: list[Mandate]) -> tuple[list[Mandate], dict[str, int]]:
    """Who is named, and how many others there are in each role."""
    named = [m for m in live if m.public and m.who]
    others: dict[str, int] = {}
    for mandate in live:
        if not (mandate.public and mandate.who):
            label = str(words.ROLE_NAMES[mandate.role])
            others[label] = others.get(label, 0) + 1
    return named, others


@open_page
def decision(request: HttpRequest, key: str) -> HttpResponse:
    """One decision: the motion, the rule, the votes or consent, the dissent, and what corrects it."""
    viewer = viewer_of(request)
    row = access.open_decision(viewer, key)
    inside = access.keeps(viewer, row.organ)
    ballots = list(row.ballots.select_related("mandate__person").order_by("pk")) if inside else []
    corrections = [d for d in row.corrections.order_by("on", "pk") if inside or d.public]
    told = {
        "decision": row, "outcome": words.OUTCOME_NAMES[row.outcome], "votes": words.votes_words(row),
        "rule": words.rule_words(row.rule, row.share, of_members=row.of_members), "about": card(row.about, viewer),
        "ballots": ballots, "corrections": corrections, "objections": [one for one in row.objections if one],
        "silent": sum(1 for one in row.objections if not one),
        "corrects": row.corrects if row.corrects and (inside or row.corrects.public) else None,
        "reserved": not (row.public and row.organ.public),
    }  # fmt: skip
    return render(request, "organs/decision.html", told)


@open_page
def opinion(request: HttpRequest, key: str) -> HttpResponse:
    """One opinion with its public clock: asked, given, in time or not, replied to with reasons."""
    viewer = viewer_of(request)
    row = access.open_opinion(viewer, key)
    told = {
        "opinion": row, "moments": words.clock_of(row, queries.today()), "about": card(row.about, viewer),
        "verdict": words.VERDICT_NAMES.get(row.verdict, ""), "reply": words.REPLY_NAMES.get(row.reply, ""),
        "may_give": row.given_on is None and access.keeps(viewer, row.organ),
        "may_reply": row.given_on is not None and row.replied_on is None and access.answers(viewer, row),
        "by": row.by if row.by and row.by.public else None,
        "decision": row.decision if row.decision and row.decision.public and row.organ.public else None,
    }  # fmt: skip
    return render(request, "organs/opinion.html", told)
