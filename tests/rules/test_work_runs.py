"""No fewer than three dates with work in a row."""

from __future__ import annotations

from tests.tiny_week import Case, agent, assert_verdict, each, pattern

THREE = {"days_min": 3}


def day_shifts(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


def past(*days: int) -> list[str]:
    return day_shifts(*(f"2026-05-{day}" for day in days))


FORTNIGHT = [f"2026-06-{day:02d}" for day in range(1, 15)]
NEVER_ON_TUESDAY_AND_FRIDAY = {"availability": [{"agent_id": "A", "days": "tue|fri"}]}
LEAVE_ON_WEDNESDAY = {
    "leave": [{"agent_id": "A", "first_day": "2026-06-03", "last_day": "2026-06-03"}]
}

CASES = [
    Case("one day asks for nothing", day_shifts("tue")),
    Case("three in a row", day_shifts("tue", "wed", "thu"), parameters=THREE),
    Case(
        "two in a row",
        day_shifts("tue", "wed"),
        says="A works from Tue 2 Jun to Wed 3 Jun only: 2 in a row, where 3 are the fewest",
        parameters=THREE,
    ),
    Case(
        "two runs that are too short",
        day_shifts("mon", "wed", "thu"),
        says="in a row, where 3 are the fewest",
        count=2,
        parameters=THREE,
    ),
    Case("two that reach the last day may go on", day_shifts("sat", "sun"), parameters=THREE),
    Case(
        "one the day before the last",
        day_shifts("sat"),
        says="A works from Sat 6 Jun to Sat 6 Jun only: 1 in a row",
        parameters=THREE,
    ),
    Case("no work at all", [], parameters=THREE),
    Case(
        "two before the week and the first day of it",
        day_shifts("mon"),
        week={"worked": past(30, 31)},
        parameters=THREE,
    ),
    Case(
        "one before the week and the first day of it",
        day_shifts("mon"),
        says="A works from Sun 31 May to Mon 1 Jun only: 2 in a row",
        week={"worked": past(31)},
        parameters=THREE,
    ),
    Case(
        "two before the week that the first day ends",
        day_shifts("tue", "wed", "thu"),
        says="A works from Sat 30 May to Sun 31 May only: 2 in a row",
        week={"worked": past(30, 31)},
        parameters=THREE,
    ),
    Case(
        "three before the week that the first day ends",
        [],
        week={"worked": past(29, 30, 31)},
        parameters=THREE,
    ),
    Case(
        "a short run that ended before the eve of the week is past mending",
        [],
        week={"worked": past(30)},
        parameters=THREE,
    ),
    Case(
        "two days that are all there are between two on which the agent cannot work",
        day_shifts("wed", "thu"),
        week=NEVER_ON_TUESDAY_AND_FRIDAY,
        parameters=THREE,
    ),
    Case(
        "one of two days between two on which the agent cannot work",
        day_shifts("thu"),
        says="A works from Thu 4 Jun to Thu 4 Jun only: 1 in a row",
        week=NEVER_ON_TUESDAY_AND_FRIDAY,
        parameters=THREE,
    ),
    Case(
        "a Monday before a day on which the agent cannot work, with the past before it",
        day_shifts("mon"),
        week=NEVER_ON_TUESDAY_AND_FRIDAY,
        parameters=THREE,
    ),
    Case(
        "one day before the week that leave on the first ends",
        [],
        week={
            "worked": past(31),
            "leave": [{"agent_id": "A", "first_day": "2026-06-01", "last_day": "2026-06-02"}],
        },
        parameters=THREE,
    ),
    Case(
        "the two days before leave, as many as there are",
        day_shifts("mon", "tue"),
        week=LEAVE_ON_WEDNESDAY,
        parameters=THREE,
    ),
    Case(
        "one of the two days before leave",
        day_shifts("tue"),
        says="A works from Tue 2 Jun to Tue 2 Jun only: 1 in a row",
        week=LEAVE_ON_WEDNESDAY,
        parameters=THREE,
    ),
    Case(
        "two days from the first of employment on, and a day off",
        day_shifts("wed", "thu"),
        says="A works from Wed 3 Jun to Thu 4 Jun only: 2 in a row",
        week={"agents": [agent("A", first_day="2026-06-03")]},
        parameters=THREE,
    ),
    Case(
        "a Saturday between a closed Friday and a closed Sunday",
        day_shifts("sat"),
        week={
            "opening_hours": [
                {"days": ["mon", "tue", "wed", "thu", "sat"], "open": "00:00", "close": "24:00"}
            ]
        },
        parameters=THREE,
    ),
    Case(
        "a Saturday between days for which the contract has no pattern",
        day_shifts("sat"),
        week={"shift_patterns": [pattern(days=["mon", "tue", "wed", "sat"])]},
        parameters=THREE,
    ),
    Case(
        "a week that starts on Friday: two days and the past before them",
        day_shifts("fri", "sat"),
        says="A works from Fri 5 Jun to Sat 6 Jun only: 2 in a row",
        week={"first_day": "2026-06-05"},
        parameters=THREE,
    ),
    Case(
        "a week that starts on Friday: a day worked before it makes three",
        day_shifts("fri", "sat"),
        week={"first_day": "2026-06-05", "worked": day_shifts("2026-06-04")},
        parameters=THREE,
    ),
    Case(
        "a fortnight, and a run over the Sunday in its middle",
        day_shifts(*FORTNIGHT[5:8]),
        week={"days": 14},
        parameters=THREE,
    ),
    Case(
        "a fortnight, and a run that ends on the Sunday in its middle",
        day_shifts(*FORTNIGHT[5:7]),
        says="A works from Sat 6 Jun to Sun 7 Jun only: 2 in a row",
        week={"days": 14},
        parameters=THREE,
    ),
    Case("a plan of one day", day_shifts("mon"), week={"days": 1}, parameters=THREE),
    Case(
        "a plan of one day that ends a run of two",
        [],
        says="A works from Sat 30 May to Sun 31 May only: 2 in a row",
        week={"days": 1, "worked": past(30, 31)},
        parameters=THREE,
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("work_runs", case)
