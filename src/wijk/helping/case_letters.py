"""What do members of a team hear by letter? Who came and who went, and what a colleague handed over: never a word of a case."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.accounts.models import Person
from wijk.core.text import LANGUAGES, Text
from wijk.helping.models import Case, HandOver, Membership, Team
from wijk.notices.actions import write_to


def tell_team(team: Team, row: Membership, *, came: bool) -> int:
    """Tell everybody in a team, and the person themselves, who came or went."""
    others = Membership.objects.filter(team=team, ended_at=None).select_related("person")
    people = {one.person.pk: one.person for one in others} | {row.person.pk: row.person}
    who, by = str(row.person), str(row.added_by) if row.added_by else "—"
    title, body = {}, {}
    for language in LANGUAGES:
        with override(language):
            title[language] = (
                _("In the team “{team}”: somebody new").format(team=team.title)
                if came
                else _("In the team “{team}”: somebody left").format(team=team.title)
            )
            body[language] = (
                _(
                    "{who} can now read the cases of this team. {by} put them there. Is that not right? Say so to whoever sets the team."
                )
                if came
                else _("{who} can no longer read the cases of this team. What they kept waits for a colleague.")
            ).format(who=who, by=by)
    kind = "came" if came else "went"
    return write_to(
        people=people.values(), key=f"helping-team-{row.pk}-{kind}", title=Text(title), body=Text(body), path="office/cases/"
    )  # fmt: skip


def tell_taker(row: HandOver, taker: Person, count: int) -> int:
    """Tell who takes cases over that they are there."""
    title, body = {}, {}
    for language in LANGUAGES:
        with override(language):
            title[language] = _("A colleague handed over to you")
            body[language] = _("In the team “{team}” you accompany {count} more people from now on.").format(
                team=row.team.title, count=count
            )
    return write_to(
        people=[taker], key=f"helping-handover-{row.key}", title=Text(title), body=Text(body), path="office/cases/"
    )  # fmt: skip


def ask_person(case: Case, person: Person) -> int:
    """Ask an account whether it is they whom a team accompanies. The letter says neither: others may read it on a screen."""
    title, body = {}, {}
    for language in LANGUAGES:
        with override(language):
            title[language] = _("A question for you")
            body[language] = _(
                "Somebody would like to know something from you. The question stands on a page that you alone can open."
            )
    key = f"helping-asked-{case.number}-{person.key}"
    return write_to(people=[person], key=key, title=Text(title), body=Text(body), path="me/asked/")
