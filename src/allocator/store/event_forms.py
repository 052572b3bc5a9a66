"""Events of the day as people write them: as an option, in a CSV file or in a YAML file.

An option is ``kind:subject:field=value:…``, such as ``absence:H07:until=2026-09-02``. A CSV file
has a row for each event and a YAML file a list ``events``, both with the fields by name; the kind
is the field ``event``. Here the parts are told apart; what they mean is for the pipeline to say.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.near_name import near_name
from allocator.errors import InputError, InputProblem
from allocator.store.decode_text import decode_text
from allocator.store.read_yaml import plain_values, read_yaml

OPTION = "--event"
KIND_FIELD = "event"

SPAN_FIELDS = ("from", "until")
DOWN_FIELDS = ("from", "until", "then", "share", "over_minutes")


@dataclass(frozen=True)
class EventForm:
    """What may be said of one kind of event.

    Parameters
    ----------
    subject
        Field whose value may stand right after the kind; ``None`` for none.
    fields
        All fields, the subject among them.
    needed
        Those without which it means nothing.
    example
        As an option.
    """

    subject: str | None
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    example: str


FORMS: Mapping[str, EventForm] = {
    "absence": EventForm(
        "agent", ("agent", *SPAN_FIELDS), ("agent",), "absence:H07:until=2026-09-02"
    ),
    "late": EventForm("agent", ("agent", "day", "at"), ("agent", "at"), "late:H07:at=10:30"),
    "early_leave": EventForm(
        "agent", ("agent", "day", "at"), ("agent", "at"), "early_leave:H07:at=15:00"
    ),
    "time_off": EventForm(
        "agent", ("agent", *SPAN_FIELDS), ("agent",), "time_off:H07:from=15:00:until=17:00"
    ),
    "overtime": EventForm(
        "agent", ("agent", "day", "hours"), ("agent", "hours"), "overtime:H07:hours=2"
    ),
    "swap": EventForm(
        "agent",
        ("agent", "day", "with", "other_day"),
        ("agent", "day", "with"),
        "swap:H07:day=2026-09-02:with=H11:other_day=2026-09-03",
    ),
    "queue_down": EventForm(
        "queue",
        ("queue", *DOWN_FIELDS, "to_queue"),
        ("queue", "until"),
        "queue_down:chat:from=10:00:until=13:00:then=callback:share=0.6",
    ),
    "site_down": EventForm(
        None, DOWN_FIELDS, ("until",), "site_down:from=10:00:until=11:30:then=wait"
    ),
    "volume": EventForm(
        "queue", ("queue", *SPAN_FIELDS, "change"), ("change",), "volume:sales:change=+20%"
    ),
    "handling_time": EventForm(
        "queue", ("queue", *SPAN_FIELDS, "change"), ("change",), "handling_time:all:change=+10%"
    ),
    "special_event": EventForm(
        "label",
        ("label", "queue", *SPAN_FIELDS, "change"),
        ("label", "change"),
        "special_event:storm:change=+50%:until=18:00",
    ),
}
"""Every kind of event and its fields."""

FILE_COLUMNS = (
    KIND_FIELD,
    "agent",
    "day",
    "at",
    "from",
    "until",
    "with",
    "other_day",
    "hours",
    "queue",
    "then",
    "share",
    "to_queue",
    "over_minutes",
    "change",
    "label",
)
"""Columns that a CSV file of events may have."""

_NEXT_FIELD = re.compile(r":(?=\s*[a-z_]+\s*=)")


@dataclass(frozen=True)
class WrittenEvent:
    """An event as it is written.

    Parameters
    ----------
    place
        The option with its text, or the name of the file.
    row
        Line in the file; ``None`` of an option.
    kind
        A key of :data:`FORMS`.
    fields
        Texts by field; none of them is empty, and none is missing that is needed.
    """

    place: str
    row: int | None
    kind: str
    fields: Mapping[str, str]

    def problem(self, field: str | None, message: str, remedy: str) -> InputProblem:
        """Word what is wrong with a field, or with the event."""
        value = None if field is None else self.fields.get(field)
        return InputProblem(self.place, message, remedy, self.row, field, value)


def written_option(text: str, problems: list[InputProblem]) -> WrittenEvent | None:
    """Take an option apart; ``None``, and what is wrong, where that cannot be done."""
    place = f"{OPTION} {text}"
    head, *parts = _NEXT_FIELD.split(text.strip())
    kind, _, subject = head.partition(":")
    fields: dict[str, str] = {}
    form = FORMS.get(kind.strip())
    if subject.strip() and form is not None:
        if form.subject is None:
            message = f"{kind} is of nobody and no queue"
            problems.append(
                InputProblem(place, message, f"Write {form.example}.", value=subject.strip())
            )
            return None
        fields[form.subject] = subject.strip()
    for part in parts:
        name, _, value = part.partition("=")
        if name.strip() in fields:
            problems.append(
                InputProblem(place, "is given twice", "Give it once.", None, name.strip())
            )
            return None
        fields[name.strip()] = value.strip()
    return _whole(place, None, kind.strip(), fields, problems)


def written_file(path: Path, problems: list[InputProblem]) -> list[WrittenEvent]:
    """Take a file of events apart, CSV or YAML by the end of its name.

    Raises
    ------
    InputError
        If the file cannot be read at all.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of(
            path, f"cannot be read: {error.strerror}", "Give a file of events, CSV or YAML."
        ) from error
    if path.suffix.lower() in (".yaml", ".yml"):
        rows = _of_yaml(path.name, data, problems)
    else:
        rows = _of_csv(path.name, data, problems)
    found: list[WrittenEvent] = []
    for row, fields in rows:
        kind = fields.pop(KIND_FIELD, "")
        event = _whole(path.name, row, kind, fields, problems)
        found += [] if event is None else [event]
    return found


def _of_csv(
    name: str, data: bytes, problems: list[InputProblem]
) -> list[tuple[int, dict[str, str]]]:
    text = decode_text(name, data, problems)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                message = f"has {len(cells)} cells, and the header has {len(header)}"
                problems.append(
                    InputProblem(name, message, "Give each column its cell.", reader.line_num)
                )
                continue
            pairs = zip(header, (cell.strip() for cell in cells), strict=True)
            rows.append((reader.line_num, {field: value for field, value in pairs if value}))
    except csv.Error as error:
        remedy = "Check the quotes of this line."
        problems.append(InputProblem(name, f"is not valid CSV: {error}", remedy, reader.line_num))
        return []
    if len(header) == 1 and ";" in header[0]:
        message, remedy = "the columns are separated by ';', not by commas", "Save it with commas."
        problems.append(InputProblem(name, message, remedy, 1, value=header[0]))
        return []
    unknown = [field for field in header if field not in FILE_COLUMNS]
    problems += [
        InputProblem(name, "is no field of an event", _near(field, FILE_COLUMNS), 1, field)
        for field in unknown
    ]
    return [] if unknown else rows


def _of_yaml(
    name: str, data: bytes, problems: list[InputProblem]
) -> list[tuple[int, dict[str, str]]]:
    source = read_yaml(name, data, problems)
    if source is None:
        return []
    entries: Any = source.at(("events",))
    if not isinstance(entries, list):
        problems.append(
            source.problem(
                ("events",),
                "is no list of events",
                "Begin with 'events:' and give each event below it as '- event: absence', "
                "'  agent: H07' and so on.",
            )
        )
        return []
    rows: list[tuple[int, dict[str, str]]] = []
    for number, entry in enumerate(plain_values(entries)):
        place = ("events", number)
        if not isinstance(entry, dict):
            remedy = "Write its fields by name, such as {event: absence, agent: H07}."
            problems.append(source.problem(place, "is no event", remedy))
            continue
        fields = {
            str(field): _yaml_text(value) for field, value in entry.items() if value is not None
        }
        rows.append((source.line(place), fields))
    return rows


def _yaml_text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value).strip()


def _whole(
    place: str,
    row: int | None,
    kind: str,
    fields: dict[str, str],
    problems: list[InputProblem],
) -> WrittenEvent | None:
    """Return an event of a known kind with known fields, none that is needed missing."""
    form = FORMS.get(kind)
    if form is None:
        message = "is no kind of event" if kind else "is missing: the kind of event"
        remedy = f"{_near(kind, FORMS)} See docs/events-of-the-day.md."
        problems.append(InputProblem(place, message, remedy, row, KIND_FIELD, kind or None))
        return None
    before = len(problems)
    for field, value in fields.items():
        if field not in form.fields:
            remedy = f"{_near(field, form.fields)} Such an event is written {form.example}."
            message = f"is no field of an event of the kind {kind}"
            problems.append(InputProblem(place, message, remedy, row, field, value or None))
        elif not value:
            problems.append(
                InputProblem(place, "is empty", "Give a value or leave it out.", row, field)
            )
    for field in form.needed:
        if field not in fields:
            remedy = f"Add {field}, as in {form.example}."
            problems.append(InputProblem(place, "is missing", remedy, row, field))
    return WrittenEvent(place, row, kind, fields) if len(problems) == before else None


def _near(name: str, known: Mapping[str, EventForm] | tuple[str, ...]) -> str:
    near = near_name(name, known)
    meant = f"Is {near} meant? " if near is not None else ""
    return f"{meant}Give one of {', '.join(known)}."
