"""How long and how repeatably the optimiser may search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchLimits:
    """Budget of a search.

    Parameters
    ----------
    seed
        Seed of every random choice.
    seconds
        Wall-clock budget of the search; ignored where reproducible.
    reproducible
        A fixed number of polish steps in place of the clock, so that two runs on any machine
        give the same rota.
    polish_steps
        Number of polish steps where reproducible.
    """

    seed: int = 1
    seconds: float = 90.0
    reproducible: bool = False
    polish_steps: int = 250
