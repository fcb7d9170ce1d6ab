"""Ten thousand meetings: sixty organs in as many neighbourhoods as there are, from four years ago to a year ahead."""

import random
from datetime import timedelta

from django.db import transaction

from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings.models import Item, Meeting, PlaceOf, Section
from wijk.organs import actions as organs
from wijk.organs.models import Organ
from wijk.territory.models import Area, Kind

ORGANS, POINTS = 60, 4
KINDS = ("steering-committee", "neighbourhood-commission", "advisory-council", "jury")


@transaction.atomic
def fill(count: int) -> dict[str, int]:
    """Bring the installation to so many meetings; what is there from before stays. The same ones each time."""
    draw = random.Random(7)
    bodies = _organs()
    have = Meeting.objects.count()
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    rows = []
    for n in range(have, count):
        organ = bodies[n % len(bodies)]
        begins = now + timedelta(days=draw.randrange(-1460, 365), hours=draw.randrange(12))
        state = "planned" if begins > now else draw.choice(("approved", "approved", "drafted", "held"))
        rows.append(
            Meeting(
                key=f"bench-{n}", uid=f"bench-{n}@wijk", organ=organ, place=organ.place, state=state, starts_at=begins,
                ends_at=begins + timedelta(hours=2), title=_text(f"Vergadering {n}"), where=_text("Buurthuis De Kade"),
                about=_text("Het plein, de bomen, het verkeer en wat er met de vragen van vorige keer gebeurde."), route=_text("Tram 51"),
            )
        )  # fmt: skip
    made = Meeting.objects.bulk_create(rows, batch_size=500)
    areas = {organ.pk: [place.area for place in organ.places.all()] for organ in bodies}
    PlaceOf.objects.bulk_create((PlaceOf(meeting=m, area=a) for m in made for a in areas[m.organ_id]), batch_size=2000)
    items = Item.objects.bulk_create(
        (
            Item(key=f"bench-{m.pk}-{n}", meeting=m, number=n, title=_text(f"Punt {n}"), kind="discussion", duration=20)
            for m in made
            for n in range(1, POINTS + 1)
        ),
        batch_size=2000,
    )
    told = "Er werd gesproken over de banken, de bomen en het water. " * 8
    written = (Section(meeting=i.meeting, item=i, public_text=told, version=1) for i in items if i.meeting.was_held)
    Section.objects.bulk_create(written, batch_size=2000)
    return {"meetings": Meeting.objects.count(), "organs": Organ.objects.count(), "items": Item.objects.count()}


def _organs() -> list[Organ]:
    hoods = Area.objects.current().at("neighbourhood").filter(kind=Kind.INHABITED).order_by("id")
    codes = list(hoods.values_list("code", flat=True))
    for n in range(Organ.objects.count(), ORGANS):
        place = "" if n % 10 == 0 else f"neighbourhood/{codes[n % len(codes)]}"
        organs.found_organ(Operator(), title=_text(f"Orgaan {n}"), kind=KINDS[n % len(KINDS)], place=place)
    return list(Organ.objects.filter(public=True).prefetch_related("places").order_by("pk")[:ORGANS])


def _text(words: str) -> Text:
    return Text({"nl": words, "fr": words, "en": words})
