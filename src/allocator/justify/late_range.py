"""Estimates of late contacts around an allocation: by chance, and as contacts range."""

from __future__ import annotations

from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.grounds import Grounds
from allocator.justify.service_given import late_contacts


def late_range(grounds: Grounds, allocation: Allocation, pool_id: str) -> tuple[Claim, ...]:
    """Late contacts of a pool while the shift is there, and what they would be more without it.

    The first is counted in simulated weeks, where the plan has any; the second is worked out
    three times, with the contacts forecast and with every interval's at an end of its range.
    """
    say = Claimant(allocation.id)
    claims: list[Claim] = []
    simulated = grounds.simulated
    if simulated is not None:
        queues = grounds.scenario.pool_by_id[pool_id].queues
        mean, interval = simulated.over(queues, grounds.on_phone(allocation, pool_id))
        claims.append(
            say.estimate(
                f"late.{pool_id}",
                f"contacts late or lost in {pool_id} while on the phone there, simulated",
                mean,
                "contacts",
                f"{simulated.weeks} simulated weeks, drawn with the seed; their mean, and what one "
                "week of ten is below and one above",
                interval=interval,
                seed=simulated.seed,
            )
        )
    before = (grounds.pricing.state, *grounds.states_at_ends)
    found = [
        late_contacts(state.with_change(allocation.shift.blocks, ()), pool_id)
        - late_contacts(state, pool_id)
        for state in before
    ]
    claims.append(
        say.estimate(
            f"without.range.{pool_id}",
            f"more contacts late or lost in {pool_id} without the shift, as contacts range",
            found[0],
            "contacts",
            "recomputed: at the contacts forecast, with every interval's at its 10% point, and at "
            "its 90% point, in requirements.csv",
            interval=(min(found), max(found)),
        )
    )
    return tuple(claims)
