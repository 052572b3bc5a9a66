"""Make every table of this scenario from ``source/``, byte for byte.

Run it from anywhere::

    python scenarios/bank-august/build.py

It reads ``source/contacts.csv.gz`` and ``scenario.yaml`` and nothing else; ``actuals/``, which
holds what happened in the planned week, is never opened.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from bank_tables import experience, habits, history, past, people
from bank_tables.records import presence, read_contacts, shifts_seen, write_table
from ruamel.yaml import YAML

from allocator.domain.settings import Settings

HERE = Path(__file__).resolve().parent


def read_settings(folder: Path) -> Settings:
    """Read ``scenario.yaml``."""
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    return Settings.model_validate(YAML(typ="safe").load(text))


def build(folder: Path, out: Path) -> None:
    """Write the tables of a scenario folder.

    Parameters
    ----------
    folder
        Holds ``scenario.yaml`` and ``source/``.
    out
        Where the tables go; made if it is not there.
    """
    settings = read_settings(folder)
    contacts = read_contacts(folder / "source")
    queues = tuple(queue.id for queue in settings.queues)
    days = presence(contacts)
    shifts = shifts_seen(days)
    agents = people.seen_agents(contacts, days)
    agent_ids = [agent.agent_id for agent in agents]
    week = [settings.week.start + dt.timedelta(days=n) for n in range(settings.week.days)]
    unsocial = [(span.days, span.start, span.end, span.weight) for span in settings.unsocial]
    zone = ZoneInfo(settings.site.time_zone)

    out.mkdir(parents=True, exist_ok=True)
    write_table(out / "history.csv", history.HEADER, history.history_rows(contacts, queues))
    write_table(out / "agents.csv", people.HEADER, people.agent_rows(agents))
    skills = experience.skill_rows(contacts, agent_ids, queues)
    write_table(out / "skills.csv", experience.HEADER, skills)
    write_table(out / "worked.csv", past.WORKED_HEADER, past.worked_rows(shifts, zone))
    ledger = past.ledger_rows(agents, shifts, unsocial)
    write_table(out / "ledger.csv", past.LEDGER_HEADER, ledger)
    requests = habits.request_rows(agents, shifts, week)
    write_table(out / "requests.csv", habits.HEADER, requests)


@click.command(help=__doc__)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=HERE,
    show_default="this folder",
    help="Folder to write the tables to.",
)
def main(out: Path) -> None:
    """Command line of the builder."""
    build(HERE, out)
    click.echo(f"wrote the tables of {HERE.name} to {out}")


if __name__ == "__main__":
    main()
