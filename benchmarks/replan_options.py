"""The options of a replan, measured: what each gains, whom it moves, how long it took."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.event_of_day import Event
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.changed import Changed
from allocator.pipeline.paired_late import replications_for
from allocator.pipeline.replan.case import Disrupted
from allocator.pipeline.replan.weigh import left_aside
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.replanner import NOTHING, Replanner
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules

SEARCH_SECONDS = 12.0
"""Of all options together, by the clock."""


@dataclass(frozen=True)
class MeasuredOption:
    """An option by the independent check's own measures.

    Parameters
    ----------
    cost, change_price
        Objective, and price of what is otherwise than people were told, in late contacts.
    gain
        What doing nothing costs more, the price of change not counted.
    people, days, shifts
        Who is otherwise than told; their days; those on which they come or go at other times.
    breaches
        Breaches of hard rules that doing nothing does not have as well.
    seconds
        By the clock, from the events to this option.
    simulated
        Change in late contacts to the plan's end against doing nothing, simulated in drawn weeks,
        with the ends of its 95% interval.
    is_left_aside
        Whether that is above 0 by more than chance: then it is not chosen.
    """

    name: str
    rota: Rota
    cost: float
    change_price: float
    gain: float
    people: int
    days: int
    shifts: int
    hours_moved: float
    breaches: int
    seconds: float
    simulated: tuple[float, float, float] = (0.0, 0.0, 0.0)
    is_left_aside: bool = False

    @property
    def total(self) -> float:
        """What options are chosen by."""
        return self.cost + self.change_price

    def as_json(self) -> dict[str, Any]:
        """Figures without the rota."""
        names = ("cost", "change_price", "gain", "hours_moved", "seconds")
        return (
            {name: round(getattr(self, name), 3) for name in names}
            | {name: getattr(self, name) for name in ("people", "days", "shifts", "breaches")}
            | {
                "simulated": [round(value, 2) for value in self.simulated],
                "is_left_aside": self.is_left_aside,
            }
        )


@dataclass(frozen=True)
class Replanned:
    """Options after events, with what they are held against.

    Parameters
    ----------
    chosen
        As ``allocator replan`` chooses: the cheapest with its price of change of those that are
        not left aside; ``nothing`` where doing nothing is.
    """

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    standing: Rota
    options: tuple[MeasuredOption, ...]
    chosen: str
    lost_contacts: dict[str, float]


def replanned(
    scenario: Scenario,
    plan: Plan,
    events: Sequence[Event],
    now: dt.datetime,
    seconds: float = SEARCH_SECONDS,
) -> Replanned:
    """Find the options of a published plan after events, and measure them."""
    begun = time.perf_counter()
    case = Disrupted.of(scenario, plan.rota, plan.requirements, None, events, now)
    service = ServiceModel.of(case.scenario, case.requirements)
    limits = SearchLimits(seed=1, seconds=seconds, reproducible=False)
    searched = Replanner(case.scenario, service, plan.rota)
    found = [
        (option.name, option.rota, time.perf_counter() - begun)
        for option in searched.options(limits)
    ]
    standing = case.disruption.standing
    view = RotaView.whole(case.scenario, standing)
    nothing = measure(view, service).total
    known = {(each.rule_id, each.agent_id, each.message) for each in broken_rules(view)}
    options = tuple(
        _measured(case, service, nothing, known, name, rota, at) for name, rota, at in found
    )
    weighed = case.weighed(
        {name: rota for name, rota, _ in found},
        seed=1,
        replications=replications_for(case.scenario),
    )
    aside = left_aside(weighed)
    simulated = {
        name: change
        for name, one in weighed.simulated.items()
        if name in weighed.options and (change := one.change) is not None
    }
    options = tuple(
        replace(one, simulated=simulated[one.name], is_left_aside=one.name in aside)
        for one in options
    )
    offered = [one for one in options if not one.is_left_aside and not one.breaches]
    best = min(offered, key=lambda option: round(option.total, 6), default=None)
    return Replanned(
        scenario=case.scenario,
        requirements=case.requirements,
        standing=standing,
        options=options,
        chosen=best.name if best is not None and best.total < nothing else NOTHING,
        lost_contacts=dict(case.lost),
    )


def _measured(
    case: Disrupted,
    service: ServiceModel,
    nothing: float,
    known: set[tuple[Any, ...]],
    name: str,
    rota: Rota,
    seconds: float,
) -> MeasuredOption:
    changed = Changed(
        scenario=case.scenario,
        service=service,
        published=case.published,
        disruption=case.disruption,
        rota=rota,
    )
    view = RotaView.whole(case.scenario, rota)
    cost = measure(view, service).total
    return MeasuredOption(
        name=name,
        rota=rota,
        cost=cost,
        change_price=sum(changed.price(each) for each in changed.changes),
        gain=nothing - cost,
        people=len({each.agent_id for each in changed.changes}),
        days=len(changed.changes),
        shifts=sum(each.kind.moves_shift for each in changed.changes),
        hours_moved=sum(each.hours_moved for each in changed.changes),
        breaches=sum(
            (each.rule_id, each.agent_id, each.message) not in known for each in broken_rules(view)
        ),
        seconds=seconds,
    )
