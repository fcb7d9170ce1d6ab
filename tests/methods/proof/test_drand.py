"""Rounds of drand, as its networks published them, verified offline."""

from dataclasses import replace
from importlib import import_module
from types import ModuleType

import pytest

from tests.methods.proof.making import ROUND_1000
from wijk.methods.proof import drand
from wijk.methods.proof.drand import CHAINS, DrandUnavailable, chain_named, verify_drand
from wijk.methods.proof.randomness import Beacon
from wijk.methods.saying import Rejected

PREVIOUS = bytes.fromhex(
    "8ed588f2a7716fb1349e2d9803da5db0005e98a83783c353d4a08f183236a9ad91d70ddb01266f4b7c576983db464b43"
    "0e65680b9e0098552758afd6c1e6afcb77e3f62fe1b93d42d1cb63abbb2205512fe12fbf74ea9c5ac3b8f5c1e283a1d8"
)
CHAINED = Beacon(
    3311596,
    bytes.fromhex(
        "a696b9409ababce45749c3a4ec369074453dd4a79967734e1390d969c8ad8d98897d217b9121e92c8ddebbddda8d92f9"
        "00e3bd6bf9deb166863b1a19390d743f82774001487594c5c09e581db7365f02b70a2c8cc41ce32446ef08e4890c4754"
    ),
    PREVIOUS,
)


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
def test_the_constants_of_a_chain_hash_to_its_name(chain: drand.Chain) -> None:
    assert chain.own_hash() == chain.hash
    assert replace(chain, period=chain.period + 1).own_hash() != chain.hash


@pytest.mark.parametrize(("name", "beacon"), [("default", CHAINED), ("quicknet", ROUND_1000)])
def test_real_rounds_verify(name: str, beacon: Beacon) -> None:
    assert verify_drand(chain_named(name), beacon)


@pytest.mark.parametrize(("name", "beacon"), [
    ("quicknet", replace(ROUND_1000, round=1001)),
    ("quicknet", replace(ROUND_1000, signature=bytes(48))),
    ("quicknet", replace(ROUND_1000, signature=b"\xc0" + bytes(47))),
    ("quicknet", replace(ROUND_1000, signature=ROUND_1000.signature[:-1] + b"\x38")),
    ("quicknet", replace(ROUND_1000, signature=ROUND_1000.signature + b"\x00")),
    ("quicknet", CHAINED),
    ("default", replace(CHAINED, previous_signature=None)),
    ("default", ROUND_1000),
])  # fmt: skip
def test_anything_else_does_not(name: str, beacon: Beacon) -> None:
    assert not verify_drand(chain_named(name), beacon)


def test_a_clear_word_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> ModuleType:
        if name.startswith("py_ecc"):
            raise ModuleNotFoundError(name)
        return import_module(name)

    monkeypatch.setattr(drand, "import_module", absent)
    with pytest.raises(DrandUnavailable, match="extra “drand”"):
        verify_drand(chain_named("quicknet"), ROUND_1000)


def test_rounds_have_their_time() -> None:
    quick = chain_named("QUICKNET")
    assert quick.time_of(1000) == 1692803367 + 999 * 3
    assert quick.round_after(quick.time_of(1000) - 1) == 1000
    assert quick.round_after(quick.time_of(1000)) == 1001
    assert quick.round_after(quick.time_of(1000) + 2) == 1001
    assert quick.round_after(0) == 1
    assert chain_named(quick.hash) is quick


def test_unknown_chains_and_schemes_are_refused() -> None:
    with pytest.raises(Rejected, match="quicknet or default"):
        chain_named("fastnet")
    with pytest.raises(Rejected, match="bn254"):
        verify_drand(replace(chain_named("quicknet"), scheme="bn254"), ROUND_1000)
