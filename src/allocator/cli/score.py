"""``allocator score``: a rota that was made elsewhere, checked and priced."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table

    from allocator.pipeline.rule_findings import RuleFindings
    from allocator.pipeline.score_rota import ScoredRota, ScoreOutcome

_MOST_LINES_A_RULE = 12
_BASIS_WORDS = {
    "law": "law",
    "agreement": "agreement",
    "house": "house rule",
    "structure": "structure",
}


@click.command("score")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option(
    "--rota",
    "rota_file",
    required=True,
    type=click.Path(path_type=Path),
    help="The rota: a grid of people by day or a table of shifts, CSV or Excel, or a rota.csv.",
)
@click.option("--sheet", help="Sheet of an Excel file; the first if not given.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write, like that of a plan: justifications, report, and the best found.",
)
@click.option(
    "--seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=1),
    help="Time for the search for a better rota.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of the search.")
@click.option("--no-search", is_flag=True, help="Check and price only; no comparison.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def command(
    scenario: Path,
    rota_file: Path,
    sheet: str | None,
    out: Path | None,
    seconds: float,
    seed: int,
    no_search: bool,
    as_json: bool,
) -> None:
    """Check and price a rota made elsewhere, beside the best that can be found.

    SCENARIO is the folder with scenario.yaml and its tables; the rota is for the week that it
    plans. Cells of a grid are shifts such as 08:00-16:30, or codes such as OFF and AL. Where the
    file has no breaks and queues, they are put in where they cost least. Broken rules are the
    result and no failure: the exit code is 0 all the same.
    """
    from allocator.cli.problems import print_problems
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.score_rota import score_rota

    with stage_progress(sys.stderr) as report:
        outcome = score_rota(
            scenario,
            rota_file,
            sheet=sheet,
            out=out,
            seconds=None if no_search else seconds,
            seed=seed,
            report=report,
        )
    if as_json:
        click.echo(json.dumps(_json(outcome), ensure_ascii=False, indent=2))
        return
    if outcome.warnings:
        click.echo("Warnings:", err=True)
        print_problems(outcome.warnings)
    _print(outcome)
    if out is not None:
        click.echo(f"Written: {out}" + (f", the best found in {out / 'best'}" * bool(outcome.best)))


def _print(outcome: ScoreOutcome) -> None:

    console = terminal()
    summary = outcome.yours.plan.summary
    if summary.simulated_data:
        console.print("SIMULATED DATA: no real centre stands behind these figures.")
    assert summary.origin is not None
    made = "breaks and queues by allocator" if summary.origin.filled_in else "as they stand in it"
    console.print(f"Shifts of {summary.origin.file}; {made}.")
    console.print(_figures(outcome))
    for line in (
        *_table_lines(outcome),
        *_rule_lines(outcome),
        *_left_out_lines(outcome),
        *_difference_lines(outcome),
    ):
        console.print(line, soft_wrap=True)


def _figures(outcome: ScoreOutcome) -> Table:
    from rich.table import Table

    columns = [outcome.yours, *([outcome.best] if outcome.best else [])]
    bound = [] if outcome.bound is None else [f"{outcome.bound:,.1f}"]
    nothing = [""] * len(bound)
    table = Table(title="The rota, priced in late contacts")
    table.add_column("")
    for heading in ("Yours", *(["Best found"] if outcome.best else []), *(["Bound"] * len(bound))):
        table.add_column(heading, justify="right")
    for term in outcome.yours.plan.summary.objective:
        costs = [f"{each.plan.summary.objective[term]:,.1f}" for each in columns]
        table.add_row(term.replace("_", " "), *costs, *nothing)
    totals = [f"{each.plan.summary.objective_total:,.1f}" for each in columns]
    table.add_row("whole objective", *totals, *bound)
    table.add_section()
    for number, queue in enumerate(outcome.yours.plan.summary.queues):
        shares = [each.plan.summary.queues[number].service_level_share for each in columns]
        in_time = queue.definition.removeprefix("answered ")
        name = f"{queue.queue} {in_time} (target {queue.target_share:.0%})"
        table.add_row(name, *(f"{share:.1%}" for share in shares), *nothing)
    table.add_section()
    for name, texts in _other_rows(outcome, columns):
        table.add_row(name, *texts, *nothing)
    return table


def _table_lines(outcome: ScoreOutcome) -> list[str]:
    """Say what the table does not say of itself."""
    lines: list[str] = []
    if outcome.bound is not None:
        lines.append(
            "Bound: proven that no rota that keeps the hard rules costs less, so the best possible "
            "lies between it and the best found."
            if outcome.best
            else "Bound: proven that no rota that keeps the hard rules costs less."
        )
    if outcome.best is not None:
        yours, best = outcome.yours.plan.summary, outcome.best.plan.summary
        if (
            best.short_intervals > yours.short_intervals
            and best.objective_total < yours.objective_total
        ):
            lines.append(
                "The best found is short in more intervals and costs less all the same: an "
                "interval counts as short by one person or by five alike, in a quiet hour or a "
                "busy one, and the cost counts the contacts that wait."
            )
    return lines


def _other_rows(outcome: ScoreOutcome, columns: list[ScoredRota]) -> list[tuple[str, list[str]]]:
    summaries = [each.plan.summary for each in columns]
    ours = sum(len(rule.from_fill_in) for rule in outcome.rules)
    breaches = [len(each.verdict.findings) for each in columns]
    breaches[0] -= ours
    rows = [
        ("breaches of hard rules", [str(count) for count in breaches]),
        ("requests met", [f"{one.requests_met} of {one.requests_made}" for one in summaries]),
        ("unsocial hours, weighted", [f"{each.unsocial_hours:,.1f}" for each in columns]),
        ("paid hours", [f"{one.paid_hours:,.1f}" for one in summaries]),
        ("intervals short of need", [f"{one.short_intervals:,}" for one in summaries]),
    ]
    pays = [one.pay for one in summaries]
    if any(pays):
        known = [pay for pay in pays if pay is not None]
        name = f"pay of the week, {known[0].currency}"
        if known[0].agents_without_rate:
            name += f" ({known[0].agents_without_rate} people without a rate)"
        rows.append((name, [f"{pay.total_pay:,.2f}" for pay in known]))
    return rows


def _rule_lines(outcome: ScoreOutcome) -> list[str]:
    lines: list[str] = []
    kept = [rule.rule_id for rule in outcome.rules if not rule.findings]
    for rule in outcome.rules:
        if not rule.handed_in:
            continue
        found = [outcome.people.in_text(finding.message) for finding in rule.handed_in]
        lines.append(f"{rule.title} ({_basis(rule)}: {rule.rule_id}): {len(found)}")
        lines += [f"  {message}" for message in found[:_MOST_LINES_A_RULE]]
        if len(found) > _MOST_LINES_A_RULE:
            others = len(found) - _MOST_LINES_A_RULE
            lines.append(f"  and {others} more (all of them with --json)")
    if kept:
        lines.append(f"Nothing found by: {', '.join(kept)}")
    return lines


def _basis(rule: RuleFindings) -> str:
    return "soft" if str(rule.strength) == "soft" else _BASIS_WORDS[rule.basis]


def _left_out_lines(outcome: ScoreOutcome) -> list[str]:
    """Name the breaks that were ours to place: no breaches of the rota handed in."""
    by_shift: dict[str, list[str]] = {}
    for each in outcome.left_out:
        start, end = each.shift.start, each.shift.end
        who = outcome.people.of(each.shift.agent_id)
        shift = f"{who}, {start:%a} {start.day} {start:%b %H:%M}–{end:%H:%M}"
        window = f"{each.earliest:%H:%M}–{each.latest:%H:%M}"
        words = f"{each.break_id} ({each.minutes} min, to begin {window})"
        by_shift.setdefault(shift, []).append(words)
    return [
        f"Breaks that could not be placed in this shift: {shift}: {', '.join(breaks)}"
        for shift, breaks in by_shift.items()
    ]


def _difference_lines(outcome: ScoreOutcome) -> list[str]:
    if outcome.best is None:
        return [f"Nothing to compare with: {outcome.search_note}."]
    yours = outcome.yours.plan.summary
    difference = yours.objective_total - outcome.best.plan.summary.objective_total
    breaks_rules = not outcome.yours.verdict.passed
    if difference > 0:
        line = f"The best found is worth {difference:,.1f} late contacts more than yours."
    elif breaks_rules:
        line = (
            f"Yours costs {-difference:,.1f} late contacts less than the best found, which keeps "
            "the hard rules."
        )
    else:
        line = (
            f"The search found nothing better: yours costs {-difference:,.1f} late contacts less "
            "than what it came to; give it more --seconds."
        )
    lines = [line]
    if not breaks_rules:
        lines.append(
            f"Yours is at most {yours.gap_contacts:,.1f} late contacts ({yours.gap_share:.1%}) "
            "from the best rota possible."
        )
    if outcome.lost:
        lines.append("In service, most is lost against the best found on")
        lines += [
            f"  {place.day:%a} {place.day.day} {place.day:%b}, {place.pool}: "
            f"{place.late_contacts:,.1f} late contacts"
            for place in outcome.lost
        ]
    return lines


def _json(outcome: ScoreOutcome) -> dict[str, Any]:
    best = outcome.best
    yours = outcome.yours.plan.summary.objective_total
    return {
        "yours": _rota_json(outcome.yours),
        "best": None if best is None else _rota_json(best),
        "bound": outcome.bound,
        "difference_late_contacts": (
            None if best is None else yours - best.plan.summary.objective_total
        ),
        "most_lost": [{**asdict(place), "day": place.day.isoformat()} for place in outcome.lost],
        "rules": [
            {
                "rule_id": rule.rule_id,
                "title": rule.title,
                "strength": str(rule.strength),
                "basis": rule.basis,
                "findings": [
                    {
                        **finding.model_dump(mode="json"),
                        "from_fill_in": finding in rule.from_fill_in,
                    }
                    for finding in rule.findings
                ],
            }
            for rule in outcome.rules
        ],
        "breaks_left_out": [
            {
                "agent_id": each.shift.agent_id,
                "start": each.shift.start.isoformat(),
                "end": each.shift.end.isoformat(),
                "break_id": each.break_id,
                "minutes": each.minutes,
            }
            for each in outcome.left_out
        ],
        "search_note": outcome.search_note,
        "warnings": [asdict(warning) for warning in outcome.warnings],
    }


def _rota_json(scored: ScoredRota) -> dict[str, Any]:
    summary = scored.plan.summary.model_dump(mode="json", exclude={"findings", "forecast"})
    return {**summary, "unsocial_hours": scored.unsocial_hours}
