"""Which public dataset does the room have, and who sees to it that everything that is shown is found?"""

from collections.abc import Iterator
from datetime import datetime

from wijk.contributions.indexing import catch_up
from wijk.contributions.models import Contribution
from wijk.core.providers import Dataset
from wijk.core.text import Text


class Voices:
    """What people said as open data: their words and where, never who; one query."""

    def datasets(self) -> Iterator[Dataset]:
        """The dataset, from the first day on: a file without rows still has its heading."""
        last = (
            Contribution.objects.filter(visibility="shown")
            .order_by("-made_at")
            .values_list("made_at", flat=True)
            .first()
        )
        yield Dataset(
            id="contributions",
            title=Text({"nl": "Wat mensen zeggen", "fr": "Ce que disent les gens", "en": "What people say"}),
            description=Text({
                "nl": "Ideeën, opmerkingen, vaststellingen en herstellingen: wat, waar, op welke dag en wat ermee gebeurde. Nooit wie het zei; "
                "het uur blijft weg.",
                "fr": "Idées, remarques, observations et réparations : quoi, où, quel jour et avec quelle suite. Jamais qui l’a dit ; "
                "l’heure est omise.",
                "en": "Ideas, remarks, observations and repairs: what, where, on which day and what came of it. Never who said it; the hour "
                "is left out.",
            }),
            licence="", source="", publisher="", issued=None, modified=last, keywords=["participation", "ideas", "repairs"],
            distributions=[
                ("text/csv", "voices.csv"), ("application/geo+json", "voices.geojson"), ("application/json", "api/v1/contributions"),
            ],
        )  # fmt: skip


class Finding:
    """Lists what is shown and was missed, and forgets what is no longer shown: a safety net, with nothing to do on most days."""

    name = "contributions-finding"

    def work(self, now: datetime) -> int:
        """One round; how many were put right."""
        return catch_up()


voices, finding = Voices(), Finding()
