"""Organs and mandates come in from files: all of it or nothing, faults and doubts by line and column."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.scenes.organs import OrganScene
from tests.support.stage import Stage
from wijk.core.csv_files import Problems
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.viewer import Operator
from wijk.organs import actions, importers, queries
from wijk.organs.models import Mandate, Organ
from wijk.trail.models import Entry

ORGANS = """\
id,title_nl,title_fr,kind,place,parent,rule,share,seats,since
7,Wijkcommissie Kanaal,Commission du Canal,neighbourhood-commission,Nieuwbouw,,qualified,2/3,3,2026-01-01
8,Jury Kanaal,,jury,neighbourhood/3,7,,,,2026-01-01
"""
MANDATES = """\
organ;role;name;replaces;since;until;named
7;voorzitter;Gerda Gras;;2026-01-01;;ja
7;member;Hugo Heide;;01/01/2026;2030-12-31;
7;substitute;Ida Iep;hugo heide;2026-01-01;;
8;chair;Jan Jeneverbes;;2026-01-01;;
"""


def taken(organs: str = "", mandates: str = "", *, sure: bool = False) -> actions.Imported:
    return actions.import_organs(Operator(), organs=organs.encode(), mandates=mandates.encode(), sure=sure)


def test_two_files_found_organs_and_fill_them(scene: OrganScene) -> None:
    came = taken(ORGANS, MANDATES)
    assert (came.added, came.changed, came.seats) == (2, 0, 4)
    commission, jury = (Organ.objects.get(source_id=n) for n in "78")
    assert (commission.place, commission.rule, commission.share) == ("neighbourhood/3", "qualified", "2/3")
    assert jury.parent == commission
    assert [o.key for o in queries.organs_at("neighbourhood/3")].count(commission.key) == 1
    ida = Mandate.objects.get(name="Ida Iep")
    assert ida.substitute_for is not None
    assert ida.substitute_for.name == "Hugo Heide"
    assert Mandate.objects.get(name="Gerda Gras").public
    entry = Entry.objects.filter(verb="organs.import_organs").get()
    assert "Gras" not in str(entry.data)


def test_the_same_files_again_change_nothing_and_another_text_changes_that_organ(scene: OrganScene) -> None:
    taken(ORGANS, MANDATES)
    again = taken(ORGANS, MANDATES)
    assert (again.added, again.changed, again.same, again.seats) == (0, 0, 6, 0)
    assert taken(ORGANS.replace("Jury Kanaal", "Jury van het kanaal")).changed == 1
    assert Organ.objects.get(source_id="8").title.to("nl") == "Jury van het kanaal"


def test_an_organ_that_is_there_is_meant_by_its_key(scene: OrganScene) -> None:
    key = scene.council.key
    came = taken(mandates=f"organ,role,name,since\n{key},chair,Kato Kers,2026-01-01\n")
    assert came.seats == 1
    assert scene.council.mandates.get().name == "Kato Kers"


FAULTS = [
    ("id,title_nl,kind\n1,,jury\n", "", ["Line 2, column title_nl"]),
    ("id,title_nl,kind\n1,Iets,partij\n", "", ["Line 2, column kind"]),
    ("id,title_nl,kind,place\n1,Iets,jury,zzzzqqq\n", "", ["Line 2, column place"]),
    ("id,title_nl,kind,parent\n1,Iets,jury,99\n", "", ["Line 2, column parent"]),
    ("id,title_nl,kind\n1,A,jury\n1,B,jury\n", "", ["Line 3, column id"]),
    ("id,title_nl,kind,seats,quorum\n1,A,jury,3,9\n", "", ["Line 2, column quorum"]),
    ("id,title_nl,kind,since,until\n1,A,jury,2026-02-01,2026-01-01\n", "", ["Line 2, column until"]),
    ("id,title_nl,kind,seats\n1,A,jury,²\n", "", ["Line 2, column seats"]),
    ("id,title_nl,kind\n1,A,thematic-group\n", "", ["Line 2, column kind"]),
    ("naam,kind\n", "", ["Line 1, column naam", "column id"]),
    ("", "organ,role,name,since\nnergens,chair,A,2026-01-01\n", ["Line 2, column organ"]),
    ("", "organ,role,name,since\nseniorenraad,koning,A,2026-01-01\n", ["Line 2, column role"]),
    ("", "organ,role,name,since\nseniorenraad,chair,,2026-01-01\n", ["Line 2, column name"]),
    ("", "organ,role,name,since\nseniorenraad,chair,A,gisteren\n", ["Line 2, column since"]),
    ("", "organ,role,name,since\nseniorenraad,chair,A,2026-01-01\nseniorenraad,chair,B,2026-01-01\n", ["Line 3, column role"]),
    ("", "organ,role,name,since,organisation\nseniorenraad,chair,A,2026-01-01,none\n", ["Line 2, column organisation"]),
    ("", "organ,role,name,since\nseniorenraad,substitute,A,2026-01-01\n", ["Line 2, column replaces"]),
]  # fmt: skip


@pytest.mark.parametrize(("organs", "mandates", "where"), FAULTS)
def test_a_fault_is_told_by_line_and_column_and_nothing_is_taken_in(
    scene: OrganScene, organs: str, mandates: str, where: list[str]
) -> None:
    before = (Organ.objects.count(), Mandate.objects.count(), Entry.objects.count())
    with pytest.raises(Faulty) as caught:
        taken(organs, mandates, sure=True)
    told = "\n".join(caught.value.problems)
    assert not [words for words in where if words not in told], told
    assert (Organ.objects.count(), Mandate.objects.count(), Entry.objects.count()) == before


DOUBTS = [
    ("id,title_nl,kind,place\n1,Iets,jury,nieuwbow\n", "", "Line 2, column place"),
    ("id,title_nl,kind\n1,Seniorenraad,jury\n", "", "Line 2, column id"),
    ("", "organ,role,name,since,until\nseniorenraad,chair,A,2020-01-01,2021-01-01\n", "Line 2, column until"),
    ("", "organ,role,name,since\nseniorenraad,member,A,2026-01-01\n", "Line 2, column role"),
    ("id,title_nl,kind,seats\n1,Iets,jury,1\n", "organ,role,name,since\n1,chair,A,2026-01-01\n1,member,B,2026-01-01\n", "Line 2, column organ"),
]  # fmt: skip


@pytest.mark.parametrize(("organs", "mandates", "where"), DOUBTS)
def test_a_doubt_waits_for_a_person_who_says_that_it_is_meant(
    scene: OrganScene, organs: str, mandates: str, where: str
) -> None:
    before = (Organ.objects.count(), Mandate.objects.count())
    with pytest.raises(actions.Doubtful) as caught:
        taken(organs, mandates)
    assert where in "\n".join(caught.value.problems)
    assert (Organ.objects.count(), Mandate.objects.count()) == before
    taken(organs, mandates, sure=True)
    assert (Organ.objects.count(), Mandate.objects.count()) != before


def test_who_keeps_no_organ_takes_nothing_in_and_who_keeps_one_place_that_alone(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        actions.import_organs(stage.everywhere["resident"].viewer, organs=ORGANS.encode())
    with pytest.raises(Refused):
        actions.import_organs(stage.elsewhere["clerk"].viewer)
    here = "id,title_nl,kind,place\n1,Iets,jury,neighbourhood/{n}\n"
    clerk = stage.elsewhere["clerk"].viewer
    with pytest.raises(Faulty):
        actions.import_organs(clerk, organs=here.format(n=1).encode())
    assert actions.import_organs(clerk, organs=here.format(n=3).encode()).added == 1


def test_the_page_shows_doubts_and_takes_in_without_choosing_the_files_again(stage: Stage) -> None:
    client, path = Client(headers={"host": "localhost"}), reverse("organs:import")
    client.force_login(stage.everywhere["clerk"].person)
    page = client.get(path).content.decode()
    assert all(name in page for name, _must, _words in (*importers.ORGANS, *importers.MANDATES))
    file = BytesIO(b"id,title_nl,kind,place\n1,Iets <b>,jury,nieuwbow\n")
    file.name = "organs.csv"
    doubted = client.post(path, {"organs": file})
    assert doubted.status_code == 200
    assert "Nieuwbouw" in doubted.content.decode()
    kept = doubted.context["form"].initial["kept_organs"]
    assert client.post(path, {"kept_organs": kept, "sure": "1"}).status_code == 302
    assert Organ.objects.get(source_id="1").place == "neighbourhood/3"
    assert client.post(path, {"kept_organs": "nonsense"}).status_code == 200


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    problems = Problems()
    kinds = {"jury": "jury"}
    assert not importers.read_organs(content, kinds, problems) or not problems
    importers.read_mandates(content, problems)
