"""Where the contacts of a first scenario come from: records, a typical week, or a few numbers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from allocator.domain.clock import WEEKDAYS
from allocator.domain.demand import HistoryRow
from allocator.domain.settings import OpeningSpan
from allocator.drafting.answers import (
    DEFAULT_HANDLING_TIME,
    DEFAULT_QUEUE,
    Answers,
    by_queue,
    parsed,
)
from allocator.drafting.assumed_volumes import INTERVAL_MINUTES, typical_week
from allocator.drafting.day_texts import parse_contacts
from allocator.drafting.draft import Queue, Volumes
from allocator.errors import InputError, InputProblem
from allocator.importing.history import history_csv
from allocator.importing.queue_names import identifier
from allocator.pipeline.import_history import make_history, open_export
from allocator.pipeline.init.queues import chosen_queues, handling_times, with_handling_time
from allocator.pipeline.init.recorded import monday_after
from allocator.store.read_table import read_table
from allocator.store.scenario_files import VOLUMES

_COARSER = {5: 15, 10: 30, 20: 60}
"""Intervals of records that quarter-hours do not divide, and what they are added up to."""


@dataclass(frozen=True)
class FoundVolumes:
    """Contacts, their queues, and the week that can be planned from them.

    Parameters
    ----------
    outside_share
        Share of the contacts outside the opening hours.
    """

    volumes: Volumes
    queues: tuple[Queue, ...]
    week_start: dt.date
    outside_share: float
    remarks: tuple[str, ...]


def find_volumes(
    answers: Answers,
    spans: tuple[OpeningSpan, ...],
    zone: str,
    today: dt.date,
    problems: list[InputProblem],
) -> FoundVolumes | None:
    """Find the contacts by the answers; ``None``, and the problems, where they are at fault."""
    given = [
        option
        for option, value in (
            ("--history", answers.history),
            ("--volumes", answers.volumes),
            ("--contacts", answers.contacts),
        )
        if value
    ]
    if len(given) != 1:
        problems.append(_one_source(given))
        return None
    try:
        if answers.history is not None:
            return _from_export(answers, spans, zone, problems)
        if answers.volumes is not None:
            return _from_table(answers, spans, zone, today, problems)
    except InputError as error:
        problems += error.problems
        return None
    return _from_numbers(answers, spans, today, problems)


def _one_source(given: Sequence[str]) -> InputProblem:
    if given:
        return InputProblem(
            " and ".join(given), "are given together", "Give one of them: contacts have one source."
        )
    return InputProblem(
        "--contacts",
        "it is not said how many contacts come",
        "Give the telephone system's export (--history FILE), a typical week (--volumes FILE), or "
        "contacts a day (--contacts 'mon-fri 200, sat 80').",
    )


def _from_export(
    answers: Answers, spans: tuple[OpeningSpan, ...], zone: str, problems: list[InputProblem]
) -> FoundVolumes | None:
    assert answers.history is not None
    export = open_export(
        answers.history, map_file=answers.map, date_form=answers.date_form, time_zone=zone
    )
    own = export.column_map.interval_minutes
    history = make_history(export, _COARSER.get(own)).history
    names = {new: old for old, new in export.column_map.queue.rename.items()}
    ids = [queue.queue for queue in history.queues]
    if export.column_map.queue.column is None and export.guessed and len(answers.queues) == 1:
        name = answers.queues[0]
        ids, names = [identifier(name)], {identifier(name): name}
        rows = tuple(row.model_copy(update={"queue": ids[0]}) for row in history.rows)
    else:
        ids = chosen_queues(answers.queues, ids, names, answers.history.name, problems)
        rows = tuple(row for row in history.rows if row.queue in ids)
    queues = tuple(Queue(queue, names.get(queue, queue)) for queue in ids)
    rows, assumed_s = with_handling_time(answers, queues, rows, problems)
    if not rows:
        return None
    last = max(row.interval_start for row in rows).date()
    week_start = answers.week_start or monday_after(last)
    if week_start <= last:
        problems.append(
            InputProblem(
                "--week-start",
                f"the records run to {last}, into the week to be planned",
                f"Choose a later week, such as {monday_after(last)}, or export a shorter time: a "
                "plan may use nothing that its own week brought.",
                value=str(week_start),
            )
        )
        return None
    volumes = Volumes(
        "export",
        "history.csv",
        history_csv(rows),
        history.interval_minutes,
        answers.history.name,
        assumed_s,
    )
    remarks = [*export.remarks, *history.notes]
    if answers.week_start is not None and (week_start - last).days > 28:
        remarks.append(f"The records end on {last}, {(week_start - last).days} days before.")
    return _found(volumes, queues, week_start, spans, rows, remarks)


def _from_table(
    answers: Answers,
    spans: tuple[OpeningSpan, ...],
    zone: str,
    today: dt.date,
    problems: list[InputProblem],
) -> FoundVolumes | None:
    path = answers.volumes
    assert path is not None
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = InputProblem(
            str(path), f"cannot be read: {error.strerror}", "Give the name of a file."
        )
        raise InputError([problem]) from error
    found: list[InputProblem] = []
    table = read_table(VOLUMES, data, ZoneInfo(zone), found)
    if not table.rows or found:
        problems += [
            InputProblem(path.name, one.message, one.remedy, one.row, one.column, one.value)
            for one in found
        ] or [InputProblem(path.name, "has no rows", "Add a row for each interval and queue.")]
        problems.append(
            InputProblem(
                path.name,
                "is read as a typical week in the program's own form",
                "If it is an export of the telephone system's, give it with --history.",
            )
        )
        return None
    ids = list(dict.fromkeys(row.queue for row in table.rows))
    chosen = chosen_queues(answers.queues, ids, {}, path.name, problems)
    queues = tuple(Queue(queue, queue) for queue in chosen)
    rows = tuple(row for row in table.rows if row.queue in chosen)
    step = math.gcd(60, *(row.interval_start.minute for row in rows))
    rows, assumed_s = with_handling_time(answers, queues, rows, problems)
    volumes = Volumes("table", "volumes.csv", history_csv(rows), step, path.name, assumed_s)
    week_start = answers.week_start or monday_after(today)
    return _found(volumes, queues, week_start, spans, rows, [])


def _from_numbers(
    answers: Answers,
    spans: tuple[OpeningSpan, ...],
    today: dt.date,
    problems: list[InputProblem],
) -> FoundVolumes | None:
    before = len(problems)
    names = answers.queues or (DEFAULT_QUEUE,)
    queues = tuple(Queue(identifier(name), name) for name in names)
    contacts = by_queue("--contacts", answers.contacts, names, problems, shared=False)
    times_s = handling_times(answers, names, problems)
    week_start = answers.week_start or monday_after(today)
    rows: list[HistoryRow] = []
    for queue in queues:
        by_day = parsed("--contacts", contacts.get(queue.name, "0"), parse_contacts, problems)
        if by_day is not None and queue.name in times_s:
            first_day = week_start - dt.timedelta(days=7)
            rows += typical_week(by_day, spans, queue.id, times_s[queue.name], first_day)
    if len(problems) > before:
        return None
    if not sum(row.contacts for row in rows):
        problems.append(
            InputProblem(
                "--contacts",
                "no contacts come on any open day",
                "Give numbers for the days on which the centre is open.",
                value=", ".join(answers.contacts),
            )
        )
        return None
    rows.sort(key=lambda row: row.interval_start)
    volumes = Volumes("per_day", "volumes.csv", history_csv(rows), INTERVAL_MINUTES)
    remarks = ["The course of the day is assumed: late morning peak, dip over lunch."]
    if not answers.queues:
        remarks.append(
            f"No queue is named: all contacts are one queue, {queues[0].id!r} (--queue gives it a "
            "name of yours)."
        )
    if not answers.handling_time:
        remarks.append(f"The handling time is assumed: {DEFAULT_HANDLING_TIME} minutes.")
    return _found(volumes, queues, week_start, spans, rows, remarks)


def _found(
    volumes: Volumes,
    queues: tuple[Queue, ...],
    week_start: dt.date,
    spans: tuple[OpeningSpan, ...],
    rows: Sequence[HistoryRow],
    remarks: Sequence[str],
) -> FoundVolumes:
    total = sum(row.contacts for row in rows)
    outside = sum(row.contacts for row in rows if not _is_open(row, volumes, spans))
    share = outside / total if total else 0.0
    said = list(remarks)
    if share >= 0.005:
        said.append(
            f"{share:.1%} of the contacts came outside the opening hours and are not planned for."
        )
    if volumes.aht_assumed_s is not None:
        said.append(f"The handling time is not recorded: {volumes.aht_assumed_s:g} s is taken.")
    return FoundVolumes(volumes, queues, week_start, share, tuple(said))


def _is_open(row: HistoryRow, volumes: Volumes, spans: tuple[OpeningSpan, ...]) -> bool:
    start = row.interval_start.hour * 60 + row.interval_start.minute
    for days_back in (0, 1):  # the small hours may belong to the day before
        day = WEEKDAYS[(row.interval_start.weekday() - days_back) % 7]
        begins = start + 1440 * days_back
        if any(
            day in span.days
            and begins < span.close
            and span.open < begins + volumes.interval_minutes
            for span in spans
        ):
            return True
    return False
