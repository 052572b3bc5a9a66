"""Rotas along the front of one term of the objective against late contacts."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FrontPoint(BaseModel):
    """One rota of a front, priced as the scenario prices it.

    Parameters
    ----------
    factor, price
        What the term's price was multiplied by to find it, and what that came to.
    term_amount
        What the rota has of the term, in the term's own unit.
    late_contacts
        Contacts late or lost, weighted by queue, as the objective counts them.
    other_cost
        All other terms together at the scenario's own prices, in late contacts: what the term is
        held against, since fewer contacts late may have been had for requests declined.
    objective
        Cost of each term at the scenario's own prices, in late contacts.
    objective_total
        Their sum.
    bound
        No rota costs less at the scenario's own prices.
    dominated_by
        Factor of a rota that has no more of either and less of one; ``None`` where there is none.
    same_as
        Lower factor for which the same rota is the best found; ``None`` where there is none.
    verdict
        ``passed`` or ``failed``, by the independent check at the scenario's own prices.
    folder
        Where the plan stands, inside the front's folder, named for the factor by which it was
        found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    factor: float
    price: float
    term_amount: float
    late_contacts: float
    other_cost: float
    objective: dict[str, float]
    objective_total: float
    bound: float
    verdict: str
    folder: str
    dominated_by: float | None = None
    same_as: float | None = None


class Front(BaseModel):
    """All rotas of a front, the lowest price of the term first.

    Parameters
    ----------
    term, unit
        The term that was explored, and what its amount is counted in.
    own_price
        The scenario's own price of a unit.
    is_complete
        Whether every price was searched with; not where it was stopped early.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    term: str
    unit: str
    own_price: float
    points: tuple[FrontPoint, ...]
    is_complete: bool = True

    @property
    def on_front(self) -> tuple[FrontPoint, ...]:
        """Rotas that nothing here dominates, each once, the least of the term first."""
        kept = [p for p in self.points if p.dominated_by is None and p.same_as is None]
        return tuple(sorted(kept, key=lambda point: (point.term_amount, point.other_cost)))

    def exchange_rate(self, point: FrontPoint) -> float | None:
        """Late contacts for each unit of the term that a rota saves, from its neighbour with more.

        ``None`` for one that is not on the front, and for the last one on it.
        """
        front = self.on_front
        if point not in front[:-1]:
            return None
        after = front[front.index(point) + 1]
        saved = after.term_amount - point.term_amount
        return (point.other_cost - after.other_cost) / saved if saved > 0 else None


def marked(points: list[FrontPoint]) -> tuple[FrontPoint, ...]:
    """Points with what dominates each, and which are the same."""
    found: list[FrontPoint] = []
    for number, point in enumerate(points):
        here = point.term_amount, point.other_cost
        same = [p.factor for p in points[:number] if p.folder == point.folder]
        better = [
            other
            for other in points
            if other.term_amount <= here[0] + _ALIKE
            and other.other_cost <= here[1] + _ALIKE
            and min(other.term_amount - here[0], other.other_cost - here[1]) < -_ALIKE
        ]
        changes = {
            "same_as": same[0] if same else None,
            "dominated_by": better[0].factor if better else None,
        }
        found.append(point.model_copy(update=changes))
    return tuple(found)


_ALIKE = 1e-6
"""Sums in another order differ in the last digits."""
