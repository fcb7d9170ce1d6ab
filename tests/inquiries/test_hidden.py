"""What is personal is hidden wherever one reads a remark, from the moment somebody asks; and all of it comes back where a second person
finds nothing personal in it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.support.scenes.inquiries import Scene
from wijk.accounts.access import PersonViewer
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution
from wijk.contributions.queries import Where
from wijk.core.errors import Refused
from wijk.inquiries import actions
from wijk.inquiries.exporters.report import report_pdf
from wijk.inquiries.models import Redaction, Remark
from wijk.notices.actions import gather
from wijk.notices.models import Item
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
#: A name that stands nowhere else in the test town.
NAME = "Zwaluwenberg"
TITLE, BODY = f"De tuin van {NAME}", f"Naast {NAME} staat een linde. Mevrouw {NAME} is 81."
EARLIER = f"Eerst zei ik: {NAME} woont op 4."
#: Addresses that repeat what one asked for: there the whole title tells.
ASKING = (f"/en/voices/?words={NAME}", f"/en/find/?q={NAME}", f"/en/say/alike/?area=neighbourhood/1&words={NAME}")
#: Every address at which everybody reads remarks, or finds them by their words.
WAYS = (
    "/en/voices/{voice}/",
    "/en/voices/",
    *ASKING,
    "/en/inquiries/{inquiry}/remarks/",
    "/api/v1/contributions",
    "/api/v1/contributions.csv",
    "/api/v1/contributions/{voice}",
    "/voices.csv",
    "/voices.geojson",
    "/api/v1/inquiries/{inquiry}/remarks.csv",
    "/api/v1/inquiries/{inquiry}/remarks.json",
    "/en/feeds/area:neighbourhood/1.atom",
    "/en/feeds/subject:contributions.contribution:{voice}.atom",
    "/en/follow/?what=area:neighbourhood/1",
)


@pytest.fixture
def remark(scene: Scene) -> Remark:
    """A remark that somebody with an account made on the web and put otherwise once, as everybody hears of it."""
    row, author = scene.inquiry, scene.stage.cast.charlie.viewer
    assert row.opening is not None
    said = contributions.submit(
        author, opening=row.opening, kind="inquiry_remark", title="De tuin", body=EARLIER, language="nl",
        where=Where(lon=4.345, lat=50.857),
    ).contribution  # fmt: skip
    contributions.edit(author, contribution=said, title=TITLE, body=BODY, revision=said.revision)
    gather()
    return Remark.objects.select_related("inquiry", "contribution").get(contribution=said)


def asked(by: PersonViewer, remark: Remark) -> Redaction:
    words = Contribution.objects.get(pk=remark.contribution_id)
    hidden = {"title": words.title.replace(NAME, actions.MARK), "body": words.body.replace(NAME, actions.MARK)}
    return actions.redact(by, remark=remark, reading=words.revision, **hidden)


def read(remark: Remark) -> Iterator[tuple[str, str]]:
    """What everybody reads, by address, and in the report."""
    client = Client(headers={"host": "localhost"})
    for way in WAYS:
        path = way.format(voice=remark.contribution.key, inquiry=remark.inquiry.key)
        answer: Any = client.get(path)
        assert answer.status_code in (200, 404, 410), path
        yield way, (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    pages = PdfReader(BytesIO(report_pdf(remark.inquiry, "nl"))).pages
    yield "report", "".join(page.extract_text() for page in pages)


def telling(remark: Remark) -> list[str]:
    """By which ways everybody reads the name."""
    return [way for way, words in read(remark) if (TITLE if way in ASKING else NAME) in words]


def test_it_is_hidden_at_once_by_every_way_and_comes_back_by_every_way(scene: Scene, remark: Remark) -> None:
    before = Contribution.objects.get(pk=remark.contribution_id)
    wordings = list(before.wordings.values("revision", "title", "body", "until"))
    assert telling(remark) == [*WAYS, "report"], "each way tells it as long as nobody has asked"
    assert EARLIER in dict(read(remark))["/en/voices/{voice}/"]
    redaction = asked(scene.clerk, remark)
    assert telling(remark) == []
    assert all(actions.MARK in dict(read(remark))[way] for way in ("/en/voices/{voice}/", "report"))
    assert actions.refuse_redaction(scene.manager, redaction=redaction).state == "refused"
    assert telling(remark) == [*WAYS, "report"]
    after = Contribution.objects.get(pk=remark.contribution_id)
    assert (after.title, after.body) == (TITLE, BODY)
    assert list(after.wordings.values("revision", "title", "body", "until")) == wordings
    redaction.refresh_from_db()
    assert (redaction.title_before, redaction.body_before, redaction.earlier, redaction.seal) == ("", "", [], "")


def test_what_is_confirmed_stays_hidden_by_every_way_and_sealed(scene: Scene, remark: Remark) -> None:
    redaction = asked(scene.clerk, remark)
    done = actions.confirm_redaction(scene.manager, redaction=redaction)
    assert telling(remark) == []
    assert (done.title_before, done.body_before, done.earlier) == (TITLE, BODY, [])
    assert done.seal == actions.seal_of(done)
    assert not any(NAME in str(entry.data) for entry in Entry.objects.all())


def test_who_confirms_reads_what_stands_under_it_and_who_asked_reads_no_more_than_everybody(
    scene: Scene, remark: Remark, signed_in: Any
) -> None:
    asked(scene.clerk, remark)
    page = f"/en/office/inquiries/{remark.inquiry.key}/remarks/{remark.number}/"
    told = {role: signed_in(role).get(page).content.decode() for role in ("manager", "clerk", "facilitator")}
    assert {role: NAME in words for role, words in told.items()} == {
        "manager": True, "clerk": True, "facilitator": False,
    }  # fmt: skip
    assert signed_in("manager").post(page, {"do": "leave"}).status_code == 302
    assert NAME in signed_in("facilitator").get(page).content.decode()


def test_an_author_who_says_it_otherwise_in_the_meantime_has_the_last_word(scene: Scene, remark: Remark) -> None:
    redaction, author = asked(scene.clerk, remark), scene.stage.cast.charlie.viewer
    words = Contribution.objects.get(pk=remark.contribution_id)
    contributions.edit(author, contribution=words, title="De tuin", body="Er staat een linde.", revision=words.revision)
    with pytest.raises(Refused) as found:
        actions.confirm_redaction(scene.manager, redaction=redaction)
    assert found.value.code == "changed"
    actions.refuse_redaction(scene.manager, redaction=redaction)
    assert Contribution.objects.get(pk=words.pk).body == "Er staat een linde."
    assert telling(remark) == [], "neither the words before nor the earlier ones come back"
    redaction.refresh_from_db()
    assert (redaction.state, redaction.title_before) == ("refused", TITLE)


@pytest.mark.parametrize("confirmed", [False, True])
def test_what_its_author_takes_back_is_not_kept_sealed_either(scene: Scene, remark: Remark, confirmed: bool) -> None:
    redaction, author = asked(scene.clerk, remark), scene.stage.cast.charlie.viewer
    if confirmed:
        actions.confirm_redaction(scene.manager, redaction=redaction)
    contributions.withdraw(author, contribution=Contribution.objects.get(pk=remark.contribution_id))
    redaction.refresh_from_db()
    assert NAME not in f"{redaction.title_before}{redaction.body_before}{redaction.earlier}"
    assert redaction.seal
    if not confirmed:
        actions.refuse_redaction(scene.manager, redaction=redaction)
    gone = Contribution.objects.get(pk=remark.contribution_id)
    assert (gone.visibility, gone.title, gone.body) == ("withdrawn", "", "")
    assert telling(remark) == []
    assert not Item.objects.filter(path=f"voices/{gone.key}/").exists()


def test_what_a_moderator_removes_in_the_meantime_stays_removed(scene: Scene, remark: Remark) -> None:
    redaction = asked(scene.clerk, remark)
    row = Contribution.objects.get(pk=remark.contribution_id)
    contributions.set_visibility(row, visibility="removed", reason="insult")
    actions.refuse_redaction(scene.manager, redaction=redaction)
    assert telling(remark) == []
    row.refresh_from_db()
    contributions.set_visibility(row, visibility="shown")
    assert (row.title, row.body) == (TITLE, BODY), "an appeal brings back what was said"
