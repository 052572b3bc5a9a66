"""What the goals of a scenario cost: what was planned for each, with its price in late contacts.

The bank of 1999 has no goals, and nobody there was recorded as learning a queue. With ``--bank`` it
is planned with three that are ours: people given a queue at level 0 that they did not take, beside
whoever took it at level 2 or above. Nothing of this is in the scenario's own folder.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import click
from click.testing import CliRunner

from allocator.cli.main import cli

BANK = Path(__file__).parents[1] / "scenarios" / "bank-august"
HARBOUR = Path(__file__).parents[1] / "scenarios" / "harbour-centre"
LEARNERS = (("NW", 8, "1999-09-18"), ("IN", 6, "1999-09-30"), ("NE", 10, "1999-10-16"))
"""Queue to learn, hours and date of each goal that is ours."""


def with_goals(folder: Path) -> None:
    """Add the goals that are ours to a copy of the bank's scenario."""
    skills = (folder / "skills.csv").read_text(encoding="utf-8").splitlines()
    takes: dict[str, set[str]] = {}
    for row in skills[1:]:
        agent, queue, *_ = row.split(",")
        takes.setdefault(agent, set()).add(queue)
    goals = ["agent_id,goal,queue,hours,due,mentor_level"]
    learning: set[str] = set()
    for queue, hours, due in LEARNERS:
        learner = next(a for a in sorted(takes) if queue not in takes[a] and a not in learning)
        learning.add(learner)
        skills.append(f"{learner},{queue},0,1.4")
        goals.append(f"{learner},learn_{queue},{queue},{hours},{due},2")
    (folder / "skills.csv").write_text("\n".join(skills) + "\n", encoding="utf-8")
    (folder / "goals.csv").write_text("\n".join(goals) + "\n", encoding="utf-8")
    settings = folder / "scenario.yaml"
    text = settings.read_text(encoding="utf-8")
    declared = "  skills: {}\n"
    assert text.count(declared) == 1
    more = f"{declared}  practice: {{}}\n  development: {{}}\n"
    settings.write_text(text.replace(declared, more), encoding="utf-8")


@click.command(help=__doc__)
@click.option("--bank", is_flag=True, help="The bank with goals of ours, not the harbour centre.")
@click.option("--seconds", type=float, default=60.0, show_default=True)
def main(bank: bool, seconds: float) -> None:
    """Command line."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "scenario"
        shutil.copytree(BANK if bank else HARBOUR, folder, ignore=shutil.ignore_patterns("source"))
        if bank:
            with_goals(folder)
        plan = Path(parent) / "plan"
        made = CliRunner().invoke(
            cli, ["plan", str(folder), "--out", str(plan), "--seconds", str(seconds)]
        )
        if made.exit_code:
            raise click.ClickException(made.output)
        stated = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    click.echo("agent goal: planned of owed min, left min, price (noise), alone at once, status")
    for goal in stated["development"]:
        price = goal["price"] or {"late_contacts": 0.0, "noise_contacts": None, "kind": "none"}
        noise = price["noise_contacts"]
        click.echo(
            f"{goal['agent_id']} {goal['goal']}: {goal['delivered_minutes']} of "
            f"{goal['owed_minutes']}, {goal['remaining_minutes']} left, "
            f"{price['late_contacts']:.2f} ({'-' if noise is None else f'{noise:.2f}'}; "
            f"{price['kind']}), {goal['local_price_contacts']:.2f}, {goal['status']}"
        )
    click.echo(
        f"objective {stated['objective_total']:.1f}, bound {stated['bound']:.1f}, "
        f"seconds of the goals {stated['stage_seconds'].get('goals', 0.0)}"
    )


if __name__ == "__main__":
    main()
