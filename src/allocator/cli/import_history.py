"""``allocator import``: a contact history from the export of any telephone system."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import rich_click as click

from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table

    from allocator.pipeline.import_history import DateForm, Export, ImportedHistory, ImportOutcome

_SHOWN_ROWS = 6
_DATE_FORMS = (
    "yyyy-mm-dd",
    "dd/mm/yyyy",
    "mm/dd/yyyy",
    "dd.mm.yyyy",
    "dd-mon-yyyy",
    "mon dd yyyy",
    "yyyymmdd",
    "excel",
)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="File to write: history.csv.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    help="Column map that says which column means what; guessed without it.",
)
@click.option(
    "--save-map",
    type=click.Path(path_type=Path),
    help="Write the guessed column map to this file, to correct it and use it with --map.",
)
@click.option("--sheet", help="Sheet of an Excel file; the first without it.")
@click.option(
    "--interval",
    type=click.Choice(["5", "10", "15", "20", "30", "60"]),
    help="Minutes of the history's intervals; finer ones are added up. Without it the export's.",
)
@click.option(
    "--date-form",
    type=click.Choice(_DATE_FORMS),
    help="How dates are written, where that cannot be told: dd/mm/yyyy is day first.",
)
@click.option("--time-zone", help="Time zone of the centre; Europe/London without it.")
@click.option(
    "--preview",
    "--dry-run",
    "preview",
    is_flag=True,
    help="Show what would be read and write no history.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    file: Path,
    out: Path | None,
    map_file: Path | None,
    save_map: Path | None,
    sheet: str | None,
    interval: str | None,
    date_form: str | None,
    time_zone: str | None,
    preview: bool,
    as_json: bool,
) -> None:
    """Make a contact history from the export of any telephone system.

    FILE is a CSV or Excel file with contacts by interval. Without --map its columns are guessed,
    and the guess is shown with its reasons; without --out nothing is written. Every fault is
    printed with row, column, value and remedy; then nothing is written and the exit code is 2.
    """
    from allocator.pipeline import import_history as importing

    if out is not None:
        importing.check_replaceable(out)
    export = importing.open_export(
        file,
        map_file=map_file,
        sheet=sheet,
        date_form=cast("DateForm | None", date_form),
        time_zone=time_zone,
    )
    if save_map is not None:
        importing.save_map(save_map, export)
        click.echo(f"Column map: {save_map}", err=True)
    outcome = importing.make_history(export, int(interval) if interval else None)
    written = out if out is not None and not preview else None
    if written is not None:
        importing.write_history(written, outcome.history)
    if as_json:
        click.echo(json.dumps(_figures(export, outcome, written), ensure_ascii=False, indent=2))
        return
    _print(export, outcome)
    for line in _last_lines(file, map_file, save_map, outcome.history, written):
        click.echo(line)


def _print(export: Export, outcome: ImportOutcome) -> None:

    console = terminal()
    history = outcome.history
    console.print(f"{export.sheet.file}: {export.sheet.kind}")
    console.print(_map_table(export))
    console.print(_row_table(history))
    console.print(_queue_table(history))
    days = (history.last.date() - history.first.date()).days + 1
    lines = [
        (
            f"Span      {history.first:%a %d %b %Y %H:%M} to {history.last:%a %d %b %Y %H:%M}, "
            f"{days} days, {len(history.rows):,} rows"
        ),
        f"Interval  {history.interval_minutes} minutes",
        f"Gaps      {_gaps(history)}",
    ]
    if outcome.passed_over:
        shown = ", ".join(map(str, outcome.passed_over[:_SHOWN_ROWS]))
        more = len(outcome.passed_over) - _SHOWN_ROWS
        lines.append(
            f"Not read  lines that are no records ({len(outcome.passed_over)}): {shown}"
            + (f" and {more} more" if more > 0 else "")
        )
    lines += [f"Look at   {remark}" for remark in (*export.remarks, *history.notes)]
    for line in lines:
        console.print(line, soft_wrap=True)


def _map_table(export: Export) -> Table:
    from rich.table import Table

    title = "Columns, as guessed" if export.guessed else "Columns, as the map says"
    table = Table(title=title)
    headings = ("What", "Column", "Written as", "Why")
    for heading in headings if export.guessed else headings[:-1]:
        table.add_column(heading)
    for cells in _map_rows(export):
        table.add_row(*cells[: len(table.columns)])
    return table


def _map_rows(export: Export) -> list[tuple[str, str, str, str]]:
    m, why = export.column_map, export.reasons
    rows: list[tuple[str, str, str, str]] = []
    if m.moment is not None:
        rows.append(("date and time", m.moment.column, m.moment.form, why.get("moment", "")))
    if m.date is not None and m.time is not None:
        rows.append(("date", m.date.column, m.date.form, why.get("date", "")))
        rows.append(("time", m.time, f"{m.time_is} of the interval", why.get("time", "")))
    queue = m.queue.column or f"none: all are {m.queue.name}"
    rows.append(("queue", queue, "", why.get("queue", "")))
    for field in ("contacts", "abandoned", "handled"):
        columns: tuple[str, ...] = getattr(m, field)
        rows.append((field, " + ".join(columns) or "none", "", why.get(field, "")))
    for field, durations in (("handling time", m.handling), ("wait", m.wait)):
        if durations is None:
            rows.append((field, "none", "", ""))
            continue
        kind = "mean" if durations.mean else "total"
        reason = why.get("handling" if field == "handling time" else "wait", "")
        rows.append((field, " + ".join(durations.columns), f"{kind}, {durations.form}", reason))
    return rows


def _row_table(history: ImportedHistory) -> Table:
    from rich.table import Table

    table = Table(title="The first rows, as they are read")
    for heading in ("Interval", "Queue", "Contacts", "Handling (s)", "Abandoned", "Wait (s)"):
        table.add_column(heading, justify="left" if heading in {"Interval", "Queue"} else "right")
    for row in history.rows[:_SHOWN_ROWS]:
        numbers = (row.contacts, row.aht_s, row.abandoned, row.mean_wait_s)
        table.add_row(
            f"{row.interval_start:%a %d %b %H:%M}",
            row.queue,
            *("" if number is None else f"{number:g}" for number in numbers),
        )
    return table


def _queue_table(history: ImportedHistory) -> Table:
    from rich.table import Table

    table = Table(title="Queues")
    for heading in ("Queue", "Rows", "Contacts", "Abandoned", "Mean handling (s)"):
        table.add_column(heading, justify="left" if heading == "Queue" else "right")
    for queue in history.queues:
        table.add_row(
            queue.queue,
            f"{queue.rows:,}",
            f"{queue.contacts:,.0f}",
            "" if queue.abandoned is None else f"{queue.abandoned:,.0f}",
            "" if queue.aht_s is None else f"{queue.aht_s:.0f}",
        )
    return table


def _gaps(history: ImportedHistory) -> str:
    parts: list[str] = []
    if history.missing_days:
        shown = ", ".join(f"{day:%a %d %b}" for day in history.missing_days[:_SHOWN_ROWS])
        more = len(history.missing_days) - _SHOWN_ROWS
        parts.append(
            f"no rows on {len(history.missing_days)} dates: {shown}"
            + (f" and {more} more" if more > 0 else "")
        )
    if history.missing_intervals:
        parts.append(
            f"{history.missing_intervals} intervals missing in hours that usually have one"
        )
    return "; ".join(parts) or "none"


def _last_lines(
    file: Path,
    map_file: Path | None,
    saved: Path | None,
    history: ImportedHistory,
    written: Path | None,
) -> list[str]:
    setting = f"history_interval_minutes: {history.interval_minutes}"
    if written is not None:
        return [
            f"History   {written}",
            f"Next      put it into the scenario's folder, with {setting} in scenario.yaml",
        ]
    from allocator.domain.as_typed import as_typed

    typed = as_typed(file)
    if saved is not None:
        return [
            f"Next      correct {saved}, then: allocator import {typed} --map {as_typed(saved)}"
        ]
    by_map = f" --map {as_typed(map_file)}" if map_file is not None else ""
    lines = [
        f"Nothing was written. To write it: allocator import {typed}{by_map} --out history.csv"
    ]
    if map_file is None:
        lines.append("To correct the columns first:     add --save-map map.yaml")
    return lines


def _figures(export: Export, outcome: ImportOutcome, written: Path | None) -> dict[str, object]:
    history = outcome.history
    return {
        "file": export.sheet.file,
        "kind": export.sheet.kind,
        "guessed": export.guessed,
        "map": export.column_map.model_dump(mode="json"),
        "reasons": export.reasons,
        "remarks": [*export.remarks, *history.notes],
        "rows": len(history.rows),
        "interval_minutes": history.interval_minutes,
        "first": history.first.isoformat(),
        "last": history.last.isoformat(),
        "queues": [vars(queue) for queue in history.queues],
        "missing_days": [day.isoformat() for day in history.missing_days],
        "missing_intervals": history.missing_intervals,
        "passed_over": list(outcome.passed_over),
        "written": None if written is None else str(written),
    }
