"""A week's rota of a drawn contact centre: how good, how far from the proven bound, how fast.

Run ``python -m benchmarks.rota --people N --seed S [--seconds T] [--json]``. A centre of N people
is drawn from a seed (``benchmarks/rota_instances.py`` says what it is like) and planned with the
product's own search, from the contacts of every quarter-hour to a named rota with shifts, breaks,
queue lists, meetings, requests, fairness and leave, which the independent check then verifies and
prices. Printed: seconds by stage, the objective by term in late contacts, the proven lower bound on
all of it, the gap in percent and in late contacts, service level, peak memory of all processes, and
the verdict. The seconds count everything from the requirements to the verdict; drawing the centre
and reading it are left out. Default seconds: 60 up to 100 people, 120 up to 400, 300 up to 2,000,
900 beyond. Exit code 1 where there is no rota or the check found something.
"""

from __future__ import annotations

import json
import os
import sys

import click

from benchmarks.process_memory import measured
from benchmarks.rota_run import Run, default_seconds, run


def table(one: Run, peak_memory_mb: float) -> str:
    """Put a run in words and figures."""
    lines = [
        f"{one.people:,} people, seed {one.seed}, {os.cpu_count()} cores",
        "",
        f"{'stage':<36}{'seconds':>12}",
        *(f"  {name:<34}{seconds:>12,.1f}" for name, seconds in one.stage_seconds.items()),
        f"  {'all, from requirements to verdict':<34}{one.seconds:>12,.1f}",
        "",
    ]
    found = one.result
    if found is None:
        lines.append(f"no rota: {one.reason}")
    else:
        lines += [
            f"{'term':<36}{'late contacts':>12}",
            *(f"  {name:<34}{amount:>12,.1f}" for name, amount in found.objective.items()),
            f"  {'objective':<34}{found.objective_total:>12,.1f}",
            f"  {'proven bound':<34}{found.bound:>12,.1f}",
            f"  {'gap':<34}{found.gap_contacts:>12,.1f}  {found.gap_share:.2%}",
            "",
            f"answered in time     {found.service_level:.1%}",
        ]
    lines.append(f"peak memory          {peak_memory_mb:,.0f} MiB, all processes together")
    if found is not None:
        verdict = "passed" if not found.findings else f"{len(found.findings)} findings"
        lines += [f"independent check    {verdict}", *(f"  {text}" for text in found.findings[:10])]
    return "\n".join(lines)


@click.command(help=__doc__)
@click.option("--people", type=click.IntRange(min=10), default=30, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=1), help="Wall clock for everything.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def main(people: int, seed: int, seconds: float | None, as_json: bool) -> None:
    """Command line."""
    allowed = default_seconds(people) if seconds is None else seconds
    one, peak_memory_mb = measured(_run, people, seed, allowed)
    figures = one.as_json(peak_memory_mb)
    click.echo(json.dumps(figures, indent=2) if as_json else table(one, peak_memory_mb))
    sys.exit(0 if figures["verified"] else 1)


def _run(people: int, seed: int, seconds: float) -> Run:
    return run(people, seed, seconds, tells=True)


if __name__ == "__main__":
    main()
