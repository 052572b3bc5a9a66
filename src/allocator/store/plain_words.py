"""Faults of validation in plain English, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from allocator.domain.clock import date_written_like
from allocator.domain.near_name import near_name

_SEE = "docs/scenario-format.md lists what is allowed."

_OTHER_JOINTS = re.compile(r"[;,/+&]")

_FAULTS: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "Give a value; it has no default."),
    "extra_forbidden": ("is not a known field", f"Correct the spelling or remove it; {_SEE}"),
    "greater_than_equal": ("is less than {ge}", "Give a number of {ge} or more."),
    "greater_than": ("is not more than {gt}", "Give a number above {gt}."),
    "less_than_equal": ("is more than {le}", "Give a number of {le} or less."),
    "less_than": ("is not less than {lt}", "Give a number below {lt}."),
    "finite_number": ("is not a finite number", "Give an ordinary number."),
    "int_parsing": ("is not a whole number", "Give a whole number such as 3."),
    "int_parsing_size": ("is too large a number", "Give a smaller whole number."),
    "int_type": ("is not a whole number", "Give a whole number such as 3."),
    "int_from_float": ("is not a whole number", "Give a whole number such as 3."),
    "float_parsing": ("is not a number", "Give a number such as 2.5, with a decimal point."),
    "float_type": ("is not a number", "Give a number such as 2.5, with a decimal point."),
    "bool_parsing": ("is neither true nor false", "Write true or false."),
    "bool_type": ("is neither true nor false", "Write true or false."),
    "string_type": ("is not text", "Put the value in quotes."),
    "string_too_short": ("is empty", "Give a value."),
    "string_pattern_mismatch": (
        "is not a name without spaces, commas and bars",
        "Use letters, digits, hyphens and underscores, such as full_time.",
    ),
    "literal_error": ("is not one of {expected}", "Write one of these."),
    "enum": ("is not one of {expected}", "Write one of these."),
    "dict_type": ("is not a set of fields", "Write 'name: value' lines below it, or {{}}."),
    "model_type": ("is not a set of fields", f"Write 'name: value' lines below it; {_SEE}"),
    "tuple_type": ("is not a list", "Write a list, such as [mon, tue]."),
    "too_short": ("is an empty list", "Give at least {min_length} entry."),
    "too_long": ("is too long a list", "Give no more than {max_length} entries."),
    "timezone_aware": ("has no offset from UTC", "Write it like 1999-08-22T07:00:00+03:00."),
}


def explain(fault: ErrorDetails) -> tuple[str, str]:
    """Message and remedy of one fault that pydantic found."""
    context: Mapping[str, Any] = fault.get("ctx", {})
    kind = fault["type"]
    if kind == "value_error":
        return explain_error(context["error"])
    if kind in _FAULTS:
        message, remedy = _FAULTS[kind]
        limits = {
            name: f"{limit:g}" if isinstance(limit, float) else limit
            for name, limit in context.items()
        }
        question = _is_meant(fault) if kind in ("literal_error", "enum") else ""
        return message.format(**limits), f"{question}{remedy.format(**limits)}"
    written = str(fault["input"])
    if kind.startswith("datetime"):
        like = date_written_like(written, with_time=True)
        return "is not a date and time", f"Write it like {like}."
    if kind.startswith("date"):
        return "is not a date", f"Write it like {date_written_like(written)}."
    return _first_small(fault["msg"]), f"Correct it; {_SEE}"


def explain_error(error: ValueError) -> tuple[str, str]:
    """Message and remedy of an error of our own, whose text is both, a semicolon between."""
    message, _, remedy = str(error).partition("; ")
    if not remedy:
        return message, f"Correct it; {_SEE}"
    return message, f"{remedy[0].upper()}{remedy[1:]}."


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a question such as ``Is sales meant? `` where a known name is close, or nothing."""
    near = near_name(name, known, 0.7)
    return f"Is {near} meant? " if near else ""


def bars_instead(text: str) -> str:
    """Show how to join names by bars, where a text holds several joined by something else."""
    names = [name.strip() for name in _OTHER_JOINTS.split(text)]
    if len(names) == 1 or not all(names):
        return ""
    return f"Join names by a bar: {'|'.join(names)}."


def _is_meant(fault: ErrorDetails) -> str:
    """Ask whether the nearest of the values allowed is meant."""
    allowed = re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", "")))
    return suggest(str(fault["input"]), allowed)


def _first_small(text: str) -> str:
    return text[0].lower() + text[1:]
