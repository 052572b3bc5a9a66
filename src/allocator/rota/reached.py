"""What a search has reached, told in one form at every stage."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached."""


def reached_text(best: float | None, bound: float) -> str:
    """Best cost so far, proven bound and the gap between them, as far as they are known."""
    parts = [] if best is None else [f"best {best:,.1f}"]
    if bound:
        parts.append(f"bound {bound:,.1f}")
    if best and bound:
        parts.append(f"gap {max(0.0, best - bound) / best:.1%}")
    return "   ".join(parts)


class Reached:
    """Best cost and bound as they move; each change is reported under the running stage.

    The bound may be set from another thread than the search's.

    Parameters
    ----------
    report
        Where changes are told.
    bound
        What is proven already.
    """

    def __init__(self, report: Report, bound: float = 0.0) -> None:
        self.bound = bound
        self._best: float | None = None
        self._stage: str | None = None
        self.report = report

    def enter(self, stage: str) -> None:
        """Begin a stage."""
        self._stage = stage
        self._tell()

    def found(self, cost: float) -> None:
        """Take note of the cost of the best rota so far, in late contacts."""
        self._best = cost
        self._tell()

    def proven(self, bound: float) -> None:
        """Take note of a lower bound on the cost of any rota."""
        if bound > self.bound:
            self.bound = bound
            self._tell()

    def _tell(self) -> None:
        if self._stage is not None:
            self.report(self._stage, reached_text(self._best, self.bound))
