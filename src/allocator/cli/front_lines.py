"""A front as a table on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

    from allocator.domain.front import Front, FrontPoint


def front_table(front: Front) -> Table:
    """Table of a front: a row for each price, the lowest first."""
    from rich.table import Table

    words = front.term.replace("_", " ")
    table = Table(
        title=f"Rotas by the price of {words}, each priced at the scenario's own",
        caption=f"Amount in {front.unit}; all else in late contacts",
    )
    for heading in ("Price", "Amount", "Late", "All else", "Per unit less", "Objective"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Check")
    for point in front.points:
        own = " own" if point.price == front.own_price else ""
        table.add_row(
            f"x {point.factor:g}{own}",
            f"{point.term_amount:,.1f}",
            f"{point.late_contacts:,.1f}",
            f"{point.other_cost:,.1f}",
            _rate_text(front, point),
            f"{point.objective_total:,.1f}",
            point.verdict,
        )
    return table


def front_json(front: Front) -> dict[str, Any]:
    """Return the same for programs."""
    return front.model_dump(mode="json")


def _rate_text(front: Front, point: FrontPoint) -> str:
    if point.same_as is not None:
        return f"as x {point.same_as:g}"
    if point.dominated_by is not None:
        return f"worse than x {point.dominated_by:g}"
    rate = front.exchange_rate(point)
    return "" if rate is None else f"{rate:,.2f}"
