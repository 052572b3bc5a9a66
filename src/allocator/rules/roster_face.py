"""What a rule may tell the engine of whole days: who may have which shift when, and what binds.

The engine of rosters (``allocator.rota.roster``) gives each person one shift, or none, on each
day, without breaks and queues. A rule's ``roster`` module states to it what the rule means
there; a rule without one is left out, which keeps the engine's bound valid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from allocator.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ShiftForm:
    """Shifts that begin at one clock time and have one length, whatever the day.

    Parameters
    ----------
    start_minutes
        Clock time after the midnight of the operating date.
    minutes, paid_minutes
        Elapsed length, and the same without unpaid breaks.
    kind
        Kind of shift, by its start; ``None`` where none fits.
    """

    start_minutes: int
    minutes: int
    paid_minutes: int
    kind: str | None


class RosterFace(Protocol):
    """The roster problem as a rule sees it."""

    @property
    def scenario(self) -> Scenario:
        """The scenario being planned."""
        ...

    @property
    def forms(self) -> tuple[ShiftForm, ...]:
        """All forms; a rule names them by their place."""
        ...

    def bar(self, agent_id: str, day: int, forms: Iterable[int]) -> None:
        """Keep an agent from forms on a day."""
        ...

    def limit_minutes(self, agent_id: str, least: float, most: float, days: range) -> None:
        """Keep the paid minutes of some days in a row within two numbers."""
        ...

    def limit_days_on(
        self, agent_id: str, *, least: int = 1, most: int | None = None, past_known: bool = True
    ) -> None:
        """Limit the length of runs of days with work."""
        ...

    def set_idle(self, agent_id: str, days: Collection[int]) -> None:
        """Name days on which the agent cannot work, between which short runs are no fault."""
        ...

    def limit_days_off(self, agent_id: str, least: int, leave: Collection[int]) -> None:
        """Limit the length of runs of days off, but for those with a day of leave."""
        ...

    def limit_weekends(self, agent_id: str, most: int, weeks: int, days: tuple[str, ...]) -> None:
        """Allow work on so many weekends, made of some weekdays, of so many in a row."""
        ...

    def limit_forms(self, agent_id: str, forms: Iterable[int], most: int, days: int) -> None:
        """Allow at most so many shifts of some forms in each so many days from the first."""
        ...

    def forbid_after(self, before: int, after: int) -> None:
        """Forbid a form on the day after another."""
        ...

    def price(self, agent_id: str, day: int, forms: Iterable[int], price: float) -> None:
        """Add a price, which may be negative, to having one of some forms on a day."""
        ...

    def price_always(self, price: float) -> None:
        """Add a price that every roster has."""
        ...

    def want(
        self, day: int, forms: Iterable[int], agents: int, short_price: float, over_price: float
    ) -> None:
        """Price each one missing from so many people in some forms on a day, and each beyond."""
        ...
