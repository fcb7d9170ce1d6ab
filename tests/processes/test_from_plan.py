"""A process begins as a plan of one's own; nobody begins with the plan of somebody else."""

from django.test import Client

from tests.support.cast import Member
from tests.support.stage import Stage
from wijk.processes.models import Process
from wijk.toolbox.models import SavedPlan


def office(member: Member) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    return client


def test_ones_own_plans_are_offered_and_become_a_process(stage: Stage) -> None:
    plan = SavedPlan.objects.first()
    assert plan is not None
    owner = stage.everywhere["manager"]
    SavedPlan.objects.filter(pk=plan.pk).update(person=owner.person)
    client = office(owner)
    page = client.get("/en/office/processes/new/").content.decode()
    assert f"?plan={plan.key}" in page
    address = f"/en/office/processes/new/?plan={plan.key}"
    assert client.get(address).status_code == 200
    before = Process.objects.count()
    facts = {"title_nl": "Uit een plan", "summary_nl": "Wat we doen", "place": "neighbourhood/1"}
    answer = client.post(address, facts)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert Process.objects.count() == before + 1


def test_the_plan_of_somebody_else_is_not_there(stage: Stage) -> None:
    plan = SavedPlan.objects.first()
    assert plan is not None
    other = next(m for m in (stage.everywhere["manager"], stage.everywhere["clerk"]) if m.person.pk != plan.person_id)
    client = office(other)
    assert plan.key not in client.get("/en/office/processes/new/").content.decode()
    assert client.get(f"/en/office/processes/new/?plan={plan.key}").status_code == 404
