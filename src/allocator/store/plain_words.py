"""Faults of validation in plain English, each with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

_SEE = "docs/scenario-format.md lists what is allowed."

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
    "literal_error": ("is not one of {expected}", "Use one of {expected}."),
    "enum": ("is not one of {expected}", "Use one of {expected}."),
    "dict_type": ("is not a set of fields", "Write 'name: value' lines below it, or {{}}."),
    "model_type": ("is not a set of fields", f"Write 'name: value' lines below it; {_SEE}"),
    "tuple_type": ("is not a list", "Write a list, such as [mon, tue]."),
    "too_short": ("is an empty list", "Give at least {min_length} entry."),
    "too_long": ("is too long a list", "Give no more than {max_length} entries."),
    "timezone_aware": ("has no offset from UTC", "Write it like 1999-08-22T07:00:00+03:00."),
}
_DATE = ("is not a date", "Write it like 1999-08-27.")
_MOMENT = ("is not a date and time", "Write it like 1999-08-27T07:30.")


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
        return message.format(**limits), remedy.format(**limits)
    if kind.startswith("datetime"):
        return _MOMENT
    if kind.startswith("date"):
        return _DATE
    return _first_small(fault["msg"]), f"Correct it; {_SEE}"


def explain_error(error: ValueError) -> tuple[str, str]:
    """Message and remedy of an error of our own, whose text is both, a semicolon between."""
    message, _, remedy = str(error).partition("; ")
    if not remedy:
        return message, f"Correct it; {_SEE}"
    return message, f"{remedy[0].upper()}{remedy[1:]}."


def _first_small(text: str) -> str:
    return text[0].lower() + text[1:]
