"""Every example in the documentation of a method runs and says what it says."""

import doctest
import importlib
import pkgutil

import pytest

import wijk.methods


def modules() -> list[str]:
    return [module.name for module in pkgutil.walk_packages(wijk.methods.__path__, "wijk.methods.")]


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_module_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0
