"""Make a first scenario from a few answers: worked out, written, and read again as a check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.settings import OpeningSpan
from allocator.drafting.answers import DEFAULT_HANDLING_TIME as DEFAULT_HANDLING_TIME
from allocator.drafting.answers import DEFAULT_NAME as DEFAULT_NAME
from allocator.drafting.answers import DEFAULT_OPENING_HOURS as DEFAULT_OPENING_HOURS
from allocator.drafting.answers import DEFAULT_QUEUE as DEFAULT_QUEUE
from allocator.drafting.answers import DEFAULT_ZONE as DEFAULT_ZONE
from allocator.drafting.answers import Answers as Answers
from allocator.drafting.answers import as_command as as_command
from allocator.drafting.answers import is_file_name as is_file_name
from allocator.drafting.answers import parse_handling_time as parse_handling_time
from allocator.drafting.answers import parse_service_level, parsed, people_of
from allocator.drafting.answers import parse_zone as parse_zone
from allocator.drafting.answers import read_answers as read_answers
from allocator.drafting.day_texts import day_starts_at, names_no_day
from allocator.drafting.day_texts import opening_hours_text as opening_hours_text
from allocator.drafting.day_texts import parse_contacts as parse_contacts
from allocator.drafting.day_texts import parse_opening_hours as parse_opening_hours
from allocator.drafting.draft import Draft
from allocator.drafting.people_list import Person, same_names
from allocator.drafting.people_list import parse_person as parse_person
from allocator.drafting.people_list import read_people as read_people
from allocator.drafting.scenario_text import scenario_yaml
from allocator.drafting.shift_menu import ShiftMenu, shift_menu
from allocator.drafting.tables import agents_csv, skills_csv
from allocator.errors import InputError, InputProblem
from allocator.pipeline.init.recorded import Recorded as Recorded
from allocator.pipeline.init.recorded import recorded as recorded
from allocator.pipeline.init.recorded import usual_week_start as usual_week_start
from allocator.pipeline.init.volumes import FoundVolumes, find_volumes
from allocator.store.plain_words import explain as explain
from allocator.store.plain_words import explain_error as explain_error
from allocator.store.replace_path import folder_beside
from allocator.store.scenario_files import PLANNING_FILES, SETTINGS_FILE
from allocator.store.scenario_folder import read_scenario_with_warnings

_PHONE_SHARE = 0.9
"""Least share of paid time that is on the phone: the rest at most is breaks."""


@dataclass(frozen=True)
class FirstScenario:
    """What was written.

    Parameters
    ----------
    remarks
        What was assumed, and what is doubtful.
    """

    folder: Path
    files: tuple[str, ...]
    draft: Draft
    remarks: tuple[str, ...]


def check_free(folder: Path) -> None:
    """Refuse a folder that holds a scenario.

    Raises
    ------
    InputError
        If it is a file, or any of the files that planning reads is in it.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(
            [InputProblem(str(folder), "is a file", "Choose the name of a new folder.")]
        )
    held = [name for name in PLANNING_FILES if (folder / name).exists()]
    if held:
        raise InputError(
            [
                InputProblem(
                    str(folder),
                    f"holds {held[0]} already",
                    "Choose another folder: a scenario is never overwritten.",
                )
            ]
        )


def work_out(answers: Answers, today: dt.date) -> tuple[Draft, tuple[str, ...]]:
    """Work out a scenario from answers; what is left open takes its default.

    Parameters
    ----------
    today
        Date from which the next Monday is counted, where no records say better.

    Returns
    -------
    draft, remarks
        Remarks tell what was assumed.

    Raises
    ------
    InputError
        If anything is missing or wrong: every problem of every answer.
    """
    problems: list[InputProblem] = []
    shown = None if answers.opening_hours else recorded(answers)
    guessed_days = shown.days if shown is not None and shown.hours else 0
    opening_hours = answers.opening_hours or (shown and shown.hours) or DEFAULT_OPENING_HOURS
    zone = parsed("--time-zone", answers.time_zone or DEFAULT_ZONE, parse_zone, problems)
    spans = parsed("--opening-hours", opening_hours, parse_opening_hours, problems)
    level = parsed("--service-level", answers.service_level, parse_service_level, problems)
    people = people_of(answers, problems)
    found: FoundVolumes | None = None
    if spans is not None and zone is not None:
        found = find_volumes(answers, spans, zone, today, problems)
    menu = None if spans is None else _menu(spans, people, guessed_days, problems)
    if spans is not None and menu is not None and answers.seats is not None:
        open_minutes = sum((span.close - span.open) * len(span.days) for span in spans)
        _check_seats(answers.seats, open_minutes, people, problems)
    if problems or spans is None or zone is None or level is None or menu is None or found is None:
        raise InputError(problems)
    draft = Draft(
        name=answers.name or DEFAULT_NAME,
        time_zone=zone,
        week_start=found.week_start,
        spans=spans,
        day_starts_at=day_starts_at(spans),
        queues=found.queues,
        volumes=found.volumes,
        people=people,
        menu=menu,
        seats=answers.seats,
        target_share=level[0],
        target_s=level[1],
        outside_share=found.outside_share,
    )
    assumed: list[str] = []
    if guessed_days:
        assumed.append(
            f"The opening hours are those in which contacts usually came: {opening_hours}; guessed "
            f"from {_days(guessed_days)}. --opening-hours gives others."
        )
    elif not answers.opening_hours:
        assumed.append(f"The opening hours are assumed: {opening_hours}.")
    elif names_no_day(answers.opening_hours):
        assumed.append(
            f"The opening hours {answers.opening_hours!r} name no day: taken for every day, "
            "mon-sun. Write mon-fri before them if the weekend is closed."
        )
    assumed += [
        f"More than one person is called {name}: each is kept, with an id of their own. If that "
        "is a slip, take one out of agents.csv and skills.csv."
        for name in same_names(people)
    ]
    if menu.lunch_paid:
        assumed.append(
            "Lunch is taken as paid: with an unpaid one, the contracted hours do not fit into the "
            "opening hours."
        )
    return draft, (*assumed, *found.remarks)


def write_first_scenario(folder: Path, draft: Draft, remarks: Sequence[str] = ()) -> FirstScenario:
    """Write a drafted scenario and read it as planning does; nothing is left if it is not sound.

    Raises
    ------
    InputError
        If the folder holds a scenario, cannot be written, or what was written is not sound.
    """
    check_free(folder)
    texts = {
        SETTINGS_FILE: scenario_yaml(draft),
        "agents.csv": agents_csv(draft),
        "skills.csv": skills_csv(draft),
        draft.volumes.file: draft.volumes.text,
    }
    target = folder.resolve()
    with folder_beside(target, folder) as beside:
        new = beside / "new"
        new.mkdir()
        for name, text in texts.items():
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        _, warnings = read_scenario_with_warnings(new)
        _move(new, target)
    doubts = tuple(str(warning) for warning in warnings)
    return FirstScenario(folder, tuple(texts), draft, (*remarks, *doubts))


def _move(new: Path, target: Path) -> None:
    """Put a folder in its place; into a folder that is there, file by file or not at all."""
    if not target.exists():
        new.rename(target)
        return
    moved: list[Path] = []
    try:
        # The settings last: a folder without them is no scenario yet.
        for path in sorted(new.iterdir(), key=lambda path: path.name == SETTINGS_FILE):
            path.rename(target / path.name)
            moved.append(target / path.name)
    except BaseException:
        for path in moved:
            path.unlink(missing_ok=True)
        raise


def _menu(
    spans: tuple[OpeningSpan, ...],
    people: Sequence[Person],
    guessed_days: int,
    problems: list[InputProblem],
) -> ShiftMenu | None:
    if not people:
        return None
    menu = shift_menu(spans, [person.weekly_hours for person in people])
    within, remedy = opening_hours_text(spans), ""
    if guessed_days:
        within += f", guessed from {_days(guessed_days)}: give --opening-hours"
        remedy = "Give --opening-hours if those are not yours. "
    for hours, nearest in menu.unreachable.items():
        names = [person.name for person in people if person.weekly_hours == hours]
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        problems.append(
            InputProblem(
                "--people",
                f"{hours:g} hours a week cannot be worked inside the opening hours ({within}), at "
                "one shift a day on at most six days",
                f"{remedy}The nearest that can is {nearest:.4g}. Correct the hours of {shown}, or "
                "the opening hours.",
                value=f"{hours:g}",
            )
        )
    return None if menu.unreachable else menu


def _days(count: int) -> str:
    return f"{count} day{'s' if count != 1 else ''}"


def _check_seats(
    seats: int, open_minutes: int, people: Sequence[Person], problems: list[InputProblem]
) -> None:
    hours = sum(person.weekly_hours for person in people)
    room = seats * open_minutes / 60
    if hours * _PHONE_SHARE > room:
        problems.append(
            InputProblem(
                "--seats",
                f"{len(people)} people with {hours:g} hours do not fit: so many seats give "
                f"{room:g} hours in the opening hours",
                "Give more seats, longer opening hours, or fewer people.",
                value=str(seats),
            )
        )
