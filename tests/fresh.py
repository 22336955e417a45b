"""For mutation testing only: each test runs the changed code, not a result that an earlier test cached.

mutmut runs all tests once, then forks for each mutant. What was cached until then (the
index of a collection) was made by the code without the mutant, and would hide it.

Hypothesis draws the same examples in every run, and does not look for the smallest that fails:
that takes it longer than to find one.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, settings

import korean_armistice as ka

_KEPT = {"about", "actors", "documents"}


def pytest_configure() -> None:
    """Set Hypothesis, after conftest.py and before any test is imported."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", phases=phases, derandomize=True, database=None)
    settings.load_profile("mutation")


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """Empty the caches of the functions and collections that the test can name."""
    parameters: dict[str, Any] = getattr(getattr(request.node, "callspec", None), "params", {})
    named: tuple[Any, ...] = (
        *vars(request.module).values(),
        *parameters.values(),
        ka.load(),
    )
    for value in named:
        if isinstance(value, ka.Collection):
            root = value._root
            for name in vars(root).keys() - _KEPT:
                delattr(root, name)
        elif hasattr(value, "cache_clear"):
            value.cache_clear()
