"""What a replan has changed for one agent, in words that the agent may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allocator.domain.findings import day_text, local_text
from allocator.domain.practice import practice_by_mentor, practice_within
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.telling import TellHow
from allocator.justify.change_reasons import ChangeReason
from allocator.justify.replan_log import ReplanLog
from allocator.report.redaction import Redactor, met_by

_LEAST_SHOWN = 0.05


@dataclass(frozen=True)
class OwnChange:
    """A day of the agent that is otherwise.

    Parameters
    ----------
    told
        By when the agent is told, and how; whether they have to agree.
    worth
        What it is for, in late contacts; of what follows from the events, that it does.
    """

    day: str
    change: str
    before: str
    after: str
    told: str
    worth: str


@dataclass(frozen=True)
class OwnReplan:
    """The replan that a plan comes from, as one agent may see it.

    Parameters
    ----------
    now
        Moment of the replan, in words. What happened is not told: it is of others.
    """

    now: str
    changes: tuple[OwnChange, ...]


def own_changes(
    scenario: Scenario, rota: Rota, log: ReplanLog, redactor: Redactor, agent_id: str
) -> OwnReplan:
    """Tell an agent's changes in a replan, day by day.

    Others are "another agent", but for those whom the agent sits with on the day.

    Parameters
    ----------
    rota
        After the replan.
    """
    met = _met_on(scenario, rota, agent_id)
    mine = sorted((one for one in log.changes if one.agent_id == agent_id), key=lambda c: c.day)
    return OwnReplan(
        local_text(log.now.astimezone(scenario.grid.zone)),
        tuple(_own(scenario, one, redactor.naming(met.get(one.id, frozenset()))) for one in mine),
    )


def _met_on(scenario: Scenario, rota: Rota, agent_id: str) -> Mapping[str, frozenset[str]]:
    """Whom an agent sits with, by agent and operating date."""
    by_mentor = practice_by_mentor(rota.blocks)
    found: dict[str, frozenset[str]] = {}
    for shift in rota.shifts(agent_id):
        key = f"{agent_id}/{scenario.grid.operating_date(shift.start)}"
        met = met_by(shift.blocks, practice_within(shift, by_mentor))
        found[key] = found.get(key, frozenset()) | met
    return found


def _own(scenario: Scenario, one: ChangeReason, redactor: Redactor) -> OwnChange:
    by = local_text(one.tell_by.astimezone(scenario.grid.zone))
    how = "by a call" if one.how is TellHow.CALL else "at work"
    told = f"You are told {how}, by {by}."
    if one.needs_agreement:
        told += " It is for you to agree to: the notice is shorter than the rule asks for."
    return OwnChange(
        day=day_text(one.day),
        change=redactor.text(one.change),
        before=redactor.text(one.before),
        after=redactor.text(one.after),
        told=told,
        worth=_worth(one),
    )


def _worth(one: ChangeReason) -> str:
    if one.follows:
        return "It follows from what has happened; nobody chose it."
    it = "this and the changes that hang together with it" if one.together_with else "it"
    if one.worth < _LEAST_SHOWN:
        return f"Without {it} no fewer contacts would be late."
    return f"Without {it} {one.worth:,.1f} more contacts would be late, or what costs as much."
