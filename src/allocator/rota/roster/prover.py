"""The proof in a process of its own, beside the search."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Any

from allocator.rota.process_context import process_context
from allocator.rota.roster.problem import Floats, Roster, RosterProblem
from allocator.rota.roster.proof import prove
from allocator.rota.roster.relaxed_bound import bound_by_steps

_Found = Callable[[Roster | None, float], None]


class Prover:
    """Proves in another process, told of better rosters and telling of bounds.

    Parameters
    ----------
    problem
        The problem; its graphs are listed in the other process anew.
    arcs_max
        As for :func:`~allocator.rota.roster.graph.graph_of`.
    start
        Prices of cover and the bound that they prove, from where to raise it by integer
        programs; without, it is found by steps of prices.
    deadline
        Reading of :func:`time.perf_counter` to stop at.
    """

    def __init__(
        self,
        problem: RosterProblem,
        arcs_max: float,
        start: tuple[Floats, float] | None,
        deadline: float,
    ) -> None:
        context: Any = process_context()
        self._best = context.Value("d", math.inf)
        self._reads, writes = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_run,
            args=(problem, arcs_max, start, deadline - time.perf_counter(), self._best, writes),
            daemon=True,
        )
        self._process.start()
        writes.close()

    def tell(self, cost: float) -> None:
        """Tell the cost of the best roster known here."""
        with self._best.get_lock():
            self._best.value = min(self._best.value, cost)

    def has_news(self) -> bool:
        """Whether something was found since the last time."""
        return self._reads is not None and self._reads.poll()

    def news(self) -> Iterator[tuple[Roster | None, float]]:
        """Rosters found (or ``None``) and bounds proven since the last time."""
        try:
            while self._reads is not None and self._reads.poll():
                yield self._reads.recv()
        except EOFError:
            self._reads = None

    def end(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.join()


def _run(
    problem: RosterProblem,
    arcs_max: float,
    start: tuple[Floats, float] | None,
    seconds: float,
    best: Any,
    writes: Any,
) -> None:
    from allocator.rota.roster.graph import graphs_of

    deadline = time.perf_counter() + seconds

    def found(roster: Roster | None, proven: float) -> None:
        if roster is not None:
            with best.get_lock():
                best.value = min(best.value, problem.cost(roster))
        writes.send((roster, proven))

    def cost() -> float:
        return float(best.value)

    graphs = graphs_of(problem, arcs_max)
    if start is not None:
        prove(problem, graphs, *start, best=cost, found=found, deadline=deadline)
    else:
        bound_by_steps(
            problem, graphs, cost=cost, found=lambda bound: found(None, bound), deadline=deadline
        )
    writes.close()
