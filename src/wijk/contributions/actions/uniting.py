"""The voices of two contributions that are taken together: each person once, as far as it can be known that it is the same."""

from wijk.accounts.access import PersonViewer
from wijk.contributions import access, persons, tokens
from wijk.contributions.models import Contribution, Support


def unite(own: Contribution, other: Contribution) -> None:
    """Let the voices under `own`, and its author's, count under `other`; a part of `merge`. Those of `own` stay where they are, so that
    both can be taken apart again."""
    there: set[str] = set()
    for sealed in other.support_marks.exclude(known="").values_list("known", flat=True):
        there |= set(persons.opened(sealed))
    there |= set(_author(other))
    fresh: list[Support] = []
    voices = [(mark, persons.opened(known), known) for mark, known in own.support_marks.values_list("mark", "known")]
    author = _author(own)
    voices.append((tokens.mark_of("merged", own.key), author, persons.again(author)))
    for mark, known, sealed in voices:
        if there & set(known):
            continue
        there |= set(known)
        mark = persons.joined(other.key, known[0]) if known else mark
        fresh.append(Support(contribution=other, mark=mark, salt=tokens.fresh_seed(), known=sealed))
    Support.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)


def alike(contribution: Contribution, known: tuple[str, ...]) -> list[str]:
    """Marks that a person known like this may have under a contribution, because their voice came along with another."""
    return [persons.joined(contribution.key, one) for one in known]


def withdraw(contribution: Contribution, known: tuple[str, ...]) -> None:
    """Take back the voice of a person also from what was taken together with this one, so that it does not come back with it."""
    mine = set(known)
    rows = Support.objects.filter(contribution__merged_into=contribution).exclude(known="")
    gone = [pk for pk, sealed in rows.values_list("pk", "known") if mine & set(persons.opened(sealed))] if mine else []
    if gone:
        Support.objects.filter(pk__in=gone).delete()


def _author(row: Contribution) -> tuple[str, ...]:
    """By what its author is known: their account, or the address as long as we have it."""
    if row.person is not None:
        return persons.prints(access.known_as(PersonViewer(row.person)))
    author = getattr(row, "author", None)
    return persons.prints(access.known_by_address(author.contact)) if author is not None and author.contact else ()
