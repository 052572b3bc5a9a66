"""The summary of a finished plan on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

    from allocator.domain.plan import PaySummary, Plan, PlanSummary
    from allocator.pipeline.plan_week import PlanOutcome


_SPANS_NAMED = 4
"""How many times with nobody on a queue are named; ``requirements.csv`` has all."""


def print_summary(outcome: PlanOutcome, out: Path) -> None:
    """Print the figures of a plan, and what its check found."""
    from allocator.cli.goal_lines import goal_lines
    from allocator.cli.start_lines import start_lines

    assert outcome.plan is not None
    summary = outcome.plan.summary
    console = terminal()
    console.print(_queue_table(summary))
    console.print(_price_table(summary))
    gap = f"{summary.gap_share:.1%} ({summary.gap_contacts:,.0f} late contacts)"
    lines = [
        f"Paid hours    {_paid_text(summary)}",
        f"Requests met  {summary.requests_met} of {summary.requests_made}",
        *goal_lines(summary, outcome.people.in_text),
        f"Short         {_short_text(outcome.plan, outcome.missing_hours)}",
        *_uncovered_lines(outcome),
        *_need_lines(summary),
        *start_lines(summary, outcome.people.in_text),
        f"Gap           at most {gap} from the best rota possible",
        f"Check         {summary.verdict}",
        f"Plan          {out}",
        f"Report        {out / 'report.html'}",
    ]
    if summary.pay is not None:
        lines.insert(1, f"Pay           {pay_text(summary.pay)}")
    if summary.status == "stopped":
        lines.insert(0, "STOPPED EARLY, by Ctrl-C: the best rota until then, checked.")
    if summary.simulated_data:
        lines.insert(0, "SIMULATED DATA: no real centre stands behind these figures.")
    for line in lines:
        console.print(line)
    for finding in summary.findings:
        message = outcome.people.in_text(finding.message)
        console.print(f"  {finding.rule_id}: {message}")


def _paid_text(summary: PlanSummary) -> str:
    """Paid hours against those due, and why the two may differ."""
    paid, due = f"{summary.paid_hours:,.1f}", f"{summary.contracted_hours:,.1f}"
    amiss = any(finding.rule_id == "contracted_hours" for finding in summary.findings)
    allowed = "" if paid == due or amiss else ", within the contracts' tolerances"
    return f"{paid} of {due} due{allowed}"


def _short_text(plan: Plan, missing_hours: float) -> str:
    """In how many intervals fewer are planned than required, and by how much in all."""
    short, places = plan.summary.short_intervals, len(plan.staffing)
    hours = f"by {missing_hours:,.1f} hours of people in all"
    return f"in {short:,} of {places:,} intervals, {hours}" if short else "never"


def _uncovered_lines(outcome: PlanOutcome) -> list[str]:
    """Say when nobody is logged into a queue, the times with the most contacts first."""
    lines = [f"  {span.words}" for span in outcome.uncovered[:_SPANS_NAMED]]
    more = len(outcome.uncovered) - _SPANS_NAMED
    if more > 0:
        lines.append(f"  and {more} more {'time' if more == 1 else 'times'} with nobody on a queue")
    return lines


def _need_lines(summary: PlanSummary) -> list[str]:
    """Say how far simulating has moved the need, and what is missed of targets and floors."""
    from allocator.cli.simulation_lines import below_floor_text

    if not summary.correction_rounds:
        return []
    *drafts, final = summary.correction_rounds
    lines: list[str] = []
    if drafts and final.corrections:
        factors = [part.load_correction for part in final.corrections]
        rotas = "rota was" if len(drafts) == 1 else f"of {len(drafts)} rotas was"
        lines.append(
            f"People needed {final.required_hours:,.0f} h on the phone, "
            f"{_change_text(drafts[0].required_hours, final.required_hours)} before the first "
            f"{rotas} simulated (load x {min(factors):.2f} to {max(factors):.2f})"
        )
    short = {queue.queue: queue.gap_share for queue in final.queues if queue.gap_share}
    if short:
        points = ", ".join(f"{queue} {100 * gap:.1f}" for queue, gap in short.items())
        lines.append(f"Below target  simulated, in points: {points}")
    if below := below_floor_text((summary.simulation or {}).get("by_day", ())):
        lines.append(f"Below floor   simulated: {below}")
    return lines


def _change_text(before_hours: float, hours: float) -> str:
    """Say how many hours more or less, as a difference of those printed."""
    more = round(hours) - round(before_hours)
    return f"{abs(more):,} h {'more' if more > 0 else 'less'} than" if more else "as many as"


def pay_text(pay: PaySummary) -> str:
    """Pay of the week in a line, with its parts and who is not in it."""
    parts = (
        f"hours {pay.hours_pay:,.2f}, unsocial {pay.premium_pay:,.2f}, leave {pay.leave_pay:,.2f}"
    )
    unknown = pay.agents_without_rate
    without = f"; {unknown} people without a rate" if unknown else ""
    return f"{pay.currency} {pay.total_pay:,.2f} ({parts}{without})"


def _queue_table(summary: PlanSummary) -> Table:
    from rich.table import Table

    table = Table(title="Expected share of offered contacts answered in time")
    table.add_column("Queue")
    for heading in ("Contacts", "In time", "Simulated", "Target", "Worst day", "Floor"):
        table.add_column(heading, justify="right")
    for queue in summary.queues:
        table.add_row(
            queue.queue,
            f"{queue.forecast_contacts:,.0f}",
            f"{queue.service_level_share:.1%}",
            _simulated_text(summary, queue.queue),
            f"{queue.target_share:.0%} {queue.definition.removeprefix('answered ')}",
            f"{queue.lowest_day_share:.1%}",
            f"{queue.floor_share:.0%}",
        )
    return table


def _simulated_text(summary: PlanSummary, queue_id: str) -> str:
    """Return the simulated share of a queue with the half of its confidence interval."""
    if not summary.correction_rounds:
        return ""
    queue = next(q for q in summary.correction_rounds[-1].queues if q.queue == queue_id)
    if queue.simulated_share is None:
        return "no contacts"
    return f"{queue.simulated_share:.1%} ± {100 * (queue.simulated_half_width or 0):.1f}"


def _price_table(summary: PlanSummary) -> Table:
    from rich.table import Table

    table = Table(title="Objective, priced in late contacts")
    table.add_column("Term")
    table.add_column("Cost", justify="right")
    for term, cost in summary.objective.items():
        table.add_row(term.replace("_", " "), f"{cost:,.1f}")
    table.add_section()
    table.add_row("total", f"{summary.objective_total:,.1f}")
    table.add_row("proven lower bound", f"{summary.bound:,.1f}")
    return table
