"""Scenarios and rotas built in memory, so short that a table of them can be read at a glance.

A week with nothing in its way, and what a test changes in it::

    scenario = tiny_week(interval_minutes=60, agents=[agent("A", weekly_hours=16)])

Everything is open and allowed by default: one queue ``calls`` in one pool ``main`` without
seats, agents ``A`` and ``B`` who can take it, open all hours, shifts of any start and length on
the grid, no breaks, no rules. The days are Monday 1 to Sunday 7 June 2026 in London, without a
change of the clocks; ``SPRING`` and ``AUTUMN`` begin the weeks that end with one.

A rota is written a shift a line: agent, day, then clock times with what lies between them::

    rota_of(scenario, ["A mon 09:00 work 12:00 lunch 12:30 work 17:00",
                       "B 2026-06-02 22:00 work:chat|calls 30:00"])

``work`` names its queues after a colon, and an activity off the phone those who take part beside
the agent: ``coaching:B``. Practice names its queue and then the mentor: ``practice:calls:B``.
Times count from the midnight of the day: 30:00 is six in the morning of the next. ``01:30b`` is
the second 01:30 of the night on which clocks go back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from allocator.domain.clock import WEEKDAYS, parse_clock
from allocator.domain.cover import CoverRow
from allocator.domain.demand import Requirement
from allocator.domain.findings import Finding, SoftMeasure
from allocator.domain.ledger import LedgerEntry
from allocator.domain.people import (
    Adjustment,
    Agent,
    Availability,
    Goal,
    Leave,
    Pin,
    PlannedActivity,
    PublishedShift,
    Request,
    Skill,
    WorkedShift,
)
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Settings
from allocator.domain.view import RotaView
from allocator.rules import registry

MONDAY = dt.date(2026, 6, 1)
SPRING = dt.date(2026, 3, 23)
"""Monday of the week in which 01:00 on Sunday 29 March becomes 02:00."""
AUTUMN = dt.date(2026, 10, 19)
"""Monday of the week in which 02:00 on Sunday 25 October becomes 01:00."""

EVERY_DAY = list(WEEKDAYS)


def agent(agent_id: str, **fields: Any) -> Agent:
    """Agent on the contract that allows everything, 40 hours unless told otherwise."""
    filled = {"name": f"Agent {agent_id}", "contract": "any", "weekly_hours": 40} | fields
    return Agent.model_validate({"agent_id": agent_id, **filled})


def pattern(**fields: Any) -> dict[str, Any]:
    """Shift pattern for any quarter-hour of any day and any length unless told otherwise."""
    return {
        "id": "any",
        "days": EVERY_DAY,
        "start_from": "00:00",
        "start_to": "23:45",
        "start_every_minutes": 15,
        "shortest_minutes": 15,
        "longest_minutes": 1440,
        "length_every_minutes": 15,
    } | fields


def rest(break_id: str, minutes: int, window: tuple[int, int], **fields: Any) -> dict[str, Any]:
    """Paid break, to start in the window of minutes after the shift's start."""
    kind = {"id": break_id, "activity": "break", "minutes": minutes}
    return kind | {"start_after_minutes": window} | fields


def tiny_week(
    *,
    agents: Sequence[Agent] = (agent("A"), agent("B")),
    skills: Iterable[tuple[str, str, int]] | None = None,
    first_day: dt.date = MONDAY,
    days: int = 7,
    day_starts_at: str = "00:00",
    availability: Iterable[dict[str, Any]] = (),
    requests: Iterable[dict[str, Any]] = (),
    pins: Iterable[tuple[str, str] | tuple[str, str, str]] = (),
    worked: Iterable[str] = (),
    ledger: Iterable[dict[str, Any]] = (),
    leave: Iterable[dict[str, Any]] = (),
    adjustments: Iterable[tuple[str, str, str]] = (),
    activities: Iterable[tuple[str, str, int, str]] = (),
    published_on: str | None = None,
    published: Iterable[str] = (),
    cover: Iterable[dict[str, Any]] = (),
    goals: Iterable[dict[str, Any]] = (),
    rules: Mapping[str, dict[str, Any]] | None = None,
    **settings: Any,
) -> Scenario:
    """Build a scenario in memory.

    Parameters
    ----------
    skills
        Agent, queue and level of each; by default everybody at level 1 on every queue.
    pins
        The span as a line of a rota with ``pinned`` between the two times, ``work`` or ``off``,
        and the queue if one is pinned.
    worked, published
        Lines of a rota, for the shifts worked before the week, and those published for it.
    adjustments
        Agent, kind and value of each.
    activities
        Kind, participants, minutes, and the start (``mon 10:00``) or the window
        (``mon 09:00 to tue 12:00``) of each; they are named ``activity0``, ``activity1``.
    settings
        Fields of :class:`Settings` that differ, as ``scenario.yaml`` writes them.
    """
    fields: dict[str, Any] = {
        "name": "Tiny week",
        "site": {"name": "Here", "time_zone": "Europe/London"},
        "week": {
            "start": first_day,
            "days": days,
            "day_starts_at": day_starts_at,
            "published_on": published_on,
        },
        "interval_minutes": 15,
        "history_interval_minutes": 60,
        "opening_hours": [{"days": EVERY_DAY, "open": "00:00", "close": "24:00"}],
        "queues": [{"id": "calls"}],
        "pools": [{"id": "main", "queues": ["calls"]}],
        "shift_patterns": [pattern()],
        "contracts": [{"id": "any", "patterns": ["any"]}],
        "rules": rules or {"one_shift_a_day": {}},
    }
    read = Settings.model_validate(fields | settings)
    everything = [(a.agent_id, queue.id, 1) for a in agents for queue in read.queues]
    bare = Scenario(settings=read, agents=tuple(agents), skills=(), history=())
    return Scenario(
        settings=read,
        agents=tuple(agents),
        skills=tuple(
            Skill(agent_id=who, queue=queue, level=level)
            for who, queue, level in (everything if skills is None else skills)
        ),
        history=(),
        availability=tuple(Availability.model_validate(row) for row in availability),
        requests=tuple(Request.model_validate(row) for row in requests),
        pins=tuple(_pin(bare, *row) for row in pins),
        worked=tuple(
            WorkedShift(agent_id=blocks[0].agent_id, start=blocks[0].start, end=blocks[-1].end)
            for blocks in (blocks_of(bare, line) for line in worked)
        ),
        ledger=tuple(LedgerEntry.model_validate(row) for row in ledger),
        leave=tuple(Leave.model_validate(row) for row in leave),
        adjustments=tuple(
            Adjustment.model_validate({"agent_id": who, "kind": kind, "value": value})
            for who, kind, value in adjustments
        ),
        activities=tuple(
            _activity(bare, f"activity{number}", *row) for number, row in enumerate(activities)
        ),
        published=tuple(
            PublishedShift(agent_id=blocks[0].agent_id, start=blocks[0].start, end=blocks[-1].end)
            for blocks in (blocks_of(bare, line) for line in published)
        ),
        cover=tuple(CoverRow.model_validate(row) for row in cover),
        goals=tuple(Goal.model_validate(row) for row in goals),
    )


def _activity(
    scenario: Scenario, activity_id: str, kind: str, participants: str, minutes: int, when: str
) -> PlannedActivity:
    moments = [
        _moment(scenario, _day(scenario, text.split()[0]), text.split()[1])
        for text in when.split(" to ")
    ]
    columns = ("start",) if len(moments) == 1 else ("earliest", "latest")
    return PlannedActivity.model_validate(
        {
            "activity_id": activity_id,
            "kind": kind,
            "participants": participants,
            "minutes": minutes,
            **dict(zip(columns, moments, strict=True)),
        }
    )


def _pin(scenario: Scenario, line: str, kind: str, queue: str | None = None) -> Pin:
    (span,) = blocks_of(scenario, line.replace("pinned", "other"))
    return Pin.model_validate(
        {
            "agent_id": span.agent_id,
            "start": span.start,
            "end": span.end,
            "kind": kind,
            "queue": queue,
        }
    )


def blocks_of(scenario: Scenario, line: str) -> list[Block]:
    """Blocks of one line of a rota (see the top of this module)."""
    agent_id, day_text, *times = line.split()
    day = _day(scenario, day_text)
    moments = [_moment(scenario, day, text) for text in times[::2]]
    assert len(moments) == len(times[1::2]) + 1, f"times and activities must alternate: {line}"
    blocks: list[Block] = []
    for start, end, what in zip(moments, moments[1:], times[1::2], strict=False):
        activity, _, names = what.partition(":")
        if activity == "practice":
            queue, _, mentors = names.partition(":")
            company = tuple(mentors.split("|"))
            blocks.append(
                Block(
                    agent_id=agent_id,
                    start=start,
                    end=end,
                    activity=Activity.WORK,
                    queues=(queue,),
                    with_agents=company,
                )
            )
            continue
        logged_in = (names or "calls").split("|") if activity == "work" else []
        blocks.append(
            Block(
                agent_id=agent_id,
                start=start,
                end=end,
                activity=Activity(activity),
                queues=tuple(queue for queue in logged_in if queue != "none"),
                with_agents=tuple(names.split("|")) if names and activity != "work" else (),
            )
        )
    return blocks


def _day(scenario: Scenario, text: str) -> dt.date:
    if text not in WEEKDAYS:
        return dt.date.fromisoformat(text)
    first = scenario.settings.week.start
    return first + dt.timedelta(days=(WEEKDAYS.index(text) - first.weekday()) % 7)


def _moment(scenario: Scenario, day: dt.date, text: str) -> dt.datetime:
    moment = scenario.grid.at(day, parse_clock(text.removesuffix("b")))
    return moment.replace(fold=1) if text.endswith("b") else moment


def rota_of(scenario: Scenario, lines: Iterable[str]) -> Rota:
    """Rota of lines, a shift each (see the top of this module)."""
    return Rota.of([block for line in lines for block in blocks_of(scenario, line)])


def view_of(scenario: Scenario, lines: Iterable[str]) -> RotaView:
    """Whole view of a rota of lines."""
    return RotaView.whole(scenario, rota_of(scenario, lines))


def requirements_of(
    scenario: Scenario, contacts: Mapping[str, float], *, aht_s: float = 180, patience_s: float = 90
) -> tuple[Requirement, ...]:
    """Expect the same contacts of each queue in every open interval."""
    return tuple(
        Requirement(
            interval_start=scenario.grid.moment(interval),
            pool=scenario.pool_of_queue[queue],
            queue=queue,
            forecast_contacts=expected,
            forecast_p10=expected,
            forecast_p90=expected,
            aht_s=aht_s,
            patience_s=patience_s,
        )
        for interval in scenario.open_intervals
        for queue, expected in contacts.items()
    )


@dataclass(frozen=True)
class Case:
    """A tiny rota and what one hard rule must say of it.

    Parameters
    ----------
    says
        Part of each finding's message, or ``None`` where the rule accepts the rota.
    also_says
        Parts of the messages of further findings, of which ``says`` is no part.
    count
        Number of findings where it does not.
    week, parameters
        What differs in :func:`tiny_week` and in the rule's parameters.
    plannable
        Whether the optimiser could write such a rota at all: blocks of an agent that overlap or
        lie off the grid, a queue that does not exist, some only of the queues that the agent can
        take, or a break that the plan does not have, no optimiser can.
    """

    title: str
    rota: Sequence[str]
    says: str | None = None
    count: int = 1
    week: Mapping[str, Any] = field(default_factory=dict[str, Any])
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    plannable: bool = True
    also_says: Sequence[str] = ()

    def scenario(self, rule_id: str) -> Scenario:
        """Build the scenario, with the rule declared alone."""
        return tiny_week(rules={rule_id: dict(self.parameters)}, **self.week)


def each(cases: Sequence[Any]) -> pytest.MarkDecorator:
    """Run a test once for each case of a table, named by its title."""
    return pytest.mark.parametrize("case", cases, ids=[case.title for case in cases])


def findings_of(rule_id: str, case: Case) -> list[Finding]:
    """Run a hard rule's check on a case."""
    scenario = case.scenario(rule_id)
    ((_, parameters),) = registry.declared(scenario.settings.rules)
    return registry.check_module(rule_id).check(view_of(scenario, case.rota), parameters)


def assert_verdict(rule_id: str, case: Case) -> None:
    """Assert that the check accepts the case's rota, or finds exactly what the case says."""
    messages = [finding.message for finding in findings_of(rule_id, case)]
    if case.says is None:
        assert messages == []
    else:
        assert len(messages) == case.count, messages
        said = (case.says, *case.also_says)
        assert all(any(part in message for part in said) for message in messages), messages
        assert all(any(part in message for message in messages) for part in said), messages


@dataclass(frozen=True)
class SoftCase:
    """A tiny rota and the exact amount that one soft rule must measure in it."""

    title: str
    rota: Sequence[str]
    amount: float
    week: Mapping[str, Any] = field(default_factory=dict[str, Any])
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def scenario(self, rule_id: str) -> Scenario:
        """Build the scenario, with the rule declared alone."""
        return tiny_week(rules={rule_id: dict(self.parameters)}, **self.week)


def measure_of(rule_id: str, case: SoftCase) -> SoftMeasure:
    """Run a soft rule's measure on a case."""
    scenario = case.scenario(rule_id)
    ((_, parameters),) = registry.declared(scenario.settings.rules)
    return registry.check_module(rule_id).measure(view_of(scenario, case.rota), parameters)


def assert_amount(rule_id: str, case: SoftCase) -> None:
    """Assert the amount of a case, and that agents' parts and findings add up to it."""
    measure = measure_of(rule_id, case)
    assert measure.amount == case.amount
    assert sum(measure.by_agent.values()) == case.amount
    assert {finding.agent_id for finding in measure.findings} == set(measure.by_agent)
