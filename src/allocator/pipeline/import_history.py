"""Import a contact history from an export, by a column map or by a guess at one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from allocator.errors import InputError, InputProblem
from allocator.importing.column_map import DEFAULT_ZONE, ColumnMap, is_zone
from allocator.importing.date_forms import DATE_FORMS as DATE_FORMS
from allocator.importing.date_forms import DateForm
from allocator.importing.guess import guess_map
from allocator.importing.history import HISTORY_COLUMNS, assemble, history_csv
from allocator.importing.history import ImportedHistory as ImportedHistory
from allocator.importing.layout import lay_out
from allocator.importing.map_file import map_text, read_map
from allocator.importing.records import RecordReader
from allocator.importing.sheet import Sheet, read_sheet
from allocator.store.replace_path import replace_file


@dataclass(frozen=True)
class Export:
    """A file that has been opened, and the map to read it by.

    Parameters
    ----------
    guessed
        Whether the map is a guess.
    reasons, remarks
        Of a guess: why each field is as it is, and what the user should look at.
    """

    sheet: Sheet
    column_map: ColumnMap
    guessed: bool
    reasons: dict[str, str]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ImportOutcome:
    """An imported history and the lines of the file that were passed over as no records."""

    history: ImportedHistory
    passed_over: tuple[int, ...]


def open_export(
    file: Path,
    *,
    map_file: Path | None = None,
    sheet: str | None = None,
    date_form: DateForm | None = None,
    time_zone: str | None = None,
) -> Export:
    """Open an export, and read or guess its map.

    Parameters
    ----------
    map_file
        Map to read the export by; guessed where not given.
    sheet, time_zone
        Used in place of what the map says.
    date_form
        Form of the dates, for a guess.

    Raises
    ------
    InputError
        If the file or the map is not sound, or nothing can be guessed with safety.
    """
    if time_zone is not None and not is_zone(time_zone):
        raise InputError(
            [
                InputProblem(
                    "--time-zone",
                    "is not a time zone",
                    "Use an IANA name such as Europe/London.",
                    value=time_zone,
                )
            ]
        )
    if map_file is None:
        opened = read_sheet(file, sheet=sheet)
        guess = guess_map(opened, date_form=date_form, time_zone=time_zone or DEFAULT_ZONE)
        fields = guess.column_map if sheet is None else _with(guess.column_map, sheet=sheet)
        return Export(opened, fields, guessed=True, reasons=guess.reasons, remarks=guess.remarks)
    column_map = read_map(map_file)
    if date_form is not None:
        raise InputError.of(
            "--date-form", "is given beside a map", "Change the form of the dates in the map."
        )
    if time_zone is not None:
        column_map = _with(column_map, time_zone=time_zone)
    opened = read_sheet(
        file,
        sheet=sheet or column_map.sheet,
        encoding=column_map.encoding,
        separator=column_map.separator,
    )
    return Export(opened, column_map, guessed=False, reasons={}, remarks=())


def make_history(export: Export, interval_minutes: int | None = None) -> ImportOutcome:
    """Read every row of an export and put the history together.

    Raises
    ------
    InputError
        If any row is at fault: every fault of every row.
    """
    problems: list[InputProblem] = []
    layout = lay_out(export.sheet, export.column_map, problems)
    if layout is None:
        raise InputError(problems)
    reader = RecordReader(layout, export.column_map, problems)
    records = reader.read()
    if not records and not problems:
        problems.append(
            InputProblem(
                export.sheet.file,
                "every row is left out by the map",
                "Correct queue.leave_out and skip_rows_with in the map.",
            )
        )
    history = None
    if records:
        history = assemble(
            export.sheet.file, records, export.column_map, interval_minutes, problems
        )
    if problems or history is None:
        problems.sort(key=lambda problem: problem.row or 0)
        if export.guessed:
            problems.append(
                InputProblem(
                    export.sheet.file,
                    "was read by a guess at its columns",
                    "Where a remedy speaks of the map: add --save-map map.yaml to get the guess "
                    "as a file, correct it there, and use it with --map map.yaml.",
                )
            )
        raise InputError(problems)
    if reader.uncounted_rows:
        note = f"Rows without a number of contacts, taken as none: {reader.uncounted_rows:,}."
        history = replace(history, notes=(*history.notes, note))
    return ImportOutcome(history, layout.passed_over)


def save_map(path: Path, export: Export) -> None:
    """Write a map with a comment at every choice.

    Raises
    ------
    InputError
        If there is a file already, which may hold corrections, or it cannot be written.
    """
    if path.exists():
        raise InputError.of(
            str(path), "is there already", "Choose another name, or remove it to have a new one."
        )
    text = map_text(export.column_map, source=export.sheet.file, reasons=export.reasons)
    replace_file(path, text.encode())


def check_replaceable(path: Path) -> None:
    """Refuse to write a history over something else.

    Raises
    ------
    InputError
        If there is a file and it is no earlier history.
    """
    if not path.exists():
        return
    head = b"" if path.is_dir() else path.read_bytes()[:200]
    if not head.decode("utf-8-sig", "replace").startswith(HISTORY_COLUMNS[0]):
        raise InputError.of(
            str(path),
            "is there already and is no history of contacts",
            "Choose another name for the file to write.",
        )


def write_history(path: Path, history: ImportedHistory) -> None:
    """Write ``history.csv`` in one step; an earlier one is replaced.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    check_replaceable(path)
    replace_file(path, history_csv(history.rows).encode())


def _with(column_map: ColumnMap, **changes: object) -> ColumnMap:
    return ColumnMap.model_validate(column_map.model_dump() | changes)
