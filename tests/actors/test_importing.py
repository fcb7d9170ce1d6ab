"""Lists are taken in whole or not at all; taken in again they double nobody; what is wrong is named by line and column."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.actors.conftest import Listed, add, take
from tests.support.stage import Stage
from wijk.actors import actions, queries
from wijk.actors.folding import alike, core
from wijk.actors.models import Draft, Listing, Organisation, PlaceOf
from wijk.core.errors import Faulty, NotAllowed
from wijk.trail.models import Entry

HEAD = "id;naam;soort;wijk;talen;website;e-mail"
ONE = "1;Wijkhuis Zon;association;Oude Markt;nl, Frans;wijkhuiszon.example;info@zon.example"
TWO = "2;Turnclub;sport;neighbourhood/3;nl;;"


def test_a_list_is_taken_in_with_the_columns_that_it_has(stage: Stage, listed: Listed) -> None:
    done = take(listed(HEAD, ONE, TWO))
    assert (done.added, done.changed, done.same) == (2, 0, 0)
    row = queries.organisation("wijkhuis-zon")
    assert (row.kind, row.places, row.languages) == (
        "association",
        ["neighbourhood/1"],
        ["nl", "fr"],
    ) or row.languages == ["nl"]
    assert (row.website, row.state.value) == ("https://wijkhuiszon.example", "unconfirmed")
    assert row.listing is not None
    assert (row.listing.title, row.listing.licence, row.outside_id) == ("Guide", "CC BY 4.0", "1")


def test_the_same_list_again_changes_what_changed_and_doubles_nobody(stage: Stage, listed: Listed) -> None:
    take(listed(HEAD, ONE, TWO))
    before = Organisation.objects.count()
    again = take(listed(HEAD, ONE, TWO.replace("Turnclub", "Turnclub De Ring")))
    assert (again.added, again.changed, again.same) == (0, 1, 1)
    assert Organisation.objects.count() == before
    assert queries.organisation("turnclub").title.to("nl") == "Turnclub De Ring"
    assert Listing.objects.filter(title="Guide").count() == 1


def test_a_list_without_numbers_doubles_nobody_either(stage: Stage, listed: Listed) -> None:
    lines = ("naam;wijk", "Turnclub;Nieuwbouw", "Schaakclub;Nieuwbouw")
    assert take(listed(*lines)).added == 2
    again = take(listed(*lines))
    assert (again.added, again.same) == (0, 2)


def test_hsds_organizations_are_understood(stage: Stage, listed: Listed) -> None:
    head = "id,name,alternate_name,description,email,website,tax_status,uri"
    done = take(
        listed(
            head, 'a-1,Food bank,,"Parcels, on Friday",food@bank.example,https://bank.example,,https://list.example/a-1'
        )
    )
    row = queries.organisation("food-bank")
    assert done.added == 1
    assert (row.does.to("en"), row.email, row.outside_link) == (
        "Parcels, on Friday",
        "food@bank.example",
        "https://list.example/a-1",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(stage: Stage, listed: Listed, encoding: str) -> None:
    take(listed("naam;wijk", "Café Théâtre;Oude Markt", encoding=encoding))
    assert queries.organisation("cafe-theatre").title.to("fr") == "Café Théâtre"


def test_faults_are_named_by_line_and_column_and_nothing_is_taken_in(stage: Stage, listed: Listed) -> None:
    before, entries = Organisation.objects.count(), Entry.objects.count()
    path = listed(
        HEAD, ONE, "2;;sport;Oude Markt;nl;;", "3;Fout;sport;Atlantis;nl;;", "4;Fout;sport;Oude Markt;nl;javascript:alert(1);",
        "5;Fout;sport;Oude Markt;nl;;no address", "1;Dubbel;sport;Oude Markt;nl;;", "6;te kort",
    )  # fmt: skip
    with pytest.raises(Faulty) as fault:
        take(path)
    said = [str(problem) for problem in fault.value.problems]
    assert [line.split(":")[0] for line in said] == [
        "list.csv, line 3, column naam", "list.csv, line 4, column wijk", "list.csv, line 5, column website",
        "list.csv, line 6, column e-mail", "list.csv, line 7, column id", "list.csv, line 8",
    ]  # fmt: skip
    assert "Atlantis" in said[1]
    assert "line 2 already" in said[4]
    assert (Organisation.objects.count(), Entry.objects.count()) == (before, entries)
    assert not Listing.objects.filter(title="Guide").exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"naam;wijk\n", b"PK\x03\x04broken", b"naam;wijk\nA;Oude\0Markt\n"]
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(stage: Stage, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.csv"
    path.write_bytes(content)
    with pytest.raises(Faulty) as fault:
        take(path)
    assert all(len(str(problem)) > 20 for problem in fault.value.problems)
    assert "/tmp" not in str(fault.value)


def test_a_long_list_of_faults_is_told_in_short(stage: Stage, listed: Listed) -> None:
    with pytest.raises(Faulty) as fault:
        take(listed("naam;wijk", *(f"Club {n};Atlantis" for n in range(400))))
    assert len(fault.value.problems) == 101
    assert "300 more" in str(fault.value.problems[-1])


@pytest.mark.parametrize(
    "line",
    [
        "9;VZW Buurthuis Oude Markt;centre;Oude Markt;;;",
        "9;Buurthuis Oude Mrkt;centre;Oude Markt;;;",
        "9;Iets heel anders;centre;Nieuwbouw;;http://www.buurthuis.example/;",
        "9;oude markt buurthuis asbl;centre;;;;",
    ],
)
def test_who_looks_like_somebody_waits_for_a_person(stage: Stage, listed: Listed, line: str) -> None:
    path = listed(HEAD, line)
    with pytest.raises(Faulty, match="looks like “Buurthuis Oude Markt”"):
        take(path)
    before = Organisation.objects.count()
    assert take(path, otherwise="skip").skipped == 1
    assert Organisation.objects.count() == before


def test_the_same_name_elsewhere_is_somebody_else(stage: Stage, listed: Listed) -> None:
    add("Turnclub", places=("neighbourhood/1",))
    assert take(listed(HEAD, "2;Turnclub;sport;neighbourhood/3;nl;;")).added == 1


def test_merging_fills_in_and_overwrites_nothing(stage: Stage, listed: Listed) -> None:
    row = add("Turnclub", seat="Markt 1")
    path = listed("id;naam;wijk;adres;website", "7;Turnclub;Oude Markt;Elders 9;turn.example")
    assert take(path, choices={2: "merge"}).filled == 1
    row.refresh_from_db()
    assert (row.seat, row.website, row.outside_id) == ("Markt 1", "https://turn.example", "7")
    assert take(path).changed == 1, "from now on it is known"


def test_an_entry_that_keeps_itself_is_not_overwritten(stage: Stage, scene: Any, listed: Listed) -> None:
    take(listed("id;naam;wijk", "7;Buurthuis Oude Markt;Oude Markt"), choices={2: "merge"})
    again = take(listed("id;naam;wijk;telefoon", "7;Iets anders;Oude Markt;02 999 99 99"))
    row = queries.organisation(scene.house.key)
    assert (again.same, row.title.to("nl"), row.phone) == (1, "Buurthuis Oude Markt", "02 123 45 67")


def test_a_list_does_not_open_what_has_closed(stage: Stage, listed: Listed) -> None:
    take(listed(HEAD, TWO))
    row = queries.organisation("turnclub")
    actions.close_organisation(stage.everywhere["manager"].viewer, organisation=row)
    again = take(listed(HEAD, TWO.replace("Turnclub", "Turnclub 2")))
    row.refresh_from_db()
    assert (again.added, again.changed, row.closed_on is not None) == (0, 1, True)


def test_an_export_can_be_taken_in_again(stage: Stage, signed: Any, tmp_path: Path) -> None:
    answer = signed(None).get("/api/v1/organisations.csv")
    path = tmp_path / "organisations.csv"
    path.write_bytes(b"".join(answer.streaming_content))
    done = take(path, otherwise="skip")
    assert (done.skipped, done.added) == (Organisation.objects.count(), 0)


def test_a_tenfold_list_costs_few_more_questions(stage: Stage, listed: Listed) -> None:
    def cost(rows: int, name: str) -> int:
        lines = [f"{name}{n};{name.title()} nummer {n} van {n * 7};Oude Markt" for n in range(rows)]
        with CaptureQueriesContext(connection) as asked:
            assert take(listed("id;naam;wijk", *lines), source=name, otherwise="separate").added == rows
        return len(asked)

    few = cost(40, "kaatsers")
    assert cost(400, "vissers") <= few + 12
    assert PlaceOf.objects.filter(area="neighbourhood/1").count() >= 440


def test_only_who_may_takes_lists_in(stage: Stage, listed: Listed) -> None:
    path = listed(HEAD, ONE)
    spec, mapped = actions.ListSpec("Guide"), actions.Mapped({"title": "naam"})
    for member in (stage.cast.charlie, stage.cast.fay, stage.elsewhere["manager"]):
        with pytest.raises(NotAllowed):
            actions.import_organisations(member.viewer, path=path, name="x", mapped=mapped, spec=spec)


def test_a_draft_is_its_owners_alone(stage: Stage, scene: Any, signed: Any) -> None:
    other = signed(stage.everywhere["analyst"])
    assert other.get(f"/en/office/organisations/import/{scene.draft.token}/").status_code == 404


def test_the_whole_errand_in_the_browser(stage: Stage, scene: Any, signed: Any, listed: Listed) -> None:
    client = signed(stage.everywhere["manager"])
    path = listed(HEAD, ONE, "9;Buurthuis Oude Markt vzw;centre;Oude Markt;;;")
    with path.open("rb") as file:
        sent = {"title": "Guide of the welfare council", "link": "guide.example", "licence": "CC0", "file": file}
        answer = client.post("/en/office/organisations/import/", sent)
    page = answer["Location"]
    told = {
        "column_id": "id", "column_title": "naam", "column_kind": "soort", "column_areas": "wijk", "column_website": "website",
        "column_email": "e-mail", "kind": "association", "level": "micro",
    }  # fmt: skip
    seen = client.post(page, {**told, "do": "look"}).content.decode()
    assert "looks like “Buurthuis Oude Markt”" in seen
    assert 'name="like_3"' in seen
    undecided = client.post(page, {**told, "do": "take"})
    assert undecided.status_code == 400
    assert Draft.objects.filter(owner=stage.everywhere["manager"].key).count() == 2
    done = client.post(page, {**told, "do": "take", "like_3": "merge"}, follow=True).content.decode()
    assert "1 organisations are new" in done
    assert "Guide of the welfare council" in done
    assert Draft.objects.filter(owner=stage.everywhere["manager"].key).count() == 1
    assert queries.organisation(scene.house.key).listing is not None


@given(st.text(alphabet="bghkmpz ", min_size=1, max_size=30))
def test_a_name_is_like_itself_with_any_legal_form(name: str) -> None:
    assert alike(core(f"VZW {name}"), core(f"{name} asbl")) or not core(name)


@pytest.mark.parametrize("name", ["=1+1", "+32 2", "-cmd", "@SUM(A1)", "\t=1"])
def test_no_cell_runs_in_a_spreadsheet(stage: Stage, signed: Any, name: str) -> None:
    add(f"{name} groep", seat=name)
    told = b"".join(signed(None).get("/api/v1/organisations.csv").streaming_content).decode()
    cells = [cell for line in told.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.strip('"')[:1] in ("=", "+", "@") or cell.strip('"').startswith("-c")]
