"""What a plan costs as people, queues and quarter-hours grow.

Run ``python -m benchmarks.rota_curve [--people 10 --people 300 ...] [--seed S] [--at 60]
[--picture FILE.svg]``. Each
centre (``benchmarks/rota_instances.py``) is planned with no time to search beyond the first
complete rota, so that the seconds are what the stages need before any improving: the curves of late
contacts, the linear model with its bound, the names, and the check. Then, at one number of people,
with 3 to 6 queues, and on a grid of 5 minutes in place of 15. Printed for each: queues and
intervals, wall-clock seconds in all and by stage, peak memory of all processes, and the gap of that
first rota to its bound.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from benchmarks.process_memory import measured
from benchmarks.rota_curve_picture import picture
from benchmarks.rota_run import Run, drawn, planned

_NO_TIME_S = 1.0


def first_rota(
    people: int, seed: int, queues: int | None, interval_minutes: int
) -> tuple[Run, int, int]:
    """Plan a centre as quickly as can be; with its numbers of queues and of open intervals."""
    scenario, requirements = drawn(people, seed, queues, interval_minutes)
    found = planned(scenario, requirements, seed, _NO_TIME_S)
    return found, len(scenario.settings.queues), len(scenario.open_intervals)


def line(
    people: int, seed: int, queues: int | None = None, interval_minutes: int = 15
) -> tuple[str, dict[str, float]]:
    """Return a centre's row of the table, and its seconds by stage."""
    (found, queue_count, intervals), memory_mb = measured(
        first_rota, people, seed, queues, interval_minutes
    )
    gap = "none" if found.result is None else f"{found.result.gap_share:.1%}"
    stages = ", ".join(
        f"{name} {seconds:.1f}" for name, seconds in found.stage_seconds.items() if seconds >= 0.05
    )
    row = (
        f"| {people:,} | {queue_count} | {intervals:,} | {found.seconds:.1f} | {memory_mb:,.0f} "
        f"| {gap} | {stages} |"
    )
    return row, found.stage_seconds | {"all": found.seconds}


@click.command(help=__doc__)
@click.option("--people", "sizes", type=int, multiple=True, default=(10, 30, 60, 120, 300, 1000))
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--at", type=int, default=60, show_default=True, help="People of the other rows.")
@click.option("--picture", "file", type=click.Path(path_type=Path), help="SVG file to write.")
def main(sizes: tuple[int, ...], seed: int, at: int, file: Path | None) -> None:
    """Print the table, a row as soon as it is measured."""
    click.echo(f"{os.cpu_count()} cores, seed {seed}\n")
    click.echo("| people | queues | intervals | seconds | MiB | first gap | seconds by stage |")
    click.echo("|" + "---|" * 7)
    measured_s: dict[int, dict[str, float]] = {}
    for people in sizes:
        row, measured_s[people] = line(people, seed)
        click.echo(row)
    for queues in (3, 4, 5, 6):
        click.echo(line(at, seed, queues=queues)[0])
    click.echo(line(at, seed, interval_minutes=5)[0])
    if file is not None:
        file.write_text(picture(measured_s), encoding="utf-8")


if __name__ == "__main__":
    main()
