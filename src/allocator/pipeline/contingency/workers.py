"""Processes that each compile a plan once, and then look at one loss after another."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from typing import TypeVar

from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.contingency.bench import Bench
from allocator.pipeline.interrupt import Interrupts
from allocator.rota.process_context import deaf_to_interrupts, process_context

_MOST = 8
"""Processes at most: each compiles the scenario for itself."""

_LOOK_EVERY_S = 0.2
"""How often it is looked whether the end is asked for."""

_Input = TypeVar("_Input")
_Result = TypeVar("_Result")
_Plan = tuple[Scenario, tuple[Requirement, ...], Rota]

_bench: Bench | None = None
"""Of this process."""


class Workers:
    """Does work on a bench, here or in other processes."""

    def __init__(
        self, bench: Bench, pool: ProcessPoolExecutor | None, interrupts: Interrupts
    ) -> None:
        self._bench, self._pool, self._interrupts = bench, pool, interrupts

    def each(
        self, work: Callable[[Bench, _Input], _Result], inputs: Iterable[_Input]
    ) -> Iterator[_Result]:
        """Do the same work for each input, and yield what comes of it in their order.

        Where the interrupts ask for the end, what is there so far is all.

        Parameters
        ----------
        work
            A function of a module.
        """
        if self._pool is None:
            for one in inputs:
                if self._interrupts.is_asked():
                    return
                yield work(self._bench, one)
            return
        with deaf_to_interrupts():
            waiting = [self._pool.submit(_there, work, one) for one in inputs]
        for each in waiting:
            while not (each.done() or self._interrupts.is_asked()):
                wait([each], timeout=_LOOK_EVERY_S)
            if self._interrupts.is_asked():
                return
            yield each.result()


@contextmanager
def workers(
    bench: Bench, jobs: int | None, interrupts: Interrupts | None = None
) -> Generator[Workers]:
    """Have processes ready for work on a plan; they are ended at the end.

    Parameters
    ----------
    jobs
        How many; 1 for none but this one, ``None`` for one a core.
    interrupts
        What may ask for the end.
    """
    interrupts = interrupts or Interrupts()
    count = min(_MOST, jobs or os.cpu_count() or 1)
    if count == 1:
        yield Workers(bench, None, interrupts)
        return
    plan: _Plan = (bench.scenario, bench.requirements, bench.rota)
    with deaf_to_interrupts():  # what it starts would let the signal through to this thread
        pool = ProcessPoolExecutor(count, process_context(), _get_ready, (plan,))
    try:
        yield Workers(bench, pool, interrupts)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _get_ready(plan: _Plan) -> None:
    global _bench
    _bench = Bench(*plan)


def _there(work: Callable[[Bench, _Input], _Result], one: _Input) -> _Result:
    assert _bench is not None
    return work(_bench, one)
