"""Where changes are tried: a world, the people of a conflict, and an oracle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allocator.domain.scenario import Scenario
from allocator.rota.conflict.oracle import Oracle, Shifts
from allocator.rota.conflict.world import World

Change = Callable[[Scenario], Scenario]


@dataclass(frozen=True)
class Bench:
    """Tries changes of a scenario on the people of one conflict.

    Parameters
    ----------
    world
        The whole scenario, in which the other conflicts of these people are cured.
    """

    oracle: Oracle
    world: World
    agent_ids: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario that changes start from."""
        return self.world.scenario

    def shifts_with(self, scenario: Scenario) -> Shifts | None:
        """Shifts of a rota under a changed scenario; ``None`` where none is proven to exist."""
        answer = self.oracle.ask(self.world.of(scenario), self.agent_ids)
        return answer.shifts if answer.admits else None

    def works(self, change: Change) -> bool:
        """Whether the people have a rota after a change."""
        return self.shifts_with(change(self.scenario)) is not None

    def least(self, most: int, change_by: Callable[[int], Change]) -> int | None:
        """Return the smallest amount from 1 to ``most`` that works, where more never works less.

        Parameters
        ----------
        change_by
            The change by an amount.

        Returns
        -------
        int, or None
            ``None`` where even ``most`` does not work or was not decided.
        """
        if most < 1 or not self.works(change_by(most)):
            return None
        low, high = 0, most  # low does not work, high does
        while high - low > 1:
            middle = (low + high) // 2
            if self.works(change_by(middle)):
                high = middle
            else:
                low = middle
        return high
