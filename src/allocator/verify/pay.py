"""What the week costs in money, from the finished rota alone."""

from __future__ import annotations

import math
from collections import Counter

from allocator.domain.findings import Finding
from allocator.domain.grid import UTC
from allocator.domain.plan import PaySummary, PlanSummary
from allocator.domain.rota import Block, Shift, minutes_between
from allocator.domain.scenario import Scenario, Span
from allocator.domain.view import RotaView
from allocator.verify.comparison import differs, stated_otherwise


def week_pay(view: RotaView) -> PaySummary | None:
    """Pay of the week: Σ paid hours × rate + Σ unsocial hours × rate × premium + paid leave.

    Unpaid breaks earn neither basic pay nor premium. A span of unsocial hours is that of the
    shift's operating date, by the clock; premiums of spans that overlap add up.

    Returns
    -------
    PaySummary or None
        In the scenario's currency; ``None`` where no agent has a rate.
    """
    scenario = view.scenario
    rates = {
        agent.agent_id: agent.hourly_pay
        for agent in scenario.agents
        if agent.hourly_pay is not None
    }
    if not rates:
        return None
    hours: list[float] = []
    premium: list[float] = []
    leave: list[float] = []
    for agent_id, rate in rates.items():
        for shift in view.shifts(agent_id):
            worked = _paid_blocks(scenario, shift)
            hours.append(rate * sum(block.minutes for block in worked) / 60)
            premium.append(rate * _premium_hours(scenario, shift, worked))
        leave += [
            rate * (scenario.leave_hours_on(agent_id, day) or 0.0)
            for day in scenario.leave_days(agent_id)
        ]
    parts = math.fsum(hours), math.fsum(premium), math.fsum(leave)
    return PaySummary(
        currency=scenario.settings.currency,
        hours_pay=parts[0],
        premium_pay=parts[1],
        leave_pay=parts[2],
        total_pay=math.fsum(parts),
        agents_without_rate=len(scenario.agents) - len(rates),
    )


def check_pay(view: RotaView, summary: PlanSummary) -> list[Finding]:
    """Check what ``plan.json`` states of the week's pay."""
    found, stated = week_pay(view), summary.pay
    if found is None or stated is None:
        if found is stated:
            return []
        words = tuple("nothing" if pay is None else "given" for pay in (stated, found))
        return [stated_otherwise("plan.pay", "plan.json", "pay", *words)]
    pairs: dict[str, tuple[float | str, float | str]] = {
        name: (getattr(stated, name), getattr(found, name)) for name in PaySummary.model_fields
    }
    return [
        stated_otherwise("plan.pay", "plan.json", f"pay {name}", told, recomputed)
        for name, (told, recomputed) in pairs.items()
        if (
            told != recomputed
            if isinstance(told, str) or isinstance(recomputed, str)
            else differs(told, recomputed)
        )
    ]


def _paid_blocks(scenario: Scenario, shift: Shift) -> list[Block]:
    """Blocks of a shift without the unpaid breaks that its plan has.

    A break is known as one of the plan's by its activity and its length.
    """
    plan = scenario.meant_breaks(shift.agent_id, shift.start, shift.minutes)
    unpaid = Counter(
        (str(rest.activity), float(rest.minutes))
        for rest in (plan.breaks if plan else ())
        if not rest.paid
    )
    paid: list[Block] = []
    for block in shift.blocks:
        kind = str(block.activity), block.minutes
        if block.is_rest and unpaid[kind] > 0:
            unpaid[kind] -= 1
        else:
            paid.append(block)
    return paid


def _premium_hours(scenario: Scenario, shift: Shift, worked: list[Block]) -> float:
    """Hours of unsocial work, each times the share of basic pay that it earns on top."""
    day = scenario.grid.operating_date(shift.start)
    at = scenario.grid.at
    return math.fsum(
        _overlap_hours((block.start, block.end), (at(day, span.start), at(day, span.end)))
        * span.pay_premium_share
        for span in scenario.settings.unsocial
        if span.pay_premium_share and scenario.run_as(day) in span.days
        for block in worked
    )


def _overlap_hours(one: Span, other: Span) -> float:
    start = max(one[0].astimezone(UTC), other[0].astimezone(UTC))
    end = min(one[1].astimezone(UTC), other[1].astimezone(UTC))
    return max(0.0, minutes_between(start, end)) / 60
