"""The running day: contacts so far, read from a file, and the rest forecast again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.forecast.forecast import forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.intraday.busyness import busyness_prior
from allocator.forecast.intraday.handling_today import handling_day_variance
from allocator.forecast.intraday.past_days import past_days
from allocator.forecast.intraday.rest_of_day import RestOfDay as RestOfDay
from allocator.forecast.intraday.rest_of_day import reforecast_day
from allocator.store.local_time import parse_moment
from allocator.store.plain_words import explain_error, suggest
from allocator.store.read_table import read_table
from allocator.store.scenario_folder import read_scenario
from allocator.store.table_spec import TableSpec

_SAME_FAULT_MAX = 3
"""More rows than this with the same fault are told as one, with their number."""


def reforecast_scenario(folder: Path, so_far: Path, now: str) -> RestOfDay:
    """Forecast the rest of a running day of a scenario's planned week.

    Parameters
    ----------
    so_far
        File with the columns of ``history.csv``.
    now
        Moment as written: local time of the site, or with an offset.

    Raises
    ------
    InputError
        If the scenario, the file or the moment is not sound: with every problem found.
    """
    scenario = read_scenario(folder)
    problems: list[InputProblem] = []
    moment: dt.datetime | None = None
    try:
        moment = parse_moment(now, scenario.grid.zone)
    except ValueError as error:
        message, remedy = explain_error(error)
        problems.append(InputProblem("--now", message, remedy, value=now))
    rows = _read(scenario, so_far, problems)
    if problems or moment is None:
        raise InputError(_counted(problems))
    return _rest(scenario, rows, moment)


def reforecast_from(scenario: Scenario, so_far: Path, moment: dt.datetime) -> RestOfDay:
    """Forecast the rest of a running day of a scenario that has been read.

    Parameters
    ----------
    so_far
        File with the columns of ``history.csv``.
    moment
        Aware; it lies in one of the planned days.

    Raises
    ------
    InputError
        If the file is not sound, with every problem found, or the moment in none of those days.
    """
    problems: list[InputProblem] = []
    rows = _read(scenario, so_far, problems)
    if problems:
        raise InputError(_counted(problems))
    return _rest(scenario, rows, moment)


def _rest(scenario: Scenario, rows: tuple[HistoryRow, ...], moment: dt.datetime) -> RestOfDay:
    made = forecast_week(scenario)
    prior = busyness_prior(past_days(made.backtest), len(made.queues))
    return reforecast_day(
        scenario, made, rows, moment, prior, handling_day_variance(history_table(scenario))
    )


def _read(scenario: Scenario, file: Path, problems: list[InputProblem]) -> tuple[HistoryRow, ...]:
    """Rows of a file with the columns of ``history.csv``; its faults become problems."""
    try:
        data = file.read_bytes()
    except OSError as error:
        remedy = "Give a file with the columns of history.csv that you are allowed to read."
        problems.append(InputProblem(str(file), f"cannot be read: {error.strerror}", remedy))
        return ()
    spec = TableSpec(file.name, HistoryRow, clock_columns=("interval_start",))
    table = read_table(spec, data, scenario.grid.zone, problems)
    queues = frozenset(scenario.queue_by_id)
    step = scenario.settings.history_interval_minutes
    first: dict[tuple[dt.datetime, str], int] = {}
    for row, line in table:
        start = row.interval_start
        if row.queue not in queues:
            message = "the queue is not in scenario.yaml"
            remedy = f"{suggest(row.queue, queues)}The queues are {', '.join(sorted(queues))}."
            problems.append(table.problem(line, "queue", message, remedy))
        if start.minute % step or start.second or start.microsecond:
            message = f"is not the start of an interval of {step} minutes"
            remedy = "Give the counts by the intervals of history.csv."
            problems.append(table.problem(line, "interval_start", message, remedy))
        if row.abandoned is not None and row.abandoned > row.contacts:
            message = f"is more than the contacts offered ({line.text('contacts')})"
            remedy = "Correct one of the two; contacts are all those offered to the queue."
            problems.append(table.problem(line, "abandoned", message, remedy))
        earlier = first.setdefault((start, row.queue), line.number)
        if earlier != line.number:
            message = f"the interval of this queue is already in row {earlier}"
            remedy = "Remove one of the two rows, or add them up in one."
            problems.append(table.problem(line, "interval_start", message, remedy))
    return table.rows


def _counted(problems: list[InputProblem]) -> list[InputProblem]:
    """Tell a fault that many rows share once, at the first of them, with how many more have it."""
    alike: defaultdict[tuple[str, str | None, str], list[InputProblem]] = defaultdict(list)
    for problem in problems:
        alike[problem.file, problem.column, problem.message].append(problem)
    told: list[InputProblem] = []
    for same in alike.values():
        first = same[0]
        if len(same) > _SAME_FAULT_MAX:
            more = f"{first.message}, and so in {len(same) - 1} more rows"
            told.append(replace(first, message=more))
        else:
            told += same
    return told


def rest_json(rest: RestOfDay) -> dict[str, Any]:
    """Return the rest of a day as plain data."""
    names = (*rest.queues, "all")
    return {
        "day": rest.day.isoformat(),
        "now": rest.now.isoformat(),
        "counted_until": None if rest.counted_until is None else rest.counted_until.isoformat(),
        "silent_until": None if rest.silent_until is None else rest.silent_until.isoformat(),
        "sentence": rest.sentence,
        "rows_passed_over": rest.passed_over,
        "queues": [
            {
                "queue": name,
                "has_rows": name == "all" or bool(rest.has_rows[n]),
                "contacts_so_far": float(_with_sum(rest.came)[n]),
                "expected_by_then": round(float(_with_sum(rest.expected_by_then)[n]), 2),
                "factor": None if name == "all" else round(float(rest.factor[n]), 4),
                "handling_factor": (
                    None if name == "all" else round(float(rest.handling_factor[n]), 4)
                ),
                "rest_planned": round(float(rest.rest_planned[n]), 2),
                "rest_expected": round(float(rest.rest_expected[n]), 2),
                "rest_p10": float(rest.rest_p10[n]),
                "rest_p90": float(rest.rest_p90[n]),
            }
            for n, name in enumerate(names)
        ],
        "intervals": [
            {
                "interval_start": start.isoformat(),
                "queue": queue,
                "planned_contacts": round(float(rest.planned[row, q]), 4),
                "expected_contacts": round(float(rest.expected[row, q]), 4),
                "p10": float(rest.p10[row, q]),
                "p90": float(rest.p90[row, q]),
                "aht_s": round(float(rest.aht_s[row, q]), 1),
            }
            for row, start in enumerate(rest.starts)
            for q, queue in enumerate(rest.queues)
        ],
    }


def _with_sum(by_queue: Any) -> list[float]:
    return [*by_queue.tolist(), float(by_queue.sum())]
