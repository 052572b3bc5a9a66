"""The second process of a search: what it tells, when it is asked to end, and when it fails."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from allocator.forecast.forecast import forecast
from allocator.rota.beside import searching_beside
from allocator.rota.limits import SearchLimits
from allocator.rota.reached import Reached
from tests.tiny_scenario import read_tiny_scenario


def test_bound_is_told_at_once_and_a_stop_brings_the_rotas_early(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    told: list[float] = []
    known, stopped = threading.Event(), threading.Event()
    limits = SearchLimits(seconds=3600, stop=stopped.is_set)

    def tell(bound: float) -> None:
        told.append(bound)
        known.set()

    with searching_beside(scenario, forecast(scenario), limits, 3600, tell) as beside:
        assert known.wait(600)
        time.sleep(1)  # for a first rota
        stopped.set()
        begun = time.perf_counter()
        found = beside.result(limits, told[0])
    assert time.perf_counter() - begun < 600
    assert told == sorted(told)
    assert told[-1] == found.bound > 0
    assert found.rota is None or len(found.rota) > 10


def test_what_goes_wrong_there_is_told_here(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    with (
        searching_beside(scenario, (), SearchLimits(), 1, lambda _: None) as beside,
        pytest.raises(RuntimeError, match="Traceback"),
    ):
        beside.result(SearchLimits(), 0.0)


def test_reached_tells_best_bound_and_gap_as_they_move() -> None:
    told: list[tuple[str, str]] = []
    reached = Reached(lambda stage, detail: told.append((stage, detail)))
    reached.proven(80.0)  # before any stage of the search
    reached.enter("polish")
    reached.found(110.0)
    reached.proven(70.0)  # no news
    reached.proven(99.0)
    assert told == [
        ("polish", "bound 80.0"),
        ("polish", "best 110.0   bound 80.0   gap 27.3%"),
        ("polish", "best 110.0   bound 99.0   gap 10.0%"),
    ]
