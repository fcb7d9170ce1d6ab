"""Every verb is done once for real, leaves one entry in the trail, and that entry is told in three languages without anything personal."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from shapely import box, to_geojson

from tests.support.deliver import long, people, write_csv
from tests.support.doing import Act, into
from tests.support.smallpack import write_smallpack
from tests.support.stage import ELSEWHERE, HERE, PERIMETER, Stage
from tests.support.verbs import (
    actors,
    answers,
    charters,
    contributions,
    conversations,
    helping,
    inquiries,
    meetings,
    moderation,
    notices,
    organs,
    outreach,
    processes,
    residence,
    sheets,
    toolbox,
)
from wijk.accounts import actions as accounts
from wijk.accounts.access import open_invitation
from wijk.accounts.models import Person
from wijk.core.text import Text
from wijk.core.verbs import Verb, all_verbs
from wijk.core.viewer import Operator
from wijk.indicators import actions as indicators
from wijk.packs import actions as packs
from wijk.territory import actions as territory
from wijk.trail.models import Entry
from wijk.trail.sentences import sentence

DONE: dict[str, Act] = {}
does = into(DONE)


# --- accounts -------------------------------------------------------------------------------------------------------


@does("accounts.grant_role")
def _grant(stage: Stage, folder: Path) -> object:
    dora, charlie = stage.cast.dora.viewer, stage.cast.charlie.person
    return accounts.grant_role(dora, person=charlie, role="facilitator", area=ELSEWHERE)


@does("accounts.end_role")
def _end(stage: Stage, folder: Path) -> object:
    return accounts.end_role(stage.cast.dora.viewer, grant=stage.cast.fay.person.grants.get())


@does("accounts.invite")
def _invite(stage: Stage, folder: Path) -> object:
    told = {"email": "gust@voorbeeld.be", "language": "fr", "site": "http://localhost"}
    return accounts.invite(stage.cast.dora.viewer, role="manager", area=HERE, **told)


@does("accounts.accept_invitation")
def _accept(stage: Stage, folder: Path) -> object:
    charlie = stage.cast.charlie
    return accounts.accept_invitation(charlie.viewer, invitation=open_invitation(stage.token), person=charlie.person)


@does("accounts.register")
def _register(stage: Stage, folder: Path) -> object:
    return accounts.register(person=Person(email="nieuw@voorbeeld.be", name="Nele Nieuw"), language="nl")


@does("accounts.change_profile")
def _change(stage: Stage, folder: Path) -> object:
    charlie = stage.cast.charlie
    return accounts.change_profile(charlie.viewer, person=charlie.person, name="Charlie Chaplin", language="fr")


@does("accounts.give_consent")
def _consent(stage: Stage, folder: Path) -> object:
    charlie = stage.cast.charlie
    return accounts.give_consent(charlie.viewer, person=charlie.person, purpose="visible")


@does("accounts.withdraw_consent")
def _withdraw_consent(stage: Stage, folder: Path) -> object:
    _consent(stage, folder)
    charlie = stage.cast.charlie
    return accounts.withdraw_consent(charlie.viewer, person=charlie.person, purpose="visible")


@does("accounts.export_own_data")
def _export(stage: Stage, folder: Path) -> object:
    return accounts.export_own_data(stage.cast.fay.viewer, person=stage.cast.fay.person)


@does("accounts.erase_person")
def _erase(stage: Stage, folder: Path) -> object:
    fay = stage.cast.fay
    return accounts.erase_person(fay.viewer, person=Person.objects.get(pk=fay.person.pk))


@does("accounts.enrol")
def _enrol(stage: Stage, folder: Path) -> object:
    told = {"email": "hilde@voorbeeld.be", "name": "Hilde Haan", "language": "nl"}
    return accounts.enrol(Operator(), password=None, roles=[("clerk", HERE)], **told)


@does("accounts.make_first_administrator")
def _administrator(stage: Stage, folder: Path) -> object:
    return accounts.make_first_administrator(Operator(), email="chef@voorbeeld.be", language="nl", more=True)


# --- territory ------------------------------------------------------------------------------------------------------


@does("territory.register_perimeter")
def _perimeter(stage: Stage, folder: Path) -> object:
    border = folder / "border.geojson"
    border.write_text(to_geojson(box(4.341, 50.855, 4.345, 50.859)), "utf-8")
    analyst = stage.cast.alice.viewer
    return territory.register_perimeter(analyst, key="zone-2", name=Text.of("Zone"), owner="Alice", file=border)


@does("territory.change_perimeter")
def _change_perimeter(stage: Stage, folder: Path) -> object:
    told = {"owner": "Kleinstad", "purpose": Text.of("Renewal"), "valid_from": date(2026, 1, 1), "valid_to": None}
    name = Text.of("Contract")
    return territory.change_perimeter(stage.cast.alice.viewer, key=PERIMETER, name=name, file=None, **told)  # type: ignore[arg-type]


@does("territory.end_perimeter")
def _end_perimeter(stage: Stage, folder: Path) -> object:
    return territory.end_perimeter(stage.cast.alice.viewer, key=PERIMETER, on=date(2027, 12, 31))


# --- indicators -----------------------------------------------------------------------------------------------------


@does("indicators.keep_source")
def _source(stage: Stage, folder: Path) -> object:
    spec = indicators.SourceSpec(code="survey", name=Text.of("Survey"), publisher="Kleinstad", licence="CC0-1.0")
    return indicators.keep_source(stage.cast.alice.viewer, spec=spec)


@does("indicators.keep_theme")
def _theme(stage: Stage, folder: Path) -> object:
    return indicators.keep_theme(stage.cast.alice.viewer, spec=indicators.ThemeSpec(code="air", name=Text.of("Air")))


@does("indicators.keep_indicator")
def _indicator(stage: Stage, folder: Path) -> object:
    spec = indicators.IndicatorSpec(
        code="trees", theme="population", source="town-hall", measure="count", unit="trees",
        name=Text.of("Trees"), definition=Text.of("Trees along streets."),
    )  # fmt: skip
    return indicators.keep_indicator(stage.cast.alice.viewer, spec=spec)


@does("indicators.stage_delivery")
def _stage(stage: Stage, folder: Path) -> object:
    file = write_csv(folder / "more.csv", people(stage.town, "2027"))
    return indicators.stage_delivery(stage.cast.alice.viewer, path=file, name="by Alice.csv", mapping=long())


@does("indicators.publish_delivery")
def _publish(stage: Stage, folder: Path) -> object:
    return indicators.publish_delivery(stage.cast.bob.viewer, delivery=stage.delivery, warnings_read=True)


@does("indicators.reject_delivery")
def _reject(stage: Stage, folder: Path) -> object:
    return indicators.reject_delivery(stage.cast.bob.viewer, delivery=stage.delivery, reason="Two sectors are missing.")


@does("indicators.withdraw_delivery")
def _withdraw(stage: Stage, folder: Path) -> object:
    _publish(stage, folder)
    return indicators.withdraw_delivery(
        stage.cast.bob.viewer, delivery=stage.delivery, reason="It was last year’s file."
    )


@does("indicators.decide_set_aside")
def _decide(stage: Stage, folder: Path) -> object:
    code = next(iter(stage.town.sectors))
    rows = [*people(stage.town, "2028"), {"area": code, "indicator": "population", "period": "2028", "value": 999}]
    file = write_csv(folder / "twice.csv", rows)
    delivery = indicators.stage_delivery(stage.cast.alice.viewer, path=file, name=file.name, mapping=long())
    choices = dict.fromkeys(delivery.set_aside.values_list("pk", flat=True), 1)
    return indicators.decide_set_aside(
        stage.cast.bob.viewer, delivery=delivery.key, choices=choices, reason="Recounted."
    )


@does("indicators.reckon_again")
def _reckon(stage: Stage, folder: Path) -> object:
    return indicators.reckon_again(Operator())


# --- packs ----------------------------------------------------------------------------------------------------------


@does("packs.load", "territory.load_territory", "indicators.keep_catalogue", "indicators.take_in")
def _load(stage: Stage, folder: Path) -> object:
    pack = write_smallpack(folder / "pack")
    toml = pack / "city.toml"
    # Areas of another version, so that the town on the stage keeps its own beside them.
    toml.write_text(toml.read_text("utf-8").replace('"2022"', '"2023"').replace("/2022", "/2023"), "utf-8")
    return packs.load(Operator(), folder=pack)


# --- the rule -------------------------------------------------------------------------------------------------------


_ROOMS = (
    *(notices, outreach, actors, toolbox, organs, meetings, charters, processes, residence, moderation, sheets),
    *(contributions, conversations, answers, inquiries, helping),
)
for _room in _ROOMS:
    DONE.update(_room.DONE)


@pytest.fixture
def personal(stage: Stage) -> list[str]:
    """What of the people on the stage must never stand in the trail: addresses and names."""
    everybody = Person.objects.exclude(email=None)
    words = [word for person in everybody for word in (person.email, person.name) if word]
    return [*words, "gust@voorbeeld.be", "guest@voorbeeld.be", "Nele Nieuw", "Hilde Haan", "Charlie Chaplin"]


@pytest.fixture(params=sorted(all_verbs()))
def verb(request: pytest.FixtureRequest) -> Verb:
    return all_verbs()[request.param]


def test_the_table_knows_every_verb() -> None:
    assert not set(all_verbs()) - set(DONE), "do these verbs in the table above"
    assert not set(DONE) - set(all_verbs())


def test_a_verb_leaves_one_entry_that_can_be_told(
    stage: Stage, personal: list[str], verb: Verb, tmp_path: Path
) -> None:
    before = Entry.objects.count()
    DONE[verb.name](stage, tmp_path)
    made = Entry.objects.filter(index__gte=before, verb=verb.name)
    assert made.count() == 1
    entry = made.get()
    assert entry.actor or verb.erasure == "none"
    told = {}
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            told[language] = sentence(entry)
            assert str(verb.sentence), f"{verb.name} has no sentence"
        assert not re.search(r"[{}…]", told[language]), told[language]
        assert not re.search(r"(: ?\.?$|“”|  )", told[language]), f"something is not said: {told[language]}"
    written = json.dumps([entry.data, entry.subject, entry.area, entry.actor, *told.values()], ensure_ascii=False)
    assert not [word for word in personal if word.lower() in written.lower()]
    assert "@" not in written


@pytest.mark.parametrize("name", sorted(all_verbs()))
def test_a_verb_has_a_rule_for_erasure(name: str) -> None:
    assert all_verbs()[name].erasure in ("opaque", "none")


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_verb_is_told_in_the_language_of_the_page(language: str) -> None:
    with translation.override("en"):
        english = {name: str(verb.sentence) for name, verb in all_verbs().items()}
    with translation.override(language):
        assert not [name for name, verb in all_verbs().items() if str(verb.sentence) == english[name]]


def test_an_address_in_a_reason_is_refused_with_a_sentence(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.bob.person)
    page = f"/en/office/deliveries/{stage.delivery}/"
    before = Entry.objects.count()
    answer = client.post(f"{page}reject/", {"reason": "Ask jan.peeters@voorbeeld.be."}, follow=True)
    assert "holds an e-mail address" in answer.content.decode()
    assert Entry.objects.count() == before
