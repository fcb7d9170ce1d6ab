"""The cards: complete in three languages, plausible, found by what one needs, and the city's own beside them."""

import json
import tomllib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from tests.support.scenes.toolbox import OWN, own_card
from tests.support.stage import Stage
from wijk.core.errors import Absent, Faulty, NotAllowed
from wijk.core.text import LANGUAGES
from wijk.toolbox import actions, deck, exporters, queries
from wijk.toolbox.words import LEVELS, PHASES, PURPOSES, SCALES

NEEDED = {
    "exploratory-walk", "world-cafe", "coproduction-workshop", "citizens-panel", "mixed-commission", "neighbourhood-assembly",
    "neighbourhood-commission", "participatory-map", "wall-of-possibilities", "snowball-interviews", "focus-group", "street-debate",
    "online-consultation", "public-inquiry", "neighbourhood-scan", "project-house", "temporary-use", "charter-workshop",
}  # fmt: skip
HOUSE = sorted(deck.built_in())


def client_of(stage: Stage, role: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)  # type: ignore[index]
    return client


def test_every_method_that_the_city_counts_on_has_a_card() -> None:
    assert set(HOUSE) >= NEEDED


@pytest.mark.parametrize("code", HOUSE)
def test_a_card_is_complete_in_three_languages_and_its_numbers_are_plausible(code: str) -> None:
    facts = deck.built_in()[code]
    assert not deck.faults(facts)
    card = deck.read(facts)
    assert not card.missing_words()
    assert len(card.steps) >= 4
    assert len(card.pitfalls) >= 3
    for language in LANGUAGES:
        assert card.consulted.said(language).rstrip().endswith("?")
        assert len({getattr(card, n).said(language) for n in deck.WORDS}) == len(deck.WORDS)
    small, typical, large = (card.means[s] for s in SCALES)
    assert 0 < small.hours < typical.hours < large.hours
    assert 0 < small.cents < typical.cents < large.cents
    assert typical.hours * 60 > card.time.session * card.time.sessions
    assert card.time.sessions or card.time.runs


@pytest.mark.parametrize("code", HOUSE)
def test_a_card_says_different_things_in_different_languages(code: str) -> None:
    card = deck.read(deck.built_in()[code])
    for text in (
        card.about,
        card.yields,
        card.missing,
        card.reach,
        card.paper,
        card.consulted,
        *card.steps,
        *card.pitfalls,
    ):
        assert len(set(text.values())) == len(LANGUAGES)


@pytest.mark.parametrize("code", HOUSE)
def test_a_card_comes_back_the_same_from_its_file(code: str) -> None:
    card = deck.read(deck.built_in()[code])
    facts = tomllib.loads(exporters.toml(card).decode())
    assert not deck.faults(facts)
    assert deck.read(facts) == card


def test_every_purpose_and_phase_and_level_finds_a_card() -> None:
    cards = [deck.read(facts) for facts in deck.built_in().values()]
    for words, name in ((PURPOSES, "purposes"), (PHASES, "phases"), (LEVELS, "levels")):
        for code in words:
            assert any(code in getattr(card, name) for card in cards), code


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"code": "Not a code"}, "code"),
        ({"code": None}, "code"),
        ({"levels": ["power"]}, "levels"),
        ({"levels": "consult"}, "levels"),
        ({"purposes": []}, "purposes"),
        ({"phases": [{}]}, "phases"),
        ({"group": [9, 3]}, "group"),
        ({"group": [True, 3]}, "group"),
        ({"time": {}}, "time.lead"),
        ({"time": 3}, "time.lead"),
        ({"means": None}, "means.large.hours"),
        ({"returns": "yes"}, "returns"),
        ({"nl": {"title": "x"}}, "nl.steps"),
        ({"moments": []}, "moments"),
        ({"order": -1}, "order"),
    ],
)
def test_what_is_wrong_in_a_card_is_said_with_its_place(change: dict[str, Any], where: str) -> None:
    assert where in {fault.where for fault in deck.faults({**own_card(), **change})}


def test_a_card_without_any_language_is_refused() -> None:
    assert deck.faults({k: v for k, v in own_card().items() if k not in LANGUAGES})
    assert deck.faults({})


def test_lists_of_unequal_length_are_refused() -> None:
    facts = own_card()
    facts["fr"] = {**facts["fr"], "steps": facts["fr"]["steps"][:2]}
    assert [fault.where for fault in deck.faults(facts)] == ["steps"]


def test_cards_are_found_by_level_group_and_means(stage: Stage) -> None:
    assert {c.code for c in queries.cards(level="comanage")} <= {
        c.code for c in queries.cards() if "comanage" in c.levels
    }
    assert all(c.group[0] <= 8 <= c.group[1] for c in queries.cards(people=8))
    assert all(c.means["small"].cents <= 50_000 for c in queries.cards(cents=50_000))
    assert 0 < len(queries.cards(cents=50_000)) < len(queries.cards())
    assert all(c.time.session <= 120 for c in queries.cards(minutes=120))


def test_cards_are_found_by_their_words_in_any_language(stage: Stage) -> None:
    assert queries.found("marche exploratoire", 5)[0].code == "exploratory-walk"
    assert queries.found("buurtscan", 5)[0].code == "neighbourhood-scan"
    assert not queries.found("   ", 5)
    assert not queries.found("zzz-nothing", 5)


def test_a_city_changes_a_card_of_the_house_and_can_retire_it(stage: Stage) -> None:
    manager = stage.everywhere["manager"].viewer
    facts = dict(deck.built_in()["focus-group"])
    facts["time"] = {**facts["time"], "lead": 28}
    actions.keep_card(manager, facts=facts)
    assert queries.card("focus-group").time.lead == 28
    assert queries.card("focus-group").own
    actions.retire_card(manager, code="focus-group")
    assert "focus-group" not in {c.code for c in queries.cards()}
    assert queries.card("focus-group").retired
    actions.retire_card(manager, code="focus-group", retired=False)
    assert "focus-group" in {c.code for c in queries.cards()}


def test_retiring_a_card_of_the_house_keeps_its_words(stage: Stage) -> None:
    actions.retire_card(stage.everywhere["manager"].viewer, code="world-cafe")
    assert queries.card("world-cafe").title.said("en") == "World café"
    with pytest.raises(Absent):
        actions.retire_card(stage.everywhere["manager"].viewer, code="nothing-here")


@pytest.mark.parametrize("role", ["resident", "facilitator", "auditor"])
def test_only_who_keeps_the_cards_changes_them(stage: Stage, role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_card(stage.everywhere[role].viewer, facts=own_card())  # type: ignore[index]
    with pytest.raises(NotAllowed):
        actions.retire_card(stage.everywhere[role].viewer, code=OWN)  # type: ignore[index]


def test_a_faulty_card_changes_nothing_and_says_all_that_is_wrong(stage: Stage) -> None:
    with pytest.raises(Faulty) as fault:
        actions.keep_card(
            stage.everywhere["manager"].viewer, facts={**own_card("new-one"), "levels": ["x"], "group": []}
        )
    assert len(fault.value.problems) == 2
    with pytest.raises(Absent):
        queries.card("new-one")


def test_a_card_is_taken_in_from_a_file_and_given_out_again(stage: Stage) -> None:
    client = client_of(stage, "expert")
    out = client.get(f"/en/toolbox/cards/{OWN}.toml").content
    text = out.replace(OWN.encode(), b"kitchen-table")
    answer = client.post("/en/office/toolbox/import/", {"file": _file(text)}, follow=True)
    assert b"The card is in the toolbox." in answer.content
    assert queries.card("kitchen-table").own


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"= nothing", b"code = 3", b"[a]\n" * 5])
def test_a_file_that_is_no_card_is_answered_with_a_sentence(stage: Stage, content: bytes) -> None:
    answer = client_of(stage, "manager").post("/en/office/toolbox/import/", {"file": _file(content)}, follow=True)
    assert answer.status_code == 200
    assert b"The card is in the toolbox." not in answer.content


def test_the_form_of_a_card_keeps_what_was_typed(stage: Stage) -> None:
    client = client_of(stage, "manager")
    page = client.get("/en/office/toolbox/focus-group/")
    form = page.context["form"]
    values = {field.html_name: field.value() for field in form}
    sent = {k: v for k, v in values.items() if v is not None and v is not False} | {"time_lead": 35}
    answer = client.post("/en/office/toolbox/focus-group/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    kept, house = queries.card("focus-group"), deck.read(deck.built_in()["focus-group"])
    assert kept.time.lead == 35
    assert (kept.steps, kept.means, kept.consulted) == (house.steps, house.means, house.consulted)


def test_the_api_gives_every_card_in_full(stage: Stage) -> None:
    told = json.loads(Client(headers={"host": "localhost"}).get("/api/v1/toolbox/cards?limit=1000").content)
    assert told["total"] == len(told["cards"]) == len(queries.cards())
    assert {"nl", "fr", "en", "time", "means"} <= set(told["cards"][0])
    one = json.loads(Client(headers={"host": "localhost"}).get("/api/v1/toolbox/cards/focus-group").content)
    assert one["fr"]["title"] == "Groupe de discussion"


def test_a_card_prints_on_one_sheet_of_paper_in_its_language(stage: Stage) -> None:
    for language, code in (("nl", "citizens-panel"), ("fr", "temporary-use")):
        answer = Client(headers={"host": "localhost"}).get(f"/{language}/toolbox/cards/{code}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        pages = PdfReader(BytesIO(answer.content)).pages
        assert len(pages) == 1
        assert str(queries.card(code).paper.said(language))[:20] in " ".join(pages[0].extract_text().split())


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("card.toml", content)
