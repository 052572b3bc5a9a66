"""No fewer than two dates off in a row."""

from __future__ import annotations

from tests.tiny_week import Case, agent, assert_verdict, each

TWO = {"days_min": 2}


def day_shifts(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


def past(*days: int) -> list[str]:
    return day_shifts(*(f"2026-05-{day}" for day in days))


CASES = [
    Case("one day asks for nothing", day_shifts("tue", "thu")),
    Case("two days off", day_shifts("tue", "fri"), parameters=TWO),
    Case(
        "one day off",
        day_shifts("tue", "thu"),
        says="A is off from Wed 3 Jun to Wed 3 Jun only: 1 in a row, where 2 are the fewest",
        parameters=TWO,
    ),
    Case(
        "one day off, twice",
        day_shifts("mon", "wed", "fri"),
        says="only: 1 in a row",
        count=2,
        parameters=TWO,
    ),
    Case(
        "three at least, and two",
        day_shifts("mon", "thu"),
        says="A is off from Tue 2 Jun to Wed 3 Jun only: 2 in a row, where 3 are the fewest",
        parameters={"days_min": 3},
    ),
    Case("three at least, and three", day_shifts("mon", "fri"), parameters={"days_min": 3}),
    Case(
        "the last day off may go on, and the first one began earlier",
        day_shifts("tue", "wed", "thu", "fri", "sat"),
        parameters=TWO,
    ),
    Case(
        "the first day off after one worked",
        day_shifts("tue"),
        says="A is off from Mon 1 Jun to Mon 1 Jun only: 1 in a row",
        week={"worked": past(31)},
        parameters=TWO,
    ),
    Case(
        "the eve and the first day off",
        day_shifts("tue"),
        week={"worked": past(30)},
        parameters=TWO,
    ),
    Case(
        "the eve off and the first day worked",
        day_shifts("mon"),
        says="A is off from Sun 31 May to Sun 31 May only: 1 in a row",
        week={"worked": past(30)},
        parameters=TWO,
    ),
    Case(
        "a single day off before the week is past mending",
        day_shifts("mon"),
        week={"worked": past(29, 31)},
        parameters=TWO,
    ),
    Case(
        "one day of leave",
        day_shifts("tue", "thu"),
        week={"leave": [{"agent_id": "A", "first_day": "2026-06-03", "last_day": "2026-06-03"}]},
        parameters=TWO,
    ),
    Case(
        "a day on which the agent cannot work is a day off like others",
        day_shifts("tue", "thu"),
        says="only: 1 in a row",
        week={"availability": [{"agent_id": "A", "days": "wed"}]},
        parameters=TWO,
    ),
    Case(
        "the days before the first of employment",
        day_shifts("tue"),
        week={"agents": [agent("A", first_day="2026-06-02")]},
        parameters=TWO,
    ),
    Case(
        "a night ends on the morning of the day off, which it is all the same",
        ["A mon 22:00 work 30:00", "A thu 09:00 work 17:00"],
        parameters=TWO,
    ),
    Case(
        "a week that starts on Saturday",
        day_shifts("sat", "mon"),
        says="A is off from Sun 7 Jun to Sun 7 Jun only: 1 in a row",
        week={"first_day": "2026-06-06"},
        parameters=TWO,
    ),
    Case(
        "a week that starts on Saturday, and two days off",
        day_shifts("sat", "tue"),
        week={"first_day": "2026-06-06"},
        parameters=TWO,
    ),
    Case(
        "a fortnight, the Sunday in its middle off alone",
        day_shifts("2026-06-06", "2026-06-08"),
        says="A is off from Sun 7 Jun to Sun 7 Jun only: 1 in a row",
        week={"days": 14},
        parameters=TWO,
    ),
    Case(
        "a fortnight, the weekend in its middle off",
        day_shifts("2026-06-05", "2026-06-08"),
        week={"days": 14},
        parameters=TWO,
    ),
    Case(
        "a plan of one day after one off",
        day_shifts("mon"),
        says="A is off from Sun 31 May to Sun 31 May only: 1 in a row",
        week={"days": 1, "worked": past(30)},
        parameters=TWO,
    ),
    Case("a plan of one day off", [], week={"days": 1, "worked": past(31)}, parameters=TWO),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("rest_runs", case)
