"""Did people speak in the invented city: of all kinds, in all states and three languages, answered, judged, and in conversation?"""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from pytest_django import DjangoDbBlocker

from tests.support.smalltown import build_smalltown
from wijk.accounts.actions import enrol
from wijk.answers.models import OPEN, Answer, Request
from wijk.contributions.listed import Listed
from wijk.contributions.models import SECTIONS, STATES, Comment, Contribution, Kind, Opening, Picture, Support
from wijk.conversations.models import Conversation, ReportRow, State, Statement
from wijk.core import clock
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Operator
from wijk.demo.life import SCALES, Lived, Scale, live
from wijk.demo.life.sayings import Spot, saying
from wijk.demo.life.texts import words
from wijk.demo.life.voices import Loudness
from wijk.moderation.models import Appeal, Item, Verdict
from wijk.territory.models import Area
from wijk.trail.models import Entry
from wijk.trail.verifying import verify

SAID = 260


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Lived]:
    with django_db_blocker.unblock(), transaction.atomic():
        build_smalltown()
        people = [
            enrol(Operator(), email=f"{role}@voorbeeld.be", name=role, password=None, language="fr", roles=[(role, "")])
            for role in ("resident", "manager", "service")
        ]
        loud = Loudness(all=SAID, spoken=140, openings=1, pictures=2, unfit=9)
        yield live(Scale(3, 3, 30, loud, 90), people[:1], None, lambda _words: None)
        transaction.set_rollback(True)


def test_nothing_that_was_done_was_refused(lived: Lived) -> None:
    assert not lived.refused


def test_all_kinds_are_said_in_all_states_and_three_languages(lived: Lived) -> None:
    rows = Contribution.objects.all()
    assert rows.count() >= SAID
    assert set(rows.values_list("kind", flat=True)) == set(Kind.objects.values_list("code", flat=True))
    assert set(rows.values_list("language", flat=True)) == set(LANGUAGES)
    assert set(rows.values_list("state", flat=True)) >= set(STATES) - {"reopened"}
    assert {"import", "web", "stand", "paper", "counter", "phone", "letter"} == set(
        rows.values_list("channel", flat=True)
    )
    assert rows.exclude(merged_into=None).exists()
    assert Picture.objects.count() == 2


def test_most_lie_at_a_point_inside_the_neighbourhood_that_they_name(lived: Lived) -> None:
    located = Contribution.objects.exclude(lon=None)
    assert located.count() > SAID // 2
    assert not located.filter(area="").exists()
    assert located.values("lon", "lat").distinct().count() > located.count() // 2


def test_a_list_does_not_look_the_same(lived: Lived) -> None:
    titles = list(Contribution.objects.values_list("title", flat=True))
    assert len(set(titles)) > 0.8 * len(titles)


def test_lists_find_what_is_shown_and_nothing_else(lived: Lived) -> None:
    shown = Contribution.objects.shown()
    assert set(Listed.objects.values_list("contribution", flat=True)) == set(shown.values_list("pk", flat=True))
    assert not Listed.objects.exclude(state=F("contribution__state")).exists()


def test_services_answered_in_time_and_late_refused_with_reasons_and_owe_some_now(lived: Lived) -> None:
    assert {True, False} == set(Answer.objects.values_list("in_time", flat=True))
    refused = Answer.objects.filter(outcome="refused")
    assert refused.values("reason").distinct().count() >= 4
    assert Answer.objects.filter(outcome="forwarded").exists()
    assert Request.objects.filter(reopened=1).exists()
    assert Request.objects.filter(state=OPEN, due__lt=clock.today()).exists()
    assert Request.objects.exclude(service=None).values("service").distinct().count() == 5


def test_people_talked_about_it_and_supported_it(lived: Lived) -> None:
    assert set(Comment.objects.values_list("section", flat=True)) == set(SECTIONS)
    assert Support.objects.count() > 100
    assert not Support.objects.filter(sealed=False).exists()


def test_moderators_hid_removed_heard_appeals_and_have_some_waiting(lived: Lived) -> None:
    assert {"hide", "propose", "remove", "show", "grant", "dismiss"} <= set(
        Verdict.objects.values_list("choice", flat=True)
    )
    assert {"hidden", "removed", "waiting"} <= set(Contribution.objects.values_list("visibility", flat=True))
    assert Appeal.objects.filter(answered=None).count() == 1
    assert Item.objects.filter(need="look").exists()
    assert Opening.objects.exclude(process="").exists()


def test_one_conversation_has_three_groups_and_the_other_no_stable_ones(lived: Lived) -> None:
    closed, open_one = Conversation.objects.order_by("pk")
    assert (closed.state, open_one.state) == (State.CLOSED, State.OPEN)
    reports = {row.conversation_id: row.result for row in ReportRow.objects.all()}
    assert len(reports[closed.pk]["groups"]) == 3
    assert not reports[open_one.pk]["groups"]
    assert reports[closed.pk]["voices"] == 90
    assert closed.commitments.exists()
    assert open_one.commitments.exists()


def test_every_statement_is_told_in_three_languages_with_its_origin(lived: Lived) -> None:
    rows = list(Statement.objects.all())
    assert {row.language for row in rows} == set(LANGUAGES)
    assert all(set(row.text) == set(LANGUAGES) for row in rows)
    assert all(set(row.translated) == set(LANGUAGES) - {row.language} for row in rows)
    assert {"person", "machine"} == {told["how"] for row in rows for told in row.translated.values()}


def test_the_trail_holds_and_tells_nothing_about_anybody(lived: Lived) -> None:
    assert verify().holds
    told = "\n".join(
        str(data)
        for data in Entry.objects.filter(verb__regex="^(contrib|answers|conv|moder)").values_list("data", flat=True)
    )
    assert told
    assert "@" not in told
    titles = Contribution.objects.exclude(title="").values_list("title", flat=True)
    assert not any(title in told for title in titles)


def test_nobody_says_an_address_or_a_number_of_a_telephone(lived: Lived) -> None:
    said = "\n".join(f"{title} {body}" for title, body in Contribution.objects.values_list("title", "body"))
    assert not re.search(r"@|\d{6,}", said)


def test_the_same_chance_says_the_same() -> None:
    area = Area(code="1", name=Text({"nl": "Kouter"}))
    spot = Spot(4.3, 50.8, Text({"nl": "Kerkstraat", "fr": "Rue de l’Église", "en": "Kerkstraat"}), "kerkstraat")

    def some() -> list[Any]:
        chance = Random(5)
        return [saying(chance, spot, area) for _ in range(50)]

    assert some() == some()
    assert len({one.title for one in some()}) > 30


@pytest.mark.parametrize("name", ["voices", "talks"])
def test_every_text_is_told_in_three_languages(name: str) -> None:
    def texts(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict) and set(value) & set(LANGUAGES):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)

    found = list(texts(words(name)))
    assert found
    assert all(set(LANGUAGES) <= set(text) and all(text[language] for language in LANGUAGES) for text in found)
    assert all(len({_long(text[language]) for language in LANGUAGES}) == 1 for text in found)


def _long(told: Any) -> int:
    """How many sentences there are to choose from."""
    return (
        sum(len(inner) for inner in told.values() if isinstance(inner, list))
        if isinstance(told, dict)
        else len(told)
        if isinstance(told, list)
        else 1
    )


def test_the_city_speaks_ten_thousand_times() -> None:
    assert SCALES["city"].voices is not None
    assert SCALES["city"].voices.all == 10_000
    assert SCALES["village"].voices is not None
    assert SCALES["village"].voices.all == 400
