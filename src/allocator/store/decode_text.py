"""Bytes of a file as text, or what is wrong with them."""

from __future__ import annotations

import csv

from allocator.errors import InputProblem


def decode_text(file: str, data: bytes, problems: list[InputProblem]) -> str | None:
    """Decode UTF-8, with or without byte-order mark.

    Returns
    -------
    str or None
        ``None`` where there is no text to go on with; then a problem has been added.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(_wrong_encoding(file, data, error.start))
        return None
    if not text.strip():
        problems.append(
            InputProblem(
                file,
                "the file is empty",
                "Fill it in as docs/scenario-format.md shows, or remove it if it is optional.",
                row=1,
            )
        )
        return None
    return text


def _wrong_encoding(file: str, data: bytes, position: int) -> InputProblem:
    row = data.count(b"\n", 0, position) + 1
    line_start = data.rfind(b"\n", 0, position) + 1
    line_end = data.find(b"\n", position)
    line = data[line_start : line_end if line_end >= 0 else len(data)]
    column, value = None, line
    if file.endswith(".csv"):
        column, value = _cell(data, line, position - line_start)
    return InputProblem(
        file,
        f"byte 0x{data[position]:02X} is not UTF-8 text",
        "Save the file again in the encoding UTF-8 (in Excel: 'CSV UTF-8').",
        row=row,
        column=column,
        # Latin-1 gives every byte a sign; it is most often what the file is in.
        value=value.decode("latin-1").strip(),
    )


def _cell(data: bytes, line: bytes, position: int) -> tuple[str | None, bytes]:
    """Column and content of the cell of a CSV line that holds a byte."""
    header = data.split(b"\n", 1)[0].decode("latin-1").removeprefix("\u00ef\u00bb\u00bf")
    names = [name.strip() for name in next(csv.reader([header]), [])]
    number = len(next(csv.reader([line[: position + 1].decode("latin-1")]), [""])) - 1
    cells = next(csv.reader([line.decode("latin-1")]), [""])
    value = cells[number] if number < len(cells) else line.decode("latin-1")
    return (names[number] if number < len(names) else None), value.encode("latin-1")
