"""The report of one agent: their own shifts and reasons, and nobody else in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.findings import day_text
from allocator.domain.paid_time import leave_hours, lost_hours
from allocator.domain.people import Agent
from allocator.domain.plan import Plan
from allocator.domain.practice import practice_by_mentor, practice_within
from allocator.domain.record import AllocationRecords
from allocator.domain.rota import Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.burdens import own_lines
from allocator.justify.day_off import day_off
from allocator.justify.justification import Justification
from allocator.justify.ledger import FairnessLedger
from allocator.justify.own_requests import AnsweredRequest, own_requests
from allocator.justify.replan_log import ReplanLog
from allocator.justify.wording import clock_span
from allocator.report.environment import environment
from allocator.report.formats import compact, date_range
from allocator.report.justification_view import (
    AllocationCard,
    Section,
    agent_cards,
    ledger_section,
)
from allocator.report.marks import quote
from allocator.report.own_changes import own_changes
from allocator.report.own_parts import PartLine, part_lines
from allocator.report.own_reasons import exchange_words, own_reasons, without_ledger
from allocator.report.own_share import FEWEST_FOR_A_MEAN, OwnShare, own_share
from allocator.report.palette import PoolInk, pool_inks
from allocator.report.redaction import Redactor
from allocator.report.review_view import ReviewView
from allocator.report.shift_bar import shift_bar
from allocator.report.week_grid import anchor, number_of

_TEMPLATE = "agent.html.j2"


@dataclass(frozen=True)
class OwnShift:
    """A shift in the agent's week."""

    anchor: str
    times: str
    paid_hours: str
    bar: Markup
    parts: tuple[PartLine, ...]


@dataclass(frozen=True)
class OwnDay:
    """A day of the agent.

    Parameters
    ----------
    off
        Why there is no shift, as far as the agent asked for it; empty on a day with one.
    requests
        What became of their own wishes for the day.
    """

    date: dt.date
    day: str
    shifts: tuple[OwnShift, ...]
    off: str
    requests: tuple[AnsweredRequest, ...]


@dataclass(frozen=True)
class AgentPage:
    """Everything that an agent's report shows.

    Parameters
    ----------
    taken_off
        What of the contracted hours is not due, in words.
    exchanges
        By the anchor of the allocation: what exchanges with others would change.
    line
        Claims of the agent's place in the ledger; ``None`` without a shift.
    ledgers
        The agent's place in the other ledgers, in words.
    """

    agent: Agent
    days: tuple[OwnDay, ...]
    cards: tuple[AllocationCard, ...]
    exchanges: Mapping[str, tuple[str, ...]]
    review: ReviewView
    share: OwnShare
    line: Section | None
    ledgers: tuple[str, ...]
    paid_hours: str
    hours_due: str
    taken_off: str
    unsocial_hours: str
    requests_met: int
    requests_made: int


def agent_page(
    scenario: Scenario,
    plan: Plan,
    justifications: Sequence[Justification],
    records: Mapping[str, AllocationRecords],
    ledger: FairnessLedger,
    agent_id: str,
    replan: ReplanLog | None = None,
) -> str:
    """Write the report of one agent of the plan.

    Others stand in it as "another agent": no name, no id, no limit and no burden of theirs, nor
    anything from which these could be worked out, such as the terms of an exchange.

    Parameters
    ----------
    justifications
        Of the whole plan; those of others are passed over.
    records
        Of the whole plan, by allocation.
    ledger
        Of the whole plan.
    replan
        That the plan comes from.
    """
    page = _page(scenario, plan, justifications, records, ledger, agent_id)
    inks = pool_inks(scenario)
    used = {pool_id for one in justifications for pool_id in one.pools if one.agent_id == agent_id}
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            page=page,
            replanned=replan
            and own_changes(
                scenario, plan.rota, replan, Redactor(scenario.agents, agent_id), agent_id
            ),
            site=scenario.settings.site.name,
            week_text=date_range(scenario.grid.days[0], scenario.grid.days[-1]),
            several=len(scenario.plan_weeks) > 1,
            simulated=plan.summary.simulated_data or scenario.settings.simulated,
            summary=plan.summary,
            inks=[ink for pool_id, ink in inks.items() if pool_id in used],
            quote=quote,
            review=page.review,
            change_rows=None,
        )
    )


def _page(
    scenario: Scenario,
    plan: Plan,
    justifications: Sequence[Justification],
    records: Mapping[str, AllocationRecords],
    ledger: FairnessLedger,
    agent_id: str,
) -> AgentPage:
    redactor = Redactor(scenario.agents, agent_id)
    agent = scenario.agent_by_id[agent_id]
    share = own_share(ledger, agent_id)
    by_mentor = practice_by_mentor(plan.rota.blocks)
    mentored = {
        one.id: practice_within(Shift(blocks=one.blocks), by_mentor)
        for one in justifications
        if one.agent_id == agent_id
    }
    mine = [
        own_reasons(one, redactor, share, mentored[one.id])
        for one in justifications
        if one.agent_id == agent_id
    ]
    inks = pool_inks(scenario)
    groups = agent_cards(scenario, [without_ledger(one) for one in mine], inks)
    asked = own_requests(RotaView.whole(scenario, plan.rota), agent_id)
    days = tuple(
        _day(scenario, plan.rota, agent_id, day, mine, mentored, asked, inks)
        for day in scenario.grid.days
    )
    return AgentPage(
        agent=agent,
        days=days,
        cards=groups[0].cards if groups else (),
        exchanges={
            anchor(one.id): exchange_words(one.comparison)
            for one in justifications
            if one.agent_id == agent_id
        },
        review=ReviewView.of(mine, records, _Called(scenario, agent), redactor.quoted),
        share=share,
        line=ledger_section(mine[0]) if mine else None,
        ledgers=tuple(
            one.words
            for one in own_lines(scenario, plan.rota, agent_id, FEWEST_FOR_A_MEAN)
            if one.kind.name != "unsocial"
        ),
        paid_hours=compact(sum(number_of(one, "hours.shift") for one in mine)),
        hours_due=compact(scenario.hours_due(agent_id, None)),
        taken_off=_taken_off(scenario, agent_id),
        unsocial_hours=compact(sum(number_of(one, "unsocial.shift") for one in mine)),
        requests_met=sum(one.is_met for one in asked),
        requests_made=len(asked),
    )


class _Called:
    """Names whoever recorded something: a colleague on the rota is "the reviewer"."""

    def __init__(self, scenario: Scenario, agent: Agent) -> None:
        self._agent = agent
        self._others = {
            form.casefold()
            for other in scenario.agents
            if other.agent_id != agent.agent_id
            for form in (other.agent_id, other.name)
        }

    def __call__(self, who: str) -> str:
        if who == self._agent.agent_id:
            return self._agent.name
        return "the reviewer" if who.casefold() in self._others else who


def _day(
    scenario: Scenario,
    rota: Rota,
    agent_id: str,
    day: dt.date,
    mine: Sequence[Justification],
    mentored: Mapping[str, Sequence[Block]],
    asked: Sequence[AnsweredRequest],
    inks: dict[str, PoolInk],
) -> OwnDay:
    shifts = tuple(
        OwnShift(
            anchor=anchor(one.id),
            times=clock_span(one.start, one.end),
            paid_hours=compact(number_of(one, "hours.shift")),
            bar=shift_bar(scenario, one, inks),
            parts=part_lines(scenario, one.blocks, mentored[one.id]),
        )
        for one in mine
        if one.day == day
    )
    off = "" if shifts else day_off(scenario, rota, agent_id, day).own_words
    return OwnDay(day, day_text(day), shifts, off, tuple(one for one in asked if one.day == day))


def _taken_off(scenario: Scenario, agent_id: str) -> str:
    """Hours that are not due though contracted; empty where there are none."""
    days = scenario.grid.days
    beyond = (
        (leave_hours(scenario, agent_id, days), "of paid leave"),
        (lost_hours(scenario, agent_id, days), "away"),
    )
    told = [f"{compact(hours)} h {what}" for hours, what in beyond if hours]
    return f"{' and '.join(told)} taken off" if told else ""
