"""Plans to export, and what their ``rota.csv`` says, read by the standard library alone.

Four weeks: a plain one, one with each change of the clocks, and one in which an operating day
begins at six. The last three have shifts over midnight.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from allocator.domain.demand import StaffingRow
from allocator.domain.plan import Plan, PlanStatus, PlanSummary
from allocator.domain.scenario import Scenario
from allocator.export.wall_rota import WallRota
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from tests.honest_plan import ROTA_LINES
from tests.tiny_scenario import write_tiny_scenario
from tests.tiny_week import requirements_of, rota_of

LONDON = ZoneInfo("Europe/London")
AGENTS = """\
agent_id,name,contract,weekly_hours,team
A1,Ada Ångström,full,37.5,north
A2,=Ben(),full,37.5,south
A3,Cléo & Łukasz,part,25,north
A4,Dev,part,20,
"""
_OPENING = "days: [mon, tue, wed, thu, fri]\n    open: 08:00\n    close: 18:00"
_EVERY_DAY = "days: [mon, tue, wed, thu, fri, sat, sun]\n    "
_ALL_HOURS = {_OPENING: _EVERY_DAY + "open: 00:00\n    close: 24:00"}
_NIGHT_LINES = (
    "A1 {eve} 22:00 work:help|sales 24:00 break 24:15 work:help 30:00",
    "A2 {eve} 08:00 work:sales 10:00 coaching 10:30 lunch 11:00 work:sales 16:00",
    "A3 {day} 08:00 work:sales 13:00",
)


@dataclass(frozen=True)
class Week:
    """A scenario's week and its rota.

    Parameters
    ----------
    edits
        Pieces of the tiny scenario's settings with what takes the place of each.
    """

    name: str
    edits: dict[str, str]
    lines: tuple[str, ...]


def _nights(eve: str, day: str, *more: str) -> tuple[str, ...]:
    return tuple(line.format(eve=eve, day=day) for line in (*_NIGHT_LINES, *more))


TINY = Week("tiny", {}, ROTA_LINES)
SPRING = Week(
    "spring",
    {"start: 2026-03-02": "start: 2026-03-28"} | _ALL_HOURS,
    _nights("2026-03-28", "2026-03-29"),
)
AUTUMN = Week(
    "autumn",
    {"start: 2026-03-02": "start: 2026-10-24"} | _ALL_HOURS,
    # to the second 01:45 of the night
    _nights("2026-10-24", "2026-10-25", "A4 2026-10-25 00:00 work:help 01:45b"),
)
EARLY_DAY = Week(
    "day from six",
    {
        "day_starts_at: 00:00": "day_starts_at: 06:00",
        _OPENING: _EVERY_DAY + "open: 06:00\n    close: 30:00",
    },
    # half past one on Wednesday's clock, still Tuesday's operating day
    _nights("2026-03-02", "2026-03-03", "A4 2026-03-04 01:30 work:help 05:30"),
)
WEEKS = (TINY, SPRING, AUTUMN, EARLY_DAY)


def write_week(
    parent: Path,
    week: Week = TINY,
    *,
    agents: str = AGENTS,
    lines: Iterable[str] | None = None,
    files: dict[str, str | bytes | None] | None = None,
) -> Path:
    """Write a plan with the week's rota and return its folder."""
    without = ("pins.csv", "requests.csv", "availability.csv", "worked.csv")
    scenario_folder = write_tiny_scenario(
        parent,
        edits=week.edits,
        files=dict.fromkeys(without) | {"agents.csv": agents} | (files or {}),
    )
    scenario = read_scenario(scenario_folder)
    plan = plan_with(scenario, week.lines if lines is None else lines)
    folder = parent / "plan"
    write_plan(folder, plan, scenario_folder, [], "")
    return folder


def plan_with(scenario: Scenario, lines: Iterable[str]) -> Plan:
    """Return a plan with a rota of lines; two people are needed at any time."""
    summary = PlanSummary(
        run_id="run-7",
        input_hash=scenario.input_hash,
        version="0.1.0",
        created_at="2026-02-26T15:00:00+00:00",
        seed=1,
        reproducible=True,
        status=PlanStatus.FEASIBLE,
        objective={},
        objective_total=100.0,
        bound=97.5,
        gap_share=0.025,
        gap_contacts=2.5,
        stage_seconds={},
        verdict="passed",
        simulated_data=True,
    )
    return Plan(
        summary=summary,
        rota=rota_of(scenario, lines),
        requirements=requirements_of(scenario, {"sales": 3, "help": 0.5}),
        staffing=tuple(
            StaffingRow(
                interval_start=scenario.grid.moment(index),
                pool=pool.id,
                required_agents=2,
                scheduled_agents=0,
            )
            for index in scenario.open_intervals
            for pool in scenario.settings.pools
        ),
    )


def wall_of(folder: Path, *, show_leave: bool = False) -> WallRota:
    """Wall of a plan's folder."""
    scenario = read_scenario(folder / SCENARIO_FOLDER)
    return WallRota.of(scenario, read_plan(folder), 0, show_leave=show_leave)


@dataclass(frozen=True)
class Turn:
    """A shift of ``rota.csv`` with the activities that it holds."""

    agent_id: str
    start: dt.datetime
    end: dt.datetime
    activities: tuple[str, ...]

    @property
    def span(self) -> str:
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


def turns_of(folder: Path) -> dict[str, list[Turn]]:
    """Shifts of each person by the rows of ``rota.csv``, on the clock of London."""
    with (folder / "rota.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    turns: defaultdict[str, list[Turn]] = defaultdict(list)
    for row in rows:
        start, end = (dt.datetime.fromisoformat(row[name]) for name in ("start", "end"))
        mine = turns[row["agent_id"]]
        if mine and mine[-1].end.timestamp() == start.timestamp():
            last = mine.pop()
            start, activities = last.start, (*last.activities, row["activity"])
        else:
            activities = (row["activity"],)
        mine.append(
            Turn(row["agent_id"], start.astimezone(LONDON), end.astimezone(LONDON), activities)
        )
    return dict(turns)
