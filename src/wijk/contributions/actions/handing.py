"""What was brought in for somebody goes into their own account. A part of another room's verb: it leaves no line in the trail."""

from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.contributions.models import Contribution
from wijk.core.errors import Refused


def hand_over(contribution: Contribution, *, to: Person) -> Contribution:
    """From now on it is theirs, as if they had said it with their account. Whoever calls this knows that it is.

    Refused where it stands in another account, and where its author took it back.
    """
    row = Contribution.objects.select_for_update(of=("self",)).select_related("opening").get(pk=contribution.pk)
    if row.visibility == "withdrawn":
        raise Refused("withdrawn", _("This was taken back. There is nothing left to take over."))
    if row.person_id not in (None, to.pk):
        raise Refused("claimed", _("This stands in another account already."))
    row.person = to
    row.save(update_fields=["person"])
    return row
