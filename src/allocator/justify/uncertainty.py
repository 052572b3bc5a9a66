"""What an allocation's figures rest on: the forecast's range and the plan's gap."""

from __future__ import annotations

from functools import reduce

from allocator.domain.work_words import at_work
from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.grounds import ContactRange, Grounds
from allocator.justify.late_range import late_range
from allocator.justify.term_names import LATE_CONTACTS

_CONTACTS = (
    "requirements.csv: the pool's queues, summed over the intervals at work there; from the "
    "intervals' 10% points to their 90% points"
)


def uncertainty(grounds: Grounds, allocation: Allocation) -> tuple[Claim, ...]:
    """Contacts expected while on the phone and late ones, with ranges, and the optimality gap.

    The ends of the range are sums of the intervals' own, as if all were low or high together;
    the range of the sum itself is narrower.
    """
    say = Claimant(allocation.id)
    claims: list[Claim] = []
    for pool_id in allocation.pools:
        intervals = grounds.on_phone(allocation, pool_id)
        doing = at_work(grounds.scenario, grounds.scenario.pool_by_id[pool_id].queues)
        total = reduce(
            ContactRange.__add__,
            (grounds.contacts[pool_id, interval] for interval in intervals),
            ContactRange(0, 0, 0),
        )
        claims.append(
            say.estimate(
                f"contacts.{pool_id}",
                f"contacts expected in {pool_id} while {doing} there",
                total.expected,
                "contacts",
                _CONTACTS,
                interval=(total.p10, total.p90),
            )
        )
        claims += late_range(grounds, allocation, pool_id)
    if not grounds.plan.summary.has_bound:
        return tuple(claims)
    total, bound = grounds.objective_total, grounds.plan.summary.bound
    gap_contacts = total - bound
    source = "recomputed objective, less plan.json: bound"
    claims += [
        say.fact(
            "gap.share",
            "most by which a better rota could be better, as a share",
            gap_contacts / total if total else 0.0,
            "of the objective",
            source,
        ),
        say.fact(
            "gap.contacts",
            "most by which a better rota could be better",
            gap_contacts,
            LATE_CONTACTS,
            source,
        ),
    ]
    return tuple(claims)
