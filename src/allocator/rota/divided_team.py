"""What is proven of a week, and a team that divides its weeks between several."""

from __future__ import annotations

from dataclasses import dataclass, field

from allocator.rota.week_bound.prove import Rounds
from allocator.rules.encoding import ShiftOption


@dataclass(frozen=True)
class Counts:
    """What was proven, and a team in which everybody divides the week between several weeks.

    Parameters
    ----------
    feasible
        Whether anything but a rota was ruled out; if not, no rota meets the rules.
    bound
        Lower bound on the objective of any rota, in late contacts.
    terms
        Parts of the divided team's cost by term.
    groups
        People who are counted together.
    shifts
        How many of a group (by its first agent) work each shift, fractions included.
    seconds
        Wall-clock time.
    pool_shares
        Where a group works in several pools: the share of it in each, by first agent, pool and
        interval.
    weeks
        Weeks that each person's is divided between, the one with the largest part first; empty
        where they were not looked at, or the plan is of several.
    rounds
        What divided them, to go on from: of each week of the plan.
    """

    feasible: bool
    bound: float
    terms: dict[str, float]
    groups: tuple[tuple[str, ...], ...]
    shifts: dict[str, dict[ShiftOption, float]]
    pool_shares: dict[tuple[str, str, int], float]
    seconds: float
    weeks: dict[str, tuple[tuple[ShiftOption, ...], ...]] = field(
        default_factory=dict[str, tuple[tuple[ShiftOption, ...], ...]]
    )
    rounds: tuple[Rounds, ...] = field(default=(), repr=False)
