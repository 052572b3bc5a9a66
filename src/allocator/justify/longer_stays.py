"""What one more hour from whom would be worth today: a local estimate, and nobody is asked yet.

Each of those who are at work after the join is looked at alone: an hour or two more at the end of
the shift, or before one that begins later, in the pool where that spares most. Nothing else of the
rota is moved, so that a replan in which the overtime is really offered may do better.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.demand.service import ServiceModel
from allocator.domain.cut_blocks import joined
from allocator.domain.disrupted import disrupted
from allocator.domain.disruption import Disruption, OvertimeOffer
from allocator.domain.findings import duration_text
from allocator.domain.grid import UTC
from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Activity, Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.change import Change
from allocator.justify.claim import Claim, Claimant
from allocator.justify.day_words import named
from allocator.justify.pricing import Pricing
from allocator.justify.term_names import LATE_CONTACTS
from allocator.justify.wording import clock_span
from allocator.verify.verifier import broken_rules

LONGER = "longer"
"""What the ids of claims of longer shifts begin with."""
MOST = 3
"""So many people are named."""
_HOURS = (1, 2)
_LEAD = dt.timedelta(hours=1)
_MOST_CHECKED = 60
"""Of a large team not everybody is held against the rules."""
_LEAST_CONTACTS = 0.5
_SOURCE = "recomputed: rota.csv with this shift longer, nothing else moved"


class LongerStay(BaseModel):
    """Somebody's shift of the day made longer, were they asked and did they agree.

    Parameters
    ----------
    hours
        By which it is longer.
    start, end
        Of the longer shift.
    late_contacts
        Fewer late, by the staffing model, nothing else moved.
    worth
        By which the whole objective is less, the price of overtime not taken off.
    price
        Of the overtime.
    event
        What ``--event`` is given if they agree.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    agent_id: str
    day: dt.date
    hours: int
    start: AwareDatetime
    end: AwareDatetime
    late_contacts: float
    worth: float
    price: float
    event: str
    words: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class _Longer:
    hours: int
    before: Shift
    after: Shift
    late_contacts: float
    worth: float
    price: float


def longer_stays(
    scenario: Scenario, service: ServiceModel, disruption: Disruption, rota: Rota
) -> tuple[LongerStay, ...]:
    """Find whose staying longer, or coming earlier, would spare most on the day of the join.

    Parameters
    ----------
    scenario
        As it stands after the events.
    rota
        As it is to be.

    Returns
    -------
    tuple of LongerStay
        Three at most, each worth its price and within every hard rule, the best first; none where
        overtime has been offered for the day already.
    """
    grid = scenario.grid
    day = grid.operating_date(disruption.join)
    if any(offer.day == day for offer in disruption.overtime) or day not in grid.days:
        return ()
    pricing = Pricing(scenario, service, rota)
    found = [
        longer
        for shift in _at_work(scenario, disruption, rota, day)
        for longer in _longer(scenario, disruption, pricing, shift)
        if longer.worth > longer.price and longer.late_contacts >= _LEAST_CONTACTS
    ]
    found.sort(key=lambda one: (one.price - one.worth, one.before.agent_id, one.hours))
    named_so_far: dict[str, LongerStay] = {}
    for one in found[:_MOST_CHECKED]:
        if len(named_so_far) == MOST:
            break
        agent_id = one.before.agent_id
        if agent_id not in named_so_far and _is_lawful(scenario, disruption, rota, day, one):
            named_so_far[agent_id] = _told(scenario, day, one)
    return tuple(named_so_far.values())


def _at_work(
    scenario: Scenario, disruption: Disruption, rota: Rota, day: dt.date
) -> Iterator[Shift]:
    """Yield the shifts of a day that are not over, of people no event has touched on it."""
    grid, join_s = scenario.grid, disruption.join.timestamp()
    away = {row.agent_id for row in disruption.away if grid.operating_date(row.start) <= day}
    away -= {row.agent_id for row in disruption.away if row.until.timestamp() <= join_s}
    for agent in scenario.agents:
        mine = [s for s in rota.shifts(agent.agent_id) if grid.operating_date(s.start) == day]
        if len(mine) == 1 and mine[0].end.timestamp() > join_s and agent.agent_id not in away:
            yield mine[0]


def _longer(
    scenario: Scenario, disruption: Disruption, pricing: Pricing, shift: Shift
) -> Iterator[_Longer]:
    """Yield a shift an hour or two longer at either end, in the pool where that spares most."""
    agent_id, zone = shift.agent_id, scenario.grid.zone
    start, end = shift.start.astimezone(UTC), shift.end.astimezone(UTC)
    soonest = disruption.join.astimezone(UTC) + _LEAD
    queues = [scenario.usable_queues(agent_id, pool.id) for pool in scenario.settings.pools]
    for hours in _HOURS:
        more = dt.timedelta(hours=hours)
        spans = [(end, end + more)]
        if start - more >= soonest:
            spans.append((start - more, start))
        for since, until in spans:
            tried: list[_Longer] = []
            for mine in filter(None, queues):
                extra = Block(
                    agent_id=agent_id,
                    start=since.astimezone(zone),
                    end=until.astimezone(zone),
                    activity=Activity.WORK,
                    queues=mine,
                )
                blocks = sorted([*shift.blocks, extra], key=lambda block: block.span_s)
                after = Shift(blocks=tuple(joined(blocks)))
                tried.append(_priced(scenario, pricing, hours, shift, after))
            if tried:
                yield max(tried, key=lambda one: one.worth)


def _priced(
    scenario: Scenario, pricing: Pricing, hours: int, before: Shift, after: Shift
) -> _Longer:
    by_term = pricing.change_by_term(Change(removed=(before,), added=(after,)))
    paid = (paid_minutes(scenario, after) - paid_minutes(scenario, before)) / 60
    return _Longer(
        hours,
        before,
        after,
        late_contacts=-by_term["late_contacts"],
        worth=-sum(by_term.values()),
        price=scenario.settings.prices.overtime_hour * max(0.0, paid),
    )


def _is_lawful(
    scenario: Scenario, disruption: Disruption, rota: Rota, day: dt.date, one: _Longer
) -> bool:
    """Whether no hard rule is broken that is kept as it stands, were the overtime offered."""
    agent_id = one.before.agent_id
    offer = OvertimeOffer(
        agent_id=agent_id,
        day=day,
        minutes=60.0 * one.hours,
        published_minutes=paid_minutes(scenario, one.before),
        start=one.before.start,
        end=one.before.end,
    )
    # Field by field, so that no offers that were looked up before go along.
    fields = {name: getattr(disruption, name) for name in type(disruption).model_fields}
    fields["overtime"] = (*disruption.overtime, offer)
    offered = disrupted(scenario, type(disruption).model_construct(**fields))
    after = Change(removed=(one.before,), added=(one.after,)).rota_after(rota)
    return all(  # the person's own rules first: they are read quickly, and most often in the way
        _breaches(offered, after, people) <= _breaches(scenario, rota, people)
        for people in ((agent_id,), tuple(scenario.agent_by_id))
    )


def _breaches(
    scenario: Scenario, rota: Rota, agent_ids: tuple[str, ...]
) -> set[tuple[str, str | None, str]]:
    """Breaches of hard rules by some people: rule, agent and words."""
    view = RotaView(scenario=scenario, rota=rota, agent_ids=agent_ids)
    return {(each.rule_id, each.agent_id, each.message) for each in broken_rules(view)}


def _told(scenario: Scenario, day: dt.date, one: _Longer) -> LongerStay:
    agent_id, zone = one.before.agent_id, scenario.grid.zone
    comes = one.after.start.timestamp() < one.before.start.timestamp()
    start, end = one.after.start.astimezone(zone), one.after.end.astimezone(zone)
    length = duration_text(60 * one.hours)
    say = Claimant(f"{LONGER}/{agent_id}/{day}")
    facts = (
        ("late_contacts", "fewer late, this shift longer", one.late_contacts, LATE_CONTACTS),
        ("worth", "whole objective less, this shift longer", one.worth, LATE_CONTACTS),
    )
    did = "came earlier by" if comes else "stayed longer by"
    return LongerStay(
        agent_id=agent_id,
        day=day,
        hours=one.hours,
        start=start,
        end=end,
        late_contacts=round(one.late_contacts, 6),
        worth=round(one.worth, 6),
        price=round(one.price, 6),
        event=f"overtime:{agent_id}:day={day}:hours={one.hours}",
        words=(
            f"If {named(scenario, agent_id)} {did} {length} ({clock_span(start, end)}), "
            f"{one.late_contacts:,.1f} fewer contacts would be late."
        ),
        claims=tuple(
            say.comparison(name, words, v, unit, _SOURCE) for name, words, v, unit in facts
        ),
    )
