"""Timing side by side: every case in every round, so that a busy moment slows all of them."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

__all__ = ["Figure", "calls", "processes"]

# A call is repeated until it takes this long, because clocks are coarse.
_LONG_ENOUGH = 0.002


class Figure(NamedTuple):
    """Seconds: the median, the least, and the middle half from `low` to `high`."""

    median: float
    least: float
    low: float
    high: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Figure:
        """Sum up measured times."""
        low, median, high = statistics.quantiles(seconds, n=4, method="inclusive")
        return cls(median, min(seconds), low, high)


def calls(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Figure]:
    """Time functions in turn, as `timeit` does: without the garbage collector."""
    repeats = {name: _repeats(case) for name, case in cases.items()}
    taken: dict[str, list[float]] = {name: [] for name in cases}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, case in cases.items():
                taken[name].append(_time(case, repeats[name]) / repeats[name])
    finally:
        gc.enable()
    return {name: Figure.of(seconds) for name, seconds in taken.items()}


def _repeats(case: Callable[[], object]) -> int:
    count = 1
    # Twice, because the first time may have been interrupted, or filled a cache.
    while _time(case, count) < _LONG_ENOUGH or _time(case, count) < _LONG_ENOUGH:
        count *= 2
    return count


def _time(case: Callable[[], object], count: int) -> float:
    begin = perf_counter()
    for _ in range(count):
        case()
    return perf_counter() - begin


def processes(
    cases: Mapping[str, Sequence[str]], expected: Mapping[str, str], rounds: int
) -> dict[str, Figure]:
    """Time whole Python processes in turn; each must print what is expected of it."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(rounds + 1):
        for name, arguments in cases.items():
            begin = perf_counter()
            done = subprocess.run(
                [sys.executable, "-I", *arguments], capture_output=True, text=True, check=False
            )
            if turn:  # the first only fills the caches
                taken[name].append(perf_counter() - begin)
            if done.returncode or done.stdout.strip() != expected.get(name, ""):
                msg = f"{name}: {done.stdout}{done.stderr}"
                raise RuntimeError(msg)
    return {name: Figure.of(seconds) for name, seconds in taken.items()}
