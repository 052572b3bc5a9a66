"""What an allocation serves: the objective with it taken away, nothing else moved."""

from __future__ import annotations

from allocator.justify.allocation import Allocation
from allocator.justify.change import Change
from allocator.justify.claim import Claim, Claimant
from allocator.justify.grounds import Grounds
from allocator.justify.term_names import LATE_CONTACTS, TERM_NAMES
from allocator.verify.service_state import ServiceState

_SOURCE = "recomputed: the objective of the rota with this shift taken away, nothing else moved"


def service_given(grounds: Grounds, allocation: Allocation) -> tuple[Claim, ...]:
    """Late contacts that the shift avoids in each pool, and the change in every term without it.

    Contacts by pool are counted one each; in the terms they carry their queue's weight and
    price. Both are by the priced curve, the convex envelope of the exact one.
    """
    say = Claimant(allocation.id)
    change = Change(removed=(allocation.shift,))
    before, after = grounds.pricing.state, grounds.pricing.state_after(change)
    claims: list[Claim] = []
    for pool_id in allocation.pools:
        late = late_contacts(after, pool_id) - late_contacts(before, pool_id)
        subject = f"more contacts late or lost in {pool_id} without the shift, one counted as one"
        claims.append(say.comparison(f"without.pool.{pool_id}", subject, late, "contacts", _SOURCE))
    by_term = grounds.pricing.change_by_term(change)
    for term, name in TERM_NAMES.items():
        subject = f"change without the shift: {name}"
        value = by_term[term]
        claims.append(say.comparison(f"without.{term}", subject, value, LATE_CONTACTS, _SOURCE))
    total = sum(by_term.values())
    subject = "change without the shift: whole objective"
    claims.append(say.comparison("without.total", subject, total, LATE_CONTACTS, _SOURCE))
    return tuple(claims)


def late_contacts(state: ServiceState, pool_id: str) -> float:
    """Contacts late or lost in a pool over all planned days, one counted as one."""
    return float(state.pools[pool_id].late_contacts(state.effective_agents(pool_id)).sum())
