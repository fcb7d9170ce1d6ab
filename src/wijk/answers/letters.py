"""What do authors hear, and what the people of a service? Letters to whom something concerns; an address is shown to nobody."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.accounts.access import ancestors
from wijk.accounts.models import Grant, Person
from wijk.answers import access
from wijk.answers.models import Answer, Request, Service
from wijk.answers.wording import OUTCOME_WORDS, in_all
from wijk.contributions.models import Contribution
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES, Text
from wijk.core.verbs import Role
from wijk.notices.actions import write_to

DESK = _("the neighbourhood facilitators")
_CAME = _("“{title}” came to {who}. They answer by {due}.")
_CAME_TITLE = _("What you said arrived: an answer comes by {due}")
_ANSWERED_TITLE = _("What you said was answered: {outcome}")
_ANSWERED = _("Your words: “{title}”. {who} answered: {outcome}.")
_REASON = _("The reason: {title}.")
_FOLLOWS = _("What follows: {what}")
_WHEN = _("By {day}.")
_AGAIN = _("Is this not an answer to what you said? You can ask again, once: {link}")
_FORWARDED_TITLE = _("What you said was passed on to {who}")
_FORWARDED = _("Your words: “{title}”. They were passed on to {who}. The promised day stays: {due}.")
_MERGED_TITLE = _("What you said was taken together with another that says the same")
_MERGED = _(
    "“{title}” was taken together with “{other}”. Your voice and all support go along, and you hear of its answer."
)
_PARTED_TITLE = _("What you said stands by itself again")
_PARTED = _("“{title}” is no longer taken together with “{other}”. It stands by itself again, with its support.")


def who(service: Service | None) -> Text:
    """The service, or the facilitators."""
    return service.title if service is not None else in_all(DESK)


def came(request: Request) -> int:
    """To the author: it arrived, who answers, by when."""
    told = {"title": request.contribution.title, "who": who(request.service), "due": day_in_all(request.due)}
    return _write(
        request.contribution,
        f"answers-came-{request.contribution.key}",
        in_all(_CAME_TITLE, due=told["due"]),
        in_all(_CAME, **told),
    )


def answered(answer: Answer, private: str = "", among: Sequence[Contribution] | None = None) -> int:
    """To the author, and to those of what was taken together with it (`among`, where `everyone` was asked for before): the whole
    answer, and how one asks again."""
    request = answer.request
    outcome = in_all(OUTCOME_WORDS[answer.outcome])
    written = 0
    for row in filter(_reached, everyone(request.contribution) if among is None else among):
        parts = [in_all(_ANSWERED, title=row.title, who=who(answer.service), outcome=outcome), Text.of(answer.text)]
        if answer.reason is not None:
            parts.insert(1, in_all(_REASON, title=answer.reason.title))
        if answer.follows:
            parts.append(in_all(_FOLLOWS, what=answer.follows))
        if answer.by_when:
            parts.append(in_all(_WHEN, day=day_in_all(answer.by_when)))
        if private and row.pk == request.contribution_id:
            parts.append(Text.of(private))
        if not request.reopened and row.pk == request.contribution_id:
            parts.append(_again(row))
        key = f"answers-{row.key}-{request.contribution.key}-{answer.number}"
        written += _write(row, key, in_all(_ANSWERED_TITLE, outcome=outcome), _joined(parts), to=request.contribution)
    return written


def forwarded(answer: Answer, new: Service | None) -> int:
    """To the author: who answers now; and to the people of that service."""
    request = answer.request
    told = {"title": request.contribution.title, "who": who(new), "due": day_in_all(request.due)}
    body = _joined([in_all(_FORWARDED, **told), Text.of(answer.text)])
    key = f"answers-{request.contribution.key}-{answer.number}"
    written = _write(request.contribution, key, in_all(_FORWARDED_TITLE, who=told["who"]), body)
    return written + to_service(request, f"{key}-desk", in_all(_FORWARDED_TITLE_DESK), body)


_FORWARDED_TITLE_DESK = _("A question was passed on to you")


def merged(own: Contribution, other: Contribution, key: str) -> int:
    """To the authors of what went over into another."""
    title, told = in_all(_MERGED_TITLE), {"title": own.title, "other": other.title}
    return _write(own, f"answers-merged-{key}", title, in_all(_MERGED, **told), to=other)


def parted(own: Contribution, other: Contribution, key: str) -> int:
    """To the author of what stands by itself again."""
    return _write(
        own, f"answers-parted-{key}", in_all(_PARTED_TITLE), in_all(_PARTED, title=own.title, other=other.title)
    )


def to_service(request: Request, key: str, title: Text, body: Text) -> int:
    """To those who answer it: the members of the service, or the facilitators where it lies."""
    path = f"office/answers/requests/{request.contribution.key}/"
    return write_to(people=answerers(request.service, request.area), key=key, title=title, body=body, path=path)


def answerers(service: Service | None, area: str) -> list[Person]:
    """The members of a service; people with the role of a service where it has none; facilitators where there is no service."""
    if service is None:
        return holding(("facilitator",), area)
    return list(service.members.filter(is_active=True)) or holding(("service",), area)


def holding(roles: Sequence[Role], area: str) -> list[Person]:
    """Who has one of these roles in the area, or in an area that it lies in."""
    ground = "" if area.startswith("perimeter/") else area
    areas = {"", ground, *(ancestors(ground) if ground else ())}
    rows = Grant.objects.live().filter(role__in=roles, area__in=areas, person__is_active=True, person__erased_at=None)
    return list({grant.person_id: grant.person for grant in rows.select_related("person").order_by("pk")}.values())


def everyone(contribution: Contribution) -> list[Contribution]:
    """It, and what was taken together with it."""
    return everyone_of([contribution.pk])[contribution.pk]


def everyone_of(pks: Sequence[int]) -> dict[int, list[Contribution]]:
    """The same for many; one query."""
    rows = Contribution.objects.filter(Q(pk__in=pks) | Q(merged_into__in=pks)).select_related("author", "person")
    found: dict[int, list[Contribution]] = {pk: [] for pk in pks}
    for row in sorted(rows, key=lambda row: (row.pk not in found, row.pk)):
        for pk in {row.pk, row.merged_into_id}:
            if pk in found:
                found[pk].append(row)
    return found


def day_in_all(day: date) -> Text:
    """A day as each language writes it."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = date_format(day)
    return Text(said)


def _again(row: Contribution) -> Text:
    path = reverse("answers:again", args=[access.token_of(row)]).split("/", 2)[2]
    return in_all(_AGAIN, link=Text({language: absolute(path, language) for language in LANGUAGES}))


def _joined(parts: Iterable[Text]) -> Text:
    said = list(parts)
    return Text({language: "\n\n".join(part.to(language) for part in said) for language in LANGUAGES})


def _reached(row: Contribution) -> bool:
    """Can and may who said it be written to: by an account, or by an address that they confirmed?"""
    author: Any = getattr(row, "author", None)
    if row.person is not None and row.person.is_active:
        return True
    return author is not None and bool(author.contact) and author.confirmed_at is not None and author.wants_news


def _write(row: Contribution, key: str, title: Text, body: Text, to: Contribution | None = None) -> int:
    """To the account of who said it, else to the address that they confirmed, in their language."""
    path = f"voices/{(to or row).key}/"
    author: Any = getattr(row, "author", None)
    if row.person is not None and row.person.is_active:
        return write_to(people=[row.person], key=key, title=title, body=body, path=path)
    if not _reached(row):
        return 0
    return write_to(to_addresses=[(author.contact, author.language)], key=key, title=title, body=body, path=path)
