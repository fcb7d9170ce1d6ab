"""RFC 3797: the example of its section 6, and what it refuses."""

import pytest

from wijk.methods.proof.nomcom import key_string, rfc3797
from wijk.methods.saying import Rejected

KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_the_example_of_the_standard() -> None:
    assert key_string([9319, [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]) == KEY
    assert rfc3797(KEY, 25, 11) == (17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22)


def test_everybody_is_chosen_once() -> None:
    assert sorted(rfc3797(KEY, 25, 25)) == list(range(1, 26))
    assert rfc3797(KEY, 0, 0) == ()
    assert len(set(rfc3797("other/", 300, 260))) == 260


@pytest.mark.parametrize(("pool", "count"), [(25, 26), (25, -1), (10**6, 2**16 + 1)])
def test_too_many_are_refused(pool: int, count: int) -> None:
    with pytest.raises(Rejected, match="Draw fewer"):
        rfc3797(KEY, pool, count)


def test_a_source_without_values_is_refused() -> None:
    with pytest.raises(Rejected, match="source number 2"):
        key_string([1, []])
