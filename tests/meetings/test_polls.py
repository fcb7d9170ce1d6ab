"""A poll is answered by the member's own link, by the member, or by the office for who telephoned; and by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.cast import Member
from tests.support.samples.meetings import scene
from tests.support.stage import Stage
from wijk.core.errors import NotAllowed
from wijk.core.viewer import Operator
from wijk.meetings import actions, queries
from wijk.meetings.models import PollAnswer
from wijk.trail.models import Entry


def of(member: Member | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member is not None:
        client.force_login(member.person)
    return client


def test_the_secretary_notes_what_somebody_said_on_the_telephone(stage: Stage) -> None:
    here, seats = scene(stage), stage.scenes["organs"]
    desk, phoned = of(stage.stranger), seats.members[0]
    path = reverse("meetings:answer_for", args=[here.polling.key, phoned.pk])
    assert path in desk.get(reverse("meetings:poll", args=[here.polling.key])).content.decode()
    assert phoned.name in desk.get(path).content.decode()
    first, second = here.polling.options.all()
    answer = desk.post(path, {f"option-{first.pk}": "no", f"option-{second.pk}": "yes"})
    assert answer.status_code == 302
    told = dict(PollAnswer.objects.filter(mandate=phoned).values_list("option", "answer"))
    assert told == {first.pk: "no", second.pk: "yes"}
    assert queries.answered(here.polling) == {phoned.pk}
    entry = Entry.objects.filter(verb="meetings.answer_poll").latest("index")
    assert "office" in str(entry.data)
    assert phoned.name not in str(entry.data)
    assert 'value="yes" checked' in desk.get(path).content.decode()


def test_noting_nothing_is_said_so(stage: Stage) -> None:
    here, seats = scene(stage), stage.scenes["organs"]
    path = reverse("meetings:answer_for", args=[here.polling.key, seats.members[0].pk])
    answer = of(stage.stranger).post(path, {}, follow=True)
    assert answer.redirect_chain[-1][0] == path
    assert not PollAnswer.objects.exists()


def test_nobody_else_notes_answers(stage: Stage) -> None:
    here, seats = scene(stage), stage.scenes["organs"]
    path = reverse("meetings:answer_for", args=[here.polling.key, seats.members[0].pk])
    for reader in (stage.everywhere["resident"], stage.elsewhere["clerk"]):
        assert of(reader).get(path).status_code == 404
    foreign = reverse("meetings:answer_for", args=[here.polling.key, 999_999])
    assert of(stage.stranger).get(foreign).status_code == 404


def test_a_mandate_of_another_organ_has_no_answer_here(stage: Stage) -> None:
    here, seats = scene(stage), stage.scenes["organs"]
    foreign = seats.chair
    foreign.organ = seats.council
    foreign.save()
    with pytest.raises(NotAllowed):
        actions.answer_poll(Operator(), meeting=here.polling, mandate=foreign, answers={})


def test_a_poll_that_is_over_is_not_answered_for_anybody(stage: Stage) -> None:
    here, seats = scene(stage), stage.scenes["organs"]
    option = here.polling.options.first()
    assert option is not None
    actions.close_poll(Operator(), meeting=here.polling, option=option)
    path = reverse("meetings:answer_for", args=[here.polling.key, seats.members[0].pk])
    assert "<fieldset" not in of(stage.stranger).get(path).content.decode()
    of(stage.stranger).post(path, {f"option-{option.pk}": "yes"})
    assert not PollAnswer.objects.exists()
