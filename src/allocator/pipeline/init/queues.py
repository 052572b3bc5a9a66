"""The queues of a first scenario and their handling times."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.demand import HistoryRow
from allocator.drafting.answers import (
    DEFAULT_HANDLING_TIME,
    Answers,
    by_queue,
    parse_handling_time,
    parsed,
)
from allocator.drafting.draft import Queue
from allocator.errors import InputProblem


def chosen_queues(
    wanted: Sequence[str],
    ids: list[str],
    names: dict[str, str],
    file: str,
    problems: list[InputProblem],
) -> list[str]:
    """Queues of a file that are wanted; all of them where none is named."""
    if not wanted:
        return ids
    known = {queue.casefold(): queue for queue in ids}
    known |= {name.casefold(): queue for queue, name in names.items()}
    problems.extend(
        InputProblem(
            "--queue",
            f"is no queue of {file}",
            f"Its queues are {', '.join(ids)}; leave --queue out to have all.",
            value=name,
        )
        for name in wanted
        if name.casefold() not in known
    )
    return [known[name.casefold()] for name in wanted if name.casefold() in known]


def handling_times(
    answers: Answers, names: Sequence[str], problems: list[InputProblem]
) -> dict[str, float]:
    """Return each queue's handling time in seconds; the default where none is given."""
    texts = answers.handling_time or (DEFAULT_HANDLING_TIME,)
    found: dict[str, float] = {}
    for name, text in by_queue("--handling-time", texts, names, problems, shared=True).items():
        seconds = parsed("--handling-time", text, parse_handling_time, problems)
        if seconds is not None:
            found[name] = seconds
    return found


def with_handling_time(
    answers: Answers,
    queues: tuple[Queue, ...],
    rows: tuple[HistoryRow, ...],
    problems: list[InputProblem],
) -> tuple[tuple[HistoryRow, ...], float | None]:
    """Rows with a handling time where the records have none at all, and the one taken."""
    if any(row.aht_s is not None for row in rows):
        return rows, None
    times_s = handling_times(answers, [queue.name for queue in queues], problems)
    by_id = {queue.id: times_s.get(queue.name) for queue in queues}
    filled = tuple(row.model_copy(update={"aht_s": by_id.get(row.queue)}) for row in rows)
    return filled, next((seconds for seconds in times_s.values()), None)
