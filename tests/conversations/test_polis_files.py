"""From Polis and back: the same files to the letter, doubts by line and column, nothing hostile unpacked."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conversations.test_report import REAL, brought, camps
from tests.support.stage import HERE, Stage
from wijk.conversations import actions, exporters, importers
from wijk.conversations.models import Conversation, Statement, Vote
from wijk.core.errors import Faulty, Refused
from wijk.core.text import Text


def written(files: dict[str, str], folder: Path) -> Path:
    """The files in a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


def zipped(files: dict[str, bytes]) -> bytes:
    """The files in a ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name, content)
    return packed.getvalue()


def test_out_and_in_and_out_again_gives_the_same_files(stage: Stage, tmp_path: Path) -> None:
    talk = brought(stage, camps(people=30))
    odd = talk.statements.get(number=1)
    odd.text = Text({"nl": '=1+1 is "twee", zegt men;\n\'et cetera', "fr": "=1+1 font deux"})
    odd.meta = True
    odd.save()
    actions.show_statement(talk.statements.get(number=5), visibility="removed", reason="insult")
    first = exporters.polis_folder(talk)
    again = brought(stage, importers.read_folder(written(first, tmp_path / "one")))
    assert exporters.polis_folder(again) == first
    assert again.statements.get(number=1).text == odd.text
    assert again.statements.get(number=1).translated["fr"] == {"how": "machine", "by": "m"}
    assert again.statements.get(number=5).visibility == "hidden"
    assert "nummer 5 over" not in "".join(first.values())


def test_nothing_of_the_order_or_moment_of_votes_goes_out(stage: Stage) -> None:
    talk = brought(stage, camps(people=30))
    lines = exporters.polis_folder(talk)["votes.csv"].splitlines()[1:]
    assert {line.split(",")[0] for line in lines} == {"0"}
    who = [int(line.split(",")[3]) for line in lines]
    assert who == sorted(who)
    marks = set(talk.voices.values_list("mark", flat=True))
    assert not any(mark in text for mark in marks for text in exporters.polis_folder(talk).values())


@pytest.mark.parametrize("name", ["canadian-electoral-reform", "scoop-hivemind.biodiversity"])
def test_a_real_export_goes_through_unchanged(stage: Stage, tmp_path: Path, name: str) -> None:
    if not (REAL / name).is_dir():
        pytest.skip("the shared conversations are not here")
    held = importers.read_folder(REAL / name)
    talk = actions.import_conversation(
        stage.cast.fay.viewer, held=held, origin=actions.Origin(language="en", place=HERE)
    )
    assert Vote.objects.filter(statement__conversation=talk).count() == len(held.vote)
    first = exporters.polis_folder(talk)
    again = importers.read_folder(written(first, tmp_path / "one"))
    assert (again.voices, len(again.vote)) == (held.voices, len(held.vote))
    assert [one.id for one in again.statements] == [one.id for one in held.statements]


def test_what_does_not_hold_is_said_by_line_and_column_and_nothing_comes_in(stage: Stage, client: Client) -> None:
    client.force_login(stage.cast.fay.person)
    before = Conversation.objects.count()
    files = {"votes.csv": b"comment-id,voter-id,vote\n0,0,1\n0,1,perhaps\n,2,1\n"}
    sent = {"file": SimpleUploadedFile("x.zip", zipped(files)), "language": "nl", "place": HERE}
    page = client.post("/en/office/conversations/import/", sent)
    assert page.status_code == 400
    said = page.content.decode()
    assert "line 3" in said
    assert "line 4" in said
    assert "perhaps" in said
    assert Conversation.objects.count() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        b"\x00" * 2000,
        zipped({"votes.csv": b"a,b\n1,2\n"}),
        zipped({"notes.txt": b"x"}),
        zipped({"../../votes.csv": b"\xff\xfe\x00"}),
    ],
)  # fmt: skip
def test_a_zip_that_is_none_or_holds_nothing_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises((Refused, Faulty)) as fault:
        importers.read_zip(content)
    assert len(str(fault.value)) > 10


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "LARGEST", 1 << 16)
    with pytest.raises(Refused, match="more than fits"):
        importers.read_zip(zipped({"votes.csv": b"0" * (1 << 18)}))


def test_hostile_words_are_cleaned_or_refused(tmp_path: Path) -> None:
    text = "Plein\u202egroen\u200b!"
    files = {"comments.csv": f"comment-id,comment-body\n0,{text}\n", "votes.csv": "comment-id,voter-id,vote\n0,0,1\n"}
    assert importers.read_folder(written(files, tmp_path / "a")).statements[0].text == "Pleingroen!"
    files["comments.csv"] = "comment-id,comment-body\n0," + "x" * 5000 + "\n"
    with pytest.raises(Faulty, match="statement 0"):
        importers.read_folder(written(files, tmp_path / "b"))


def test_a_statement_moderated_out_there_stays_hidden_here(stage: Stage, tmp_path: Path, client: Client) -> None:
    files = {
        "comments.csv": "comment-id,comment-body,moderated\n0,Meer groen,1\n1,Iets lelijks,-1\n",
        "votes.csv": "comment-id,voter-id,vote\n0,0,1\n1,0,-1\n",
        "summary.csv": "topic,Het plein\n",
    }
    talk = brought(stage, importers.read_folder(written(files, tmp_path / "x")))
    assert [one.visibility for one in Statement.objects.filter(conversation=talk)] == ["shown", "hidden"]
    assert "Iets lelijks" not in client.get(f"/nl/conversations/{talk.key}/statements/").content.decode()
