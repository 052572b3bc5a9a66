"""A replanned rota held against its rules: what events excuse, and what they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from allocator.domain.disrupted import disrupted
from allocator.domain.scenario import Scenario
from allocator.pipeline.replan.read_events import read_events, read_now
from allocator.verify.refused_events import refused_events
from allocator.verify.verifier import breaches_to_answer_for
from tests.disrupted_weeks import after
from tests.tiny_week import agent, each, pattern, rest, rota_of, tiny_week

BREAKS = [
    {
        "id": "day",
        "shift_over_minutes": 360,
        "shift_up_to_minutes": 600,
        "breaks": [rest("lunch", 30, (180, 300), activity="lunch")],
    }
]
EIGHT_HOURS = [pattern(shortest_minutes=480, longest_minutes=480)]
WEEK: dict[str, Any] = {
    "agents": [agent("A", weekly_hours=16), agent("B", weekly_hours=16)],
    "break_plans": BREAKS,
    "shift_patterns": EIGHT_HOURS,
    "rules": {
        "one_shift_a_day": {},
        "contracted_hours": {},
        "shift_patterns": {},
        "skills": {},
        "breaks": {"over_minutes": 400},
        "daily_rest": {},
        "meetings": {},
        "notice": {},
    },
}
A_MONDAY = "A mon 09:00 work 12:00 lunch 12:30 work 17:00"
A_TUESDAY = "A tue 09:00 work 12:00 lunch 12:30 work 17:00"
B_MONDAY = "B mon 09:00 work 12:00 lunch 12:30 work 17:00"
B_WEDNESDAY = "B wed 09:00 work 12:00 lunch 12:30 work 17:00"
PUBLISHED = [A_MONDAY, A_TUESDAY, B_MONDAY, B_WEDNESDAY]


@dataclass(frozen=True)
class Replanned:
    """Events, the rota that came of them, and what the check has to say.

    Parameters
    ----------
    found
        Rule and person of each breach that the replanned rota has to answer for.
    excused
        The same of those that the events caused, each once.
    """

    title: str
    events: Sequence[str]
    rota: Sequence[str]
    found: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    excused: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    now: str = "2026-06-01T11:00"
    week: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def scenario(self) -> Scenario:
        """Build the week before anything has happened."""
        week: dict[str, Any] = {**WEEK, **self.week}
        return tiny_week(**week)


CASES = [
    Replanned("the published rota as it stands", ["volume:change=0.1"], PUBLISHED),
    Replanned(
        "who left early has too short a shift, without its lunch, and is paid for it",
        ["early_leave:A:at=12:00"],
        ["A mon 09:00 work 12:00", A_TUESDAY, B_MONDAY, B_WEDNESDAY],
        excused={("shift_patterns", "A")},
    ),
    Replanned(
        "an absence in the middle makes two shifts of one",
        ["absence:A:from=14:00:until=15:00"],
        [
            "A mon 09:00 work 12:00 lunch 12:30 work 14:00",
            "A mon 15:00 work 17:00",
            A_TUESDAY,
            B_MONDAY,
            B_WEDNESDAY,
        ],
        excused={
            ("one_shift_a_day", "A"),
            ("shift_patterns", "A"),
            ("breaks", "A"),
            ("daily_rest", "A"),
        },
    ),
    Replanned(
        "what the absence excuses on Monday it does not on Tuesday",
        ["early_leave:A:at=12:00"],
        ["A mon 09:00 work 12:00", "A tue 09:00 work 15:00", B_MONDAY, B_WEDNESDAY],
        found={("shift_patterns", "A"), ("contracted_hours", "A")},
        excused={("shift_patterns", "A")},
    ),
    Replanned(
        "nor of somebody else on the same day",
        ["early_leave:A:at=12:00"],
        [
            "A mon 09:00 work 12:00",
            A_TUESDAY,
            "B mon 09:00 work 12:00 lunch 12:30 work 15:00",
            B_WEDNESDAY,
        ],
        found={("shift_patterns", "B"), ("contracted_hours", "B"), ("breaks", "B")},
        excused={("shift_patterns", "A")},
    ),
    Replanned(
        "hours of a day away are not to be made up for",
        ["absence:A:from=2026-06-02T00:00:until=2026-06-02"],
        [A_MONDAY, "A thu 09:00 work 12:00 lunch 12:30 work 17:00", B_MONDAY, B_WEDNESDAY],
        found={("contracted_hours", "A")},
    ),
    Replanned(
        "who is away is in the rota all the same",
        ["absence:A:from=2026-06-02T00:00:until=2026-06-02"],
        PUBLISHED,
        found={("contracted_hours", "A"), ("availability", "A"), ("replan.away", "A")},
    ),
    Replanned(
        "the past is not as it was: other breaks",
        ["volume:change=0.1"],
        [
            A_MONDAY,
            A_TUESDAY,
            "B mon 09:00 work 12:30 lunch 13:00 work 17:00",
            B_WEDNESDAY,
        ],
        found={("replan.frozen", "B")},
        now="2026-06-01T12:10",
    ),
    Replanned(
        "the past is not as it was: another shift",
        ["volume:change=0.1"],
        [A_MONDAY, A_TUESDAY, "B mon 10:00 work 13:00 lunch 13:30 work 18:00", B_WEDNESDAY],
        found={("replan.frozen", "B")},
    ),
    Replanned(
        "the past is not as it was: nothing there",
        ["volume:change=0.1"],
        [A_MONDAY, A_TUESDAY, "B thu 09:00 work 12:00 lunch 12:30 work 17:00", B_WEDNESDAY],
        found={("replan.frozen", "B")},
    ),
    Replanned(
        "what comes after now may be another",
        ["volume:change=0.1"],
        [
            A_MONDAY,
            "A tue 10:00 work 13:00 lunch 13:30 work 18:00",
            "B mon 09:00 work 12:15 lunch 12:45 work 17:00",
            "B thu 09:00 work 12:00 lunch 12:30 work 17:00",
        ],
    ),
    Replanned(
        "somebody else in the place of the absent breaks a rule",
        ["absence:A:from=2026-06-02T00:00:until=2026-06-02"],
        [A_MONDAY, B_MONDAY, "B tue 02:00 work 05:00 lunch 05:30 work 10:00"],
        found={("daily_rest", "B")},
    ),
    Replanned(
        "overtime that was offered, and no more",
        ["overtime:A:day=tue:hours=1"],
        [A_MONDAY, "A tue 09:00 work 12:00 lunch 12:30 work 18:00", B_MONDAY, B_WEDNESDAY],
    ),
    Replanned(
        "overtime before the shift, half of what was offered",
        ["overtime:A:day=tue:hours=2"],
        [A_MONDAY, "A tue 08:00 work 12:00 lunch 12:30 work 17:00", B_MONDAY, B_WEDNESDAY],
    ),
    Replanned(
        "more overtime than was offered",
        ["overtime:A:day=tue:hours=1"],
        [A_MONDAY, "A tue 08:00 work 12:00 lunch 12:30 work 18:00", B_MONDAY, B_WEDNESDAY],
        found={("shift_patterns", "A"), ("contracted_hours", "A")},
    ),
    Replanned(
        "overtime on another day than was offered",
        ["overtime:A:day=wed:hours=1"],
        [A_MONDAY, "A tue 09:00 work 12:00 lunch 12:30 work 18:00", B_MONDAY, B_WEDNESDAY],
        found={("shift_patterns", "A"), ("contracted_hours", "A")},
    ),
    Replanned(
        "overtime on a day off",
        ["overtime:A:day=thu:hours=4"],
        [*PUBLISHED, "A thu 09:00 work 13:00"],
    ),
    Replanned(
        "overtime is no excuse for a shift at another time",
        ["overtime:A:day=tue:hours=1"],
        [A_MONDAY, "A tue 09:30 work 13:00 lunch 13:30 work 18:30", B_MONDAY, B_WEDNESDAY],
        found={("shift_patterns", "A")},
    ),
    Replanned(
        "the rest that the law asks for is not excused by a break at another time",
        ["late:A:at=11:30"],
        ["A mon 11:30 work 19:30", A_TUESDAY, B_MONDAY, B_WEDNESDAY],
        found={("contracted_hours", "A"), ("breaks", "A")},
        excused={("breaks", "A")},
    ),
    Replanned(
        "coaching that cannot be held is not missed, and the other is at work",
        ["absence:A"],
        ["A mon 09:00 work 11:00", A_TUESDAY, B_MONDAY, B_WEDNESDAY],
        excused={("shift_patterns", "A")},
        week={"activities": [("coaching", "A|B", 30, "mon 14:00")]},
    ),
    Replanned(
        "coaching that can still be held is missed",
        ["early_leave:A:at=16:00"],
        ["A mon 09:00 work 12:00 lunch 12:30 work 16:00", A_TUESDAY, B_MONDAY, B_WEDNESDAY],
        found={("meetings", "A")},
        excused={("shift_patterns", "A")},
        week={"activities": [("coaching", "A|B", 30, "mon 14:00")]},
    ),
]


def published_of(case: Replanned) -> list[str]:
    if "activities" not in case.week:
        return PUBLISHED
    return [
        "A mon 09:00 work 12:00 lunch 12:30 work 14:00 coaching:B 14:30 work 17:00",
        A_TUESDAY,
        "B mon 09:00 work 12:00 lunch 12:30 work 14:00 coaching:A 14:30 work 17:00",
        B_WEDNESDAY,
    ]


@each(CASES)
def test_replanned_rota_answers_for_its_own_breaches(case: Replanned) -> None:
    scenario = case.scenario()
    made = after(scenario, rota_of(scenario, published_of(case)), case.now, *case.events)
    found, excused = breaches_to_answer_for(disrupted(scenario, made), rota_of(scenario, case.rota))
    assert {(one.rule_id, one.agent_id) for one in found} == case.found, found
    assert {(one.finding.rule_id, one.finding.agent_id) for one in excused} == case.excused


@each(CASES)
def test_doing_nothing_has_nothing_to_answer_for(case: Replanned) -> None:
    scenario = case.scenario()
    made = after(scenario, rota_of(scenario, published_of(case)), case.now, *case.events)
    found, _ = breaches_to_answer_for(disrupted(scenario, made), made.standing)
    assert found == []


def test_excuses_name_the_event() -> None:
    scenario = tiny_week(**WEEK)
    made = after(
        scenario,
        rota_of(scenario, PUBLISHED),
        "2026-06-01T08:00",
        "volume:change=0.1",
        "early_leave:A:at=12:00",
        "late:B:at=10:00",
    )
    _, excused = breaches_to_answer_for(disrupted(scenario, made), made.standing)
    assert {(one.finding.agent_id, one.event, one.because) for one in excused} == {
        ("A", 1, "A is away from Mon 1 Jun 12:00 to Tue 2 Jun 00:00"),
        ("B", 2, "B is away until Mon 1 Jun 10:00"),
    }


def test_what_stood_in_the_published_rota_is_excused_only_where_it_is_past() -> None:
    scenario = tiny_week(**WEEK)
    short = ["A mon 09:00 work 12:00 lunch 12:30 work 15:00", "A tue 09:00 work 15:00"]
    published = rota_of(scenario, [*short, B_MONDAY, B_WEDNESDAY])
    made = after(scenario, published, "2026-06-01T16:00", "volume:change=0.1")
    found, excused = breaches_to_answer_for(disrupted(scenario, made), published)
    assert {(one.rule_id, one.at and one.at.day) for one in found} == {
        ("contracted_hours", None),
        ("shift_patterns", 2),
    }
    assert [one.because for one in excused if one.finding.rule_id == "shift_patterns"] == [
        "it stood in the published rota before Mon 1 Jun 16:00"
    ]


def test_rules_of_the_scenario_still_bind_after_a_second_replan() -> None:
    scenario = tiny_week(**WEEK)
    first = after(
        scenario, rota_of(scenario, PUBLISHED), "2026-06-01T11:00", "early_leave:A:at=12:00"
    )
    then = after(
        scenario, first.standing, "2026-06-01T14:00", "early_leave:B:at=16:00", earlier=first
    )
    now = disrupted(scenario, then)
    found, excused = breaches_to_answer_for(now, then.standing)
    assert found == []
    assert {one.finding.agent_id for one in excused} == {"A", "B"}
    later = rota_of(scenario, ["A mon 09:00 work 12:00", "A tue 09:00 work 12:00", B_WEDNESDAY])
    found, _ = breaches_to_answer_for(now, later)
    assert {(one.rule_id, one.agent_id) for one in found} == {
        ("replan.frozen", "B"),
        ("contracted_hours", "A"),
        ("shift_patterns", "A"),
        ("contracted_hours", "B"),
    }


REFUSED = [
    ("absence:B:from=2026-06-02:until=2026-06-02", "replan.event", "is off throughout"),
    ("absence:B:from=2026-06-02T18:00:until=2026-06-03T09:00", "replan.event", "no shift from"),
    ("time_off:A:from=18:00:until=20:00", "replan.event", "is off throughout"),
    ("late:B:day=tue:at=10:00", "replan.event", "B has no shift on Tue 2 Jun"),
    ("late:A:day=tue:at=08:30", "replan.event", "is not late for it"),
    ("late:A:day=tue:at=18:00", "replan.event", "away for all of it is an absence"),
    ("early_leave:A:at=18:00", "replan.event", "the one of Mon 1 Jun is from"),
    ("early_leave:B:day=tue:at=12:00", "replan.event", "at no shift at Tue 2 Jun 12:00"),
    ("swap:A:day=thu:with=B", "replan.event", "there is nothing to swap"),
    ("swap:A:day=mon:with=B", "replan.event", "has begun or is over"),
    ("swap:A:day=tue:with=B:other_day=fri", "contracted_hours", "is paid"),
    ("swap:A:day=tue:with=C:other_day=wed", "replan.event", "C can be logged into no queue"),
    ("swap:B:day=wed:with=A:other_day=tue", "meetings", "does not take place"),
    ("swap:A:day=wed:with=D:other_day=wed", "meetings", "does not take place"),
]


def test_events_that_make_no_sense_of_the_rota_are_refused() -> None:
    week: dict[str, Any] = {**WEEK}
    week |= {
        "agents": [agent(name, weekly_hours=16) for name in "ABCD"],
        "skills": [("A", "calls", 1), ("B", "calls", 1), ("C", "calls", 0), ("D", "calls", 1)],
        "activities": [("coaching", "B|D", 30, "wed 14:00")],
    }
    scenario = tiny_week(**week)
    rota = rota_of(
        scenario,
        [
            A_MONDAY,
            A_TUESDAY,
            B_MONDAY,
            "B wed 09:00 work 12:00 lunch 12:30 work 14:00 coaching:D 14:30 work 17:00",
            "C wed 09:00 lunch 17:00",
            "D wed 09:00 work 12:00 lunch 12:30 work 14:00 coaching:B 14:30 work 17:00",
        ],
    )
    now = read_now(scenario, "2026-06-01T11:00")
    for option, rule_id, message in REFUSED:
        events = read_events(scenario, rota, now, [option])
        found = refused_events(scenario, rota, None, events, now)
        assert any(one.rule_id == rule_id and message in one.message for one in found), (
            option,
            found,
        )


def test_events_that_make_sense_are_not_refused() -> None:
    scenario = tiny_week(**WEEK)
    rota = rota_of(scenario, PUBLISHED)
    now = read_now(scenario, "2026-06-01T11:00")
    events = read_events(
        scenario,
        rota,
        now,
        [
            "absence:A:until=2026-06-05",
            "late:A:day=wed:at=10:00",
            "early_leave:B:at=15:00",
            "time_off:B:from=16:00:until=20:00",
            "overtime:B:hours=1",
            "overtime:B:day=sun:hours=4",
            "swap:A:day=tue:with=B:other_day=wed",
            "volume:change=0.2",
            "site_down:until=12:00",
        ],
    )
    assert refused_events(scenario, rota, None, events, now) == ()


def test_a_shift_cannot_be_swapped_twice_and_swaps_come_before_absences() -> None:
    week: dict[str, Any] = {**WEEK}
    week |= {"rules": {"one_shift_a_day": {}}, "agents": [agent(name) for name in "ABC"]}
    scenario = tiny_week(**week)
    rota = rota_of(scenario, PUBLISHED)
    now = read_now(scenario, "2026-06-01T11:00")

    def messages(*options: str) -> list[str]:
        events = read_events(scenario, rota, now, options)
        return [one.message for one in refused_events(scenario, rota, None, events, now)]

    assert messages("swap:A:day=tue:with=C", "absence:C:from=2026-06-02:until=2026-06-02") == []
    assert messages("swap:A:day=tue:with=C", "late:A:day=tue:at=10:00") == [
        "A has no shift on Tue 2 Jun"
    ]
    twice = messages("swap:A:day=tue:with=C", "swap:A:day=tue:with=B")
    assert len(twice) == 1
    assert "there is nothing to swap" in twice[0]


def test_events_after_an_absence_know_of_it() -> None:
    scenario = tiny_week(**WEEK)
    rota = rota_of(scenario, PUBLISHED)
    earlier = after(scenario, rota, "2026-06-01T11:00", "absence:A:until=2026-06-05")
    now = earlier.now
    for option, message in (
        ("absence:A:until=2026-06-05", "is off throughout"),
        ("overtime:A:day=tue:hours=2", "A is away on Tue 2 Jun"),
        ("late:A:day=tue:at=10:00", "has no shift"),
    ):
        events = read_events(scenario, earlier.standing, now, [option], None, earlier)
        (finding,) = refused_events(scenario, earlier.standing, earlier, events, now)
        assert message in finding.message
