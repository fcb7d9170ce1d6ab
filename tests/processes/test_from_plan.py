"""A process begins as a plan of one's own; nobody begins with the plan of somebody else."""

from django.test import Client
from django.utils import timezone

from tests.support.cast import Member
from tests.support.stage import Stage
from wijk.meetings.models import Meeting
from wijk.processes.models import Process
from wijk.processes.queries import draft_content
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


def own_plan(owner: Member) -> SavedPlan:
    plan = SavedPlan.objects.first()
    assert plan is not None
    plan.person = owner.person
    plan.save()
    return plan


def test_with_an_organ_the_meetings_of_the_plan_stand_in_its_calendar(stage: Stage) -> None:
    owner, organ = stage.everywhere["manager"], stage.scenes["organs"].council
    plan = own_plan(owner)
    address = f"/en/office/processes/new/?plan={plan.key}"
    page = office(owner).get(address).content.decode()
    assert "Plan the meetings later" in page
    assert "First day" not in page  # the plan says the days
    facts = {"title_nl": "Met een raad", "place": "neighbourhood/1", "organ": organ.key, "living_there": "partly"}
    assert office(owner).post(address, facts).status_code == 302
    process = Process.objects.get(key="met-een-raad")
    planned = {(m["title"]["en"], m["day"]) for m in plan.made["meetings"]}
    held = Meeting.objects.filter(process=process.key, organ=organ)
    assert {(m.title["en"], timezone.localtime(m.starts_at).date().isoformat()) for m in held if m.starts_at} == planned
    assert planned
    assert not [task for task in process.tasks.all() if "Choose an organ" in str(task.title)]
    assert draft_content(process).living == "partly"


def test_without_an_organ_each_meeting_waits_as_a_task(stage: Stage) -> None:
    owner = stage.everywhere["manager"]
    plan = own_plan(owner)
    address = f"/en/office/processes/new/?plan={plan.key}"
    assert office(owner).post(address, {"title_nl": "Later", "place": "", "organ": ""}).status_code == 302
    process = Process.objects.get(key="later")
    assert not Meeting.objects.filter(process=process.key).exists()
    waiting = [task for task in process.tasks.all() if "Choose an organ" in task.title.to("en")]
    assert len(waiting) == len(plan.made["meetings"])


def test_an_organ_of_others_is_not_offered_and_not_taken(stage: Stage) -> None:
    owner, organ = stage.elsewhere["facilitator"], stage.scenes["organs"].council
    address = f"/en/office/processes/new/?plan={own_plan(owner).key}"
    assert organ.key not in office(owner).get(address).content.decode()
    facts = {"title_nl": "Niet zo", "place": "neighbourhood/3", "organ": organ.key}
    assert office(owner).post(address, facts).status_code == 200
    assert not Process.objects.filter(key="niet-zo").exists()


def test_without_a_plan_nobody_is_asked_for_an_organ(stage: Stage) -> None:
    page = office(stage.everywhere["manager"]).get("/en/office/processes/new/").content.decode()
    assert "Plan the meetings later" not in page
    assert "First day" in page


def test_the_calendar_of_a_process_bears_its_title(stage: Stage) -> None:
    client, key = Client(headers={"host": "localhost"}), stage.scenes["processes"].square.key
    for language, name in (("nl", "Het plein opnieuw"), ("fr", "La place autrement")):
        calendar = client.get(f"/{language}/calendars/process/{key}.ics").content.decode()
        assert name in calendar
    draft = stage.scenes["processes"].draft
    assert client.get(f"/en/calendars/process/{draft.key}.ics").status_code == 404
