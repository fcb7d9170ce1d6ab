"""Every form of the rooms in which people speak, found by walking through their pages: sent twice it counts once, whatever is typed gets
an answer and is kept clean, and what belongs to one person opens for nobody else."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.support import hostile
from tests.support.routes import SAMPLES
from tests.support.stage import Stage
from tests.support.walking import NAMES, PAGES, Found, client_of, counts, forms_at, put_back, stands
from wijk.config.doors import DOORS

BOUNDARY = "zxqvzxqv"
#: What the sample of these names belongs to the stranger of the stage.
OWNED = ("contributions:change", "answers:again_own")
#: Arguments that open a door by themselves, because they stand in a letter or on a receipt.
KEYS = ("token", "seal", "code")
LINKS = [
    "contributions:own", "contributions:support_link", "contributions:confirm_comment", "answers:again", "helping:own_action",
    "helping:follow", "moderation:appeal",
]  # fmt: skip


def forms(stage: Stage, name: str, *, known: bool = False) -> Iterator[Found]:
    """Each form of the page, before anybody touched it, in a world that is put back afterwards."""
    for at in range(len(forms_at(stage, name, known=known))):
        with put_back():
            yield forms_at(stage, name, known=known)[at]


def boxes(found: Found) -> list[str]:
    """The boxes of a form; of three languages one is enough."""
    typed = found.form.typed()
    return [name for name in typed if not (name[-3:] in ("_fr", "_en") and f"{name[:-3]}_nl" in typed)]


def held(found: Found, answer: Any, what: str) -> None:
    """The answer is one, nothing in it runs, and nothing that nobody sees was kept."""
    where = f"{what} at {found.target}: {answer.status_code}"
    assert answer.status_code < 500, where
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        page = answer.content.decode()
        assert not [markup for markup in hostile.MARKUP if markup in page], where
    if answer.status_code == 302:
        for column, words in hostile.kept():
            assert not hostile.unseen_in(words), f"{where}: {column} keeps {hostile.unseen_in(words)!r}"
        if (there := urlsplit(answer["Location"]).path).startswith("/"):
            page = b"".join(found.client.get(there)).decode("utf-8", "replace")
            assert not [markup for markup in hostile.MARKUP if markup in page], f"{where}, then {there}"


@pytest.mark.parametrize("name", PAGES)
def test_the_same_form_sent_again_counts_once(stage: Stage, name: str) -> None:
    """A double click, a retry, a tab restored."""
    idle = []
    for found in forms(stage, name, known=True):
        before, stood = counts(), stands()
        first = found.send_through()
        once = counts()
        if before == once and stood == stands():
            idle.append(f"{found.target}: {first.status_code}")
        for _again in range(2):
            assert found.send_through().status_code < 500
        grown = {table: n - once[table] for table, n in counts().items() if n != once[table]}
        if first.has_header("Content-Disposition"):
            grown.pop("trail_entry", None)  # a file that is asked for again is handed over again, and the trail says so
        assert not grown, f"{found.target} counts again: {grown} after {changed(before, once)}"
    assert not idle, f"what the samples send to these forms at {name} is refused, or changes nothing: {idle}"


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """By how many rows each table grew or shrank."""
    return {table: n - before[table] for table, n in after.items() if n != before[table]}


@pytest.mark.parametrize("name", PAGES)
def test_whatever_is_typed(stage: Stage, name: str) -> None:
    wrong = []
    for found in forms(stage, name):
        for box in boxes(found):
            for kind, words in hostile.WORDS.items():
                with put_back():
                    try:
                        held(found, found.send(**{box: words}), f"{kind} in {box}")
                    except AssertionError as fault:
                        wrong.append(str(fault).splitlines()[0])
                    except Exception as fault:
                        wrong.append(f"{kind} in {box} at {found.target}: {fault!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_very_much_of_it(stage: Stage, name: str) -> None:
    for found in forms(stage, name):
        for box in boxes(found)[:1]:
            with put_back():
                held(found, found.send(**{box: hostile.MEGABYTE}), f"a megabyte in {box}")
        with put_back():
            answer = found.client.post(found.address, {**found.body(), **{f"f{n}": "1" for n in range(10_000)}})
            assert answer.status_code in (302, 400), f"10,000 boxes at {found.target}"  # a page may read none of them
        with put_back():
            held(
                found,
                found.client.post(found.address, broken(found), f"multipart/form-data; boundary={BOUNDARY}"),
                "no UTF-8",
            )


def broken(found: Found) -> bytes:
    """The form with bytes in every box that are no text."""
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{box}"\r\n\r\n'.encode()
        + b"zxqv\xff\xfe\xc3(\xed\xa0\x80\r\n"
        for box in found.form.typed()
    )
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize("name", PAGES)
def test_whatever_file_is_sent(stage: Stage, name: str) -> None:
    wrong = []
    for found in forms(stage, name):
        for box in found.form.files:
            files = [(kind, content, "foto.jpg") for kind, content in hostile.contents().items()]
            files += [(named, hostile.contents()["polyglot"], named) for named in hostile.NAMES]
            for kind, content, named in files:
                with put_back():
                    try:
                        held(found, found.send(**{box: hostile.file_of(content, named)}), f"{kind!r} in {box}")
                    except Exception as fault:
                        wrong.append(f"{kind!r} in {box} at {found.target}: {fault!r}"[:400])
    assert not wrong, "\n".join(wrong)


def others(stage: Stage) -> list[Any]:
    """Everybody but the owner."""
    return [*stage.everywhere.values(), *stage.elsewhere.values(), stage.helper]


@pytest.mark.parametrize("name", OWNED)
def test_its_owner_comes_in_and_nobody_else(stage: Stage, name: str) -> None:
    sample = SAMPLES[name]
    address, facts = sample.address(name, stage), dict(sample.sends(stage))
    assert client_of(stage.stranger).get(address).status_code == 200
    before = counts()
    for member in others(stage):
        client = client_of(member)
        assert client.get(address).status_code == 404, member.person.email
        assert client.post(address, facts).status_code == 404, member.person.email
    assert counts() == before
    with put_back():
        answer = client_of(stage.stranger).post(address, facts)
        assert answer.status_code == 302
        assert counts() != before, "its owner changes something by the same words"


@pytest.mark.parametrize("name", LINKS)
def test_a_link_with_a_wrong_sign_opens_nothing(stage: Stage, name: str) -> None:
    sample = SAMPLES[name]
    given = dict(sample.arguments(stage))
    right = client_of(None).get(sample.address(name, stage))
    assert right.status_code == 200
    before = counts()
    for key in set(KEYS) & set(given):
        whole = str(given[key])
        for at in (0, len(whole) // 2):
            sign = "A" if whole[at] != "A" else "B"
            address = reverse(name, kwargs={**given, key: whole[:at] + sign + whole[at + 1 :]}) + sample.query
            for member in (None, stage.stranger, stage.everywhere["administrator"]):
                answer = client_of(member).get(address)
                assert answer.status_code == 404 or answer.content != right.content, f"{name}: {at}"
                client_of(member).post(address, dict(sample.sends(stage)))
            assert counts() == before, f"{name}: a wrong sign at {at} changed something"


def test_every_sample_of_these_rooms_is_of_something_that_is_there(stage: Stage) -> None:
    """Where an address names a thing, the sample names one that stands in the town: otherwise every door would look shut. What belongs
    to a team or to the session of a counter is shut to all roles; `tests/helping` opens each of these."""
    empty = {name for name in NAMES if not DOORS[name].sends and 200 not in SAMPLES[name].answers}
    nothing = {name for name in empty if not name.startswith("helping:")}
    assert nothing <= {"conversations:slip"}, f"these samples name nothing: {nothing}"
    for name in NAMES:
        if DOORS[name].sends:
            assert SAMPLES[name].address(name, stage)


@pytest.mark.parametrize("name", [name for name in NAMES if DOORS[name].sends and DOORS[name].kind == "verb"])
def test_what_is_sent_to_these_doors_does_something(stage: Stage, name: str) -> None:
    """Who may, does: the same words by which others are turned away."""
    from_whom = [*stage.everywhere.values(), stage.helper, stage.cast.bob]
    sample = SAMPLES[name]
    for member in from_whom:
        with put_back():
            answer = client_of(member).post(sample.address(name, stage), dict(sample.sends(stage)))
            if answer.status_code in (200, 204, 302, 409, 422):  # taken, or told by the room itself why not
                return
    pytest.fail(f"nobody came in at {name}")
