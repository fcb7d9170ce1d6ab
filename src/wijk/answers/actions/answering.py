"""An answer is given, passed on, asked for again; and what came of it is noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wijk.answers import access, compute, letters, queries
from wijk.answers.models import ANSWERED, DESK_DAYS, OPEN, OUTCOMES, Again, Answer, Reason, Request, Service
from wijk.answers.wording import OUTCOME_WORDS, OWN, in_all, own_words
from wijk.contributions.access import is_author
from wijk.contributions.actions import set_state
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import JSON, Line, record
from wijk.ui.plain import clean

LONGEST, LONGEST_FOLLOWS, LONGEST_AGAIN = 5000, 1000, 2000
#: A longer or shorter sentence than this tells nobody why something was passed on or asked again.
SHORTEST = 10


def subject_of(request: Request) -> Subject:
    """How the trail calls it."""
    return Subject("answers.request", request.contribution.key)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as somebody gives it: to which request, and everything that `answer` takes."""

    request: Request
    outcome: str
    text: str
    reason: str = ""
    follows: str = ""
    by: Subject | None = None
    by_when: date | None = None
    language: str = "nl"
    private: str = ""
    version: int | None = None

    @property
    def said_apart(self) -> str:
        """What its author alone reads."""
        return clean(self.private, longest=LONGEST_FOLLOWS)

    @property
    def seen(self) -> int:
        """The version that the writer had before them."""
        return self.request.version if self.version is None else self.version


class Words:
    """The reasons of the public list and the ready words of each service, asked for once."""

    def __init__(self) -> None:
        self._reasons, self._ready = dict[str, Reason | None](), dict[int | None, list[str]]()

    def reason(self, code: str) -> Reason:
        """The reason with this code; Refused where there is none."""
        if code and code not in self._reasons:
            self._reasons[code] = Reason.objects.filter(code=code, active=True).first()
        found = self._reasons.get(code)
        if found is None:
            raise Refused("no-reason", _("A refusal needs a reason: choose one from the public list."))
        return found

    def ready(self, service: Service | None) -> list[str]:
        """The words that help this service, in every language."""
        key = service.pk if service is not None else None
        if key not in self._ready:
            self._ready[key] = [words for row in queries.phrases(service) for words in row.words.values()]
        return self._ready[key]


@transaction.atomic
def answer(
    viewer: Viewer, *, request: Request, outcome: str, text: str, reason: str = "", follows: str = "", by: Subject | None = None,
    by_when: date | None = None, language: str = "nl", private: str = "", version: int | None = None,
) -> Answer:  # fmt: skip
    """Answer it. A refusal says its reason from the public list; an acceptance says what follows and who does it; every answer says
    something of its own. `private` goes to the author alone, by letter, and is not kept. `version` is the one the writer had before
    them: whoever comes second is told. The same answer sent twice is one.

    A later answer stands beside the first and changes nothing of it, such as "done" after "accepted".
    """
    given = Given(request, outcome, text, reason, follows, by, by_when, language, private, version)
    draft = drafted(viewer, given, Words())
    repeated = _claim(request, version, draft)
    if repeated is not None:
        return repeated
    row = _give(request, draft)
    set_state(_held(request), state=outcome)
    letters.answered(row, given.said_apart)
    line = line_of(row)
    record(viewer, verb=line.verb, subject=line.subject, area=line.area, data=line.data)
    return row


def drafted(viewer: Viewer, given: Given, words: Words) -> Answer:
    """The answer, checked, not yet written."""
    access.check(viewer, access.ANSWER, given.request)
    if given.outcome not in OUTCOMES or given.outcome == "forwarded":
        raise Refused("no-outcome", _("Choose what the answer is: yes, no, an answer, done, or that it needs nothing."))
    draft = Answer(
        outcome=given.outcome, text=_text(given.text), language=given.language if given.language in LANGUAGES else "nl",
        follows=clean(given.follows, longest=LONGEST_FOLLOWS), by=str(given.by or "")[:160], by_when=given.by_when,
    )  # fmt: skip
    if given.outcome == "refused":
        draft.reason = words.reason(given.reason)
    _whole(draft)
    _own(draft, words.ready(given.request.service))
    return draft


def line_of(row: Answer) -> Line:
    """What the trail says of an answer: how, in time or not, and why; not a word of it."""
    data: dict[str, JSON] = {
        "outcome": row.outcome, "said": dict(in_all(OUTCOME_WORDS[row.outcome])), "number": row.number, "in_time": row.in_time,
        "reason": row.reason.code if row.reason else "",
    }  # fmt: skip
    return Line(access.ANSWER, subject_of(row.request), row.request.area, data)


@transaction.atomic
def forward(
    viewer: Viewer, *, request: Request, to: Service | None, text: str, language: str = "nl", version: int | None = None
) -> Answer:
    """Pass it on to another service, or (None) to the facilitators. The promised day stays, and everybody reads that it was passed on."""
    access.check(viewer, access.FORWARD, request)
    if request.state != OPEN:
        raise Refused("answered", _("Only what waits for an answer is passed on."))
    if to is not None and not to.active:
        raise Refused("no-service", _("This service is no longer in use. Choose another one."))
    if (to.pk if to else None) == request.service_id:
        raise Refused("same-service", _("It is with this service already. Choose another one."))
    draft = Answer(outcome="forwarded", text=_text(text), language=language if language in LANGUAGES else "nl", to=to)
    repeated = _claim(request, version, draft)
    if repeated is not None:
        return repeated
    draft.request, draft.service, draft.number = request, request.service, _number(request)
    draft.at = clock.now()
    draft.in_time = compute.local_day(draft.at) <= request.due
    draft.save(force_insert=True)
    request.service = to
    request.save(update_fields=["service"])
    wanted = "assigned" if to else "open"
    held = _held(request)
    if held.state in ("open", "assigned") and held.state != wanted:
        set_state(held, state=wanted)
    letters.forwarded(draft, to)
    title = to.title if to else in_all(letters.DESK)
    data: dict[str, JSON] = {"to": dict(title), "service": to.key if to else "", "number": draft.number}
    record(viewer, verb=access.FORWARD, subject=subject_of(request), area=request.area, data=data)
    return draft


@transaction.atomic
def reopen(viewer: Viewer, *, request: Request, text: str, token: str = "", language: str = "nl") -> Request:
    """Its author asks again, once, and says why: a new day is promised. `token` is the link of the letter they got."""
    held = access.open_again(viewer, token=token, key=request.contribution.key)
    if held.pk != request.pk or not (token or is_author(viewer, held.contribution)):
        raise NotAllowed(access.REOPEN)
    words = clean(text, longest=LONGEST_AGAIN)
    if held.reopened:
        raise Refused("reopened", _("You asked again before. One can do so once; you can still comment on the page."))
    if held.state != ANSWERED:
        raise Refused("not-answered", _("This was not answered yet: the promised day stands on its page."))
    if len(words) < SHORTEST:
        raise Refused("no-words", _("Say in a sentence what is missing in the answer."))
    now = clock.now()
    day = compute.local_day(now)
    days, working = (held.service.days, held.service.working) if held.service else (DESK_DAYS, True)
    due = compute.due_on(day, days, working=working)
    told = {
        "state": OPEN,
        "reopened": 1,
        "due": due,
        "stage": 0,
        "next_on": compute.remind_on(day, due, 0),
        "escalated_at": None,
    }
    hold(held)
    if not Request.objects.filter(pk=held.pk, state=ANSWERED, reopened=0).update(**told, version=F("version") + 1):
        raise Refused("reopened", _("You asked again before. One can do so once; you can still comment on the page."))
    Again.objects.create(request=held, text=words, language=language if language in LANGUAGES else "nl", at=now)
    held.refresh_from_db()
    set_state(_held(held), state="reopened")
    body = in_all(
        _("“{title}” was asked again. An answer comes by {due}."),
        title=held.contribution.title,
        due=letters.day_in_all(due),
    )
    letters.to_service(held, f"answers-again-{held.contribution.key}", in_all(_("An author asked again")), body)
    record(Passerby(), verb=access.REOPEN, subject=subject_of(held), area=held.area, data={"due": due.isoformat()})
    return held


@transaction.atomic
def became(viewer: Viewer, contribution: Contribution, subject: Subject) -> Contribution:
    """Note what came of it: a project, a decision, a meeting; its page leads there."""
    row = Contribution.objects.select_for_update(of=("self",)).select_related("opening", "kind").get(pk=contribution.pk)
    known = queries.of(row)
    if not (
        viewer.may(access.BECAME, access.ground(row.area))
        or (known is not None and access.is_member(viewer, known.service))
    ):
        raise NotAllowed(access.BECAME)
    if subject.kind == "contributions.contribution" or len(str(subject)) > 160:
        raise Refused("no-subject", _("Something else came of it than another contribution: choose what."))
    if row.became == str(subject):
        return row
    set_state(row, state=row.state, became=subject)
    record(
        viewer,
        verb=access.BECAME,
        subject=Subject("answers.request", row.key),
        area=row.area,
        data={"what": str(subject)},
    )
    return row


def _text(text: str) -> str:
    words = clean(text, longest=LONGEST)
    if len(words) < SHORTEST:
        raise Refused("no-text", _("Say it in a sentence or two: people read it."))
    return words


def _whole(draft: Answer) -> None:
    if draft.outcome == "accepted" and not draft.follows:
        raise Refused("no-follows", _("You say yes: say what follows, in a sentence."))
    if draft.outcome == "accepted" and not draft.by:
        raise Refused("no-by", _("You say yes: say who does it, a service, an organ or a process."))
    if draft.by_when and draft.by_when < queries.today():
        raise Refused("past", _("The day by which it is done lies in the past. Choose a later one."))


def _own(draft: Answer, ready: Sequence[str]) -> None:
    if ready and own_words(draft.text, ready) < OWN:
        raise Refused(
            "only-ready-words",
            _("These are the ready words and nothing else. Add something about this question itself."),
        )


def _claim(request: Request, version: int | None, draft: Answer) -> Answer | None:
    """Take the right to write: of two at once one gets it. The very answer that stands there already is given back."""
    seen = request.version if version is None else version
    hold(request)
    rows = Request.objects.filter(pk=request.pk, version=seen, state__in=(OPEN, ANSWERED))
    if rows.update(version=F("version") + 1):
        request.refresh_from_db()
        return None
    return there_already(request, draft)


def there_already(request: Request, draft: Answer) -> Answer:
    """The very answer that stands there already; Refused where another one does."""
    last = Answer.objects.filter(request=request).order_by("-number").first()
    if last is not None and _said(last) == _said(draft):
        return last
    raise Refused(
        "changed",
        _(
            "Somebody else did something with this in the meantime. Look at how it stands now; your words are still here."
        ),
    )


def hold(*requests: Request) -> None:
    """Nobody else changes what these are about until the end of the transaction. Always in one order, and before the requests
    themselves, as those do that hide or change what was said: two that wait for each other would both be turned away."""
    rows = Contribution.objects.filter(pk__in=[row.contribution_id for row in requests])
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _said(row: Answer) -> tuple[object, ...]:
    """All that an answer says: the very same is the same form once more, and nothing less is."""
    return row.outcome, row.text, row.follows, row.reason_id, row.by, row.by_when, row.to_id


def _give(request: Request, draft: Answer) -> Answer:
    fill(request, draft, _number(request))
    draft.save(force_insert=True)
    request.save()
    return draft


def fill(request: Request, draft: Answer, number: int) -> None:
    """How the answer and its request stand from now on; nothing is written."""
    now = clock.now()
    day = compute.local_day(now)
    draft.request, draft.service, draft.number, draft.at = request, request.service, number, now
    draft.in_time = day <= request.due
    first = {} if request.first_on else {"first_on": day, "took": max(0, (day - request.asked_on).days)}
    for name, value in {
        **first, "state": ANSWERED, "answered_at": now, "outcome": draft.outcome, "next_on": None,
        "reason": draft.reason.code if draft.reason else "",
    }.items():  # fmt: skip
        setattr(request, name, value)


def _number(request: Request) -> int:
    last = Answer.objects.filter(request=request).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _held(request: Request) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("opening", "kind", "category")
    row = rows.get(pk=request.contribution_id)
    if row.merged_into_id is not None or row.visibility not in ("shown",):
        raise Refused("not-shown", _("This is no longer shown, or was taken together with another. Open that one."))
    return row
