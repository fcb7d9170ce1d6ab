"""A whole review through the browser's eyes: open, say as four voices, propose, support, answer, decide, read the new edition."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.support.cast import Member
from tests.support.stage import Stage
from wijk.actors.models import Keeping, Organisation
from wijk.charters import queries
from wijk.charters.models import Document, Proposal, Remark, Round, Support
from wijk.core import clock
from wijk.trail.models import Entry


def client_of(member: Member | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member:
        client.force_login(member.person)
    return client


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def sent(client: Client, path: str, **facts: Any) -> str:
    answer = client.post(path, facts, follow=True)
    assert answer.status_code in (200, 422), f"{path}: {answer.status_code}"
    return str(answer.content.decode())


@pytest.fixture
def speaking(stage: Stage) -> Member:
    """A resident who was confirmed to speak for an organisation."""
    member = stage.everywhere["resident"]
    organisation = Organisation.objects.create(
        key="sla-vzw", title={"nl": "Sla vzw", "en": "Lettuce society"}, kind="association"
    )
    Keeping.objects.create(organisation=organisation, person=member.person, confirmed_at=clock.now())
    return member


def test_a_review_from_first_to_last_day(stage: Stage, speaking: Member) -> None:
    office, chair = client_of(stage.everywhere["facilitator"]), client_of(stage.stranger)
    garden: Document = stage.scenes["charters"].garden
    day = queries.today()
    page = sent(
        chair,
        f"/en/office/charters/{garden.key}/review/",
        opens_on=day,
        closes_on=day + timedelta(days=10),
        fixed_en="The fence stays.",
    )
    assert "The review is open" in page
    round = Round.objects.get(document=garden)
    home = f"/en/reviews/{round.key}"
    assert "The fence stays." in page_of(client_of(None), f"{home}/")
    said = {"wish": "change", "voice": "citizen/"}
    sent(client_of(stage.helper), f"{home}/gate/say/", body="Children cannot reach it.", **said)
    sent(client_of(speaking), f"{home}/gate/say/", body="We lock it at night.", wish="add", voice="association/sla-vzw")
    sent(
        client_of(stage.everywhere["service"]),
        f"{home}/gate/say/",
        body="The lock is broken.",
        wish="question",
        voice="service/",
    )
    sent(client_of(stage.everywhere["clerk"]), f"{home}/gate/say/", body="Keep it open.", wish="keep", voice="elected/")
    assert sorted(Remark.objects.filter(round=round).values_list("voice", flat=True)) == [
        "association",
        "citizen",
        "elected",
        "service",
    ]
    sent(
        client_of(stage.helper),
        f"{home}/gate/propose/",
        title="The gate",
        body="Who leaves last locks the gate.",
        why="Safe.",
        voice="citizen/",
    )
    proposal = Proposal.objects.get(round=round)
    before = Entry.objects.count()
    for _twice in range(2):
        sent(client_of(stage.everywhere["resident"]), f"/en/reviews/proposals/{proposal.key}/support/")
    assert Support.objects.count() == 1
    assert Entry.objects.count() == before
    seen = page_of(client_of(None), f"{home}/gate/")
    assert "Lettuce society" in seen
    assert "<ins>" in seen
    assert stage.helper.person.name not in seen
    with clock.at(clock.now() + timedelta(days=12)):
        answer_all(office, round)
        conclude(stage, office, round, proposal)
    read_it(round, garden)


def answer_all(office: Client, round: Round) -> None:
    desk = f"/en/office/reviews/{round.key}/"
    assert "still wait for an answer" in sent(office, f"{desk}close/")
    for one in [*Remark.objects.filter(round=round), *Proposal.objects.filter(round=round)]:
        path = f"{desk}said/{one.key}/"
        assert "A refusal without a reason" in sent(office, path, outcome="not")
        sent(office, path, outcome="partly", reason_en="The lock is mended first.")
    assert "Now the owner decides" in sent(office, f"{desk}close/")


def conclude(stage: Stage, office: Client, round: Round, proposal: Proposal) -> None:
    path = f"/en/office/reviews/{round.key}/conclude/"
    assert "locks" in page_of(office, f"{path}?take={proposal.key}")
    organs = stage.scenes["organs"]
    votes = {f"vote_{m.pk}": "for" for m in (organs.chair, *organs.members)}
    facts: dict[str, Any] = {
        "a-gate-choice": "keep",
        "a-gate-title_en": "The gate",
        "a-gate-body_en": "Who leaves last locks the gate.",
    }
    facts |= {"a-gate-open_clause": "on", "on": queries.today(), "why_en": "Safer.", **votes}
    facts |= {f"new-{n}-choice": "skip" for n in range(5)}
    assert "say that it stays" in sent(office, path, **facts)
    page = sent(office, path, **(facts | {"a-gate-choice": "amend"}))
    assert "Edition 2 was adopted" in page
    assert "not closed" in sent(office, path, **facts)


def read_it(round: Round, garden: Document) -> None:
    passer = client_of(None)
    differences = page_of(passer, f"/en/charters/{garden.key}/differences/?from=1&to=2")
    assert "closes" in differences
    assert "<del>" in differences
    assert "side by side" in page_of(passer, f"/en/charters/{garden.key}/differences/?from=2&to=1&as=beside")
    assert "Who leaves last closes the gate." in page_of(passer, f"/en/charters/{garden.key}/1/")
    assert "Edition 2" in page_of(passer, f"/en/charters/{garden.key}/articles/gate/")
    paper = passer.get(f"/fr/charters/{garden.key}/2.pdf")
    assert paper.content.startswith(b"%PDF")
    told = passer.get(f"/api/v1/charters/{garden.key}.json").json()
    assert told["edition"] == 2
    remarks = passer.get(f"/api/v1/charter-remarks.json?review={round.key}").json()
    assert remarks["total"] == 4
    assert "person" not in str(remarks)
    kept = Proposal.objects.get(round=round)
    assert (kept.supported, kept.supports.count()) == (1, 0)


def test_a_text_is_pasted_looked_at_and_adopted(stage: Stage) -> None:
    office = client_of(stage.everywhere["facilitator"])
    owner = stage.scenes["organs"].committee
    sent(
        office,
        "/en/office/charters/new/",
        title_en="Charter of trees",
        kind="environmental",
        owner=owner.key,
        place="neighbourhood/1",
        rhythm=12,
    )
    path = "/en/office/charters/charter-of-trees/text/"
    facts = {"text_en": "Article 1 - Trees\nWe plant.\n\nArticle 2 - Water\nWe water.", "on": queries.today()}
    looked = sent(office, path, do="look", **facts)
    assert "2 articles were found" in looked
    assert not Document.objects.get(key="charter-of-trees").current
    unlike = sent(office, path, do="look", text_nl="Artikel 1\nEen.", **facts)
    assert "do not have as many articles" in unlike
    sent(office, path, do="adopt", aim="0", **facts)
    page = page_of(client_of(None), "/en/charters/charter-of-trees/")
    assert "We water." in page
    assert page.count("A direction without a number") == 1
    assert client_of(None).get("/en/charters/?in=neighbourhood/1").status_code == 200


def test_what_is_hidden_is_gone_for_others_and_its_author_sees_why(stage: Stage) -> None:
    scene = stage.scenes["charters"]
    office = client_of(stage.everywhere["facilitator"])
    path = f"/en/reviews/{scene.round.key}/meetings/"
    assert "in the evening" in page_of(client_of(None), path)
    sent(
        office,
        f"/en/office/reviews/{scene.round.key}/said/{scene.remark.key}/hide/",
        why="insult",
        explained="Be kind.",
    )
    seen = page_of(client_of(None), path)
    assert "Please meet in the evening." not in seen
    assert "is hidden, with a reason" in seen
    own = page_of(client_of(stage.helper), "/en/reviews/mine/")
    assert "Be kind." in own
    assert "Please meet in the evening." in own
    assert "Be kind." not in page_of(client_of(stage.cast.bob), "/en/reviews/mine/")


def test_what_is_typed_is_never_markup(stage: Stage) -> None:
    round = stage.scenes["charters"].round
    body = '<script>alert(1)</script>\r\n"quoted" & <b>bold</b>'
    page = sent(client_of(stage.helper), f"/en/reviews/{round.key}/space/say/", wish="add", body=body, voice="citizen/")
    assert "<script>alert" not in page
    assert "&lt;b&gt;bold" in page


def test_a_remark_of_ten_megabytes_is_answered_calmly(stage: Stage) -> None:
    round = stage.scenes["charters"].round
    before = Remark.objects.count()
    client = client_of(stage.helper)
    answer = client.post(
        f"/en/reviews/{round.key}/space/say/", {"wish": "add", "body": "x" * 10_000_000, "voice": "citizen/"}
    )
    assert answer.status_code in (400, 413, 422)
    answer = client.post(
        f"/en/reviews/{round.key}/space/say/", {"wish": "add", "body": "x" * 10_001, "voice": "citizen/"}
    )
    assert answer.status_code == 422
    assert Remark.objects.count() == before


def test_pages_of_a_review_ask_little(stage: Stage, django_assert_max_num_queries: Any) -> None:
    scene = stage.scenes["charters"]
    paths = (
        "charters/",
        f"charters/{scene.charter.key}/",
        f"reviews/{scene.round.key}/",
        f"reviews/{scene.round.key}/meetings/",
    )
    for path in paths:
        with django_assert_max_num_queries(12):
            page_of(client_of(None), f"/en/{path}")
