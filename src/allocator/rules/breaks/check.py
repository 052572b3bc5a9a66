"""Match the rests of each shift with its break plan, and look for the rest that is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from allocator.domain.findings import Finding
from allocator.domain.grid import UTC
from allocator.domain.rota import Block, Shift, minutes_between
from allocator.domain.settings import BreakSetting
from allocator.domain.view import RotaView
from allocator.rules.breaks.card import CARD, Breaks


def check(view: RotaView, parameters: Breaks) -> list[Finding]:
    """Find breaks missing, breaks not planned, and long shifts without their rest."""
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        for shift in view.shifts(agent_id):
            findings += _plan_broken(view, shift)
            findings += _rest_missing(view, shift, parameters)
    return findings


def _plan_broken(view: RotaView, shift: Shift) -> list[Finding]:
    plan = view.scenario.break_plan(shift.minutes)
    open_settings = list(plan.breaks) if plan else []
    findings: list[Finding] = []
    for block in shift.breaks:
        fitting = [setting for setting in open_settings if _fits(block, shift, setting)]
        if fitting:
            # Of alike breaks the one whose window closes first: so no later block goes without.
            open_settings.remove(min(fitting, key=lambda setting: setting.start_after_minutes[1]))
            continue
        finding = CARD.finding(
            "not_planned",
            view.place(block),
            activity=str(block.activity),
            length_minutes=shift.minutes,
        )
        findings.append(finding)
    for setting in open_settings:
        earliest, latest = (
            view.local(shift.start.astimezone(UTC) + dt.timedelta(minutes=after))
            for after in setting.start_after_minutes
        )
        finding = CARD.finding(
            "missing",
            view.place(shift),
            break_id=setting.id,
            activity=setting.activity,
            break_minutes=setting.minutes,
            earliest=earliest,
            latest=latest,
        )
        findings.append(finding)
    return findings


def _fits(block: Block, shift: Shift, setting: BreakSetting) -> bool:
    earliest, latest = setting.start_after_minutes
    return (
        block.activity == setting.activity
        and block.minutes == setting.minutes
        and earliest <= minutes_between(shift.start, block.start) <= latest
    )


def _rest_missing(view: RotaView, shift: Shift, parameters: Breaks) -> list[Finding]:
    longest = max(_rests_minutes(shift), default=0.0)
    for wording, over_minutes, due_minutes in _rests_due(view, shift, parameters):
        if shift.minutes > over_minutes and longest < due_minutes:
            return [
                CARD.finding(
                    wording,
                    view.place(shift),
                    length_minutes=shift.minutes,
                    longest_minutes=longest,
                    over_minutes=over_minutes,
                    due_minutes=due_minutes,
                )
            ]
    return []


def _rests_due(view: RotaView, shift: Shift, parameters: Breaks) -> Iterator[tuple[str, int, int]]:
    """Length of a shift over which a rest is due, and of the rest: of the young, and of all."""
    scenario = view.scenario
    if shift.agent_id in scenario.agent_by_id and scenario.is_young(
        shift.agent_id, view.operating_date(shift)
    ):
        yield "no_rest_young", parameters.young_over_minutes, parameters.young_rest_minutes
    yield "no_rest", parameters.over_minutes, parameters.rest_minutes


def _rests_minutes(shift: Shift) -> list[float]:
    """Lengths of the uninterrupted rests with work before and after; breaks that touch are one."""
    rests: list[float] = []
    resting: float | None = None  # None while the shift so far has been nothing but rest
    for block in shift.blocks:
        if block.is_rest:
            if resting is not None:
                resting += block.minutes
        else:
            if resting:
                rests.append(resting)
            resting = 0.0
    return rests
