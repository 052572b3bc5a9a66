"""What ``allocator init --next-week-of`` says of the scenario that it wrote."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from allocator.domain.as_typed import as_typed
from allocator.errors import InputError, InputProblem

if TYPE_CHECKING:
    from allocator.pipeline.next_week import NextWeek

_OF_THE_WEEK = ("requests.csv", "pins.csv", "activities.csv", "published.csv")
_OPTION = {"queues": "queue"}
_KEPT_LONG = ("leave.csv", "availability.csv")


def make_next_week(folder: Path, plan_folder: Path, given: dict[str, Any]) -> None:
    """Write the week after a plan and say what is in it.

    Parameters
    ----------
    given
        The other options of the command: none goes with this one.

    Raises
    ------
    InputError
        If another option is given, or the scenario cannot be made.
    """
    others = [name for name, value in given.items() if value not in (None, ())]
    if others:
        raise InputError(
            [
                InputProblem(
                    f"--{_OPTION.get(name, name).replace('_', '-')}",
                    "does not go with --next-week-of",
                    "Leave it out: the next week is that of the plan. Change the files afterwards.",
                )
                for name in others
            ]
        )
    from allocator.pipeline.next_week import write_next_week

    made = write_next_week(folder, plan_folder, dt.datetime.now().astimezone().date())
    for line in _lines(made, plan_folder):
        click.echo(line)


def _lines(made: NextWeek, plan_folder: Path) -> list[str]:
    start = f"{made.week_start:%A} {made.week_start.day} {made.week_start:%B %Y}"
    since = f"{made.since.day} {made.since:%B %Y}"
    worked = made.tables["worked.csv"]
    left_out = f"; {_rows(worked.left_out)} from before {since} left out" * bool(worked.left_out)
    lines = [
        f"{made.name}: the week from {start}, after that of {plan_folder}",
        f"  Worked    worked.csv: {worked.added} planned shifts added to {worked.kept}{left_out}",
    ]
    if "ledger.csv" in made.tables:
        ledger = made.tables["ledger.csv"]
        lines.append(
            f"  Ledger    ledger.csv: the plan's, with its own weeks ({_rows(ledger.kept)}); "
            f"people new in it: {ledger.added}"
        )
    past = [
        f"{name} ({_rows(made.tables[name].left_out)}, {made.tables[name].kept} left)"
        for name in _OF_THE_WEEK
        if name in made.tables and made.tables[name].left_out
    ]
    lines += [f"  Emptied   of days that are past: {', '.join(past)}"] * bool(past)
    lines += [
        f"  Left out  {name}: {_rows(made.tables[name].left_out)} from before {since}"
        for name in _KEPT_LONG
        if name in made.tables and made.tables[name].left_out
    ]
    lines.append(f"  Kept      as they were: {', '.join(made.as_they_were)}")
    lines += [f"  Look at   {remark}" for remark in made.remarks]
    name, out = as_typed(made.folder), as_typed(f"{made.folder}-plan")
    return [
        *lines,
        "Next:",
        "  if somebody worked otherwise than planned, correct worked.csv and ledger.csv",
        "  once there are records of the planned days, add them to history.csv (allocator import)",
        "  write what people ask for, leave and meetings of the new week into their files",
        "Then type:",
        f"  allocator check {name}",
        f"  allocator plan {name} --out {out}",
    ]


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"
