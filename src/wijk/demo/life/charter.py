"""A charter under review: adopted two years ago by the council, read again this month by whoever likes."""

from datetime import timedelta
from functools import partial

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.charters.actions import ArticleDraft, adopt_edition, keep_document, open_round, propose, say
from wijk.charters.models import Document, Round
from wijk.core import clock
from wijk.core.text import Text
from wijk.demo.life.bodies import VIEWER, Bodies
from wijk.demo.life.texts import said, word, words
from wijk.demo.life.timeline import Timeline
from wijk.organs.actions import decide
from wijk.organs.queries import mandates_on


def review(line: Timeline, bodies: Bodies, residents: list[Person]) -> None:
    """Adopted 725 days ago; the review opened twelve days ago and lasts six weeks."""
    line.at(line.day(-725), lambda: _adopt(bodies))
    line.at(line.day(-12), _open)
    for n, person in enumerate(residents):
        line.at(line.day(-9 + n % 8, 10 + n % 9), partial(_speak, person, n))


def _adopt(bodies: Bodies) -> None:
    told = words("people")["charter"]
    title, council = said(told["title"]), bodies.council
    members = mandates_on(council, clock.today())
    taken = decide(
        VIEWER, organ=council, on=clock.today(), title=title, motion=title, votes={m.pk: "for" for m in members if m.role in ("chair", "member")},
        present=[m.pk for m in members], competence="decide",
    )  # fmt: skip
    document = keep_document(VIEWER, title=title, kind="participation", owner=council, place="", rhythm=24)
    articles = [
        ArticleDraft(a["slug"], said(a["title"]), said(a["body"]), str(n + 1)) for n, a in enumerate(told["articles"])
    ]
    why = word("the-first-version-after-nine")
    adopt_edition(VIEWER, document=document, articles=articles, on=clock.today(), why=why, decision=taken)


def _open() -> None:
    document = Document.objects.get(kind="participation")
    today = clock.today()
    fixed = word("that-the-municipal-council-decides")
    open_round(VIEWER, document=document, opens_on=today, closes_on=today + timedelta(days=42), fixed=fixed)


def _speak(person: Person, n: int) -> None:
    told = words("people")["charter"]
    round = Round.objects.get(document__kind="participation", state="open")
    viewer = PersonViewer(person)
    language = person.language if person.language in ("nl", "fr", "en") else "nl"
    article = told["articles"][n % len(told["articles"])]
    remark: Text = said(told["remarks"][n % 3])
    say(
        viewer,
        round=round,
        slug=article["slug"],
        wish=("keep", "change", "add")[n % 3],
        body=remark.to(language),
        language=language,
    )
    if n % 4 == 0:
        propose(
            viewer,
            round=round,
            slug="answering",
            body=f"{said(told['proposal']).to(language)} ({n + 1})",
            language=language,
        )
