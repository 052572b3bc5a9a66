"""Contact centres drawn from a seed, of any number of people, to measure the rota search on.

Run ``python -m benchmarks.rota_instances --people N --seed S FOLDER`` to write one as a scenario's
folder, which ``allocator check`` and ``allocator plan`` take like any other. The same number and
seed give the same files, byte for byte, on every machine.

A centre is open 06:00–22:00 on seven days, planned by quarter-hours: 3 to 6 queues of calls in 2
pools (below 150 people) or 3; seven contracts from 16 to 38 hours (five standard days, four long
ones, three or four days, short shifts); shifts that start every half-hour and last any of three to
five lengths; lunch and two short pauses anywhere in their windows. Three speeds by level; half of
the people know their pool, a fifth part of it, a quarter two pools. A fifth have leave, fixed hours
or adjustments; three in ten ask for something; coaching, one-to-ones and training take a third of
the people off the phone for a while; a few pins. Last week's shifts and a ledger of unsocial hours
come along. Rules and prices are about those of ``scenarios/harbour-centre``. Contacts are so many
that the best rota answers about 80% in time (:mod:`benchmarks.rota_centre.contacts` says how).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from allocator.domain.scenario import Scenario
from allocator.store.scenario_folder import read_scenario
from benchmarks.rota_centre.agreed import Agreed, write_agreed
from benchmarks.rota_centre.chance import write_table
from benchmarks.rota_centre.contacts import SHRINKAGE_SHARE, typical_week
from benchmarks.rota_centre.past import write_past
from benchmarks.rota_centre.people import Person, people
from benchmarks.rota_centre.queues import pools
from benchmarks.rota_centre.settings import WEEK_START, write_settings


def write_instance(
    folder: Path, number: int, seed: int, queues: int | None = None, interval_minutes: int = 15
) -> None:
    """Write the scenario of a centre of so many people into a folder, made if it is not there.

    Parameters
    ----------
    queues, interval_minutes
        Another number of queues (3 to 6) or grid (5 or 15), to see what each of them costs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    teams = pools(number, seed, queues)
    everybody = people(number, seed, teams)
    write_settings(folder / "scenario.yaml", number, seed, teams, interval_minutes)
    write_table(
        folder / "agents.csv",
        ("agent_id", "name", "team", "contract", "weekly_hours"),
        [
            (
                person.agent_id,
                f"Person {person.agent_id[1:].lstrip('0')}",
                teams[person.home].id,
                person.contract.id,
                f"{person.contract.weekly_hours:g}",
            )
            for person in everybody
        ],
    )
    write_table(
        folder / "skills.csv",
        ("agent_id", "queue", "level", "aht_factor"),
        [
            (person.agent_id, queue, level, factor)
            for person in everybody
            for queue, (level, factor) in person.skills.items()
        ],
    )
    agreed = write_agreed(folder, everybody, seed, teams)
    write_past(folder, everybody, seed, agreed.never_on)
    hours = {pool.id: 0.0 for pool in teams}
    for person in everybody:
        hours[teams[person.home].id] += _hours_on_phone(person, agreed)
    last_week = WEEK_START - dt.timedelta(days=7)
    write_table(
        folder / "volumes.csv",
        ("interval_start", "queue", "contacts", "aht_s"),
        [
            (f"{last_week + dt.timedelta(days=day)}T{slot // 60:02d}:{slot % 60:02d}", *rest)
            for day, slot, *rest in typical_week(number, seed, teams, hours)
        ],
    )


def instance(
    folder: Path, number: int, seed: int, queues: int | None = None, interval_minutes: int = 15
) -> Scenario:
    """Write a centre into a folder and read it as planning does."""
    write_instance(folder, number, seed, queues, interval_minutes)
    return read_scenario(folder)


def _hours_on_phone(person: Person, agreed: Agreed) -> float:
    """Hours that a person spends on the phone in the week, in hands of mean speed."""
    contract = person.contract
    paid = contract.weekly_hours - agreed.leave_hours.get(person.agent_id, 0.0)
    at_work = max(0.0, paid * contract.paid_share_at_work)
    on_phone = max(0.0, at_work - agreed.away_hours.get(person.agent_id, 0.0))
    return on_phone * person.speed * (1.0 - SHRINKAGE_SHARE)


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--people", "number", type=click.IntRange(min=10), default=30, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(folder: Path, number: int, seed: int) -> None:
    """Command line."""
    write_instance(folder, number, seed)
    click.echo(f"wrote a centre of {number} people, seed {seed}, to {folder}")


if __name__ == "__main__":
    main()
