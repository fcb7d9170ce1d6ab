"""Checkpoints: signed text that survives a copy by hand and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from wijk.methods.proof import Note, check, parse, public_key, sign

SEED = bytes(range(32))
NOTE = Note("wijk/ab", 5, bytes(32), "2026-01-02T03:04:05Z")


def test_a_signed_checkpoint_reads_back_and_holds() -> None:
    signed = sign(NOTE, SEED)
    again = parse(signed.text(), public_key(SEED))
    assert again == signed
    assert check(again)
    assert again.explain()[0] == "proof.signed"


@pytest.mark.parametrize(
    "change", [{"size": 6}, {"root": bytes(31) + b"\x01"}, {"at": "2026-01-02T03:04:06Z"}, {"origin": "x"}]
)
def test_a_changed_checkpoint_does_not_hold(change: dict[str, Any]) -> None:
    signed = sign(NOTE, SEED)
    assert not check(replace(signed, note=replace(NOTE, **change)))
    assert replace(signed, note=replace(NOTE, **change)).explain()[0] == "proof.forged"


def test_another_key_is_refused() -> None:
    with pytest.raises(ValueError, match="another key"):
        parse(sign(NOTE, SEED).text(), public_key(bytes(32)))


def test_windows_line_ends_do_no_harm() -> None:
    assert check(parse(sign(NOTE, SEED).text().replace("\n", "\r\n"), public_key(SEED)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\nb\n",
        "o\n1\n!\nt\n\n— o x\n",
        "o\nx\nAAAA\nt\n\n— o AAAA\n",
        "o\n1\nAAAA\nt\n\n— p AAAA\n",
        "o\n1\nAAAA\nt\n\n— o AAAA\n",
    ],
)
def test_a_damaged_checkpoint_says_what_is_wrong(text: str) -> None:
    with pytest.raises(ValueError, match=r"checkpoint|base64"):
        parse(text, public_key(SEED))


def test_a_key_that_is_no_key_does_not_hold() -> None:
    assert not check(replace(sign(NOTE, SEED), key=b"short"))
