"""What an allocation's figures rest on: the forecast's range and the plan's gap."""

from __future__ import annotations

from functools import reduce

from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.grounds import ContactRange, Grounds
from allocator.justify.term_names import LATE_CONTACTS


def uncertainty(grounds: Grounds, allocation: Allocation) -> tuple[Claim, ...]:
    """Contacts expected while on the phone, with their range, and the optimality gap.

    The ends of the range are sums of the intervals' own, as if all were low or high together;
    the range of the sum itself is narrower.
    """
    say = Claimant(allocation.id)
    claims: list[Claim] = []
    for pool_id in allocation.pools:
        intervals = grounds.on_phone(allocation, pool_id)
        total = reduce(
            ContactRange.__add__,
            (grounds.contacts[pool_id, interval] for interval in intervals),
            ContactRange(0, 0, 0),
        )
        source = "requirements.csv: the pool's queues, summed over the intervals on the phone"
        for name, words, value in (
            ("forecast", "contacts expected", total.expected),
            ("p10", "contacts at the intervals' 10% points", total.p10),
            ("p90", "contacts at the intervals' 90% points", total.p90),
        ):
            subject = f"{words} in {pool_id} while on the phone there"
            claims.append(
                say.estimate(f"contacts.{pool_id}.{name}", subject, value, "contacts", source)
            )
    summary = grounds.plan.summary
    claims += [
        say.fact(
            "gap.share",
            "most by which a better rota could be better, over the objective",
            summary.gap_share,
            "of the objective",
            "plan.json: gap_share",
        ),
        say.fact(
            "gap.contacts",
            "most by which a better rota could be better",
            summary.gap_contacts,
            LATE_CONTACTS,
            "plan.json: gap_contacts",
        ),
    ]
    return tuple(claims)
