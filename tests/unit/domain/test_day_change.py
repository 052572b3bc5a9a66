"""How two rotas differ, one person's day at a time."""

from __future__ import annotations

import pytest

from allocator.domain.day_change import ChangeKind, DayChange, day_changes, put_back
from allocator.domain.scenario import Scenario
from tests.tiny_week import agent, rota_of, tiny_week

BEFORE = "A mon 09:00 work:chat 12:00 lunch 12:30 work:chat 17:00"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return tiny_week(agents=[agent("A"), agent("B")])


def changes(scenario: Scenario, before: list[str], after: list[str]) -> tuple[DayChange, ...]:
    rotas = rota_of(scenario, before), rota_of(scenario, after)
    return day_changes(scenario.grid, ["A", "B"], *rotas)


@pytest.mark.parametrize(
    ("after", "kind", "from_clock", "hours_moved"),
    [
        ("A mon 09:00 work:chat 13:00 lunch 13:30 work:chat 17:00", "breaks", "12:00", 0),
        ("A mon 09:00 work:calls 12:00 lunch 12:30 work:chat 17:00", "queues", "09:00", 0),
        (
            "A mon 09:00 work:chat 12:00 lunch 12:30 training 13:00 work:chat 17:00",
            "activities",
            "12:30",
            0,
        ),
        ("A mon 09:00 work:chat 12:00 lunch 12:30 work:chat 18:00", "times", "17:00", 1),
        ("A mon 11:00 work:chat 12:00 lunch 12:30 work:chat 19:00", "times", "09:00", 2),
        ("A mon 08:00 work:chat 12:00 lunch 12:30 work:chat 16:30", "times", "08:00", 1),
    ],
)
def test_the_greatest_of_what_is_otherwise_is_told(
    scenario: Scenario, after: str, kind: str, from_clock: str, hours_moved: float
) -> None:
    (change,) = changes(scenario, [BEFORE], [after])
    assert change.kind is ChangeKind(kind)
    assert f"{change.from_moment:%H:%M}" == from_clock
    assert change.hours_moved == hours_moved
    assert change.kind.moves_shift == (kind == "times")


def test_a_day_that_becomes_one_off_and_a_new_one_are_told_apart(scenario: Scenario) -> None:
    gone, new = changes(scenario, [BEFORE], ["B tue 10:00 work:chat 14:00"])
    assert (gone.agent_id, gone.kind, gone.hours_moved) == ("A", ChangeKind.NO_SHIFT, 8)
    assert (new.agent_id, new.kind, new.hours_moved) == ("B", ChangeKind.NEW_SHIFT, 4)
    assert new.day == scenario.grid.days[1]


def test_the_same_rota_in_another_zone_is_no_change(scenario: Scenario) -> None:
    rota = rota_of(scenario, [BEFORE])
    utc = rota.model_validate_json(rota.model_dump_json())
    assert day_changes(scenario.grid, ["A", "B"], rota, utc) == ()


def test_who_else_comes_to_a_training_is_no_change_of_ones_own_day(scenario: Scenario) -> None:
    with_b, alone = (
        f"A mon 09:00 work:chat 12:00 training{who} 13:00 work:chat 17:00" for who in (":B", "")
    )
    assert changes(scenario, [with_b], [alone]) == ()


def test_another_coach_is_a_change(scenario: Scenario) -> None:
    with_b, alone = (
        f"A mon 09:00 work:chat 12:00 coaching{who} 13:00 work:chat 17:00" for who in (":B", "")
    )
    (change,) = changes(scenario, [with_b], [alone])
    assert change.with_agents == {"B"}


def test_a_night_shift_belongs_to_the_day_on_which_it_starts(scenario: Scenario) -> None:
    (change,) = changes(scenario, ["A mon 22:00 work:chat 30:00"], ["A mon 22:00 work:chat 29:00"])
    assert change.day == scenario.grid.days[0]
    assert f"{change.from_moment:%a %H:%M}" == "Tue 05:00"


def test_days_are_put_back_and_nothing_else(scenario: Scenario) -> None:
    before = [BEFORE, "B tue 10:00 work:chat 14:00"]
    after = ["A mon 10:00 work:chat 18:00", "A wed 09:00 work:chat 12:00"]
    rotas = rota_of(scenario, before), rota_of(scenario, after)
    found = day_changes(scenario.grid, ["A", "B"], *rotas)
    mine = [change for change in found if change.day == scenario.grid.days[0]]
    again = put_back(rotas[1], mine)
    assert again == rota_of(scenario, [BEFORE, "A wed 09:00 work:chat 12:00"])
    assert put_back(rotas[1], found) == rotas[0]
