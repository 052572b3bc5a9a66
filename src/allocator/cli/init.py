"""``allocator init``: a scenario that plans at once, from a few answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from allocator.errors import InputError, InputProblem

if TYPE_CHECKING:
    from allocator.pipeline.init.scenario import Answers

_SOURCES = {"history", "volumes", "contacts"}


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the centre.")
@click.option("--time-zone", help="Its time zone; Europe/London if not asked about.")
@click.option(
    "--week-start",
    metavar="DATE",
    help="First day of the week to plan, 2026-03-02; else the Monday after the records, or next.",
)
@click.option("--opening-hours", help="Such as 'mon-fri 08:00-18:00, sat 09:00-13:00'.")
@click.option("--queue", "queues", multiple=True, help="Name of a queue; once for each.")
@click.option(
    "--history",
    type=click.Path(path_type=Path),
    help="The telephone system's export, CSV or Excel, read as allocator import reads it.",
)
@click.option("--map", type=click.Path(path_type=Path), help="Column map for the export.")
@click.option("--date-form", help="How the export writes dates, such as dd/mm/yyyy.")
@click.option(
    "--volumes",
    type=click.Path(path_type=Path),
    help="In place of an export: a typical week in the form of volumes.csv.",
)
@click.option(
    "--contacts",
    multiple=True,
    help="In place of both: contacts a day, 'mon-fri 200, sat 80'; of several queues "
    "'Sales: mon-fri 200', once for each.",
)
@click.option(
    "--handling-time",
    multiple=True,
    help="Mean handling time, 300 (seconds) or 5:00, where the records do not tell.",
)
@click.option(
    "--people",
    type=click.Path(path_type=Path),
    help="CSV or Excel file with the columns name,hours (and team, hourly_pay and the like).",
)
@click.option("--person", multiple=True, help="A person, 'Asha Patel 37.5'; once for each.")
@click.option("--seats", type=click.IntRange(min=1), help="Most people on the phone at once.")
@click.option("--service-level", help="Wanted percent / seconds; 80/20 without it.")
@click.option(
    "--from",
    "answers_file",
    type=click.Path(path_type=Path),
    help="YAML file with the answers; options given beside it win.",
)
@click.option(
    "--next-week-of",
    metavar="PLAN",
    type=click.Path(path_type=Path),
    help="Instead of all this: the week after a finished plan, from its folder.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the default for what is not given.")
def command(
    folder: Path, answers_file: Path | None, next_week_of: Path | None, yes: bool, **given: Any
) -> None:
    """Make a scenario that plans at once, from a few answers.

    DIR is the folder to make. What is not given is asked for. What nobody can know yet is assumed
    and marked in scenario.yaml, which has a comment at every choice. A scenario that is there is
    never overwritten.
    """
    if next_week_of is not None:
        from allocator.cli.next_week import make_next_week

        make_next_week(folder, next_week_of, given | {"from": answers_file})
        return
    from allocator.cli.init_summary import summary_lines
    from allocator.pipeline.init import scenario as making

    making.check_free(folder)
    answers = _given(answers_file, given)
    today = dt.datetime.now().astimezone().date()
    if not yes:
        from allocator.cli.init_questions import asked

        try:
            answers = asked(answers, today)
        except click.Abort as error:
            click.echo()
            raise InputError(
                [
                    InputProblem(
                        "allocator init",
                        "the questions were not answered to the end",
                        "Nothing was written. Run it again, or give options (--help lists them) "
                        "and --yes.",
                    )
                ]
            ) from error
    try:
        draft, remarks = making.work_out(answers, today)
        made = making.write_first_scenario(folder, draft, remarks)
    except InputError:
        if not yes:
            again = making.as_command(folder, answers)
            click.echo(f"Nothing was written. To correct an answer, without typing all:\n{again}")
        raise
    for line in summary_lines(made):
        click.echo(line)


def _given(answers_file: Path | None, given: dict[str, Any]) -> Answers:
    """Answers of the file, and over them those of the options."""
    from pydantic import ValidationError

    from allocator.pipeline.init.scenario import Answers, explain, read_answers

    answers = Answers() if answers_file is None else read_answers(answers_file)
    file, typed = given.pop("people"), given.pop("person")
    given["people"] = typed if file is None else (str(file), *typed)
    options = {name: value for name, value in given.items() if value not in (None, ())}
    held = answers.model_dump(exclude_unset=True)
    if _SOURCES & set(options):  # contacts have one source, and that of the options wins
        held = {name: value for name, value in held.items() if name not in _SOURCES}
    try:
        return Answers.model_validate(held | options)
    except ValidationError as error:
        problems = [
            InputProblem(
                f"--{str(fault['loc'][0]).replace('_', '-')}",
                *explain(fault),
                value=str(fault["input"]),
            )
            for fault in error.errors(include_url=False)
        ]
        raise InputError(problems) from error
