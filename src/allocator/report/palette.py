"""Colours and patterns of pools: told apart without colour too."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.scenario import Scenario


@dataclass(frozen=True)
class PoolInk:
    """How a pool is drawn.

    Parameters
    ----------
    number
        Place of the pool in the scenario from 0: classes ``pool-0``, ``pool-1`` … in the style
        sheet, the last of which serves all further pools.
    """

    pool_id: str
    name: str
    number: int

    @property
    def css_class(self) -> str:
        """Class that gives text, fills and strokes the pool's colour."""
        return f"pool-{min(self.number, 5)}"

    @property
    def fill(self) -> str:
        """Fill of a block: the first pool plain, others each with a pattern of its own."""
        return "currentColor" if self.number == 0 else f"url(#weave-{min(self.number, 5)})"


def pool_inks(scenario: Scenario) -> dict[str, PoolInk]:
    """Ink of each pool, by id."""
    return {
        pool.id: PoolInk(pool.id, pool.name or pool.id, number)
        for number, pool in enumerate(scenario.settings.pools)
    }
