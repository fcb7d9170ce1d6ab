"""The public pages of the trail."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.trail.conftest import Write
from wijk.core.verbs import Verb
from wijk.methods import proof
from wijk.trail import actions, compute, views
from wijk.trail.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(views, "all_verbs", lambda: {"trail.test": Verb.by("trail.test", [], "Tested {what}.")})
    return Client(headers={"host": "localhost"})


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_list_shows_the_newest_first(write: Write, client: Client, language: str) -> None:
    write(30)
    page = client.get(f"/{language}/trail/").content.decode()
    assert page.index("trail/29/") < page.index("trail/5/")
    assert "trail/4/" not in page


def test_pages_go_older_and_newer(write: Write, client: Client) -> None:
    write(60)
    second = client.get("/en/trail/?before=35").content.decode()
    assert "trail/34/" in second
    assert "trail/35/" not in second
    assert "?before=10" in second
    assert "?after=34" in second
    first = client.get("/en/trail/?after=34").content.decode()
    assert "trail/59/" in first
    assert "trail/34/" not in first


@pytest.mark.parametrize(
    "query", ["before=x", "before=99999999999999999999", "after=-1", "before=0", "verb=%00", "area=" + "x" * 500]
)
def test_nonsense_in_the_address_does_no_harm(write: Write, client: Client, query: str) -> None:
    write(2)
    assert client.get(f"/en/trail/?{query}").status_code in (200, 400)


def test_the_list_is_narrowed(write: Write, client: Client) -> None:
    write(3)
    assert "trail/1/" in client.get("/en/trail/?verb=trail.test&kind=trail.thing").content.decode()
    assert "Nothing here" in client.get("/en/trail/?area=sector/9").content.decode()


@pytest.mark.parametrize("path", ["", "7/", "7/bundle.json", "checkpoint/", "key/", "check_bundle.py"])
def test_pages_cost_few_queries_whatever_the_size(
    write: Write, client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    write(70)
    with django_assert_max_num_queries(8):
        assert client.get(f"/en/trail/{path}").status_code == 200


@pytest.mark.parametrize("path", ["99/", "99/bundle.json", "99999999999999999999999/"])
def test_an_entry_that_is_not_there_is_absent(write: Write, client: Client, path: str) -> None:
    write(1)
    assert client.get(f"/en/trail/{path}").status_code == 404


def test_an_empty_trail_has_a_page_and_no_checkpoint(client: Client) -> None:
    assert client.get("/en/trail/").status_code == 200
    assert client.get("/en/trail/checkpoint/").status_code == 404


def test_the_checkpoint_is_text_that_verifies(write: Write, client: Client) -> None:
    write(3)
    answer = client.get("/en/trail/checkpoint/")
    assert answer["Content-Type"].startswith("text/plain")
    assert compute.vouched(compute.parse(answer.content.decode()))


@pytest.mark.parametrize("index", [0, 6, 12])
def test_evidence_verifies_offline_with_nothing_but_python(
    write: Write, client: Client, tmp_path: Path, index: int
) -> None:
    write(13)
    bundle, checker = tmp_path / "bundle.json", tmp_path / "check_bundle.py"
    bundle.write_bytes(client.get(f"/nl/trail/{index}/bundle.json").content)
    checker.write_bytes(client.get("/nl/trail/check_bundle.py").content)
    command = [sys.executable, "-I", "-S", str(checker), str(bundle)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    key = subprocess.run([*command, "--key", compute.public_key().hex()], capture_output=True, text=True, check=False)
    assert key.returncode == 0
    assert subprocess.run([*command, "--key", "00" * 32], capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("where", ["entry", "path", "checkpoint", "signature", "key", "index", "cut"])
def test_bent_evidence_does_not_verify(write: Write, tmp_path: Path, where: str) -> None:
    write(13)
    told = json.loads(json.dumps(actions.evidence(Entry.objects.get(index=5)).bundle()))
    if where == "entry":
        told["entry"]["data"]["what"] = 6
    elif where == "path":
        told["proof"]["path"][0] = "00" * 32
    elif where == "checkpoint":
        told["checkpoint"] = told["checkpoint"].replace("\n13\n", "\n14\n")
    elif where == "signature":
        told["checkpoint"] = told["checkpoint"][:-12] + "AAAAAAAA" + told["checkpoint"][-4:]
    elif where == "key":
        told["key"] = proof.public_key(bytes(32)).hex()
    elif where == "index":
        told["proof"]["index"] = 4
    else:
        told = {"format": told["format"]}
    bundle = tmp_path / "bundle.json"
    bundle.write_text(json.dumps(told), "utf-8")
    command = [sys.executable, "-I", proof.offline.__file__, str(bundle)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "NO" in answer.stdout


def test_evidence_uses_a_kept_checkpoint_where_one_covers_it(write: Write, client: Client) -> None:
    write(5)
    actions.checkpoint()
    write(2)
    assert actions.evidence(Entry.objects.get(index=4)).kept
    assert not actions.evidence(Entry.objects.get(index=6)).kept
    assert Checkpoint.objects.count() == 2


def test_a_longer_trail_continues_a_shorter_one(write: Write) -> None:
    write(21)
    leaves = [bytes.fromhex(leaf) for leaf in Entry.objects.order_by("index").values_list("leaf", flat=True)]
    tree = proof.Tree(leaves)
    for old in (1, 4, 7, 20, 21):
        path = compute.continues(old, 21)
        assert proof.verify_consistency(old, 21, path, tree.root(old), tree.root()).holds
