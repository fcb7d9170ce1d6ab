"""What does this room write to people? Each letter in the language of who gets it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.accounts.models import Grant, Person
from wijk.actors.models import Keeping, Organisation
from wijk.actors.queries import keepers
from wijk.core import city
from wijk.core.text import LANGUAGES
from wijk.notices.actions import write_to

#: So many people of the office hear of one thing.
MOST_OFFICE = 10


def path_of(organisation: Organisation) -> str:
    """The page of an organisation, without its language."""
    return reverse("actors:organisation", args=[organisation.key]).split("/", 2)[2]


def office_of(organisation: Organisation) -> list[Person]:
    """Facilitators where the organisation is active; else programme managers of the city; one query each."""
    areas = [place for place in organisation.places if place]
    live = Grant.objects.live().filter(person__is_active=True).select_related("person").order_by("pk")
    near = live.filter(role="facilitator", area__in=areas)[:MOST_OFFICE] if areas else []
    found = [g.person for g in near] or [g.person for g in live.filter(role="manager", area="")[:MOST_OFFICE]]
    return list({person.pk: person for person in found}.values())


def code(keeping: Keeping, words: str) -> None:
    """The letter with the code, to the address that the organisation itself publishes. It names nobody."""
    organisation = keeping.organisation
    language = _language_of(organisation)
    with override(language):
        named = {"title": organisation.title.to(language), "city": city.name(language), "code": words}
        title = _("Somebody asks to keep the entry of {title}").format(**named)
        body = _(
            "Good day,\n\n"
            "Somebody asks to keep what the directory of {city} says of {title}.\n\n"
            "Is it somebody of yours? Then give them this code; it is good for two weeks:\n\n{code}\n\n"
            "Do you know nothing of it? Then you need not do anything: without the code nothing changes."
        ).format(**named)
        write_to(
            people=[], key=f"actors.code:{keeping.pk}", title=title, body=body, language=language,
            to_addresses=[(organisation.email, language)],
        )  # fmt: skip


def _language_of(organisation: Organisation) -> str:
    """The language in which one writes to an organisation: its own if the pages have it."""
    return next(
        (k for k in organisation.languages if k in LANGUAGES), organisation.title.language("nl") or LANGUAGES[0]
    )


def answered(keeping: Keeping, *, agreed: bool) -> None:
    """Tell who asked what the office answered."""
    for person in [keeping.person]:
        with override(person.language):
            named = {"title": keeping.organisation.title.to(person.language)}
            title = (
                _("You keep the entry of {title}") if agreed else _("You do not keep the entry of {title}")
            ).format(**named)
            body = (
                _(
                    "The city has confirmed it. You can change the entry from now on; each year we ask whether it is still right."
                )
                if agreed
                else _(
                    "The city could not confirm that you speak for {title}. Write to the city if you think that this is a mistake."
                )
            ).format(**named)
            _send([person], f"actors.answer:{keeping.pk}:{agreed}", title, body, path_of(keeping.organisation))


def ended(keeping: Keeping) -> None:
    """Tell who kept an entry that the office ended it."""
    person = keeping.person
    with override(person.language):
        named = {"title": keeping.organisation.title.to(person.language)}
        title = _("You no longer keep the entry of {title}").format(**named)
        body = _(
            "The city looks after the entry of {title} again. "
            "Do you still speak for the organisation? Then ask again on its page, or write to the city."
        ).format(**named)
        _send([person], f"actors.ended:{keeping.pk}", title, body, path_of(keeping.organisation))


def asked(keeping: Keeping) -> int:
    """Tell the office that somebody waits for an answer."""
    done = 0
    for person in office_of(keeping.organisation):
        with override(person.language):
            named = {"title": keeping.organisation.title.to(person.language)}
            title = _("Somebody asks to keep the entry of {title}").format(**named)
            body = _("You find the question under Organisations in the office, where you can say yes or no.")
            path = reverse("actors:office").split("/", 2)[2]
            done += _send([person], f"actors.asked:{keeping.pk}", title, body, path)
    return done


def fault(organisation: Organisation, words: str, *, once: str) -> int:
    """Tell who keeps an entry that something is wrong in it."""
    done = 0
    for person in list(keepers(organisation)) or office_of(organisation):
        with override(person.language):
            named = {"title": organisation.title.to(person.language), "words": words}
            title = _("Is the entry of {title} right?").format(**named)
            body = _(
                "Somebody wrote to us about this entry:\n\n{words}\n\nPlease have a look, and change what is wrong."
            ).format(**named)
            done += _send([person], f"actors.fault:{organisation.key}:{once}", title, body, path_of(organisation))
    return done


def still_right(person: Person, organisation: Organisation, *, token: str, once: str) -> int:
    """Ask a keeper whether everything is still right: one button answers."""
    with override(person.language):
        named = {"title": organisation.title.to(person.language)}
        title = _("Is everything still right about {title}?").format(**named)
        body = _(
            "It is a year since you last confirmed what the directory says of {title}. "
            "Open the page: one button says that all is still right, another lets you change it."
        ).format(**named)
        path = reverse("actors:still_right", args=[token]).split("/", 2)[2]
        return _send([person], f"actors.still-right:{once}", title, body, path)


def _send(people: Iterable[Person], key: str, title: str, body: str, path: str) -> int:
    listed = list(people)
    language = listed[0].language if listed else None
    return write_to(people=listed, key=key, title=title, body=body, language=language, path=path)
