"""Did drand really publish this round? Its threshold signature, checked offline (method `proof.drand-bls/1`).

A round is a BLS signature over the round's number (chained: over the signature before it, too) by a group of organisations, none of which
could make it alone or know it beforehand. The check needs the library py_ecc (the extra `drand`) and about a second.

Source: drand's specification (schemes pedersen-bls-chained and bls-unchained-g1-rfc9380); RFC 9380 (hashing to curves); Boneh, Lynn, Shacham 2001.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from types import ModuleType

from wijk.methods.proof.messages import say
from wijk.methods.proof.randomness import Beacon
from wijk.methods.saying import Rejected

METHOD = "proof.drand-bls/1"
CHAINED, UNCHAINED_G1 = "pedersen-bls-chained", "bls-unchained-g1-rfc9380"
_DST = "BLS_SIG_BLS12381{}_XMD:SHA-256_SSWU_RO_NUL_"


class DrandUnavailable(Rejected):
    """The library that checks BLS signatures is not installed."""

    def __init__(self) -> None:
        super().__init__(say("drand_absent"))


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of drand: `period` in seconds, `genesis` in seconds since 1970 (UTC), `seed` its group hash, `key` its public key."""

    name: str
    hash: str
    key: bytes
    seed: bytes
    period: int
    genesis: int
    scheme: str

    def time_of(self, number: int) -> int:
        """When is this round published, in seconds since 1970 (UTC)?

        >>> CHAINS["52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"].time_of(1)
        1692803367
        """
        return self.genesis + (number - 1) * self.period

    def round_after(self, unix: int) -> int:
        """The first round that is published later than this second.

        >>> chain_named("default").round_after(1595431050)
        2
        """
        return max(1, (unix - self.genesis) // self.period + 2)

    def own_hash(self) -> str:
        """What the hash of a chain with these values is; drand leaves the name of its oldest chain out."""
        head = self.period.to_bytes(4, "big") + self.genesis.to_bytes(8, "big")
        name = b"" if self.name == "default" else self.name.encode()
        return sha256(head + self.key + self.seed + name).hexdigest()


# As the League of Entropy publishes them at /info of each chain; `own_hash` shows that they belong to the hash.
_DEFAULT = Chain(
    name="default",
    hash="8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
    key=bytes.fromhex(
        "868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31"
    ),
    seed=bytes.fromhex("176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a"),
    period=30,
    genesis=1595431050,
    scheme=CHAINED,
)
_QUICKNET = Chain(
    name="quicknet",
    hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    key=bytes.fromhex(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    seed=bytes.fromhex("f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e"),
    period=3,
    genesis=1692803367,
    scheme=UNCHAINED_G1,
)
CHAINS: Mapping[str, Chain] = {chain.hash: chain for chain in (_DEFAULT, _QUICKNET)}


def chain_named(name: str) -> Chain:
    """The chain of this name (quicknet, default) or hash.

    >>> chain_named("quicknet").period
    3
    """
    for chain in CHAINS.values():
        if name.lower() in (chain.name, chain.hash):
            return chain
    raise Rejected(say("chain_unknown", chain=name))


def verify_drand(chain: Chain, outcome: Beacon) -> bool:
    """Does the signature of this round fit the chain's public key? Raises DrandUnavailable where the library is absent.

    Signatures that are no point of the curve, or of its right subgroup, do not fit.
    """
    if chain.scheme not in (CHAINED, UNCHAINED_G1):
        raise Rejected(say("drand_scheme", chain=chain.name, scheme=chain.scheme))
    curve, packing, hashing, keys = _library()
    number = outcome.round.to_bytes(8, "big")
    try:
        if chain.scheme == UNCHAINED_G1:
            if len(outcome.signature) != 48:
                return False
            signature = packing.decompress_G1(int.from_bytes(outcome.signature, "big"))
            message = hashing.hash_to_G1(sha256(number).digest(), _DST.format("G1").encode(), sha256)
            sides = ((curve.G2, signature), (keys.signature_to_G2(chain.key), message))
        else:
            signature = keys.signature_to_G2(outcome.signature)
            before = sha256((outcome.previous_signature or b"") + number).digest()
            message = hashing.hash_to_G2(before, _DST.format("G2").encode(), sha256)
            sides = ((signature, curve.G1), (message, keys.pubkey_to_G1(chain.key)))
    except (ValueError, AssertionError):  # what the library says of bytes that are no point
        return False
    if curve.is_inf(signature) or not keys.subgroup_check(signature):
        return False
    return bool(curve.pairing(*sides[0]) == curve.pairing(*sides[1]))


def _library() -> tuple[ModuleType, ...]:
    """The parts of py_ecc: the curve, compressed points, hashing to the curve, keys and signatures."""
    try:
        parts = ("optimized_bls12_381", "bls.point_compression", "bls.hash_to_curve", "bls.g2_primitives")
        return tuple(import_module(f"py_ecc.{part}") for part in parts)
    except ImportError as absent:
        raise DrandUnavailable from absent
