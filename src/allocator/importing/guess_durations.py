"""Which columns of an export hold handling times and waits, and how they are written."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from allocator.importing import header_words as headers
from allocator.importing.cell import Cell
from allocator.importing.duration_forms import DurationForm, parse_duration
from allocator.importing.guess_forms import duration_form
from allocator.importing.header_words import DurationKind
from allocator.importing.number_forms import parse_number

_LONG_CONTACT_S = 3600.0

Cells = Mapping[str, Sequence[Cell]]


def guess_handling(
    cells: Cells,
    taken: Sequence[str],
    fields: Mapping[str, Any],
    reasons: dict[str, str],
    remarks: list[str],
) -> dict[str, Any]:
    """Find the handling time: one column, or talk, hold and wrap-up to be added.

    Parameters
    ----------
    taken
        Columns of counts, which are no durations.
    fields
        Fields of the map so far, for the contacts that totals are divided by.
    """
    mark: str = fields["decimal_mark"]
    whole = {name: kind for name in cells if (kind := headers.handling(name)) is not None}
    for kind in DurationKind:
        for name in whole:
            if whole[name] is kind and name not in taken:
                found = _found(cells, [name], kind, fields, mark)
                if found is not None:
                    reasons["handling"] = found[1]
                    _remark_guess(name, found[1], remarks)
                    return {"handling": found[0]}
    parts: dict[DurationKind, dict[str, str]] = {}
    for name in cells:
        part = headers.handling_part(name)
        if part is not None and name not in taken:
            parts.setdefault(part[1], {}).setdefault(part[0], name)
    for kind in DurationKind:
        if "talk" in parts.get(kind, {}):
            names = list(parts[kind].values())
            found = _found(cells, names, kind, fields, mark)
            if found is not None:
                reasons["handling"] = f"{' + '.join(parts[kind])}; {found[1]}"
                _remark_guess(names[0], found[1], remarks)
                return {"handling": found[0]}
    remarks.append("No column with handling times is recognised.")
    return {}


def guess_wait(
    cells: Cells, fields: Mapping[str, Any], reasons: dict[str, str], remarks: list[str]
) -> dict[str, Any]:
    """Find the time in queue over all contacts, from which patience is estimated."""
    mark: str = fields["decimal_mark"]
    for name in cells:
        kind = headers.waiting(name)
        form = duration_form(name, cells[name], mark) if kind is not None else None
        if kind is None or form is None:
            continue
        written, why = form
        if "GUESS" in why and fields.get("handling", {}).get("form") == "milliseconds":
            written, why = "milliseconds", "as the handling time"  # one export has one unit
        reasons["wait"] = why.removeprefix("GUESS: ")
        total = kind is DurationKind.TOTAL
        return {"wait": {"total" if total else "mean": [name], "form": written}}
    remarks.extend(
        f"{name!r} is the wait of the answered alone; the history needs that of all offered, so "
        "it is not read."
        for name in cells
        if headers.is_speed_of_answer(name)
    )
    return {}


def _found(
    cells: Cells,
    names: Sequence[str],
    kind: DurationKind,
    fields: Mapping[str, Any],
    mark: str,
) -> tuple[dict[str, Any], str] | None:
    form = duration_form(names[0], cells[names[0]], mark)
    if form is None:
        return None
    why = form[1]
    if kind is DurationKind.UNTOLD:
        kind, told = _kind_by_size(cells, names[0], form[0], fields, mark)
        why += f"; {told}"
    key = "total" if kind is DurationKind.TOTAL else "mean"
    return {key: list(names), "form": form[0]}, why


def _kind_by_size(
    cells: Cells, name: str, form: DurationForm, fields: Mapping[str, Any], mark: str
) -> tuple[DurationKind, str]:
    """Tell totals from means: taken as means, totals would be very long contacts."""
    means: list[float] = []
    shares: list[float] = []
    counted = fields["handled"] or fields["contacts"]
    for place, cell in enumerate(cells[name]):
        try:
            seconds = parse_duration(cell, form, mark)
            count = sum(parse_number(cells[column][place], mark) for column in counted)
        except ValueError:
            continue
        if count > 0 and seconds > 0:
            means.append(seconds)
            shares.append(seconds / count)
    if means and statistics.median(means) > _LONG_CONTACT_S > statistics.median(shares):
        return DurationKind.TOTAL, "taken as totals, since contacts would last hours otherwise"
    return DurationKind.MEAN, "taken as means per contact"


def _remark_guess(name: str, why: str, remarks: list[str]) -> None:
    if "GUESS" in why:
        remarks.append(f"{name!r}: {why.replace('GUESS: ', '')}.")
