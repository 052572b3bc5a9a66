"""Scenarios for tests of the calendar: two to five people, one queue, any week, any hours.

Written to a folder and read by the store, as a user's are::

    folder = write_calendar_scenario(
        tmp_path,
        start="2026-03-23",
        opening=[(ALL_DAYS, "00:00", "24:00")],
        patterns=[{"id": "night", ...}],
        agents=["A1,Ada,any,40", "B2,Ben,any,40"],
    )
    plan = planned(folder, tmp_path / "plan")     # planned, written, read back and verified

The same contacts come in every open hour of the typical week; ``busier`` says in which hours of the
clock more of them come.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from allocator.domain.clock import WEEKDAYS
from allocator.domain.plan import PlanStatus
from allocator.pipeline.begin_plan import PlanTask
from allocator.pipeline.plan_week import PlanOutcome, plan_week
from allocator.pipeline.verify_plan import verify_plan
from tests.plan_files import PlanFiles

ALL_DAYS = list(WEEKDAYS)

HARD_RULES = {
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "availability": {},
    "skills": {},
    "days_in_seven": {},
    "daily_rest": {},
    "breaks": {},
    "seats": {},
    "opening_hours": {},
    "pins": {},
    "requests": {},
}


def pattern(pattern_id: str, start: str, minutes: int | tuple[int, int], **fields: Any) -> Any:
    """Shift pattern of one start and one length, or of lengths in whole hours."""
    shortest, longest = (minutes, minutes) if isinstance(minutes, int) else minutes
    return {
        "id": pattern_id,
        "days": ALL_DAYS,
        "start_from": start,
        "start_to": start,
        "shortest_minutes": shortest,
        "longest_minutes": longest,
        "length_every_minutes": 60,
    } | fields


def write_calendar_scenario(
    parent: Path,
    *,
    start: str,
    opening: Sequence[tuple[list[str], str, str]],
    patterns: Sequence[dict[str, Any]],
    agents: Iterable[str],
    agent_columns: str = "",
    days: int = 7,
    day_starts_at: str = "00:00",
    contacts: float = 6,
    busier: Mapping[int, float] | None = None,
    weekday_contacts: Mapping[str, float] | None = None,
    rules: Mapping[str, Any] | None = None,
    tables: Mapping[str, str] | None = None,
    tolerance_minutes: int = 0,
    **settings: Any,
) -> Path:
    """Write a scenario to ``parent/scenario`` and return that folder.

    Parameters
    ----------
    opening
        Weekdays with the clock times from and to which the centre is open.
    agents, agent_columns
        Lines of ``agents.csv``, and the columns after the four that are needed.
    contacts, busier, weekday_contacts
        Contacts of each hour; of some hours of the clock; of some weekdays.
    tables
        Further files by name.
    """
    written = {
        "name": "Calendar",
        "simulated": True,
        "site": {"name": "Here", "time_zone": "Europe/London"},
        "week": {"start": start, "days": days, "day_starts_at": day_starts_at},
        "interval_minutes": 15,
        "history_interval_minutes": 60,
        "opening_hours": [
            {"days": names, "open": opens, "close": closes} for names, opens, closes in opening
        ],
        "queues": [{"id": "calls", "patience_s": 180}],
        "pools": [{"id": "main", "queues": ["calls"]}],
        "shift_patterns": list(patterns),
        "break_plans": [
            {
                "id": "long",
                "shift_over_minutes": 360,
                "shift_up_to_minutes": 600,
                "breaks": [
                    {
                        "id": "rest",
                        "activity": "lunch",
                        "minutes": 30,
                        "start_after_minutes": [150, 300],
                    }
                ],
            }
        ],
        "contracts": [
            {
                "id": "any",
                "patterns": [one["id"] for one in patterns],
                "tolerance_minutes": tolerance_minutes,
            }
        ],
        "rules": HARD_RULES | dict(rules or {}),
    } | settings
    rows = list(agents)
    names = [row.split(",")[0] for row in rows]
    files = {
        "scenario.yaml": json.dumps(written),  # JSON is YAML
        "agents.csv": "\n".join(
            [",".join(filter(None, ["agent_id,name,contract,weekly_hours", agent_columns])), *rows]
        ),
        "skills.csv": "\n".join(["agent_id,queue,level", *(f"{name},calls,2" for name in names)]),
        "volumes.csv": _typical_week(contacts, busier or {}, weekday_contacts or {}),
    }
    folder = parent / "scenario"
    folder.mkdir(parents=True)
    for name, text in {**files, **(tables or {})}.items():
        (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    return folder


def _typical_week(
    contacts: float, busier: Mapping[int, float], weekday_contacts: Mapping[str, float]
) -> str:
    lines = ["interval_start,queue,contacts,aht_s"]
    first = dt.datetime(2026, 2, 2)  # noqa: DTZ001 — a typical week is local, of any date
    for number in range(7 * 24):
        at = first + dt.timedelta(hours=number)
        usual = weekday_contacts.get(WEEKDAYS[at.weekday()], contacts)
        lines.append(f"{at:%Y-%m-%dT%H:%M},calls,{busier.get(at.hour, usual)},240")
    return "\n".join(lines)


def attempt(folder: Path, out: Path) -> PlanOutcome:
    """Plan with a small budget of steps, the same on every machine."""
    return plan_week(
        PlanTask(
            folder, out, seed=1, seconds=1, reproducible=True, report=lambda stage, reached: None
        )
    )


def planned(folder: Path, out: Path) -> PlanFiles:
    """Plan a scenario that has a rota, and verify what was written."""
    outcome = attempt(folder, out)
    assert outcome.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE), outcome.reason
    verdict = verify_plan(out).verdict
    assert str(verdict) == "passed", verdict.findings
    return PlanFiles(out)
