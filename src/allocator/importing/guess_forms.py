"""Forms of dates and durations, told from a column's values."""

from __future__ import annotations

import datetime as dt
import math
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from allocator.errors import InputError, InputProblem
from allocator.importing.cell import Cell, cell_text, is_nothing
from allocator.importing.date_forms import DATE_FORMS, DateForm, parse_date_cell, split_date
from allocator.importing.duration_forms import DurationForm, parse_duration
from allocator.importing.header_words import words_of
from allocator.importing.number_forms import parse_number
from allocator.importing.time_forms import parse_moment_cell, parse_time_cell

_MOST = 0.5
"""Share of a column's values that a form must read to be believed; totals are the rest."""


def date_form(file: str, header: str, cells: Iterable[Cell], *, with_time: bool) -> DateForm | None:
    """Find the form in which a column's values are dates, or dates with times.

    Returns
    -------
    DateForm or None
        ``None`` where they are no dates.

    Raises
    ------
    InputError
        If day and month cannot be told apart: then nobody but the user knows.
    """
    values = [cell for cell in cells if not is_nothing(cell)]
    texts = Counter(cell.strip() for cell in values if isinstance(cell, str))
    if not values:
        return None
    if sum(texts.values()) * 2 < len(values):
        form: DateForm = "yyyymmdd" if all(_is_run(cell) for cell in values) else "excel"
        return form if _readable(values, form, with_time) >= _MOST else None
    counts: dict[DateForm, int] = {
        form: sum(count for text, count in texts.items() if _reads(text, form, with_time))
        for form in DATE_FORMS
    }
    # dd.mm.yyyy is dd/mm/yyyy with points; the name goes by the sign that is used.
    points = sum("." in text[:6] for text in texts) * 2 > len(texts)
    del counts["dd/mm/yyyy" if points else "dd.mm.yyyy"]
    day_first: DateForm = "dd.mm.yyyy" if points else "dd/mm/yyyy"
    best = max(counts, key=lambda form: counts[form])
    if counts[best] < _MOST * len(values):
        return None
    if counts[day_first] == counts["mm/dd/yyyy"] == counts[best]:
        if any(_differ(text) for text in texts):
            raise InputError([_ambiguous(file, header, list(texts), day_first)])
        best = day_first  # 1 January, 2 February: both ways the same
    return best


def _ambiguous(file: str, header: str, texts: Sequence[str], day_first: DateForm) -> InputProblem:
    example = next(text for text in texts if _differ(text))
    day, month = (split_date(example, form)[0] for form in (day_first, "mm/dd/yyyy"))
    return InputProblem(
        file,
        f"could be {day.day} {day:%B} or {month.day} {month:%B}, and no date of the file settles "
        "it: none has a day after the 12th",
        f"Say which it is: add --date-form {day_first} (day first) or --date-form mm/dd/yyyy "
        "(month first); or export a longer time.",
        column=header,
        value=example,
    )


def _differ(text: str) -> bool:
    try:
        return split_date(text, "dd/mm/yyyy")[0] != split_date(text, "mm/dd/yyyy")[0]
    except ValueError:
        return False


def _is_run(cell: Cell) -> bool:
    return isinstance(cell, int | float) and 19_700_101 <= cell <= 20_691_231


def _reads(cell: Cell, form: DateForm, with_time: bool) -> bool:
    try:
        if with_time:
            parse_moment_cell(cell, form)
        else:
            parse_date_cell(cell, form)
    except ValueError:
        return False
    return True


def _readable(values: Sequence[Cell], form: DateForm, with_time: bool) -> float:
    return sum(_reads(value, form, with_time) for value in values) / len(values)


def reads_as_times(cells: Iterable[Cell]) -> bool:
    """Whether a column's values are clock times or intervals."""
    values = [cell for cell in cells if not is_nothing(cell)]
    sound = 0
    for value in values:
        try:
            parse_time_cell(value)
        except ValueError:
            continue
        sound += 1
    return bool(values) and sound >= _MOST * len(values)


def has_clock_times(cells: Iterable[Cell]) -> bool:
    """Whether Excel's own dates carry a time of day, of which midnight alone is none."""
    moments = [cell for cell in cells if isinstance(cell, dt.datetime | int | float)]
    return any(
        bool(cell.hour or cell.minute) if isinstance(cell, dt.datetime) else cell % 1 > 0
        for cell in moments
    )


def interval_minutes(starts: Iterable[int]) -> int:
    """Return the greatest number of minutes that all starts are multiples of, an hour at most."""
    return math.gcd(60, *starts)


def decimal_mark(cells: Iterable[Cell]) -> str:
    """Return a comma if some number cannot be read otherwise, else a point."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and not is_nothing(cell)]
    return (
        "," if any(re.match(r"^\d+(\.\d{3})*,(\d{1,2}|\d{4,})$", text) for text in texts) else "."
    )


def is_numeric(cells: Iterable[Cell]) -> bool:
    """Whether nearly all of a column's values are numbers."""
    values = [cell for cell in cells if not is_nothing(cell)]
    mark = decimal_mark(values)
    sound = 0
    for value in values:
        try:
            parse_number(value, mark)
        except ValueError:
            continue
        sound += 1
    return bool(values) and sound >= _MOST * len(values)


def duration_form(header: str, cells: Iterable[Cell], mark: str) -> tuple[DurationForm, str] | None:
    """Find the form of a column's durations, and why; ``None`` where they are none.

    Values of means and of totals are told apart by the caller.
    """
    values = [cell for cell in cells if not is_nothing(cell)]
    times = [cell for cell in values if isinstance(cell, dt.time | dt.timedelta | dt.datetime)]
    if times and len(times) * 2 > len(values):
        found = [parse_duration(cell, "excel") for cell in times]
        if statistics.median(found) > 2400 and all(seconds % 60 == 0 for seconds in found):
            return "excel_mm:ss", "hours and whole minutes in Excel; taken for minutes and seconds"
        return "excel", "Excel's own times"
    texts = [cell_text(cell) for cell in values]
    if not texts:
        return None
    if sum(text.upper().startswith("P") for text in texts) * 2 > len(texts):
        return "iso", f"such as {texts[0]}"
    if sum(":" in text for text in texts) * 2 > len(texts):
        three = sum(text.count(":") == 2 for text in texts)
        example = next(text for text in texts if ":" in text)
        if three == len(texts):
            return "h:mm:ss", f"such as {example}"
        return "mm:ss", f"such as {example}, taken for minutes and seconds"
    return _by_size(header, values, mark) if is_numeric(values) else None


def _by_size(header: str, values: Sequence[Cell], mark: str) -> tuple[DurationForm, str]:
    """Form of plain numbers: by a unit in the header, else by what is likely for a contact."""
    words = words_of(header)
    units: tuple[tuple[str, DurationForm], ...] = (
        (r"\b(ms|msec|millis\w*)\b", "milliseconds"),
        (r"\b(min|mins|minutes?)\b", "minutes"),
        (r"\b(h|hrs?|hours?)\b", "hours"),
        (r"\b(s|secs?|seconds?)\b", "seconds"),
    )
    for pattern, form in units:
        if re.search(pattern, words):
            return form, "the unit stands in the header"
    numbers: list[float] = []
    for value in values:
        try:
            numbers.append(parse_number(value, mark))
        except ValueError:
            continue
    typical = statistics.median([number for number in numbers if number > 0] or [0.0])
    if 0 < typical < 0.2 and all(isinstance(value, int | float) for value in values):
        return "excel", f"fractions of a day, typically {typical:.5f}"
    if 0 < typical < 20:
        return "minutes", f"GUESS: numbers about {typical:.3g} are likely minutes; check this"
    if typical > 15_000 and "total" not in words and "sum" not in words:
        return "milliseconds", f"GUESS: numbers about {typical:,.0f} are likely milliseconds"
    return "seconds", f"GUESS: numbers about {typical:,.0f} are likely seconds"
