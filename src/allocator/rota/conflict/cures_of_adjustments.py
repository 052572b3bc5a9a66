"""Changes of what was agreed with somebody: always a question to them.

A diagnosis of a whole week proposes none (:mod:`~allocator.rota.conflict.cures`): what somebody
needs is not what a rota is made to fit by. Where a question is about that one person, what they
would have to agree to is part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from allocator.domain.clock import format_clock
from allocator.domain.people import Adjustment
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.bench import Bench, Change
from allocator.rota.conflict.conflict import Cure
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.places import in_file, numbered_row
from allocator.rota.conflict.words import adjustment_text, adjustment_value_text, who
from allocator.rota.conflict.world import with_row

_LATEST_MINUTES = 2160
_LONGEST_MINUTES = 1440
_DAYS_OF_A_WEEK = 7


def ease_adjustment(bench: Bench, element: Element) -> Iterator[Cure]:
    """Ask for as little less of what was agreed as works.

    Parameters
    ----------
    element
        Whose fact is the agreed row.
    """
    row: Adjustment = element.fact
    if row.kind == "only_queues":
        return
    step, most = _room(bench.scenario, row)

    def eased_by(steps: int) -> Change:
        new = row.model_copy(update={"value": _value(row, row.number + steps * step)})
        return partial(with_row, table="adjustments", row=row, new=new)

    steps = bench.least(most, eased_by)
    if steps is not None:
        value = _value(row, row.number + steps * step)
        place = in_file(
            "adjustments.csv", [numbered_row(bench.world.as_given, "adjustments", element)], "value"
        )
        words = asking(bench.scenario, row, value)
        yield Cure("adjustment", words, place, 65, steps * abs(step), eased_by(steps))


def asking(scenario: Scenario, row: Adjustment, value: str) -> str:
    """Ask for another value: ``if Asha (A07) agrees: end not after 19:00 in place of 18:00``."""
    new = row.model_copy(update={"value": value})
    return (
        f"if {who(scenario, row.agent_id)} agrees: {adjustment_text(new)} in place of "
        f"{adjustment_value_text(row)}"
    )


def _room(scenario: Scenario, row: Adjustment) -> tuple[int, int]:
    """Step by which the value yields, and how many of them there are at most."""
    step = scenario.grid.interval_minutes
    if row.kind == "start_not_before":
        return -step, row.number // step
    if row.kind == "end_not_after":
        return step, (_LATEST_MINUTES - row.number) // step
    if row.kind in ("days_in_a_row_max", "days_in_week_max"):
        return 1, _DAYS_OF_A_WEEK - row.number
    return step, (_LONGEST_MINUTES - row.number) // step


def _value(row: Adjustment, number: int) -> str:
    is_clock = row.kind in ("start_not_before", "end_not_after")
    return format_clock(number) if is_clock else f"{number}"
