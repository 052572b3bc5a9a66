"""Make every table of this scenario from a seed, byte for byte.

Run it from anywhere::

    python scenarios/harbour-centre/build.py

``scenario.yaml`` is written by hand and stays as it is. The people, what is agreed with them and
what they ask for are written in ``harbour_tables/``; the contacts and the shifts of earlier weeks
are drawn at random from the process stated there. Another seed gives another history of the same
centre.
"""

from __future__ import annotations

from pathlib import Path

import click
from harbour_tables import agreed, history, past, people, waiting

HERE = Path(__file__).resolve().parent
SEED = 2026


def build(out: Path, seed: int = SEED) -> None:
    """Write the tables into a folder, which is made if it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    for table in (
        people.agents(),
        people.skills(),
        history.history(seed),
        waiting.backlog(seed),
        past.worked(seed),
        past.ledger(seed),
        agreed.availability(),
        agreed.leave(seed),
        agreed.adjustments(),
        agreed.requests(),
        agreed.activities(),
        agreed.goals(),
    ):
        table.write(out)


@click.command(help=__doc__)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of what is random.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=HERE,
    show_default="this folder",
    help="Folder to write the tables to.",
)
def main(seed: int, out: Path) -> None:
    """Command line of the builder."""
    build(out, seed)
    click.echo(f"wrote the tables of {HERE.name} with seed {seed} to {out}")


if __name__ == "__main__":
    main()
