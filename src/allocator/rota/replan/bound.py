"""What is proven of every rota that a replan leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.frozen_weeks import Fixed, FrozenRounds
from allocator.rota.service_table import ServiceTable
from allocator.rota.week_bound.people import MOST_DAYS
from allocator.rota.week_bound.pricing import NoWeekError

_ROUNDS = 40

LONG = "best weeks are looked for in plans of seven days at most, and this one has more"
SEATS = "more people are on the phone as it stands than there are seats"
NO_WEEK = "somebody's week, as events have left it, is none that the bound knows"
EARLY = "the replan was stopped before all options were there"


@dataclass(frozen=True)
class ProvenBound:
    """What no rota that was still free costs less than, or why nothing is proven.

    Parameters
    ----------
    value
        In late contacts, prices of change apart; ``None`` where nothing is proven.
    why_not
        Then in words.
    """

    value: float | None
    why_not: str | None = None


def proven_bound(instance: FrozenInstance, fixed: Fixed, stop: Callable[[], bool]) -> ProvenBound:
    """Prove a lower bound on the objective of every rota of an instance, prices of change apart.

    A shift that an event has cut counts as it stands, and what lies behind the join pool by pool;
    overtime that was offered may be paid or not. Numbers of people wanted in kinds of shift are
    left out, as they can only cost more.

    Parameters
    ----------
    instance
        With all shifts that are still free.
    """
    standing = instance.standing
    assert standing is not None
    if instance.day_count > MOST_DAYS:
        return ProvenBound(None, LONG)
    if ServiceTable(instance, standing.duties).overdrawn_seats() > 0:
        return ProvenBound(None, SEATS)
    free = replace(instance, chosen={}, practice={}, kept={})
    try:
        rounds = FrozenRounds(free, fixed)
        rounds.prove(_ROUNDS, stop=stop)
    except NoWeekError:
        return ProvenBound(None, NO_WEEK)
    return ProvenBound(max(0.0, rounds.bound))
