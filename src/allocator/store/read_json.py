"""Files in JSON that allocator wrote, and what is wrong where somebody has changed them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from allocator.errors import InputError, InputProblem
from allocator.store.decode_text import decode_text
from allocator.store.plain_words import explain


def read_json(path: Path, file: str, remedy: str) -> Any:
    """Read the content of a file.

    Parameters
    ----------
    file
        How an error names it.
    remedy
        What to do where it cannot be read.

    Raises
    ------
    InputError
        If it is missing, or no JSON: with the line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of(file, f"cannot be read: {error.strerror}", remedy) from error
    return parse_json(file, data, remedy)


def parse_json(file: str, data: bytes, remedy: str) -> Any:
    """Read the content of a file's bytes; see :func:`read_json`."""
    problems: list[InputProblem] = []
    text = decode_text(file, data, problems)
    if text is None:
        raise InputError(problems)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1].strip()
        message = f"cannot be read as JSON: {error.msg}"
        raise InputError(
            [InputProblem(file, message, remedy, row=error.lineno, value=line)]
        ) from error


def model_problems(
    file: str, error: ValidationError, *under: str, remedy: str | None = None
) -> list[InputProblem]:
    """Every fault of a file's content, each with its field.

    Parameters
    ----------
    under
        Fields of the file that the content lies under.
    remedy
        What to do, in place of correcting each field.
    """
    problems: list[InputProblem] = []
    for fault in error.errors(include_url=False):
        message, correct = explain(fault)
        field = ".".join(map(str, (*under, *fault["loc"]))) or None
        value = None if isinstance(fault["input"], dict) else str(fault["input"])
        problems.append(InputProblem(file, message, remedy or correct, None, field, value))
    return problems
