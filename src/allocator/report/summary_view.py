"""The top of the report: queues, key figures and the objective, ready for the template."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.plan import Plan, PlanStatus, QueueSummary
from allocator.domain.queue_settings import Channel, open_time_unit
from allocator.domain.scenario import Scenario
from allocator.justify.term_names import TERM_NAMES, TERM_UNITS
from allocator.report.day_levels import day_levels
from allocator.report.formats import compact, number, percent
from allocator.report.marks import NOTHING, figure, quote

STATUS_WORDS = {
    PlanStatus.OPTIMAL: "proven best",
    PlanStatus.FEASIBLE: "complete, not proven best",
    PlanStatus.INFEASIBLE: "no rota keeps the hard rules",
    PlanStatus.TIMED_OUT: "stopped at the time limit",
    PlanStatus.STOPPED: "stopped early, complete, not proven best",
    PlanStatus.SCORED: "scored, not planned here",
    PlanStatus.REPLANNED: "changed after it was published, not proven best",
}


@dataclass(frozen=True)
class DayLevel:
    """A queue's expected service level on one day.

    Parameters
    ----------
    verdict
        ``met`` at or above the target, ``below`` under the floor, empty between.
    """

    shown: Markup
    verdict: str


@dataclass(frozen=True)
class QueueRow:
    """A queue's week."""

    id: str
    name: str
    pool: str
    contacts: Markup
    level: Markup
    target: Markup
    target_time: Markup
    lowest_day: Markup
    floor: Markup
    meets_target: bool
    meets_floor: bool
    days: tuple[DayLevel | None, ...]


@dataclass(frozen=True)
class TermRow:
    """A term of the objective.

    Parameters
    ----------
    share
        Of the objective's total, for the bar.
    """

    name: str
    unit: str
    amount: Markup
    price: Markup
    value: Markup
    share: float


def key_figures(plan: Plan) -> dict[str, Markup]:
    """Figures of ``plan.json`` that stand at the top, by name."""
    summary = plan.summary
    shown = {
        "gap_share": percent(summary.gap_share, 2),
        "gap_contacts": number(summary.gap_contacts, 1),
        "objective_total": number(summary.objective_total, 1),
        "bound": number(summary.bound, 1),
        "paid_hours": number(summary.paid_hours, 1),
        "contracted_hours": number(summary.contracted_hours, 1),
        "requests_made": number(summary.requests_made),
        "requests_met": number(summary.requests_met),
        "short_intervals": number(summary.short_intervals),
    }
    figures = {name: figure(name, getattr(summary, name), text) for name, text in shown.items()}
    return figures | {
        "open_intervals": figure("open_intervals", len(plan.staffing), number(len(plan.staffing)))
    }


def pay_figures(plan: Plan) -> dict[str, Markup] | None:
    """Pay of the week by part; ``None`` where no rate of pay is known."""
    pay = plan.summary.pay
    if pay is None:
        return None
    parts = {
        "hours_pay": pay.hours_pay,
        "premium_pay": pay.premium_pay,
        "leave_pay": pay.leave_pay,
        "total_pay": pay.total_pay,
    }
    figures = {name: figure(name, amount, number(amount, 2)) for name, amount in parts.items()}
    without = pay.agents_without_rate
    return figures | {
        "currency": quote("currency", pay.currency),
        "agents_without_rate": figure("agents_without_rate", without, number(without)),
    }


def origin_text(plan: Plan) -> str | None:
    """Where a rota that was not planned here comes from; ``None`` for any other."""
    origin = plan.summary.origin
    if origin is None:
        return None
    if origin.filled_in:
        return (
            f"Its shifts come from the file {origin.file}, which has no breaks and no queues: "
            "these were put in where they cost least, the shifts left as they are."
        )
    return f"It comes whole from the file {origin.file}, breaks and queues included."


def queue_rows(scenario: Scenario, plan: Plan) -> list[QueueRow]:
    """Row of every queue, in the plan's order."""
    levels = day_levels(scenario, plan)
    return [_queue_row(scenario, row, levels) for row in plan.summary.queues]


def term_rows(plan: Plan, prices: dict[str, float]) -> list[TermRow]:
    """Row of every term of the objective, amount times price.

    Parameters
    ----------
    prices
        Price of a unit of each term, in late contacts.
    """
    total = plan.summary.objective_total
    rows: list[TermRow] = []
    for term, name in TERM_NAMES.items():
        value = plan.summary.objective.get(term, 0.0)
        price = prices[term]
        amount = Markup(NOTHING)  # a term without a price does not tell its amount
        if price:
            amount = figure("term_amount", value / price, number(value / price, 1), term)
        rows.append(
            TermRow(
                name=name,
                unit=TERM_UNITS[term],
                amount=amount,
                price=figure("term_price", price, compact(price), term),
                value=figure("term_value", value, number(value, 1), term),
                share=value / total if total else 0.0,
            )
        )
    return rows


def _target_time(row: QueueSummary) -> Markup:
    """When a contact is in time: ``in 20 s``, ``first reply in 60 s``, ``done in 8 open hours``."""
    if not row.channel.is_deferred:
        verb = "first reply in" if row.channel is Channel.CHAT else "in"
        seconds = figure("queue_target_s", row.target_s, compact(row.target_s), row.queue)
        return Markup("{} {} s").format(verb, seconds)
    length_s, unit = open_time_unit(row.target_s)
    text = compact(row.target_s / length_s)
    shown = figure("queue_target_s", row.target_s, text, row.queue, per=length_s)
    return Markup("done in {} {}").format(shown, unit)


def _queue_row(
    scenario: Scenario, row: QueueSummary, levels: dict[tuple[str, dt.date], float]
) -> QueueRow:
    queue = row.queue
    setting = scenario.queue_by_id[queue]
    pool = scenario.pool_by_id[row.pool]

    def share(name: str, value: float) -> Markup:
        return figure(name, value, percent(value), queue)

    def of_day(day: dt.date) -> DayLevel | None:
        level = levels.get((queue, day))
        if level is None:
            return None
        verdict = "met" if level >= row.target_share else ""
        verdict = "below" if level < row.floor_share else verdict
        return DayLevel(figure("queue_day_level", level, percent(level), queue, day), verdict)

    return QueueRow(
        id=queue,
        name=setting.name or queue,
        pool=pool.name or pool.id,
        contacts=figure(
            "queue_contacts", row.forecast_contacts, number(row.forecast_contacts), queue
        ),
        level=share("queue_level", row.service_level_share),
        target=share("queue_target", row.target_share),
        target_time=_target_time(row),
        lowest_day=share("queue_lowest_day", row.lowest_day_share),
        floor=share("queue_floor", row.floor_share),
        meets_target=row.service_level_share >= row.target_share,
        meets_floor=row.lowest_day_share >= row.floor_share,
        days=tuple(of_day(day) for day in scenario.grid.days),
    )
