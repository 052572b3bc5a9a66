"""An export as rows of cells, whatever kind of file it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from allocator.errors import InputError, InputProblem
from allocator.importing.cell import Cell, cell_text

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_SAMPLE_LINES = 50


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not empty, and its line in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        """Cell at a place from 0; ``None`` where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a file.

    Parameters
    ----------
    file
        Its name, for messages.
    kind
        What it was found to be, in plain words.
    """

    file: str
    kind: str
    rows: tuple[SheetRow, ...]


def read_sheet(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> Sheet:
    """Read a CSV or Excel file.

    Parameters
    ----------
    sheet
        Sheet of an Excel file; the first where not given.
    encoding, separator
        Of a text file; found where not given. ``tab`` is a name of the separator too.

    Raises
    ------
    InputError
        If the file is not there, is of another kind, or holds nothing.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of(
            str(path), f"cannot be read: {error.strerror}", "Give the name of the file exported."
        ) from error
    if data.startswith(_OLD_EXCEL):
        raise InputError.of(
            path.name,
            "is an Excel file of the kind used before 2007 (.xls)",
            "Open it in Excel and save it as .xlsx, or as CSV.",
        )
    if data.startswith(_ZIP):
        found = _read_excel(path.name, data, sheet)
    elif data.lstrip()[:1] == b"<":
        raise InputError.of(
            path.name,
            "is a web page, whatever its name ends in",
            "Open it in Excel or a browser and save the table as .xlsx or CSV.",
        )
    else:
        found = _read_text(path.name, data, encoding, separator)
    if not found.rows:
        raise InputError.of(path.name, "holds no rows", "Export it again, with data in it.")
    return found


def _read_excel(file: str, data: bytes, wanted: str | None) -> Sheet:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Of styles and print settings that an export lacks; nothing that is read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError.of(
            file,
            "cannot be read as an Excel file",
            "Open it in Excel and save it again as .xlsx, or as CSV.",
        ) from error
    names = [page.title for page in book.worksheets]
    if wanted is not None and wanted not in names:
        raise InputError(
            [
                InputProblem(
                    file,
                    "the file has no such sheet",
                    f"Its sheets are {', '.join(names)}: give one of these (--sheet, or sheet in "
                    "the map).",
                    value=wanted,
                )
            ]
        )
    page = book[wanted] if wanted is not None else book.worksheets[0]
    rows = (
        SheetRow(number, tuple(_plain(value) for value in values))
        for number, values in enumerate(page.iter_rows(values_only=True), start=1)
    )
    others = f", the first of {len(names)}" if wanted is None and len(names) > 1 else ""
    return Sheet(file, f"Excel, sheet {page.title!r}{others}", _filled(rows))


def _plain(value: object) -> Cell:
    if isinstance(value, str | int | float | dt.datetime | dt.date | dt.time | dt.timedelta):
        return value
    return None if value is None else str(value)


def _read_text(file: str, data: bytes, encoding: str | None, separator: str | None) -> Sheet:
    encoding = encoding or sniff_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError.of(
            file,
            f"is not text in the encoding {encoding}",
            "Set encoding in the map to utf-8, cp1252 or utf-16, or save it as UTF-8.",
        ) from error
    text = text.removeprefix("\ufeff")
    first_line = text.split("\n", 1)[0].strip().lower()
    skipped = 0
    if first_line.startswith("sep=") and len(first_line) == 5:  # Excel's own hint
        separator = separator or text.split("\n", 1)[0].strip()[-1]
        text, skipped = text.split("\n", 1)[1] if "\n" in text else "", 1
    sign = "\t" if separator == "tab" else separator or sniff_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows: list[SheetRow] = []
    number = 1
    try:
        for cells in reader:
            rows.append(SheetRow(number + skipped, tuple(cell.strip() for cell in cells)))
            number = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            [
                InputProblem(
                    file,
                    f"the row cannot be told apart into cells: {error}",
                    "Close each quoted text, or export the file again.",
                    row=number + skipped,
                )
            ]
        ) from error
    kind = f"text in {encoding}, columns separated by {_SEPARATORS.get(sign, sign)}"
    return Sheet(file, kind, _filled(rows))


def sniff_encoding(data: bytes) -> str:
    """Find a text's encoding: by its mark, its zero bytes, else UTF-8, else Windows' own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:2000]
    if sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; what holds them is taken as Latin-1.
        undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
        return "latin-1" if undefined & set(data) else "cp1252"
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def sniff_separator(text: str) -> str:
    """Separator that cuts the most lines into the same number of cells, more than one."""
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE_LINES]

    def merit(sign: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign))
        del widths[1]
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(_SEPARATORS, key=merit)


def _filled(rows: Iterable[SheetRow]) -> tuple[SheetRow, ...]:
    return tuple(row for row in rows if any(cell_text(cell) for cell in row.cells))
