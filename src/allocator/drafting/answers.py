"""The few answers that a first scenario is made from, typed or out of a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from allocator.drafting.people_list import Person, parse_person, read_people
from allocator.errors import InputError, InputProblem
from allocator.importing.column_map import is_zone
from allocator.importing.date_forms import DateForm
from allocator.store.plain_words import explain, explain_error
from allocator.store.read_yaml import plain_values, read_yaml

DEFAULT_NAME = "My contact centre"
DEFAULT_ZONE = "Europe/London"
DEFAULT_OPENING_HOURS = "mon-fri 09:00-17:00"
DEFAULT_QUEUE = "Calls"
DEFAULT_HANDLING_TIME = "5:00"
DEFAULT_SERVICE_LEVEL = "80/20"

_T = TypeVar("_T")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | int | float) else value


def _texts(value: object) -> object:
    if isinstance(value, list):
        # YAML: `- Asha Patel: 37.5` and `- {name: Asha Patel, hours: 37.5}` are people too.
        return [_person_text(one) for one in value]
    if isinstance(value, dict):
        return [f"{name}: {text}" for name, text in value.items()]
    return _listed(value)


def _person_text(one: object) -> object:
    if isinstance(one, dict) and set(one) == {"name", "hours"}:
        return f"{one['name']} {one['hours']}"
    if isinstance(one, dict) and len(one) == 1:
        return " ".join(f"{name} {hours}" for name, hours in one.items())
    return one if isinstance(one, str) else str(one)


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class Answers(BaseModel):
    """Answers; what is left open is empty.

    Parameters
    ----------
    history, map, date_form
        An export of records, its column map, and the form of its dates.
    volumes
        A table of one typical week in our own form.
    contacts
        Contacts of a day by weekday, ``mon-fri 200``; before it the queue where there are several.
    handling_time
        Seconds or ``m:ss``; before it the queue where they differ.
    people
        A file with names and hours, or people typed as ``Asha Patel 37.5``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    time_zone: str | None = None
    week_start: dt.date | None = None
    opening_hours: str | None = None
    queues: Texts = ()
    history: Path | None = None
    map: Path | None = None
    date_form: DateForm | None = None
    volumes: Path | None = None
    contacts: Texts = ()
    handling_time: Texts = ()
    people: Texts = ()
    seats: int | None = Field(default=None, ge=1)
    service_level: str = DEFAULT_SERVICE_LEVEL

    @property
    def has_volumes(self) -> bool:
        """Whether it is said where the contacts come from."""
        return bool(self.history or self.volumes or self.contacts)


def read_answers(path: Path) -> Answers:
    """Read answers from a YAML file; names of files in it are relative to its folder.

    Raises
    ------
    InputError
        If it is not sound: every problem of it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            [
                InputProblem(
                    str(path), f"cannot be read: {error.strerror}", "Give the name of a file."
                )
            ]
        ) from error
    problems: list[InputProblem] = []
    source = read_yaml(path.name, data, problems)
    if source is None:
        raise InputError(problems)
    try:
        answers = Answers.model_validate(plain_values(source.root))
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            message, remedy = explain(fault)
            remedy = remedy.replace("docs/scenario-format.md", "docs/bring-your-own-data.md")
            problems.append(source.problem(fault["loc"], message, remedy))
        raise InputError(list(dict.fromkeys(problems))) from error
    beside = path.parent
    changed: dict[str, object] = {
        name: beside / file
        for name in ("history", "map", "volumes")
        if (file := getattr(answers, name)) is not None
    }
    if len(answers.people) == 1 and is_file_name(answers.people[0]):
        changed["people"] = (str(beside / answers.people[0]),)
    return answers.model_copy(update=changed)


def is_file_name(text: str) -> bool:
    """Whether a text names a table of people and not a person."""
    return text.lower().endswith((".csv", ".xlsx", ".txt", ".tsv"))


def as_command(folder: Path, answers: Answers) -> str:
    """Command line that gives these answers as options."""
    options: list[str] = []
    for name, value in answers.model_dump(exclude_unset=True).items():
        option = {"queues": "queue", "people": "person"}.get(name, name).replace("_", "-")
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                named = "people" if name == "people" and is_file_name(str(one)) else option
                options.append(f'--{named} "{one}"')
    return " ".join(["allocator", "init", f'"{folder}"', *options])


def people_of(answers: Answers, problems: list[InputProblem]) -> tuple[Person, ...]:
    """People of the answers, out of files and as typed; faults become problems."""
    people: list[Person] = []
    for text in answers.people:
        if is_file_name(text):
            try:
                people += read_people(Path(text))
            except InputError as error:
                problems += error.problems
        else:
            person = parsed("--person", text, parse_person, problems)
            people += [person] if person is not None else []
    if not answers.people:
        problems.append(
            InputProblem(
                "--people",
                "nobody is named",
                "Give a file with name,hours (--people names.csv), or --person 'Asha Patel 37.5' "
                "for each.",
            )
        )
    return tuple(people)


def parsed(
    place: str, text: str, parse: Callable[[str], _T], problems: list[InputProblem]
) -> _T | None:
    """Parse an answer; ``None``, and a problem of its place, if it cannot be."""
    try:
        return parse(text)
    except ValueError as error:
        message, remedy = explain_error(error)
        problems.append(InputProblem(place, message, remedy, value=text))
        return None


def parse_zone(text: str) -> str:
    """Return the name of a time zone if it is one.

    Raises
    ------
    ValueError
        If it is none; message and remedy, a semicolon between.
    """
    if not is_zone(text):
        raise ValueError("is not a time zone; use an IANA name such as Europe/London")
    return text


def parse_handling_time(text: str) -> float:
    """Seconds of a handling time such as ``300``, ``5:00`` or ``5 min``.

    Raises
    ------
    ValueError
        If it is none; message and remedy, a semicolon between.
    """
    match = re.match(r"^(?:(\d+):(\d{2})|([\d.]+)\s*(s|sec|seconds|m|min|minutes)?)$", text.strip())
    seconds = 0.0
    if match and match[1]:
        seconds = int(match[1]) * 60.0 + int(match[2])
    elif match and match[3].count(".") < 2:
        seconds = float(match[3]) * (60 if (match[4] or "s").startswith("m") else 1)
    if not 0 < seconds <= 86_400:
        raise ValueError("is not a handling time; write seconds, 300, or minutes and seconds, 5:00")
    return seconds


def parse_service_level(text: str) -> tuple[float, float]:
    """Share and seconds of a service level written as ``80/20``.

    Raises
    ------
    ValueError
        If it is none; message and remedy, a semicolon between.
    """
    match = re.match(r"^(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)$", text.strip())
    if match is None or not 0 < float(match[1]) <= 100:
        raise ValueError("is not percent/seconds; write 80/20 for 80% within 20 seconds")
    return float(match[1]) / 100, float(match[2])


def by_queue(
    place: str,
    texts: Sequence[str],
    names: Sequence[str],
    problems: list[InputProblem],
    *,
    shared: bool,
) -> dict[str, str]:
    """Answers given for each queue as ``sales: 200``, by queue.

    Parameters
    ----------
    names
        Names of the queues.
    shared
        Whether an answer that names no queue is meant for each of them.
    """
    known = {name.casefold(): name for name in names}
    found: dict[str, str] = {}
    for text in texts:
        head, colon, rest = text.partition(":")
        queue = known.get(head.strip().casefold()) if colon else None
        if queue is not None:
            found[queue] = rest.strip()
        elif shared or len(names) == 1:
            found |= {name: text for name in names if name not in found}
    problems.extend(
        InputProblem(
            place,
            f"says nothing of the queue {name}",
            f"Give it once for each queue: {place} '{name}: …'.",
        )
        for name in names
        if name not in found
    )
    return found
