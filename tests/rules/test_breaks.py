"""The breaks of the plan in their windows, and 20 minutes in a shift over 6 hours (reg 12).

Under 18, 30 minutes in a shift over four and a half.
"""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each, rest


def plan(*breaks: dict[str, object]) -> dict[str, object]:
    """Break plan of all shifts."""
    return {
        "break_plans": [
            {"id": "all", "shift_over_minutes": 0, "shift_up_to_minutes": 1440, "breaks": breaks}
        ]
    }


LUNCH = plan(rest("lunch", 30, (120, 240), activity="lunch"))
TWO_TEAS = plan(rest("late_tea", 15, (60, 240)), rest("early_tea", 15, (60, 120)))
QUARTERS = plan(rest("first", 15, (60, 300)), rest("second", 15, (60, 300)))
LENGTHS = {
    "break_plans": [
        {
            "id": "middling",
            "shift_over_minutes": 240,
            "shift_up_to_minutes": 360,
            "breaks": [rest("tea", 15, (60, 240))],
        }
    ]
}
YOUNG = {"agents": [agent("A", adult_from="2026-06-03"), agent("B")]}
"""A is under 18 on Monday and Tuesday."""
ANY_TEA = plan(rest("tea", 30, (15, 600)))
SHORT_TEA = plan(rest("tea", 15, (15, 600)))

CASES = [
    Case("no plan, no breaks, six hours", ["A mon 09:00 work 15:00"]),
    Case(
        "a quarter more without a rest",
        ["A mon 09:00 work 15:15"],
        says="A works 6 h 15 min from Mon 1 Jun 09:00 to Mon 1 Jun 15:15 and rests at most 0 min "
        "in one piece",
    ),
    Case(
        "a quarter over four and a half hours where these are the most",
        ["A mon 09:00 work 13:45"],
        says="over 4 h 30 min",
        parameters={"over_minutes": 270, "rest_minutes": 30},
    ),
    Case(
        "four and a half hours",
        ["A mon 09:00 work 13:30"],
        parameters={"over_minutes": 270, "rest_minutes": 30},
    ),
    Case(
        "the break as soon as it may be",
        ["A mon 09:00 work 11:00 lunch 11:30 work 17:00"],
        week=LUNCH,
    ),
    Case(
        "a quarter sooner",
        ["A mon 09:00 work 10:45 lunch 11:15 work 17:00"],
        says="A ",
        count=2,
        week=LUNCH,
    ),
    Case("as late as it may be", ["A mon 09:00 work 13:00 lunch 13:30 work 17:00"], week=LUNCH),
    Case(
        "a quarter later",
        ["A mon 09:00 work 13:15 lunch 13:45 work 17:00"],
        says="A ",
        count=2,
        week=LUNCH,
    ),
    Case(
        "left out of a short shift",
        ["A mon 09:00 work 15:00"],
        says="A has a shift from Mon 1 Jun 09:00 to Mon 1 Jun 15:00 without its lunch (lunch, "
        "30 min), due to start from Mon 1 Jun 11:00 to Mon 1 Jun 13:00",
        week=LUNCH,
    ),
    Case(
        "too long",
        ["A mon 09:00 work 12:00 lunch 12:45 work 17:00"],
        says="A ",
        count=2,
        week=LUNCH,
    ),
    Case(
        "too short, and no 20 minutes either",
        ["A mon 09:00 work 12:00 lunch 12:15 work 17:00"],
        says="A ",
        count=3,
        week=LUNCH,
    ),
    Case(
        "a break in place of the lunch",
        ["A mon 09:00 work 12:00 break 12:30 work 17:00"],
        says="A ",
        count=2,
        week=LUNCH,
    ),
    Case(
        "one more than planned",
        ["A mon 09:00 work 12:00 lunch 12:30 work 13:00 lunch 13:30 work 17:00"],
        says="A rests (lunch) from Mon 1 Jun 13:00 to Mon 1 Jun 13:30, and the shift of 8 h has "
        "no such break then",
        week=LUNCH,
    ),
    Case(
        "training is no rest",
        ["A mon 09:00 work 12:00 training 13:00 work 17:00"],
        says="rests at most 0 min",
    ),
    Case(
        "alike breaks in either order, by their windows",
        ["A mon 09:00 work 10:00 break 10:15 work 12:00 break 12:15 work 14:00"],
        week=TWO_TEAS,
    ),
    Case(
        "both in the window that they share",
        ["A mon 09:00 work 10:00 break 10:15 work 10:30 break 10:45 work 14:00"],
        week=TWO_TEAS,
    ),
    Case(
        "none in the narrower window",
        ["A mon 09:00 work 11:30 break 11:45 work 12:30 break 12:45 work 14:00"],
        says="A ",
        count=2,
        week=TWO_TEAS,
    ),
    Case(
        "a rest of a quarter is too short for a shift over six hours",
        ["A mon 09:00 work 11:00 break 11:15 work 13:00 break 13:15 work 15:15"],
        says="rests at most 15 min",
        week=QUARTERS,
    ),
    Case(
        "two quarters that touch are one rest of half an hour",
        ["A mon 09:00 work 11:00 break 11:15 break 11:30 work 15:15"],
        week=QUARTERS,
    ),
    Case(
        "the rest may not be at the end",
        ["A mon 09:00 work 15:00 lunch 15:30"],
        says="rests at most 0 min",
        week=plan(rest("lunch", 30, (120, 360), activity="lunch")),
    ),
    Case(
        "a quarter of work after it is enough",
        ["A mon 09:00 work 14:45 lunch 15:15 work 15:30"],
        week=plan(rest("lunch", 30, (120, 360), activity="lunch")),
    ),
    Case(
        "nor at the start", ["A mon 09:00 lunch 09:30 work 15:30"], says="A ", count=3, week=LUNCH
    ),
    Case(
        "a shift as long as the plan's shortest has no break",
        ["A mon 09:00 work 13:00"],
        week=LENGTHS,
    ),
    Case(
        "a quarter longer has one", ["A mon 09:00 work 13:15"], says="without its tea", week=LENGTHS
    ),
    Case(
        "the plan's longest has one",
        ["A mon 09:00 work 11:00 break 11:15 work 15:00"],
        week=LENGTHS,
    ),
    Case(
        "windows go by elapsed time when clocks go forward",
        ["A sat 23:00 work 26:15 lunch 26:45 work 28:00"],
        week=LUNCH | {"first_day": SPRING},
    ),
    Case(
        "on another night the same is a quarter past the window",
        ["A fri 23:00 work 27:15 lunch 27:45 work 28:00"],
        says="A ",
        count=2,
        week=LUNCH | {"first_day": SPRING},
    ),
    Case(
        "a shift from 23:00 to 06:00 is six hours long when clocks go forward",
        ["A sat 23:00 work 30:00"],
        week={"first_day": SPRING},
    ),
    Case(
        "and from 23:00 to 05:00 seven when they go back",
        ["A sat 23:00 work 29:00"],
        says="A works 7 h",
        week={"first_day": AUTUMN},
    ),
    Case("from 23:00 to 04:00 six", ["A sat 23:00 work 28:00"], week={"first_day": AUTUMN}),
    Case(
        "the longest of several rests counts",
        ["A mon 09:00 work 10:00 break 10:15 work 12:00 lunch 12:30 work 15:30"],
        week=plan(rest("tea", 15, (60, 90)), rest("lunch", 30, (120, 240), activity="lunch")),
    ),
    Case(
        "twenty minutes are enough",
        ["A mon 09:00 work 12:00 break 12:20 work 15:20"],
        week=plan(rest("tea", 20, (60, 240))) | {"interval_minutes": 20},
    ),
    Case(
        "fifteen are not",
        ["A mon 09:00 work 12:00 break 12:15 work 15:15"],
        says="rests at most 15 min",
        week=plan(rest("tea", 15, (60, 240))),
    ),
    Case("four and a half hours under 18", ["A mon 09:00 work 13:30"], week=YOUNG),
    Case(
        "a quarter more under 18",
        ["A tue 09:00 work 13:45"],
        says="A is under 18, works 4 h 45 min from Tue 2 Jun 09:00 to Tue 2 Jun 13:45 and rests "
        "at most 0 min in one piece away from both ends; over 4 h 30 min of work 30 min are due",
        week=YOUNG,
    ),
    Case("a quarter more on the 18th birthday", ["A wed 09:00 work 13:45"], week=YOUNG),
    Case("a quarter more of an adult", ["B mon 09:00 work 13:45"], week=YOUNG),
    Case(
        "half an hour of rest under 18",
        ["A mon 09:00 work 11:00 break 11:30 work 13:45"],
        week=YOUNG | ANY_TEA,
    ),
    Case(
        "a quarter of it under 18",
        ["A mon 09:00 work 11:00 break 11:15 work 13:45"],
        says="A is under 18, works 4 h 45 min from Mon 1 Jun 09:00 to Mon 1 Jun 13:45 and rests "
        "at most 15 min",
        week=YOUNG | SHORT_TEA,
    ),
    Case(
        "half an hour at the end of a shift under 18",
        ["A mon 09:00 work 13:15 break 13:45"],
        says="at most 0 min",
        week=YOUNG | ANY_TEA,
    ),
    Case(
        "two quarters that touch, under 18",
        ["A mon 09:00 work 11:00 break 11:15 break 11:30 work 13:45"],
        week=YOUNG | QUARTERS,
    ),
    Case(
        "twenty minutes in seven hours are enough for an adult and not under 18",
        [
            "A mon 09:00 work 12:00 break 12:20 work 16:00",
            "B mon 09:00 work 12:00 break 12:20 work 16:00",
        ],
        says="A is under 18",
        week=YOUNG | plan(rest("tea", 20, (60, 240))) | {"interval_minutes": 20},
    ),
    Case(
        "a longer rest for all is due under 18 as well",
        ["A mon 09:00 work 12:00 break 12:30 work 16:00"],
        says="over 6 h of work 45 min are due",
        week=YOUNG | ANY_TEA,
        parameters={"rest_minutes": 45},
    ),
    Case(
        "a night under 18 is of the day it began on",
        ["A tue 20:00 work 25:00"],
        says="A is under 18",
        week=YOUNG,
    ),
    Case(
        "under 18, from 22:45 to 04:15 are four and a half hours when clocks go forward",
        ["A sat 22:45 work 28:15"],
        week={"agents": [agent("A", adult_from="2026-04-01")], "first_day": SPRING},
    ),
    Case(
        "and from 23:00 to 02:45 four and three quarters when they go back",
        ["A sat 23:00 work 26:45"],
        says="A is under 18, works 4 h 45 min",
        week={"agents": [agent("A", adult_from="2026-11-01")], "first_day": AUTUMN},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("breaks", case)
