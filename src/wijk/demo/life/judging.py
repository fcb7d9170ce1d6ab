"""What does not belong among the voices of the city, and who says so: hidden, removed by two, appealed against, waiting."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Grant, Person
from wijk.contributions.actions import submit
from wijk.contributions.models import Contribution, Opening
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby
from wijk.demo.life.bodies import VIEWER
from wijk.demo.life.sayings import Spot, pick, unfit, wrongly_taken
from wijk.demo.life.timeline import Timeline
from wijk.moderation.actions import appeal, dismiss_appeal, grant_appeal, hide, propose_removal, remove, show
from wijk.moderation.models import APPEAL, LOOK, REMOVAL, Item
from wijk.moderation.queries import against


class Judging:
    """Moderators at work; the manager, who has an account since today, is the second person and answers appeals."""

    def __init__(self, line: Timeline, chance: Random, shown: Callable[[str], object]) -> None:
        self.line, self.chance, self.shown = line, chance, shown

    def look(self, row: Contribution) -> None:
        """Somebody looks at it within two days, and it may be shown."""
        self.line.at(clock.now() + timedelta(days=self.chance.uniform(0.2, 2)), partial(self._show, row.key))

    def _show(self, key: str) -> None:
        item = item_of(key)
        if item is not None and item.need == LOOK:
            show(VIEWER, item=item)
            self.shown(key)

    def unfit(self, number: int, spot: Spot) -> None:
        """It is said, and taken away the next day: hidden, or removed by two; one in three is appealed against."""
        reason, one = unfit(self.chance, spot, number)
        made = submit(
            VIEWER, opening=Opening.objects.get(key="city"), kind=one.kind, title=one.title, body=one.body, language=one.language,
            where=one.where, category=one.category, channel="phone", once=f"demo-unfit-{number}",
        )  # fmt: skip
        at = clock.now() + timedelta(hours=self.chance.randint(4, 30))
        self.line.at(at, partial(self._take_away, made.contribution.key, reason, number))

    def _take_away(self, key: str, reason: str, number: int) -> None:
        item = item_of(key)
        if item is None:
            return
        if reason == "insult":
            propose_removal(VIEWER, item=item, reason=reason)
            self.line.at(self.line.until, partial(self._remove, key))
            return
        hide(VIEWER, item=item, reason=reason)
        if reason == "advertising":
            self.line.at(clock.now() + timedelta(days=2), partial(self._appeal, key, number))

    def _remove(self, key: str) -> None:
        item, second = item_of(key), _second()
        if item is not None and second is not None and item.need == REMOVAL:
            remove(PersonViewer(second), item=item)

    def _appeal(self, key: str, number: int) -> None:
        item = item_of(key)
        verdict = against(item) if item is not None else None
        if item is None or verdict is None:
            return
        language = Contribution.objects.get(key=key).language
        said = pick(self.chance, "appeal_wrongly" if wrongly_taken(number) else "appeal", language)
        appeal(Passerby(), item=item, verdict=verdict, words=said, language=language)
        if number % 9:  # the others wait
            self.line.at(self.line.until, partial(self._hear, key, number, language))

    def _hear(self, key: str, number: int, language: str) -> None:
        """Another moderator answers it: what was taken away wrongly comes back, and is answered as anything else."""
        item, second = item_of(key), _second()
        if item is None or second is None or item.need != APPEAL:
            return
        if wrongly_taken(number):
            grant_appeal(PersonViewer(second), item=item)
            self.shown(key)
        else:
            dismiss_appeal(PersonViewer(second), item=item, words=pick(self.chance, "dismiss", language))


def item_of(key: str) -> Item | None:
    """The item of moderation about a contribution."""
    return Item.objects.filter(subject=str(Subject("contributions.contribution", key))).first()


def _second() -> Person | None:
    """Somebody who moderates in the whole city, to be the second person."""
    grant = Grant.objects.live().filter(role="manager", area="").select_related("person").order_by("pk").first()
    return grant.person if grant is not None else None
