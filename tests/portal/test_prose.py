"""The pages of prose have a text of their own in every language."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("page", ["about", "privacy", "accessibility"])
def test_every_page_speaks_every_language(client: Client, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert f'lang="{language}"' in text
    assert 'class="lede"' in text


def test_they_stand_at_the_foot_of_every_page(client: Client) -> None:
    text = client.get("/fr/find/").content.decode()
    assert all(f'href="/fr/{page}/"' in text for page in ("about", "privacy", "accessibility"))
