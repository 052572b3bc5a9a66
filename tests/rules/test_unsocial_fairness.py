"""Weighted unsocial hours above the fair share, in tiers."""

from __future__ import annotations

from allocator.rules.unsocial_fairness.card import UnsocialFairness
from allocator.rules.unsocial_fairness.check import measure
from tests.tiny_week import AUTUMN, SPRING, SoftCase, agent, assert_amount, each, view_of

SUNDAYS = {"unsocial": [{"days": ["sun"], "start": "08:00", "end": "20:00"}]}
EVENINGS = {
    "unsocial": [
        {"days": ["sat", "sun"], "start": "18:00", "end": "30:00", "weight": 2},
        {"days": ["mon"], "start": "18:00", "end": "22:00"},
    ]
}
OFF_ON_SUNDAYS = {"agent_id": "B", "days": "sun"}
AWAY = {
    "agent_id": "B",
    "first_day": "2026-06-01",
    "last_day": "2026-06-05",
    "paid_hours_a_day": 8,
}
AGREED = [agent("A"), agent("B", unsocial_agreed=True)]
HALF_TIME = [agent("A", weekly_hours=40), agent("B", weekly_hours=20)]


def brought(
    agent_id: str, unsocial_hours: float, contracted_hours: float = 120
) -> dict[str, object]:
    return {
        "agent_id": agent_id,
        "unsocial_hours": unsocial_hours,
        "contracted_hours": contracted_hours,
    }


CASES = [
    SoftCase("nothing is unsocial", ["A sun 09:00 work 17:00"], 0),
    SoftCase("nobody works then", ["A mon 09:00 work 17:00"], 0, week=SUNDAYS),
    SoftCase("alike", ["A sun 09:00 work 13:00", "B sun 13:00 work 17:00"], 0, week=SUNDAYS),
    SoftCase(
        "eight hours of one of two: four above the share of four",
        ["A sun 09:00 work 17:00"],
        4,
        week=SUNDAYS,
    ),
    SoftCase("only the part inside the span", ["A sun 07:00 work 09:00"], 0.5, week=SUNDAYS),
    SoftCase(
        "ten hours: five above, the fifth counts twice", ["A sun 09:00 work 19:00"], 6, week=SUNDAYS
    ),
    SoftCase("twelve hours: six above", ["A sun 08:00 work 20:00"], 8, week=SUNDAYS),
    SoftCase(
        "breaks are unsocial too",
        ["A sun 09:00 work 12:00 lunch 13:00 work 17:00"],
        4,
        week=SUNDAYS,
    ),
    SoftCase(
        "tiers of one hour: four above are 1 + 2 + 4 + 4",
        ["A sun 09:00 work 17:00"],
        11,
        week=SUNDAYS,
        parameters={"tier_hours": 1},
    ),
    SoftCase(
        "half the contract, half the share",
        ["A sun 08:00 work 16:00", "B sun 16:00 work 20:00"],
        0,
        week=SUNDAYS | {"agents": HALF_TIME},
    ),
    SoftCase(
        "the same hours on half the contract: two above",
        ["A sun 08:00 work 14:00", "B sun 14:00 work 20:00"],
        2,
        week=SUNDAYS | {"agents": HALF_TIME},
    ),
    SoftCase(
        "the ledger evens it out",
        ["A sun 09:00 work 17:00"],
        0,
        week=SUNDAYS | {"ledger": [brought("A", 0), brought("B", 8)]},
    ),
    SoftCase(
        "the ledger alone is above",
        [],
        4,
        week=SUNDAYS | {"ledger": [brought("A", 0), brought("B", 8)]},
    ),
    SoftCase(
        "a newcomer enters at the mean, so that who brings 10 h of 90 is not above it",
        [],
        0,
        week=SUNDAYS | {"ledger": [brought("A", 10, 90)], "days": 14},
    ),
    SoftCase(
        "a newcomer enters with the 4 h of the others: of 14 after six hours 7 are fair, not 10",
        ["B sun 09:00 work 15:00"],
        3,
        week=SUNDAYS | {"ledger": [brought("A", 4)]},
    ),
    SoftCase(
        "who cannot work then is left out of all sums",
        ["A sun 09:00 work 17:00"],
        0,
        week=SUNDAYS | {"availability": [OFF_ON_SUNDAYS]},
    ),
    SoftCase(
        "with the ledger too",
        ["A sun 09:00 work 17:00"],
        0,
        week=SUNDAYS | {"availability": [OFF_ON_SUNDAYS], "ledger": [brought("B", 100)]},
    ),
    SoftCase(
        "who has agreed to them is left out of all sums: neither owed anything",
        ["B sun 09:00 work 17:00"],
        0,
        week=SUNDAYS | {"agents": AGREED},
    ),
    SoftCase(
        "nor owing, with the ledger: A and C share eight, four above",
        ["A sun 09:00 work 17:00"],
        4,
        week=SUNDAYS | {"agents": [*AGREED, agent("C")], "ledger": [brought("B", 100)]},
    ),
    SoftCase(
        "a week that paid leave takes up is none of the shared ones",
        ["A sun 09:00 work 17:00"],
        0,
        week=SUNDAYS | {"leave": [AWAY], "ledger": [brought("A", 8), brought("B", 0)]},
    ),
    SoftCase(
        "one that leaves an hour to work is",
        ["A sun 09:00 work 17:00"],
        8,
        week=SUNDAYS
        | {
            "leave": [AWAY | {"paid_hours_a_day": 7.8}],
            "ledger": [brought("A", 4), brought("B", 0)],
        },
    ),
    SoftCase(
        "a quarter that one could work is enough to count",
        ["A sun 09:00 work 17:00"],
        4,
        week=SUNDAYS
        | {"availability": [OFF_ON_SUNDAYS | {"available_from": "06:00", "available_to": "08:15"}]},
    ),
    SoftCase(
        "hours that only touch it are not",
        ["A sun 09:00 work 17:00"],
        0,
        week=SUNDAYS
        | {"availability": [OFF_ON_SUNDAYS | {"available_from": "06:00", "available_to": "08:00"}]},
    ),
    SoftCase(
        "nor hours in which the site is closed",
        ["A sun 09:00 work 17:00"],
        0,
        week=SUNDAYS
        | {
            "opening_hours": [{"days": ["sun"], "open": "08:15", "close": "20:00"}],
            "availability": [OFF_ON_SUNDAYS | {"available_from": "06:00", "available_to": "08:15"}],
        },
    ),
    SoftCase(
        "a weight, over midnight: two hours of six count twice",
        ["A sun 18:00 work 20:00"],
        2,
        week=EVENINGS,
    ),
    SoftCase(
        "a span past midnight is of the day it began on, and the next day's counts not",
        ["A sun 22:00 work 24:00"],
        2,
        week=EVENINGS,
    ),
    SoftCase(
        "a shift before the span's end after midnight is of its own day",
        ["A mon 00:00 work 06:00"],
        0,
        week=EVENINGS,
    ),
    SoftCase(
        "elapsed hours when clocks go forward: 22:00 to 06:00 is seven, weighted fourteen",
        ["A sat 22:00 work 30:00"],
        10,
        week=EVENINGS | {"first_day": SPRING},
    ),
    SoftCase(
        "elapsed hours when clocks go back: nine, weighted eighteen",
        ["A sat 22:00 work 30:00"],
        16,
        week=EVENINGS | {"first_day": AUTUMN},
    ),
]


@each(CASES)
def test_amount(case: SoftCase) -> None:
    assert_amount("unsocial_fairness", case)


def test_shares_are_the_whole_teams_whatever_agents_the_view_names() -> None:
    case = CASES[3]
    view = view_of(case.scenario("unsocial_fairness"), case.rota)
    of_other = view.model_copy(update={"agent_ids": ("B",)})
    assert measure(of_other, UnsocialFairness()).amount == 4


def test_finding_gives_the_figures() -> None:
    case = CASES[3]
    view = view_of(case.scenario("unsocial_fairness"), case.rota)
    (finding,) = measure(view, UnsocialFairness()).findings
    assert finding.message == (
        "A carries 8 h of weighted unsocial time, 8 h of it in this plan; the fair share of 40 h "
        "contracted is 4 h, so 4 h are above it"
    )
    assert finding.figures["excess_hours"] == 4
