"""The office: a file is uploaded, described, judged, approved by a second person, and can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.cast import Cast, make_cast
from tests.support.deliver import cell, people, state, write_csv
from tests.support.smallground import Smalltown
from wijk.indicators.models import Delivery, Indicator, SetAside, Source

Enter = Callable[[str], Client]


@pytest.fixture
def cast(town: Smalltown) -> Cast:
    """Analysts, a stranger and an administrator."""
    return make_cast()


@pytest.fixture
def enter(cast: Cast) -> Enter:
    """A browser in which somebody of the cast is signed in."""

    def entered(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name).person)
        return client

    return entered


def uploaded(client: Client, path: Path, areas: str = "sectors/2022", **more: str) -> str:
    """Upload a file; the address of the page that asks what its columns mean."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    told = {"file": file, "areas": areas, "source": "town-hall", "header_row": "1", **more}
    answer = client.post(reverse("indicators:upload"), told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


LONG = {
    "areas": "sectors/2022", "source": "town-hall", "column_area": "area", "column_indicator": "indicator",
    "column_period": "period", "column_value": "value", "column_status": "status",
}  # fmt: skip


def staged(client: Client, path: Path) -> Delivery:
    """Upload and describe a file in the long shape."""
    where = uploaded(client, path)
    answer = client.post(where, LONG)
    assert answer.status_code == 302, answer.content.decode()
    return Delivery.objects.latest("id")


def test_a_file_goes_from_hand_to_page(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    alice, bob = enter("alice"), enter("bob")
    where = uploaded(alice, write_csv(tmp_path / "p.csv", people(town)))
    page = alice.get(where).content.decode()
    assert '<option value="area" selected>' in page  # guessed from the headings
    assert "21001A00-" in page
    answer = alice.post(where, LONG)
    delivery = Delivery.objects.get()
    assert answer["Location"].endswith(reverse("indicators:delivery", args=[delivery.key]))
    assert cell("population", "region", "04000", "2020") == (None, "-")
    shown = alice.get(answer["Location"]).content.decode()
    assert "Publish these figures" not in shown
    assert reverse("indicators:publish_delivery", args=[delivery.key]) not in shown
    shown = bob.get(answer["Location"]).content.decode()
    assert reverse("indicators:publish_delivery", args=[delivery.key]) in shown
    bob.post(reverse("indicators:publish_delivery", args=[delivery.key]))
    assert cell("population", "region", "04000", "2020") == (1107, "c")
    bob.post(reverse("indicators:withdraw_delivery", args=[delivery.key]), {"reason": "a wrong file"})
    delivery.refresh_from_db()
    assert (delivery.status, delivery.reason) == ("withdrawn", "a wrong file")
    assert cell("population", "region", "04000", "2020") == (None, "-")
    assert bob.get(reverse("indicators:deliveries")).status_code == 200


def test_nobody_approves_their_own_delivery(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    alice = enter("alice")
    delivery = staged(alice, write_csv(tmp_path / "p.csv", people(town)))
    alice.post(reverse("indicators:publish_delivery", args=[delivery.key]))
    delivery.refresh_from_db()
    assert delivery.status == "staged"


def test_warnings_must_be_read(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[3]["value"] = "?"
    delivery = staged(enter("alice"), write_csv(tmp_path / "p.csv", rows))
    bob, publish = enter("bob"), reverse("indicators:publish_delivery", args=[delivery.key])
    bob.post(publish)
    delivery.refresh_from_db()
    assert delivery.status == "staged"
    bob.post(publish, {"warnings_read": "on"})
    delivery.refresh_from_db()
    assert delivery.status == "published"


def test_a_delivery_with_errors_can_only_be_rejected(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[3]["value"] = -5
    delivery = staged(enter("alice"), write_csv(tmp_path / "p.csv", rows))
    bob = enter("bob")
    page = bob.get(reverse("indicators:delivery", args=[delivery.key])).content.decode()
    assert "-5" in page
    bob.post(reverse("indicators:publish_delivery", args=[delivery.key]), {"warnings_read": "on"})
    bob.post(reverse("indicators:reject_delivery", args=[delivery.key]), {"reason": ""})
    delivery.refresh_from_db()
    assert delivery.status == "staged"
    bob.post(reverse("indicators:reject_delivery", args=[delivery.key]), {"reason": "negative people"})
    delivery.refresh_from_db()
    assert delivery.status == "rejected"


def test_a_file_that_cannot_be_read_stays_on_the_desk(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    alice = enter("alice")
    where = uploaded(alice, write_csv(tmp_path / "p.csv", [{**r, "area": "?"} for r in people(town)]))
    answer = alice.post(where, LONG)
    assert answer.status_code == 400
    assert "p.csv" in answer.content.decode()
    assert not Delivery.objects.exists()
    alice.post(where, {"throw_away": "1"})
    assert alice.get(where).status_code == 404


def test_another_person_cannot_see_what_lies_on_a_desk(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    where = uploaded(enter("alice"), write_csv(tmp_path / "p.csv", people(town)))
    assert enter("bob").get(where).status_code == 404


@pytest.mark.parametrize("who", ["charlie", "dora", "nobody"])
def test_the_office_is_closed_to_others(enter: Enter, who: str, town: Smalltown, tmp_path: Path) -> None:
    delivery = staged(enter("alice"), write_csv(tmp_path / "p.csv", people(town)))
    client = Client() if who == "nobody" else enter(who)
    before = state()
    for name in ("office", "sources", "deliveries", "upload", "new_indicator", "new_theme", "new_source"):
        assert client.get(reverse(f"indicators:{name}")).status_code in (302, 404)
    for name in ("delivery", "delivery_original", "set_aside"):
        assert client.get(reverse(f"indicators:{name}", args=[delivery.key])).status_code in (302, 404)
    for name in ("publish_delivery", "reject_delivery", "withdraw_delivery", "set_aside"):
        client.post(reverse(f"indicators:{name}", args=[delivery.key]), {"reason": "x", "warnings_read": "on"})
    delivery.refresh_from_db()
    assert (delivery.status, state()) == ("staged", before)


def test_contradicting_figures_are_chosen_by_a_person(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows += [{**rows[0], "value": 90}, {**rows[1], "value": 91}, {**rows[2], "value": 92}]
    delivery = staged(enter("alice"), write_csv(tmp_path / "p.csv", rows))
    bob = enter("bob")
    bob.post(reverse("indicators:publish_delivery", args=[delivery.key]), {"warnings_read": "on"})
    where = reverse("indicators:set_aside", args=[delivery.key])
    assert "90" in bob.get(where).content.decode()
    first, second, third = SetAside.objects.order_by("id")
    answer = bob.post(where, {f"cell-{first.pk}": "1", f"cell-{second.pk}": "none"})
    assert answer.status_code == 400  # no reason
    bob.post(where, {f"cell-{first.pk}": "1", f"cell-{second.pk}": "none", "reason": "asked the source"})
    assert cell("population", "sector", rows[0]["area"], "2020") == (90, "d")
    assert cell("population", "sector", rows[1]["area"], "2020") == (None, "n")
    assert cell("population", "sector", rows[2]["area"], "2020") == (None, "a")
    bob.post(where, {"everything": str(third.candidates[0]["line"]), "reason": "the first line"})
    assert cell("population", "sector", rows[2]["area"], "2020") == (100, "d")
    assert bob.get(where).status_code == 200
    assert bob.get(where + "?all=1").status_code == 200


def test_the_original_comes_back_as_a_download(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", people(town))
    delivery = staged(enter("alice"), path)
    answer = enter("bob").get(reverse("indicators:delivery_original", args=[delivery.key]))
    assert b"".join(answer.streaming_content) == path.read_bytes()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_wide_and_the_crossed_shape_are_described_in_the_browser(
    enter: Enter, town: Smalltown, tmp_path: Path
) -> None:
    alice = enter("alice")
    wide = tmp_path / "w.csv"
    wide.write_text("wijk;jaar;population;jong\n1;2020;300;60\n2;2020;200;50\n")
    where = uploaded(alice, wide, "neighbourhoods/2022")
    page = alice.get(where).content.decode()
    assert '<option value="population|value" selected>' in page
    told = {
        "areas": "neighbourhoods/2022", "source": "town-hall", "column_area": "wijk", "column_period": "jaar",
        "meaning_2": "population|value", "meaning_3": "share-under-18|numerator",
    }  # fmt: skip
    assert alice.post(where, told).status_code == 302
    crossed = tmp_path / "c.csv"
    crossed.write_text("code,Inkomen,Inkomen\n,2019,2020\n1,100,110\n2,VS,120\n")
    where = uploaded(alice, crossed, "neighbourhoods/2022", shape="crossed")
    assert "Inkomen" in alice.get(where).content.decode()
    told = {
        "areas": "neighbourhoods/2022", "source": "town-hall", "heading_row": "1", "period_row": "2", "first_row": "3",
        "area_column": "code", "heading_0": "", "heading_1": "median-income", "marks": "VS = suppressed",
    }  # fmt: skip
    answer = alice.post(where, told)
    assert answer.status_code == 302, answer.content.decode()
    assert Delivery.objects.latest("id").parts.get().rows == 4


def test_pages_ask_the_database_little_and_no_more_for_more(enter: Enter, town: Smalltown, tmp_path: Path) -> None:
    alice, bob = enter("alice"), enter("bob")
    delivery = staged(alice, write_csv(tmp_path / "p.csv", people(town)))
    for name, args in (
        ("deliveries", []),
        ("office", []),
        ("sources", []),
        ("delivery", [delivery.key]),
        ("upload", []),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert bob.get(reverse(f"indicators:{name}", args=args)).status_code == 200
        assert len(asked) <= 12, (name, [q["sql"][:100] for q in asked])


def test_the_catalogue_is_kept_in_three_languages(enter: Enter, town: Smalltown) -> None:
    alice = enter("alice")
    told = {
        "code": "households", "theme": "population", "source": "town-hall", "measure": "count", "unit": "households", "factor": "1",
        "decimals": "0", "direction": "0", "order": "5", "name_nl": "Huishoudens", "definition_nl": "Wie samen woont.",
    }  # fmt: skip
    answer = alice.post(reverse("indicators:new_indicator"), told)
    assert answer.status_code == 302, answer.content.decode()
    page = alice.get(reverse("indicators:office")).content.decode()
    assert "Huishoudens" in page
    assert "Français" in page
    edit = reverse("indicators:edit_indicator", args=["households"])
    assert "Wie samen woont." in alice.get(edit).content.decode()
    alice.post(edit, {**told, "name_fr": "Ménages", "retired": "on"})
    kept = Indicator.objects.get(code="households")
    assert (kept.name["fr"], kept.retired) == ("Ménages", True)
    answer = alice.post(edit, {**told, "name_nl": ""})
    assert answer.status_code == 400


def test_a_rejected_source_keeps_its_appraisal(enter: Enter, town: Smalltown) -> None:
    alice = enter("alice")
    told = {"code": "guess", "verdict": "rejected", "name_en": "A guess", "reason_en": "Nobody knows."}
    assert alice.post(reverse("indicators:new_source"), told).status_code == 302
    assert Source.objects.get(code="guess").reason["en"] == "Nobody knows."
    assert alice.get(reverse("indicators:edit_source", args=["guess"])).status_code == 200
    assert alice.get(reverse("indicators:edit_source", args=["gone"])).status_code == 404
    assert (
        alice.post(
            reverse("indicators:new_theme"), {"code": "air", "name_nl": "Lucht", "order": "1", "hue": "4"}
        ).status_code
        == 302
    )
