"""What fairness costs a plan: the plan beside a rota that was searched for without its price."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FairnessPrice(BaseModel):
    """A plan beside the rota that a short search found from it with fairness unpriced.

    Everything may move, but the search is short: what fairness costs is at least this, as far as
    could be found.

    Parameters
    ----------
    search_seconds
        Length of the search.
    late_contacts, late_contacts_without
        Contacts late or lost, weighted by queue: of the plan, and of the other rota.
    other_cost, other_cost_without
        All terms but the unsocial excess at the scenario's prices, in late contacts.
    excess, excess_without
        Unsocial hours above fair shares, tiered.
    worst_share, worst_share_without
        Unsocial over contracted hours of who bears most, the ledger's included.
    searched_on_gain
        By how much the same search with the price bettered the plan, in late contacts: what is as
        small as this may be chance.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    search_seconds: float
    late_contacts: float
    late_contacts_without: float
    other_cost: float
    other_cost_without: float
    excess: float
    excess_without: float
    worst_share: float
    worst_share_without: float
    searched_on_gain: float

    @property
    def cost(self) -> float:
        """What fairness costs in all other terms, in late contacts."""
        return self.other_cost - self.other_cost_without
