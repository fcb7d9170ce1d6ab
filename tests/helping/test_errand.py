"""An idea left at a stand on behalf of somebody: refused with a reason, asked again, accepted, followed in French by its receipt."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests.support.scenes.helping import said, terms
from tests.support.stage import HERE, Stage
from wijk.answers import actions as answers
from wijk.answers import queries
from wijk.answers.models import Reason
from wijk.contributions.queries import Where
from wijk.core import clock
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.helping import actions
from wijk.helping.forms.stands import CountForm, StopForm
from wijk.moderation import actions as moderation
from wijk.moderation.models import Item

pytestmark = pytest.mark.django_db

REFUSAL = "Le trottoir devant l’école mesure un mètre quarante : avec un banc, une poussette ne passe plus, nous l’avons mesuré mardi matin."
ACCEPTANCE = "De l’autre côté de la rue il reste trois mètres sous les platanes : deux bancs y tiennent, les habitants du numéro douze sont prévenus."


def words_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_from_the_stand_to_what_comes_of_it(stage: Stage) -> None:
    clerk, manager = stage.everywhere["clerk"].viewer, stage.everywhere["manager"].viewer
    stop = actions.set_stop(clerk, tour=stage.scenes["helping"].tour, terms=terms(0.5))
    with clock.at(stop.starts_at + timedelta(minutes=10)):
        told = said("Un banc à l’ombre", language="fr", channel="stand", stop=stop, where=Where(area=HERE))
        given = actions.write_down(stage.everywhere["facilitator"].viewer, said=told)
    path = f"/fr/r/{given.code}/"
    client = Client(headers={"host": "localhost"})
    text = words_of(client, path)
    assert "Un banc à l’ombre" in text
    request = queries.of(given.contribution)
    assert request is not None
    assert f'lang="fr" dir="auto">{given.contribution.title}' in text

    reason = Reason.objects.filter(active=True).first()
    assert reason is not None
    answers.answer(manager, request=request, outcome="refused", text=REFUSAL, reason=reason.code)
    text = words_of(client, path)
    assert REFUSAL in text
    assert reason.title.to("fr") in text
    link = re.search(r'href="(/fr/answers/again/[^"]+)"', text)
    assert link

    asked = client.post(link.group(1), {"text": "Et de l’autre côté de la rue ?", "language": "fr"})
    assert asked.status_code == 302
    request = queries.of(given.contribution)
    assert request is not None
    assert request.reopened == 1
    assert link.group(1) not in words_of(client, path)

    organ = Subject("organs.organ", stage.scenes["organs"].committee.key)
    answers.answer(
        manager, request=request, outcome="accepted", text=ACCEPTANCE, follows="Deux bancs sont posés au printemps.", by=organ,
        by_when=clock.today() + timedelta(days=90),
    )  # fmt: skip
    text = words_of(client, path)
    for words in (
        ACCEPTANCE,
        "Deux bancs sont posés au printemps.",
        REFUSAL,
    ):
        assert words in text


def test_with_an_address_the_author_hears_why_it_was_hidden_and_how_to_appeal(stage: Stage) -> None:
    viewer = stage.everywhere["facilitator"].viewer
    given = actions.write_down(viewer, said=said("Un banc", language="fr", email="an@voorbeeld.be"))
    item = Item.objects.get(subject=f"contributions.contribution:{given.contribution.key}")
    assert moderation.hide(viewer, item=item, reason="insult").told == 1
    (letter,) = [one for one in Letter.objects.filter(to="an@voorbeeld.be") if "/appeal/" in one.body]
    page = words_of(Client(headers={"host": "localhost"}), f"/fr/r/{given.code}/")
    link = re.search(r"/fr/appeal/[^\s\"]+", page)
    assert link
    assert link.group(0) in letter.body


def test_what_the_office_says_about_its_forms_is_so(stage: Stage) -> None:
    """Eight boxes with three filled in is held in test_receipts; ten with four needed, four with one."""
    stop, count = StopForm().visible_fields(), CountForm().visible_fields()
    assert (len(stop), len([one for one in stop if one.field.required])) == (10, 4)
    assert (len(count), len([one for one in count if one.field.required and one.field.initial is None])) == (4, 1)
