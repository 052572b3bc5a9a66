"""How long and how repeatably the optimiser may search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


def never() -> bool:
    """Say that nobody has asked the search to end."""
    return False


@dataclass(frozen=True)
class SearchLimits:
    """Budget of a search.

    Parameters
    ----------
    seed
        Seed of every random choice.
    seconds
        Wall-clock budget of the search; where reproducible, what the number of changes tried
        follows.
    reproducible
        A fixed number of changes tried in place of the clock, so that two runs on any machine
        give the same rota.
    stop
        Asked again and again whether the search is to end at once, with the best rota so far.
    """

    seed: int = 1
    seconds: float = 90.0
    reproducible: bool = False
    stop: Callable[[], bool] = field(default=never, compare=False)

    @property
    def is_stopped(self) -> bool:
        """Whether the search is to end at once, reproducible or not."""
        return self.stop()
