"""The second process of a search: it proves the finer bound, then searches with another seed.

It tells of the bound as soon as it is proven, and of its rota at the end, which may be asked for
early.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.rota.bound import solve_counts
from allocator.rota.choose_times import NoTimes
from allocator.rota.construct import construct
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits, never
from allocator.rota.place_activities import place_activities
from allocator.rota.polish import Incumbent, polish
from allocator.rota.worker import Tell, Worker

FINE_SPEED_STEP = 0.1
_LEFT_S, _LEFT_FOR_BOUND_S = 3.0, 15.0
"""How long a search that was stopped waits for the rota, and for the bound if there is none."""

_WORTH_TELLING = 0.002
"""By what share a bound must have risen to be told at once."""

_Inputs = tuple[Scenario, tuple[Requirement, ...], SearchLimits, float]


@dataclass(frozen=True)
class FoundBeside:
    """What the second process found.

    Parameters
    ----------
    bound
        Proven lower bound on the objective, in late contacts; 0 where none was proven in time.
    """

    bound: float = 0.0
    rota: Assignment | None = None


class Beside:
    """The running second process; :func:`searching_beside` starts and ends it."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def result(self, limits: SearchLimits, bound: float) -> FoundBeside:
        """Wait for the end; a search that was stopped waits for a moment only.

        Parameters
        ----------
        bound
            What is proven already: with a bound at hand there is less to wait for.
        """
        heard = self._worker.heard
        since: float | None = None
        while not self._worker.wait(0.05):
            if not limits.is_stopped:
                continue
            if since is None:
                since = time.perf_counter()
                self._worker.ask_to_stop()
            has_bound = bound or heard.get("bound")
            if time.perf_counter() - since > (_LEFT_S if has_bound else _LEFT_FOR_BOUND_S):
                break
        return FoundBeside(heard.get("bound", 0.0), heard.get("rota"))


@contextmanager
def searching_beside(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    seconds: float,
    on_bound: Callable[[float], None],
) -> Generator[Beside]:
    """Search in a second process meanwhile; it is ended at the end, whatever it is at.

    Parameters
    ----------
    seconds
        How long it may search from now.
    on_bound
        Called from another thread when the bound is proven.
    """

    def hear(kind: str, content: float) -> None:
        if kind == "bound":
            on_bound(content)

    # Wall-clock moments mean the same in both processes.
    until = time.time() + seconds
    worker = Worker(_search, (scenario, requirements, replace(limits, stop=never), until), hear)
    try:
        yield Beside(worker)
    finally:
        worker.end()


def _search(inputs: _Inputs, tell: Tell, stopped: Callable[[], bool]) -> None:
    """Do the work of the second process."""
    scenario, requirements, limits, until_wall_clock = inputs
    limits = replace(limits, seed=limits.seed + 1, stop=stopped)
    until = time.perf_counter() + until_wall_clock - time.time()
    instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
    counts = solve_counts(
        instance, FINE_SPEED_STEP, lambda bound: tell("bound", bound), limits.stop
    )
    if not counts.feasible:
        return
    tell("bound", counts.bound)
    if limits.is_stopped:
        return
    placed = place_activities(instance, counts, limits)
    if isinstance(placed, NoTimes):
        return
    first = construct(placed, counts, limits)
    if first is None:
        return
    found = polish(Incumbent(placed, first), limits, until, lambda _: None)
    tell("rota", found.assignment)
