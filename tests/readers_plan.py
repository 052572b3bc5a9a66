"""A plan of four people whose files hold what only some readers may see."""

from __future__ import annotations

from pathlib import Path

from allocator.justify.justify import justify, to_json
from allocator.report.render import render
from allocator.store.plan_folder import write_plan
from allocator.store.scenario_folder import read_scenario
from tests.honest_plan import ROTA_LINES, honest_plan
from tests.tiny_scenario import write_tiny_scenario

AGENTS_CSV = """\
agent_id,name,contract,weekly_hours
A1,Ada Lovelace,full,37.5
A2,Ben Okri,full,37.5
A3,Cleo Laine,part,25
A4,Dev Patel,part,20
"""
NAMES = {"A1": "Ada Lovelace", "A2": "Ben Okri", "A3": "Cleo Laine", "A4": "Dev Patel"}
CAUSE = "back injury"
"""Somebody wrote it where no cause belongs; no report may carry it on."""
ACTIVITY = "ben-return-to-work"
LIMIT = "17:45"
"""End of the day agreed with Ben alone."""


def write_readers_plan(parent: Path) -> Path:
    """Write the plan and return its folder.

    Ada coaches Ben on Monday, and is the mentor of Dev, who learns sales, on Tuesday.
    """
    scenario_folder = write_tiny_scenario(
        parent,
        edits={
            "name: Tiny": f"name: Tiny  # A2 has a {CAUSE}",
            "  requests: {}": "  practice: {}\n  development: {}\n  requests: {}",
        },
        files={
            "agents.csv": AGENTS_CSV,
            "adjustments.csv": f"agent_id,kind,value\nA2,end_not_after,{LIMIT}\n",
            "leave.csv": "agent_id,first_day,last_day\nA4,2026-03-08,2026-03-08\n",
            "goals.csv": "agent_id,goal,queue,hours,due,mentor_level\n"
            "A4,first_sales,sales,2,2026-03-31,2\n",
            "activities.csv": "activity_id,kind,participants,minutes,start,earliest,latest\n"
            f"{ACTIVITY},coaching,A1|A2,30,2026-03-02T10:00,,\n",
        },
    )
    scenario = read_scenario(scenario_folder)
    lines = [_with_company(line) for line in ROTA_LINES]
    plan = honest_plan(scenario, lines)
    justifications = justify(scenario, plan)
    html = render(scenario, plan, justifications)
    write_plan(parent / "plan", plan, scenario_folder, to_json(justifications), html)
    return parent / "plan"


def _with_company(line: str) -> str:
    if line.startswith("A1 mon"):
        return line.replace(
            "09:45 work:help|sales ",
            "09:45 work:help|sales 10:00 coaching:A2 10:30 work:help|sales ",
        )
    if line.startswith("A2 mon"):
        return line.replace(
            "09:30 work:sales 11:00", "09:30 work:sales 10:00 coaching:A1 10:30 work:sales 11:00"
        )
    if line.startswith("A4 tue"):
        return "A4 tue 08:00 work:help 10:00 practice:sales:A1 11:00 work:help 12:00"
    return line
