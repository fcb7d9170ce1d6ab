"""What can be done with meetings, what is refused with which sentence, and who may do it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.samples.meetings import scene
from tests.support.scenes.meetings import local
from tests.support.stage import Stage
from wijk.accounts import actions as accounts
from wijk.core import clock
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.meetings import access, actions, queries, times
from wijk.meetings.models import Attendance, Meeting, PollAnswer, Section
from wijk.meetings.providing import tells
from wijk.organs import actions as organs
from wijk.organs.models import Decision

ME = Operator()


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda fault: fault.code == code)


def plan(stage: Stage, days: int, **more: Any) -> Meeting:
    organ = stage.scenes["organs"].committee
    return actions.plan_meeting(
        ME, organ=organ, title=Text.of("M"), starts_at=local(days, 9), ends_at=local(days, 10), **more
    )


def test_an_agenda_in_a_circle_is_refused(stage: Stage) -> None:
    first, second, third = (plan(stage, n) for n in (50, 51, 52))
    one = actions.add_item(ME, meeting=first, title=Text.of("A"), about=second.subject)
    two = actions.add_item(ME, meeting=second, title=Text.of("B"), about=third.subject)
    with refused("agenda-circle"):
        actions.add_item(ME, meeting=third, title=Text.of("C"), about=one.subject)
    with refused("agenda-circle"):
        actions.add_item(ME, meeting=second, title=Text.of("C"), about=second.subject)
    with refused("agenda-circle"):
        actions.change_item(ME, item=two, title=Text.of("B"), about=two.subject, kind="discussion")
    actions.add_item(ME, meeting=first, title=Text.of("D"), about=third.subject)  # two ways to one place are no circle


def test_a_point_refers_to_what_is_there(stage: Stage) -> None:
    with refused("item-about"):
        actions.add_item(ME, meeting=scene(stage).coming, title=Text.of("A"), about=Subject("organs.organ", "nothing"))
    item = scene(stage).item
    assert item.about_path.startswith("organs/decisions/")
    assert item.about_title["fr"] == "La place sera sans voitures"


def test_what_a_point_refers_to_in_secret_is_not_named(stage: Stage) -> None:
    reserved = Subject("organs.decision", stage.scenes["organs"].reserved.key)
    item = actions.add_item(ME, meeting=scene(stage).coming, title=Text.of("A"), about=reserved)
    assert not item.about_title
    assert not item.about_path


def test_two_who_write_at_once_both_keep_their_text(stage: Stage) -> None:
    here = scene(stage)
    section = Section.objects.get(item=here.written)
    told: dict[str, Any] = {"meeting": here.held, "item": here.written, "version": section.version}
    actions.write_minutes(ME, public_text="Mine.", **told)
    with pytest.raises(actions.Clash) as clash:
        actions.write_minutes(ME, public_text="Theirs.", **told)
    assert clash.value.theirs.public_text == "Mine."
    assert Section.objects.get(item=here.written).public_text == "Mine."
    actions.write_minutes(ME, public_text="Mine.", **told)  # the same words twice are no clash


def test_approved_minutes_no_longer_change(stage: Stage) -> None:
    held = scene(stage).held
    actions.approve_minutes(ME, meeting=held)
    with refused("minutes-approved"):
        actions.write_minutes(ME, meeting=held, public_text="Later.")
    with refused("minutes-approved"):
        actions.note_attendance(ME, meeting=held, seats={})
    with refused("minutes-approved-already"):
        actions.approve_minutes(ME, meeting=held)


def test_minutes_are_approved_at_a_later_meeting_of_the_same_organ(stage: Stage) -> None:
    here = scene(stage)
    earlier, other = plan(stage, -20), plan(stage, 60)
    for at, code in ((earlier, "minutes-at"), (other, "minutes-at-future"), (here.held, "minutes-at")):
        with refused(code):
            actions.approve_minutes(ME, meeting=here.held, at=at)
    with refused("minutes-day"):
        actions.approve_minutes(ME, meeting=here.held, on=clock.today() + timedelta(days=2))
    with refused("minutes-day"):
        actions.approve_minutes(ME, meeting=here.held, on=date(2000, 1, 1))
    later = plan(stage, -1)
    assert actions.approve_minutes(ME, meeting=here.held, at=later).approved_on == times.local(local(-1, 9)).date()


def test_nothing_of_a_meeting_before_it_begins(stage: Stage) -> None:
    coming = scene(stage).coming
    with refused("meeting-not-begun"):
        actions.note_attendance(ME, meeting=coming, seats={})
    with refused("meeting-not-begun"):
        actions.write_minutes(ME, meeting=coming, public_text="Too early.")


def test_a_cancelled_meeting_stays_cancelled(stage: Stage) -> None:
    coming = scene(stage).coming
    with refused("cancel-why"):
        actions.cancel_meeting(ME, meeting=coming, why=Text())
    actions.cancel_meeting(ME, meeting=coming, why=Text.of("Ill."))
    with refused("meeting-cancelled"):
        actions.move_meeting(ME, meeting=coming, starts_at=local(9, 9), ends_at=local(9, 10))
    with refused("meeting-cancelled"):
        actions.invite(ME, meeting=coming)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": Text()}, "meeting-untitled"),
        ({"starts_at": local(5, 9), "ends_at": local(5, 8)}, "meeting-backwards"),
        ({"place": "neighbourhood/none"}, "meeting-place"),
        ({"access": ["lift-to-heaven"]}, "meeting-access"),
        ({"interpretation": ["not a language"]}, "meeting-language"),
        ({"online": "javascript:alert(1)"}, "meeting-online"),
        ({"lon": 4.0}, "meeting-point"),
        ({"lon": 4.0, "lat": 444.0}, "meeting-point"),
    ],
)
def test_facts_that_make_no_sense(stage: Stage, more: dict[str, Any], code: str) -> None:
    told: dict[str, Any] = {"title": Text.of("M"), "starts_at": local(5, 9), "ends_at": local(5, 10), **more}
    with refused(code):
        actions.plan_meeting(ME, organ=stage.scenes["organs"].committee, **told)


def test_an_organ_that_has_ended_no_longer_meets(stage: Stage) -> None:
    with refused("organ-ended"):
        actions.plan_meeting(
            ME, organ=stage.scenes["organs"].group, title=Text.of("M"), starts_at=local(200, 9), ends_at=local(200, 10)
        )


def test_the_quorum_counts_who_has_a_vote(stage: Stage) -> None:
    here, organ = scene(stage), stage.scenes["organs"]
    told = queries.quorum(here.held)
    assert (told.present, told.members, told.needed, told.reached) == (3, 4, 3, True)
    seats = {organ.chair.pk: "present", organ.members[0].pk: "represented", organ.members[1].pk: "excused"}
    with refused("attendance-substitute"):
        actions.note_attendance(ME, meeting=here.held, seats=seats)
    with refused("attendance-substitute"):
        actions.note_attendance(
            ME, meeting=here.held, seats=seats, substitutes={organ.members[0].pk: organ.members[1].pk}
        )
    stood_in = {organ.members[0].pk: organ.substitute.pk}
    assert actions.note_attendance(ME, meeting=here.held, seats=seats, substitutes=stood_in) == 2
    assert not queries.quorum(here.held).reached
    assert set(queries.there(here.held)) == {organ.chair.pk, organ.substitute.pk}


def test_a_substitute_replaces_their_own_member_alone(stage: Stage) -> None:
    here, organ = scene(stage), stage.scenes["organs"]
    seats = {organ.members[1].pk: "represented"}
    with refused("attendance-wrong-substitute"):
        actions.note_attendance(
            ME, meeting=here.held, seats=seats, substitutes={organ.members[1].pk: organ.substitute.pk}
        )


def test_nobody_is_there_without_a_mandate_on_that_day(stage: Stage) -> None:
    here, organ = scene(stage), stage.scenes["organs"].committee
    fresh = organs.give_mandate(ME, organ=organ, name="Elke Eik", role="member", since=times.local(local(0, 9)).date())
    with refused("attendance-mandate"):
        actions.note_attendance(ME, meeting=here.held, seats={fresh.pk: "present"})
    assert not Attendance.objects.filter(mandate=fresh).exists()


def test_a_decision_needs_the_quorum_that_was_noted(stage: Stage) -> None:
    here, organ = scene(stage), stage.scenes["organs"]
    away = {organ.members[0].pk: "absent", organ.members[1].pk: "absent"}
    actions.note_attendance(ME, meeting=here.held, seats=away)
    with refused("no-quorum"):
        actions.record_decision(ME, item=here.written, motion=Text.of("Yes."), votes={organ.chair.pk: "for"})
    assert not Decision.objects.filter(about=str(here.written.subject)).exists()


def test_a_decision_on_a_reserved_point_is_reserved(stage: Stage) -> None:
    here, organ = scene(stage), stage.scenes["organs"]
    secret = actions.add_item(ME, meeting=here.held, title=Text.of("Hush"), public=False)
    part = actions.add_item(ME, meeting=here.held, title=Text.of("Hush 2"), parent=secret)
    votes = {organ.chair.pk: "for", organ.members[0].pk: "for", organ.members[1].pk: "for"}
    for item in (secret, part):
        assert not actions.record_decision(ME, item=item, motion=Text.of("Yes."), votes=votes).public


# --- the poll -------------------------------------------------------------------------------------------------------


def test_a_poll_from_question_to_plan(stage: Stage) -> None:
    polling, organ = scene(stage).polling, stage.scenes["organs"]
    first, second = polling.options.all()
    token = access.poll_token(polling, organ.members[0])
    told: dict[str, Any] = {"meeting": polling, "mandate": organ.members[0], "token": token}
    actions.answer_poll(Passerby(), answers={first.pk: "no", second.pk: "maybe"}, **told)
    actions.answer_poll(stage.stranger.viewer, meeting=polling, mandate=organ.chair, answers={second.pk: "yes"})
    best = [choice.option.pk for choice in queries.poll(polling) if choice.best]
    assert best == [second.pk]
    planned = actions.close_poll(ME, meeting=polling, option=second)
    assert (planned.state, planned.starts_at) == ("planned", second.starts_at)
    assert not PollAnswer.objects.filter(option__meeting=polling).exists()
    with refused("poll-closed"):
        actions.answer_poll(Passerby(), answers={first.pk: "yes"}, **told)


def test_a_link_answers_for_one_member_of_one_meeting(stage: Stage) -> None:
    polling, organ = scene(stage).polling, stage.scenes["organs"]
    option = polling.options.first()
    assert option is not None
    token = access.poll_token(polling, organ.members[0])
    for mandate, link in ((organ.members[1], token), (organ.members[0], token + "x"), (organ.members[0], "")):
        with pytest.raises(NotAllowed):
            actions.answer_poll(Passerby(), meeting=polling, mandate=mandate, answers={option.pk: "yes"}, token=link)
    organs.end_mandate(ME, mandate=organ.members[0], on=clock.today() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.answer_poll(
            Passerby(), meeting=polling, mandate=organ.members[0], answers={option.pk: "yes"}, token=token
        )


@pytest.mark.parametrize(
    ("days", "until", "code"), [([5], 2, "poll-options"), ([5, 6], 7, "poll-until"), ([5, 6], -1, "poll-until")]
)
def test_polls_that_make_no_sense(stage: Stage, days: list[int], until: int, code: str) -> None:
    options = [times.Moment(local(n, 9), local(n, 10)) for n in days]
    last = times.local(local(until, 9)).date()
    with refused(code):
        actions.open_poll(ME, organ=stage.scenes["organs"].committee, title=Text.of("?"), options=options, until=last)


# --- letters, reminders, erasing ------------------------------------------------------------------------------------


def test_members_are_invited_once_per_moment(stage: Stage) -> None:
    coming = scene(stage).coming
    address = stage.stranger.person.email
    actions.invite(ME, meeting=coming)
    letters = Letter.objects.filter(to=address)
    count = letters.count()
    actions.invite(ME, meeting=coming)
    assert letters.count() == count
    actions.move_meeting(ME, meeting=coming, starts_at=local(16, 18), ends_at=local(16, 20))
    actions.invite(ME, meeting=coming)
    assert letters.count() == count + 1


def test_a_letter_of_a_poll_holds_the_members_own_link(stage: Stage) -> None:
    polling = scene(stage).polling
    actions.invite(ME, meeting=polling)
    letter = Letter.objects.filter(to=stage.stranger.person.email).latest("pk")
    assert access.poll_token(polling, stage.scenes["organs"].chair)[:30] in letter.body


def test_reminders_come_once_before_and_once_when_late(stage: Stage) -> None:
    due = scene(stage).follow_up.due
    noon = local(0, 12)
    told = [actions.remind(noon + timedelta(days=n)) for n in range(60)]
    days_before = (due - times.local(noon).date()).days - 7
    assert [n for n, written in enumerate(told) if written] == [days_before, days_before + 8]


def test_a_meeting_is_announced_the_day_before(stage: Stage) -> None:
    coming = scene(stage).coming
    actions.invite(ME, meeting=coming)
    assert coming.starts_at is not None
    before = coming.starts_at - timedelta(hours=20)
    assert actions.remind(before) == 1
    assert actions.remind(before) == 0


def test_an_erased_person_leaves_no_answers_and_no_calendar(stage: Stage) -> None:
    chair, here = stage.stranger, scene(stage)
    option = here.polling.options.first()
    assert option is not None
    actions.answer_poll(
        chair.viewer, meeting=here.polling, mandate=stage.scenes["organs"].chair, answers={option.pk: "yes"}
    )
    token = actions.renew_calendar(chair.viewer, person=chair.person)
    accounts.erase_person(chair.viewer, person=chair.person)
    assert not PollAnswer.objects.filter(option=option).exists()
    with pytest.raises(Refused):
        access.calendar_person(token)


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_is_taken_in_whole_and_again_changes_nothing(stage: Stage) -> None:
    key = stage.scenes["organs"].committee.key
    head = "id;organ;title_nl;title_fr;date;start;end;where_nl\n"
    rows = f"a;{key};Raad, één;Conseil;2031-03-29;19:30;23:00;Zaal\nb;{key};Dag;;2031-04-01;;;\n"
    content = ("\ufeff" + head + rows).encode()
    assert actions.import_meetings(ME, content=content) == actions.Imported(2, 0, 0)
    assert actions.import_meetings(ME, content=content) == actions.Imported(0, 0, 2)
    changed = content.replace(b"19:30", b"20:00")
    assert actions.import_meetings(ME, content=changed) == actions.Imported(0, 1, 1)
    moved = Meeting.objects.get(source_id="a")
    assert (moved.state, moved.sequence) == ("moved", 1)
    assert Meeting.objects.get(source_id="b").all_day


def test_every_fault_of_a_file_by_line_and_column_and_nothing_taken(stage: Stage) -> None:
    key = stage.scenes["organs"].committee.key
    before = Meeting.objects.count()
    rows = [
        "id,organ,title_nl,date,start,end",
        f"1,{key},Goed,2031-01-02,19:00,21:00",
        f"1,{key},Dubbel,2031-01-02,19:00,21:00",
        f"2,{key},,2031-01-02,19:00,21:00",
        f"3,{key},Uur,2031-03-30,02:30,04:00",
        f"4,{key},Dag,31/31/2031,19:00,21:00",
        f"5,{key},Tijd,2031-01-02,25:00,26:00",
        f"6,{key},Half,2031-01-02,19:00,",
    ]
    with pytest.raises(Faulty) as fault:
        actions.import_meetings(ME, content="\n".join(rows).encode())
    said = "\n".join(map(str, fault.value.problems))
    for line in (3, 4, 5, 6, 7, 8):
        assert f"{line}" in said
    assert len(fault.value.problems) >= 6
    with pytest.raises(Faulty):
        actions.import_meetings(ME, content=b"id,organ,title_nl,date\n9,nobody,Goed,2031-01-02\n")
    assert Meeting.objects.count() == before


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"id,organ\n", b'id,organ,title_nl,date\n"x,y\n', b"\0\0", b"id,id,organ,date\n"]
)
def test_hostile_files_are_refused(stage: Stage, content: bytes) -> None:
    with pytest.raises(Faulty):
        actions.import_meetings(ME, content=content)


def test_nobody_plans_by_file_what_they_may_not_plan(stage: Stage) -> None:
    content = f"id,organ,title_nl,date\n9,{stage.scenes['organs'].committee.key},Goed,2031-01-02\n".encode()
    with pytest.raises(NotAllowed):
        actions.import_meetings(stage.everywhere["resident"].viewer, content=content)
    with pytest.raises(Faulty):
        actions.import_meetings(stage.elsewhere["clerk"].viewer, content=content)


# --- who may, and who hears of it -----------------------------------------------------------------------------------


def test_the_chair_plans_and_a_passer_by_does_not(stage: Stage) -> None:
    organ = stage.scenes["organs"].committee
    told: dict[str, Any] = {"organ": organ, "title": Text.of("M"), "starts_at": local(5, 9), "ends_at": local(5, 10)}
    assert actions.plan_meeting(stage.stranger.viewer, **told).organ == organ
    for viewer in (Passerby(), stage.everywhere["resident"].viewer, stage.elsewhere["clerk"].viewer):
        with pytest.raises(NotAllowed):
            actions.plan_meeting(viewer, **told)


def test_followers_hear_of_public_meetings_alone(stage: Stage) -> None:
    here = scene(stage)
    done = [
        Done(n, clock.now(), "meetings.move_meeting", m.subject, "", {})
        for n, m in enumerate((here.coming, here.closed))
    ]
    public, closed = tells.news(done)
    assert closed is None
    assert public is not None
    assert public.areas >= {"neighbourhood/1"}
    assert here.coming.subject in public.about
    assert "verplaatst" in public.text["nl"] or "moved" in public.text["nl"]


def test_what_owes_minutes(stage: Stage) -> None:
    here = scene(stage)
    Meeting.objects.filter(pk__in=[here.held.pk, here.coming.pk]).update(process="plein")
    day = times.local(local(-7, 9)).date()
    assert queries.owing_minutes("plein", day, day) == [here.held]
    assert queries.owing_minutes("plein", day + timedelta(days=1), day + timedelta(days=1)) == []
    actions.approve_minutes(ME, meeting=here.held)
    assert queries.owing_minutes("plein", day, day) == []


def test_lists_cost_one_query_with_thousands_of_meetings(stage: Stage, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = queries.upcoming(area="neighbourhood/1")
        assert [m.organ.key for m in found]
    with django_assert_num_queries(1):
        assert scene(stage).held in queries.held(area="neighbourhood/1")
    assert scene(stage).coming in queries.upcoming(area="neighbourhood/1")
    assert scene(stage).closed not in queries.upcoming(area="neighbourhood/1")
    assert scene(stage).coming not in queries.upcoming(area="neighbourhood/3")
