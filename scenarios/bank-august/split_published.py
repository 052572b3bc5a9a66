"""Take ``source/`` and ``actuals/`` from the published call records.

Run once, when the scenario was made::

    python scenarios/bank-august/split_published.py RAW_DIR

``RAW_DIR`` holds ``contacts.csv.gz`` (a row a call of January and August 1999) and
``presence.csv`` (an agent's first answer and last end by operating day). The operating days of
22–28 August go to ``actuals/`` with all their columns; January and the operating days of 1–21
August go to ``source/`` with the columns that planning needs, callers who hung up in the menu
before they reached a queue left out. The rest of August goes nowhere.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from bank_tables.records import PLANNED_WEEK_STARTS, operating_date

HERE = Path(__file__).resolve().parent
SOURCE_COLUMNS = ("arrived_at", "queue", "vru_s", "queue_s", "service_s", "agent")
FIRST_PLANNED = PLANNED_WEEK_STARTS.date()
LAST_PLANNED = FIRST_PLANNED + dt.timedelta(days=6)


def table_bytes(header: Sequence[str], rows: Iterable[dict[str, str]]) -> bytes:
    """CSV text of some columns of some rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def write_gzip(path: Path, content: bytes) -> None:
    """Write a gzip file that holds neither name nor time, so that its bytes repeat."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def split(raw: Path, out: Path) -> None:
    """Write ``source/`` and ``actuals/`` into a folder."""
    source: list[dict[str, str]] = []
    actual: list[dict[str, str]] = []
    with gzip.open(raw / "contacts.csv.gz", "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        for row in reader:
            date = operating_date(dt.datetime.fromisoformat(row["arrived_at"]))
            if FIRST_PLANNED <= date <= LAST_PLANNED:
                actual.append(row)
            elif date < FIRST_PLANNED and row["entered_queue"] == "True":
                row["service_s"] = row["service_s"].removesuffix(".0")
                source.append(row)
    source.sort(key=lambda row: row["arrived_at"])
    write_gzip(out / "source" / "contacts.csv.gz", table_bytes(SOURCE_COLUMNS, source))
    write_gzip(out / "actuals" / "contacts.csv.gz", table_bytes(columns, actual))

    with (raw / "presence.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        present = [
            row
            for row in reader
            if FIRST_PLANNED <= dt.date.fromisoformat(row["date"]) <= LAST_PLANNED
        ]
    (out / "actuals" / "presence.csv").write_bytes(table_bytes(columns, present))


@click.command(help=__doc__)
@click.argument("raw_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=HERE,
    show_default="this folder",
    help="Folder to write source/ and actuals/ into.",
)
def main(raw_dir: Path, out: Path) -> None:
    """Command line of the split."""
    split(raw_dir, out)


if __name__ == "__main__":
    main()
