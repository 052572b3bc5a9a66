"""How long and how repeatably the optimiser may search."""

from __future__ import annotations

from dataclasses import dataclass

_SECONDS_PER_CYCLE = 12.0
"""About what a cycle takes in the week of a small centre."""


@dataclass(frozen=True)
class SearchLimits:
    """Budget of a search.

    Parameters
    ----------
    seed
        Seed of every random choice.
    seconds
        Wall-clock budget of the search; where reproducible, what :attr:`cycles` follows.
    reproducible
        A fixed number of polish cycles in place of the clock, so that two runs on any machine
        give the same rota.
    """

    seed: int = 1
    seconds: float = 90.0
    reproducible: bool = False

    @property
    def cycles(self) -> int:
        """Number of polish cycles where reproducible, however long they take."""
        return max(1, round(self.seconds / _SECONDS_PER_CYCLE))
