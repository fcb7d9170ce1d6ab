"""What may be said of an organisation: links lead to pages, telephone numbers are numbers, points lie on Earth."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.actors.facts import Facts, checked, harmless, link
from wijk.core.errors import Refused
from wijk.core.text import Text

KINDS = {"association"}
HOSTILE = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>", "ftp://example.be/", "//example.be", "https://",
    "https://user:word@example.be/", "https://example.be/\" onclick=\"x", "https://exa mple.be/", "https://example.be:99999/",
    "file:///etc/passwd", "http://localhost/", "https://[::1/",
]  # fmt: skip


def facts(**more: Any) -> Facts:
    return Facts(**{"title": Text.of("Toneelclub", "nl"), "kind": "association", **more})


@pytest.mark.parametrize("words", HOSTILE)
def test_a_link_that_leads_to_no_page_is_refused(words: str) -> None:
    with pytest.raises(Refused) as fault:
        checked(facts(website=words), KINDS)
    assert fault.value.code == "link-strange"
    assert "https://www.example.be" in str(fault.value)


@given(st.text(max_size=60))
def test_no_link_that_is_taken_runs_anything(words: str) -> None:
    written = link(words)
    if written and harmless(written):
        assert written.startswith(("http://", "https://"))
        assert not set(written) & set("<>\"' \n\t\\`")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": Text()}, "title-missing"),
        ({"title": Text.of("x" * 201, "nl")}, "title-long"),
        ({"kind": "circus"}, "kind-unknown"),
        ({"themes": ("magic",)}, "code-unknown"),
        ({"languages": ("xx",)}, "code-unknown"),
        ({"phone": "call me"}, "phone-strange"),
        ({"email": "not an address"}, "address-strange"),
        ({"email": "info@example.be\nBcc: all@example.be"}, "address-strange"),
        ({"lon": 4.3}, "point-half"),
        ({"lon": float("nan"), "lat": 50.0}, "point-strange"),
        ({"lon": 400.0, "lat": 50.0}, "point-strange"),
        ({"level": "giant"}, "level-unknown"),
        ({"places": tuple(f"neighbourhood/{n}" for n in range(41))}, "places-many"),
    ],
)
def test_what_is_not_in_order_is_refused_with_one_sentence(more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as fault:
        checked(facts(**more), KINDS)
    assert fault.value.code == code
    assert str(fault.value).endswith(".")
    assert "{" not in str(fault.value)


def test_what_people_type_is_tidied() -> None:
    told = checked(
        facts(title=Text.of("  Toneel   club ", "nl"), website="toneel.example", places=("", "neighbourhood/1")), KINDS
    )
    assert (told.title.to("nl"), told.website, told.places) == ("Toneel club", "https://toneel.example", ("",))
