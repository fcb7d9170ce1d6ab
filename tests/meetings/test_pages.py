"""Whole errands through the pages: from a poll to approved minutes, and what each reader may see on the way."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.support.cast import Member
from tests.support.samples.meetings import scene
from tests.support.scenes.meetings import local
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings import access, actions
from wijk.meetings.models import Meeting, Section
from wijk.organs.models import Decision

SECRETS = ("Zwijgzaamheid", "Fluisternota", "Stilzwijgend geheim", "zoom.example", "Twelve trees")


def of(member: Member | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member is not None:
        client.force_login(member.person)
    return client


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, f"{name}: {answer.status_code}"
    return str(answer.content.decode())


def send(client: Client, name: str, *args: Any, **told: Any) -> Any:
    return client.post(reverse(name, args=args), told)


def test_from_poll_to_approved_minutes(stage: Stage) -> None:
    chair, organ = stage.stranger, stage.scenes["organs"]
    desk = of(chair)
    options = "\n".join(f"{local(n, 12):%Y-%m-%d} 19:30-21:30" for n in (5, 6))
    told = {
        "organ": organ.committee.key, "title_nl": "Vijfde ronde", "options": options, "minutes_language": "nl", "public": "on",
        "poll_until": f"{local(3, 12):%Y-%m-%d}",
    }  # fmt: skip
    answer = send(desk, "meetings:new", **told)
    assert answer.status_code == 302, answer.content.decode()
    meeting = Meeting.objects.get(key="vijfde-ronde")
    assert meeting.state == "polling"
    token = access.poll_token(meeting, organ.members[0])
    option = meeting.options.last()
    assert option is not None
    assert "Vijfde ronde" in page(of(None), "meetings:answer", meeting.key, token)
    send(of(None), "meetings:answer", meeting.key, token, **{f"option-{option.pk}": "yes"})
    assert "past het best" in page(desk, "meetings:poll", meeting.key) or "suits most" in page(
        desk, "meetings:poll", meeting.key
    )
    send(desk, "meetings:poll", meeting.key, option=option.pk)
    send(desk, "meetings:agenda", meeting.key, title_nl="Banken", kind="decision", public="on", duration="20")
    send(desk, "meetings:invite", meeting.key)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.invited_at is not None) == ("planned", True)
    assert "Banken" in page(of(None), "meetings:meeting", meeting.key)
    assert meeting.starts_at is not None
    with clock.at(meeting.starts_at):
        _hold(desk, stage, meeting)
    assert "De banken komen er." in page(of(None), "meetings:meeting", meeting.key)


def _hold(desk: Client, stage: Stage, meeting: Meeting) -> None:
    organ, item = stage.scenes["organs"], meeting.items.get()
    seats = {f"seat-{m.pk}": "present" for m in (organ.chair, *organ.members)}
    send(desk, "meetings:attendance", meeting.key, guests="4", **seats)
    send(
        desk,
        "meetings:minutes",
        meeting.key,
        item=item.key,
        version="0",
        public_text="De banken komen er.",
        reserved_text="Sst.",
    )
    assert "De banken komen er." not in page(of(None), "meetings:meeting", meeting.key)
    votes = {f"vote_{m.pk}": "for" for m in (organ.chair, *organ.members)}
    answer = send(desk, "meetings:decide", meeting.key, item.key, motion_nl="Tien banken.", rule="majority", **votes)
    assert answer.status_code == 302, answer.content.decode()
    decision = Decision.objects.get(about=str(item.subject))
    assert (decision.outcome, decision.votes_for, decision.public) == ("adopted", 4, True)
    due = f"{local(40, 12):%Y-%m-%d}"
    send(desk, "meetings:follow", meeting.key, text_nl="Offertes", due=due, mandate=organ.chair.pk, shown="on")
    send(desk, "meetings:finish", meeting.key, meeting.follow_ups.get().key, result="Drie offertes.")
    assert meeting.follow_ups.get().state == "done"
    send(desk, "meetings:approve", meeting.key, at="", on="")
    meeting.refresh_from_db()
    assert meeting.state == "approved"
    shown = page(of(None), "meetings:meeting", meeting.key)
    assert "De banken komen er." in shown
    assert "Sst." not in shown
    assert decision.title.to() in shown


@pytest.mark.parametrize("which", ["coming", "held"])
def test_a_stranger_reads_nothing_reserved(stage: Stage, which: str) -> None:
    meeting = getattr(scene(stage), which)
    for reader in (None, stage.helper, stage.elsewhere["clerk"], stage.everywhere["resident"]):
        if reader is stage.helper:
            continue  # she facilitates here
        shown = page(of(reader), "meetings:meeting", meeting.key)
        assert not [secret for secret in SECRETS if secret in shown]


def test_a_member_reads_what_is_reserved(stage: Stage) -> None:
    here = scene(stage)
    shown = page(of(stage.stranger), "meetings:meeting", here.coming.key) + page(
        of(stage.stranger), "meetings:meeting", here.held.key
    )
    assert not [secret for secret in SECRETS if secret not in shown]


def test_reserved_meetings_and_polls_are_absent(stage: Stage) -> None:
    here = scene(stage)
    for meeting in (here.closed, here.polling):
        for name in ("meetings:meeting", "meetings:event"):
            page(of(None), name, meeting.key, status=404)
    assert "Achterkamer" in page(of(stage.stranger), "meetings:meeting", here.closed.key)
    page(of(None), "meetings:paper", here.coming.key, here.paper.pk, status=404)
    assert of(stage.stranger).get(reverse("meetings:paper", args=[here.coming.key, here.paper.pk])).status_code == 200


def test_two_writers_see_both_texts(stage: Stage) -> None:
    here, desk = scene(stage), of(stage.stranger)
    version = Section.objects.get(item=here.written).version
    told: dict[str, Any] = {"item": here.written.key, "version": version, "reserved_text": ""}
    send(desk, "meetings:minutes", here.held.key, public_text="Eerst.", **told)
    shown = send(
        of(stage.everywhere["clerk"]), "meetings:minutes", here.held.key, public_text="Ook.", **told
    ).content.decode()
    assert ">Ook.</textarea>" in shown
    assert "<p>Eerst.</p>" in shown
    assert f'name="version" value="{version + 1}"' in shown


def test_the_moment_elsewhere(stage: Stage) -> None:
    meeting = scene(stage).coming
    for zone, status in (("Asia/Tokyo", True), ("../../etc/passwd", False), ("x" * 500, False)):
        answer = of(None).get(reverse("meetings:meeting", args=[meeting.key]), {"zone": zone})
        assert answer.status_code == 200
        assert ("+09:00" in answer.content.decode()) is status
    assert 'datetime="' in page(of(None), "meetings:meeting", meeting.key)


def test_old_moments_stay_readable(stage: Stage) -> None:
    meeting = scene(stage).coming
    why = Text({"nl": "De zaal is bezet.", "en": "The hall is taken."})
    actions.move_meeting(Operator(), meeting=meeting, starts_at=local(17, 18), ends_at=local(17, 20), why=why)
    shown = page(of(None), "meetings:meeting", meeting.key)
    assert "<s>" in shown
    assert "The hall is taken." in shown


@pytest.mark.parametrize("what", ["invitation", "attendance"])
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_paper_in_each_language(stage: Stage, what: str, language: str) -> None:
    path = reverse("meetings:print", args=[scene(stage).coming.key, what]) + f"?language={language}"
    answer = of(stage.stranger).get(path)
    words = "".join(p.extract_text() for p in PdfReader(BytesIO(answer.content)).pages)
    assert {"nl": "derde ronde", "fr": "troisième tour", "en": "third round"}[language] in words
    assert "zoom.example" not in words


def test_what_people_type_is_no_markup_on_paper(stage: Stage) -> None:
    evil = Text.of('#panic("x") *vet* $x$ <b> @no \\ `code`')
    actions.add_item(Operator(), meeting=scene(stage).coming, title=evil, text=evil)
    answer = of(stage.stranger).get(reverse("meetings:print", args=[scene(stage).coming.key, "invitation"]))
    assert answer.status_code == 200
    assert "#panic" in "".join(p.extract_text() for p in PdfReader(BytesIO(answer.content)).pages)


def test_a_faulty_file_is_told_by_line_on_the_page(stage: Stage) -> None:
    file = SimpleUploadedFile("m.csv", b"id,organ,title_nl,date\n1,nobody,Raad,2031-13-01\n", "text/csv")
    shown = send(of(stage.stranger), "meetings:import", file=file).content.decode()
    assert "2031-13-01" in shown
    assert not Meeting.objects.filter(source_id="1").exists()


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"day": "2027-03-28", "start": "02:30", "end": "04:00"}, "02:30"),
        ({"day": "2027-03-28", "start": "19:00"}, "id_end_error"),
        ({}, "id_day_error"),
        ({"options": "soon", "poll_until": "2027-01-01"}, "id_options_error"),
    ],
)
def test_a_moment_that_makes_no_sense_stays_in_the_form(stage: Stage, told: dict[str, str], word: str) -> None:
    before = Meeting.objects.count()
    organ = stage.scenes["organs"].committee.key
    answer = send(of(stage.stranger), "meetings:new", organ=organ, title_nl="X", minutes_language="nl", **told)
    assert answer.status_code == 200
    assert word in answer.content.decode()
    assert Meeting.objects.count() == before


def test_lists_filter_and_hold_nothing_reserved(stage: Stage) -> None:
    here = scene(stage)
    client = of(None)
    for query, has in (
        ("", True),
        ("?area=neighbourhood/1", True),
        ("?area=neighbourhood/3", False),
        ("?organ=nobody", False),
    ):
        shown = client.get(reverse("meetings:index") + query).content.decode()
        assert (here.coming.key in shown) is has
        assert here.closed.key not in shown
    past = client.get(reverse("meetings:index") + "?when=past").content.decode()
    assert here.held.key in past
