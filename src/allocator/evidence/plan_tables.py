"""What a portfolio says of the plan as a whole: its run, its service, its prices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.evidence.cited import CitedFigures
from allocator.evidence.paper import Heading, Paragraph, Part, Table
from allocator.justify.claim import Claim
from allocator.justify.term_names import TERM_NAMES, term_prices
from allocator.report.formats import compact, number, percent

Shown = Callable[[str, str], str]
"""Writes a figure of ``plan.json`` by its name and its text, with its reference."""


def plan_parts(
    scenario: Scenario, plan: Plan, headlines: Sequence[Claim], cited: CitedFigures
) -> list[Part]:
    """Facts of the run, the service of each queue, and what was weighed at which price.

    Parameters
    ----------
    headlines
        Claims of ``plan.json``.
    """
    known = {made.id: made for made in headlines}

    def shown(name: str, text: str) -> str:
        made = known.get(f"plan.json/{name}")
        return text if made is None else cited.claim(made, text)

    return [
        Heading(1, "The plan"),
        _facts(plan, shown),
        _service(scenario, plan, shown),
        Heading(2, "What was weighed"),
        Paragraph(
            "Every factor is priced against one contact answered late. The prices are typed: the "
            "centre sets them."
        ),
        _prices(scenario, plan, shown),
    ]


def _facts(plan: Plan, shown: Shown) -> Table:
    summary = plan.summary
    figures = (
        ("objective_total", "Whole objective, late contacts", number(summary.objective_total, 1)),
        *(
            (
                ("bound", "Proven bound: no rota costs less", number(summary.bound, 1)),
                ("gap_share", "Gap: at most so far from the best", percent(summary.gap_share, 2)),
            )
            if summary.has_bound
            else ()
        ),
        ("paid_hours", "Paid hours", number(summary.paid_hours, 1)),
        ("contracted_hours", "Hours due", number(summary.contracted_hours, 1)),
        ("requests_met", "Requests met", number(summary.requests_met)),
        ("requests_made", "Requests made", number(summary.requests_made)),
        ("short_intervals", "Intervals short of the need", number(summary.short_intervals)),
    )
    rows = [
        ("Run", summary.run_id, "computed"),
        ("Made", summary.created_at, "computed: the system’s clock"),
        ("Version", summary.version, "computed"),
        ("Hash of the inputs", summary.input_hash[:16], "computed"),
        (
            "Data",
            "simulated: no real centre" if summary.simulated_data else "as given by the centre",
            "typed: simulated in scenario.yaml",
        ),
        ("Independent check", summary.verdict, "computed"),
        *((subject, shown(key, text), "computed") for key, subject, text in figures),
    ]
    return Table("Run and totals", ("Field", "Value", "How known"), tuple(rows), (3.4, 3.4, 2.4))


def _service(scenario: Scenario, plan: Plan, shown: Shown) -> Table:
    rows = tuple(
        (
            scenario.queue_by_id[row.queue].name or row.queue,
            shown(f"queues/{row.queue}/forecast_contacts", number(row.forecast_contacts)),
            shown(f"queues/{row.queue}/service_level_share", percent(row.service_level_share)),
            f"{percent(row.target_share)}: {row.definition}".rstrip(": "),
        )
        for row in plan.summary.queues
    )
    columns = (
        "Queue",
        "Contacts forecast (computed)",
        "Expected in time (computed)",
        "Target (typed)",
    )
    return Table("Expected service of each queue", columns, rows, (2, 2.2, 2.2, 3))


def _prices(scenario: Scenario, plan: Plan, shown: Shown) -> Table:
    prices = term_prices(scenario)
    rows = tuple(
        (
            name.capitalize(),
            compact(prices[term]),
            shown(f"objective/{term}", number(plan.summary.objective.get(term, 0.0), 1)),
        )
        for term, name in TERM_NAMES.items()
    )
    columns = ("Factor", "Price of one unit (typed)", "Cost in the plan, late contacts (computed)")
    return Table("Factors and their prices", columns, rows, (4, 2.4, 3))
