"""``allocator simulate``: a finished rota, or recorded contacts, contact by contact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rich_click as click

from allocator.cli.simulation_lines import print_plan, print_replay

_AGENT_CHOICES = ("specialists-first", "longest-idle")
_CONTACT_CHOICES = ("longest-waiting", "queue-priority")
_ONLY_REPLAY = {
    "presence": "--presence",
    "fit_on": "--fit-on",
    "wrap_up_s": "--wrap-up",
    "absence_share": "--absence",
    "draws": "--draws",
    "credit_s": "--credit",
    "gap_minutes": "--gap",
}


@click.command("simulate")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--replications",
    default=100,
    show_default=True,
    type=click.IntRange(2, 2000),
    help="Weeks to simulate a plan over.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(min=0),
    help="Seed of chance: the same seed gives the same figures.",
)
@click.option(
    "--agent-choice",
    default=_AGENT_CHOICES[0],
    show_default=True,
    type=click.Choice(_AGENT_CHOICES),
    help="Whom a contact goes to when several are free.",
)
@click.option(
    "--contact-choice",
    default=_CONTACT_CHOICES[0],
    show_default=True,
    type=click.Choice(_CONTACT_CHOICES),
    help="What somebody who becomes free takes when several contacts wait.",
)
@click.option(
    "--overflow",
    "overflow_s",
    default=0.0,
    show_default=True,
    type=click.FloatRange(min=0),
    help="Seconds before a contact goes to somebody for whom its queue is not the first.",
)
@click.option(
    "--replay",
    "contacts",
    type=click.Path(path_type=Path),
    help="Recorded contacts to send through a presence, in place of a plan.",
)
@click.option(
    "--presence",
    type=click.Path(path_type=Path),
    help="Who is there: rota.csv or rows agent_id,start,end; else as the contacts show it.",
)
@click.option(
    "--fit-on",
    type=click.Path(path_type=Path),
    help="Records of earlier days that wrap-up and absence are read from.",
)
@click.option(
    "--wrap-up",
    "wrap_up_s",
    type=click.FloatRange(min=0),
    help="Seconds after each contact; else as --fit-on shows, or none.",
)
@click.option(
    "--absence",
    "absence_share",
    type=click.FloatRange(min=0, max=0.9),
    help="Share of the time on the phone; else as --fit-on shows, or the scenario's shrinkage.",
)
@click.option(
    "--draws",
    type=click.IntRange(2, 2000),
    help="How often what is not recorded is drawn; 20 unless given.",
)
@click.option(
    "--credit",
    "credit_s",
    type=click.FloatRange(min=0),
    help="Seconds of waiting that priority 2 is credited with; none unless given.",
)
@click.option(
    "--gap",
    "gap_minutes",
    type=click.FloatRange(min=0, min_open=True),
    help="Minutes without a contact that count as gone in records; 30 unless given.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for files; else the plan's.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def command(
    scenario: Path,
    plan: Path | None,
    replications: int,
    seed: int,
    agent_choice: str,
    contact_choice: str,
    overflow_s: float,
    contacts: Path | None,
    out: Path | None,
    as_json: bool,
    **replay_options: Any,
) -> None:
    """Simulate a finished rota, contact by contact, over many weeks.

    Sends weeks drawn from the plan's own forecast through the written rota, breaks and shrinkage
    included, and writes simulation.csv, simulation_people.csv and simulation.json into the plan's
    folder. SCENARIO may be left out: then the copy in the plan's folder is used.

    With --replay it sends recorded contacts through a given presence instead and shows what
    would have become of them beside what did.
    """
    from allocator.pipeline.simulate_plan import routing_of

    routing = routing_of(agent_choice, contact_choice, overflow_s)
    if contacts is not None:
        _replay(scenario, plan, contacts, seed, routing, replay_options, out, as_json)
        return
    for name, spelling in _ONLY_REPLAY.items():
        if replay_options[name] is not None:
            raise click.UsageError(f"{spelling} is an option of --replay.")
    from allocator.pipeline.simulate_plan import simulate_plan

    result = simulate_plan(
        plan or scenario,
        scenario if plan else None,
        replications=replications,
        seed=seed,
        routing=routing,
        out=out,
    )
    for remark in result.remarks:
        click.echo(remark, err=True)
    if as_json:
        click.echo(json.dumps(result.details, indent=2, ensure_ascii=False))
    else:
        print_plan(result.details, result.folder, result.names)


def _replay(
    scenario: Path,
    plan: Path | None,
    contacts: Path,
    seed: int,
    routing: Any,
    options: dict[str, Any],
    out: Path | None,
    as_json: bool,
) -> None:
    if plan is not None:
        raise click.UsageError("With --replay give a plan's rota as --presence PLAN/rota.csv.")
    from allocator.pipeline.replay_contacts import ReplaySettings, replay_contacts

    given = {name: value for name, value in options.items() if value is not None}
    presence = given.pop("presence", None)
    settings = ReplaySettings(seed=seed, routing=routing, **given)
    found = replay_contacts(scenario, contacts, presence, settings, out)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print_replay(found)
