"""The questions of ``allocator init``, each asked until its answer can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from allocator.domain.clock import date_written_like
from allocator.errors import InputError

if TYPE_CHECKING:
    from allocator.pipeline.init.scenario import Answers


def asked(answers: Answers, today: dt.date) -> Answers:
    """Ask for the answers that are open.

    Parameters
    ----------
    today
        Date from which the next Monday is counted, where no records say better.

    Raises
    ------
    click.Abort
        If there is no answer to be had.
    """
    from allocator.pipeline.init import scenario as making

    found: dict[str, Any] = {}
    if answers.name is None:
        found["name"] = click.prompt("Name of the centre", default=making.DEFAULT_NAME)
    if answers.time_zone is None:
        found["time_zone"] = _ask("Time zone", making.parse_zone, making.DEFAULT_ZONE)
    if not answers.has_volumes:
        found |= _ask_volumes(answers)
    shown = making.recorded(answers.model_copy(update=found))
    if answers.opening_hours is None or not _is_readable(
        answers.opening_hours, making.parse_opening_hours
    ):
        usual = shown.hours if shown is not None else None
        guessed = f"guessed from {shown.days} days of records; " if shown and usual else ""
        found["opening_hours"] = _ask(
            f"Opening hours ({guessed}all 00:00-24:00 if never closed)",
            making.parse_opening_hours,
            usual or making.DEFAULT_OPENING_HOURS,
        )
    if answers.week_start is None:
        monday = making.usual_week_start(shown, today)
        text = _ask("First day of the week to plan", _date, monday.isoformat())
        found["week_start"] = _date(text)
    if not answers.people:
        found["people"] = _ask_people()
    if answers.seats is None:
        text = _ask("Seats, if they are few (empty: no limit)", _count_or_nothing, "")
        found["seats"] = _count_or_nothing(text)
    return answers.model_copy(update=found)


def _ask_volumes(answers: Answers) -> dict[str, Any]:
    from allocator.pipeline.init import scenario as making

    click.echo(
        "Contacts: the file that your telephone system exports is best (CSV or Excel, by interval)."
    )
    while True:
        file = click.prompt(
            "File of the export (empty: you have none)", default="", show_default=False
        ).strip()
        if not file:
            break
        found = _tried_export(Path(file.strip("'\"")))
        if found is not None:
            return found
    asked: dict[str, Any] = {}
    queues = answers.queues
    if not queues:
        text = click.prompt("Queues, with commas between them", default=making.DEFAULT_QUEUE)
        queues = tuple(name.strip() for name in text.split(",") if name.strip())
        asked["queues"] = queues
    contacts = [
        f"{queue}: "
        + _ask(f"Contacts a day of {queue}, such as mon-fri 200, sat 80", making.parse_contacts)
        for queue in queues
    ]
    asked["contacts"] = tuple(contacts)
    if not answers.handling_time:
        times = [
            f"{queue}: "
            + _ask(
                f"Mean handling time of {queue}, in minutes and seconds",
                making.parse_handling_time,
                making.DEFAULT_HANDLING_TIME,
            )
            for queue in queues
        ]
        asked["handling_time"] = tuple(times)
    return asked


def _tried_export(file: Path) -> dict[str, Any] | None:
    """Answers that name an export, if it can be read; else what is wrong is printed."""
    from allocator.cli.problems import print_problems
    from allocator.pipeline.import_history import DATE_FORMS, make_history, open_export

    date_form = None
    while True:
        try:
            outcome = make_history(open_export(file, date_form=date_form))
        except InputError as error:
            print_problems(error.problems)
            unclear = any("--date-form" in problem.remedy for problem in error.problems)
            if not unclear:
                return None
            date_form = click.prompt(
                "Form of its dates", type=click.Choice(DATE_FORMS), default="dd/mm/yyyy"
            )
            continue
        history = outcome.history
        total = sum(queue.contacts for queue in history.queues)
        click.echo(
            f"{total:,.0f} contacts from {history.first:%d %b %Y} to {history.last:%d %b %Y}, "
            f"queues {', '.join(queue.queue for queue in history.queues)}."
        )
        return {"history": file, "date_form": date_form}


def _ask_people() -> tuple[str, ...]:
    from allocator.pipeline.init import scenario as making

    click.echo("People: a file with name,hours; or one person a line, then an empty line.")
    people: list[str] = []
    while True:
        shown = "Name and weekly hours, such as Asha Patel 37.5" if not people else "Next"
        text = click.prompt(shown, default="", show_default=False).strip()
        if not text:
            if people:
                return tuple(people)
            click.echo("At least one person is needed.", err=True)
            continue
        try:
            if making.is_file_name(text):
                making.read_people(Path(text))
                return (*people, text)
            making.parse_person(text)
        except InputError as error:
            from allocator.cli.problems import print_problems

            print_problems(error.problems)
        except ValueError as error:
            click.echo(f"Error: {_fault(text, error)}", err=True)
        else:
            people.append(text)


def _ask(question: str, parse: Callable[[str], object], default: str | None = None) -> str:
    """Ask until the answer can be read; return it as typed."""

    def checked(text: str) -> str:
        try:
            parse(text)
        except ValueError as error:
            raise click.UsageError(_fault(text, error)) from error
        return text

    return click.prompt(question, default=default, show_default=bool(default), value_proc=checked)


def _is_readable(text: str, parse: Callable[[str], object]) -> bool:
    """Whether an answer given as an option can be read; what is wrong with it is printed."""
    try:
        parse(text)
    except ValueError as error:
        click.echo(f"Error: {_fault(text, error)}", err=True)
        return False
    return True


def _fault(text: str, error: ValueError) -> str:
    """Message and remedy of an answer that cannot be read, with the answer if it lacks it."""
    from allocator.pipeline.init.scenario import explain_error

    message, remedy = explain_error(error)
    quoted = message.startswith(("'", '"'))
    return f"{message if quoted else f'{text!r} {message}'}. {remedy}"


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(
            f"{text!r} is not a date; write it like {date_written_like(text)}"
        ) from error


def _count_or_nothing(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdigit() or int(text) < 1:
        raise ValueError(f"{text!r} is not a number of seats; write it like 12")
    return int(text)
