"""The bar of the office leads nobody to a page that stays closed."""

import pytest
from django.test import Client

from tests.support.stage import Stage
from wijk.core.verbs import ROLES, Role
from wijk.ui.context_processors import office


@pytest.mark.parametrize("where", ["everywhere", "elsewhere"])
@pytest.mark.parametrize("role", ROLES)
def test_each_entry_opens_for_who_sees_it(stage: Stage, role: Role, where: str) -> None:
    member = getattr(stage, where)[role]
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    shown = office(member.viewer, "/en/")
    answers = {link.label: client.get(link.url).status_code for link in shown}
    assert set(answers.values()) <= {200}, answers
    if role in ("manager", "facilitator"):
        assert "Organisations" in answers


def test_a_clerk_of_one_place_is_not_shown_the_letters_of_the_whole_city(stage: Stage) -> None:
    labels = {
        where: {link.label for link in office(getattr(stage, where)["clerk"].viewer, "/en/")}
        for where in ("everywhere", "elsewhere")
    }
    assert "Letters" in labels["everywhere"]
    assert "Letters" not in labels["elsewhere"]
