"""What a search of a replan came to."""

from __future__ import annotations

from allocator.rota.duty import Assignment
from allocator.rota.polish import Incumbent
from allocator.rota.replan.activities import Timed
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.give_back import Worth


class Found:
    """A rota with what its changes are worth.

    Parameters
    ----------
    instance
        With activities at the times that they have in the rota.
    scale
        What the prices of change were multiplied with.
    """

    def __init__(
        self,
        instance: FrozenInstance,
        assignment: Assignment,
        worths: tuple[Worth, ...],
        scale: float,
    ) -> None:
        self.instance = instance
        self.rota = Incumbent(instance, assignment)
        self.assignment = assignment
        self.worths = worths
        self.scale = scale

    @property
    def timed(self) -> Timed:
        """The rota with its instance."""
        return Timed(self.instance, self.assignment)
