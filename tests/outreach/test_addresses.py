"""A list of addresses is taken whole or not at all, and every fault is named by line and column."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.core.errors import Faulty
from wijk.outreach import importers

HEAD = "naam;straat;nummer;bus;postcode;gemeente;taal\n"


def faults(content: str | bytes) -> list[str]:
    with pytest.raises(Faulty) as faulty:
        importers.addresses(content if isinstance(content, bytes) else content.encode())
    return [str(problem) for problem in faulty.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + "An;Hoogstraat;1;2;1000;Brussel;nl\n").encode(),
        "\ufeffNom,Rue,Numéro,Boîte,Code postal,Commune,Langue\nAn,Hoogstraat,1,2,1000,Brussel,nl\n".encode(),
        b"Name\tStreet\tNumber\tBox\tPostcode\tMunicipality\tLanguage\r\nAn\tHoogstraat\t1\t2\t1000\tBrussel\tnl\r\n",
        'naam,straat,nummer,bus,postcode,gemeente,taal\n\n"An","Hoogstraat","1","2","1000","Brussel","nl"\n'.encode(
            "cp1252"
        ),
    ],
)
def test_a_list_from_any_spreadsheet_is_read(content: bytes) -> None:
    (one,) = importers.addresses(content)
    assert one.lines() == ["An", "Hoogstraat 1 / 2", "1000 Brussel"]
    assert one.language == "nl"


def test_an_accent_in_the_old_way_of_writing_is_read() -> None:
    (one,) = importers.addresses("straat;postcode;gemeente\nRue de l’Église 4;1000;Bruxelles\n".encode("cp1252"))
    assert one.street == "Rue de l’Église 4"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("An;;1;;1000;Brussel;nl", ["Line 3", "“straat”", "empty"]),
        ("An;Hoogstraat;1;;10000;Brussel;nl", ["Line 3", "“postcode”", "10000"]),
        ("An;Hoogstraat;1;;;Brussel;nl", ["Line 3", "“postcode”", "empty"]),
        ("An;Hoogstraat;1;;1000;;nl", ["Line 3", "“gemeente”", "empty"]),
        ("An;Hoogstraat;;;1000;Brussel;nl", ["Line 3", "“nummer”", "house number"]),
        ("An;Hoogstraat;1;;1000;Brussel;de", ["Line 3", "“taal”", "“de”"]),
        (f"{'A' * 61};Hoogstraat;1;;1000;Brussel;nl", ["Line 3", "“naam”", "60"]),
        ("An\u202e;Hoogstraat;1;;1000;Brussel;nl", ["Line 3", "“naam”", "sign"]),
        ('"An\nNeighbour";Hoogstraat;1;;1000;Brussel;nl', ["Line 3", "“naam”", "sign"]),
        ("An;Hoogstraat;1;;1000;Brussel;nl;more", ["Line 3", "more cells"]),
        ("Jo;Hoogstraat;2;;1000;Brussel;nl", ["Line 3", "line 2"]),
    ],
)
def test_a_bad_address_is_named_by_line_and_column(line: str, says: list[str]) -> None:
    found = faults(HEAD + "jo;hoogstraat;2;;1000;brussel;nl\n" + line + "\n")
    assert len(found) == 1
    assert all(words in found[0] for words in says), found


def test_a_foreign_postcode_is_fine_where_the_country_is_named() -> None:
    (one,) = importers.addresses(b"straat;postcode;gemeente;land\nDamrak 1;1012 LG;Amsterdam;Nederland\n")
    assert one.lines()[-1] == "NEDERLAND"


def test_a_missing_column_is_named() -> None:
    assert faults("naam;straat\nAn;Hoogstraat 1\n") == [
        "There is no column “postcode”. Add it; the first line holds the names of the columns.",
        "There is no column “town”. Add it; the first line holds the names of the columns.",
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", HEAD.encode(), b"PK\x03\x04\0\0", b"x" * (importers.LARGEST + 1)])
def test_what_holds_no_addresses_is_said_in_a_sentence(content: bytes) -> None:
    assert all(sentence.endswith(".") for sentence in faults(content))


def test_of_very_many_faults_the_first_are_named_and_the_rest_is_counted() -> None:
    found = faults(HEAD + "An;;1;;1000;Brussel;nl\n" * 100)
    assert len(found) == importers.MOST_PROBLEMS + 1
    assert "80" in found[-1]


@given(st.binary(max_size=300))
def test_any_file_gives_addresses_or_sentences(content: bytes) -> None:
    found: list[importers.Address] = []
    with suppress(Faulty):
        found = importers.addresses(content)
    assert all(one.street and one.postcode and one.town for one in found)
