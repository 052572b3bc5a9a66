"""What is said of the price of leave: no more than the searches can tell apart."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.cli.leave import yes_lines
from allocator.domain.people import Agent
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.pipeline.leave.answer import LeaveAnswer
from allocator.pipeline.leave.price import LeavePrice

ADA = Agent(agent_id="A1", name="Ada", contract="full", weekly_hours=37.5)
NONE = "Price: no difference that can be told"


def price(total: float) -> LeavePrice:
    late, rota = {"sales": total}, Rota(blocks=())
    return LeavePrice(total, {"late_contacts": total}, late, late, 0, 30, 30, (), rota)


def lines(
    alone: float | None, together: float, without: float, apart: float, gap: float | None = 2.0
) -> list[str]:
    """Lines of a yes; ``alone`` is the price where nobody else moves."""
    answer = LeaveAnswer(
        agent_id="A1",
        paid_hours={dt.date(2026, 3, 6): 7.5},
        free_already=(),
        gap_contacts=gap,
        planned_first=False,
        people=NamedPeople((ADA,)),
        alone=None if alone is None else price(alone),
        together=price(together),
        without_leave=without,
        apart=apart,
    )
    return yes_lines(answer)


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (
            (9.0, 1.0, -0.4, 2.0),
            f"{NONE} (under 2.0 late contacts); 9.0 if nobody else's week changes.",
        ),
        ((9.0, 1.0, -2.0, 1.0), "Price: 3.0 late contacts; 9.0 if nobody else's week changes."),
        (
            (None, 0.3, 0.0, 0.5),
            f"{NONE} (under 0.5 late contacts); others have to move for it.",
        ),
        # What nobody else's week changes for is no search's: it is told as it is.
        ((0.4, 0.4, -1.0, 2.0), "Price: 0.4 late contacts, and nobody else's week has to change."),
    ],
)
def test_a_price_within_what_searches_differ_by_is_none(
    figures: tuple[float | None, float, float, float], told: str
) -> None:
    _, shown, *_ = lines(*figures)
    assert shown == told


def test_searches_that_only_move_breaks_are_no_nothing() -> None:
    """It read "nothing better was found" of a rota that was better by its breaks."""
    _, _, everybody, _ = lines(9.0, 5.0, 0.0, 0.1)
    assert "+5.0 late contacts in all" in everybody
    assert "Nobody else's shift changes, others' breaks and queues do." in everybody


def test_where_nothing_is_proven_no_gap_is_told() -> None:
    _, _, everybody, _ = lines(9.0, 5.0, 0.0, 0.1, None)
    assert "gap" not in everybody
    assert everybody.endswith("Searches side by side came out 0.1 apart.")
