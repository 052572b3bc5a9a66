"""Paid time of the week against the contract, to a tolerance."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each, rest

SIXTEEN = {
    "agents": [agent("A", weekly_hours=16)],
    "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 30}],
}
WITH_LUNCH = SIXTEEN | {
    "break_plans": [
        {
            "id": "long",
            "shift_over_minutes": 360,
            "shift_up_to_minutes": 600,
            "breaks": [
                rest("lunch", 30, (60, 300), activity="lunch", paid=False),
                rest("tea", 15, (60, 480)),
            ],
        }
    ],
}
EXACT = {"contracts": [{"id": "any", "patterns": ["any"]}]}

CASES = [
    Case(
        "the contract to the minute",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"],
        week=SIXTEEN,
    ),
    Case(
        "half an hour more, the tolerance",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:30"],
        week=SIXTEEN,
    ),
    Case(
        "a quarter beyond it",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:45"],
        says="A is paid 16 h 45 min in the week; at most 16 h 30 min are allowed "
        "(16 h contracted and not on leave, 30 min tolerance)",
        week=SIXTEEN,
    ),
    Case(
        "half an hour less, the tolerance",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 16:30"],
        week=SIXTEEN,
    ),
    Case(
        "a quarter beyond that",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 16:15"],
        says="A is paid 15 h 15 min in the week; at least 15 h 30 min are due",
        week=SIXTEEN,
    ),
    Case("no shift at all", [], says="A is paid 0 min in the week", week=SIXTEEN),
    Case(
        "training is paid",
        ["A mon 09:00 work 12:00 training 17:00", "A tue 09:00 work 17:00"],
        week=SIXTEEN,
    ),
    Case(
        "the unpaid lunch is taken off and the paid break is not",
        [
            "A mon 09:00 work 11:00 break 11:15 work 13:00 lunch 13:30 work 17:30",
            "A tue 09:00 work 11:00 break 11:15 work 13:00 lunch 13:30 work 17:30",
        ],
        week=WITH_LUNCH | EXACT,
    ),
    Case(
        "a lunch that the plan does not have is paid",
        [
            "A mon 09:00 work 11:00 lunch 11:45 work 17:00",
            "A tue 09:00 work 13:00 lunch 13:30 work 17:30",
        ],
        week=WITH_LUNCH | EXACT,
        plannable=False,
    ),
    Case(
        "of two lunches in a shift the plan's one is unpaid",
        [
            "A mon 09:00 work 11:00 lunch 11:30 work 13:00 lunch 13:30 work 17:30",
            "A tue 09:00 work 13:00 lunch 13:30 work 17:30",
        ],
        week=WITH_LUNCH | EXACT,
    ),
    Case(
        "16.1 hours, which are 966.0000000000001 minutes in binary, are no breach by rounding",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:06"],
        week=EXACT | {"agents": [agent("A", weekly_hours=16.1)]},
        plannable=False,
    ),
    Case(
        "a night on which clocks go forward is an hour shorter",
        ["A sat 22:00 work 30:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=7)], "first_day": SPRING},
    ),
    Case(
        "a night on which clocks go back is an hour longer",
        ["A sat 22:00 work 30:00"],
        says="A is paid 9 h in the week; at most 8 h are allowed",
        week=EXACT | {"agents": [agent("A", weekly_hours=8)], "first_day": AUTUMN},
    ),
    Case(
        "fourteen days hold two weeks' hours, however they are shared between the weeks",
        [f"A {day} 09:00 work 17:00" for day in ("mon", "tue", "wed", "2026-06-14")],
        week=EXACT | {"agents": [agent("A", weekly_hours=16)], "days": 14},
    ),
    Case(
        "one week's hours are not enough for two",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"],
        says="A is paid 16 h in the 14 days; at least 32 h are due",
        week=EXACT | {"agents": [agent("A", weekly_hours=16)], "days": 14},
    ),
    Case(
        "ten days hold ten sevenths of them",
        ["A mon 09:00 work 19:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=7)], "days": 10},
    ),
    Case(
        "five days hold them all, for they are the days on which they are worked",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=16)], "days": 5},
    ),
    Case(
        "leave of either week is taken off the hours of both",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00", "A wed 09:00 work 17:00"],
        week=EXACT
        | {
            "agents": [agent("A", weekly_hours=16)],
            "days": 14,
            "leave": [
                {
                    "agent_id": "A",
                    "first_day": "2026-06-10",
                    "last_day": "2026-06-10",
                    "paid_hours_a_day": 8,
                }
            ],
        },
    ),
    Case(
        "who has no contract is the rule skills' business",
        ["Z mon 09:00 work 17:00"],
        week={"agents": []},
        plannable=False,
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("contracted_hours", case)
