"""Look for pins that the rota does not keep."""

from __future__ import annotations

from allocator.domain.findings import Finding, Place
from allocator.domain.people import Pin
from allocator.domain.rota import Activity, Block, Shift, minutes_between
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.pins.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find work pinned and not given, another shift, another queue, and time off not free.

    A pin wholly outside the planned week has no effect: nothing there is planned.
    """
    del parameters
    grid = view.scenario.grid
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        for pin in view.scenario.pins_by_agent.get(agent_id, ()):
            if pin.end <= grid.start or pin.start >= grid.end:
                continue
            if pin.asks_for_shift:
                findings += _of_work(view, pin)
            else:
                findings += (
                    _of_off_phone(view, pin) if pin.kind == "off_phone" else _of_off(view, pin)
                )
    return findings


def _of_work(view: RotaView, pin: Pin) -> list[Finding]:
    findings: list[Finding] = []
    shifts = view.shifts(pin.agent_id)
    if pin.kind == "shift":
        findings += [
            CARD.finding(
                "other_shift",
                _place(view, pin),
                shift_start=view.local(shift.start),
                shift_end=view.local(shift.end),
            )
            for shift in _others_that_day(view, pin)
        ]
    if pin.kind == "any_shift":
        day = view.scenario.grid.operating_date(pin.start)
        if not any(view.operating_date(shift) == day for shift in shifts):
            findings.append(CARD.finding("no_shift", _place(view, pin)))
    elif not findings and not any(_covers(shift, pin) for shift in shifts):
        findings.append(CARD.finding("not_at_work", _place(view, pin)))
    if pin.queue is not None:
        findings += [
            CARD.finding(
                "other_queue",
                _place(view, pin),
                queue=pin.queue,
                block_start=view.local(block.start),
                block_end=view.local(block.end),
            )
            for block in _overlapping(view, pin)
            if block.activity is Activity.WORK and pin.queue not in block.queues
        ]
    if pin.kind == "on_phone":
        findings += [
            CARD.finding(
                "not_on_phone",
                _place(view, pin),
                activity=str(block.activity),
                block_start=view.local(block.start),
                block_end=view.local(block.end),
            )
            for block in _overlapping(view, pin)
            if not block.is_on_phone
        ]
    return findings


def _of_off_phone(view: RotaView, pin: Pin) -> list[Finding]:
    return [
        CARD.finding(
            "not_off_phone",
            _place(view, pin),
            of_queue=f" on {pin.queue}" if pin.queue else "",
            block_start=view.local(block.start),
            block_end=view.local(block.end),
        )
        for block in _overlapping(view, pin)
        if block.is_on_phone and (pin.queue is None or pin.queue in block.queues)
    ]


def _of_off(view: RotaView, pin: Pin) -> list[Finding]:
    return [
        CARD.finding(
            "not_off",
            _place(view, pin),
            activity=str(block.activity),
            block_start=view.local(block.start),
            block_end=view.local(block.end),
        )
        for block in _overlapping(view, pin)
    ]


def _place(view: RotaView, pin: Pin) -> Place:
    return Place(pin.agent_id, view.local(pin.start), view.local(pin.end))


def _covers(shift: Shift, pin: Pin) -> bool:
    return minutes_between(shift.start, pin.start) >= 0 and minutes_between(pin.end, shift.end) >= 0


def _others_that_day(view: RotaView, pin: Pin) -> list[Shift]:
    """Shifts of the operating day of a pinned one that are not the same."""
    day = view.scenario.grid.operating_date(pin.start)
    return [
        shift
        for shift in view.shifts(pin.agent_id)
        if view.operating_date(shift) == day
        and (minutes_between(shift.start, pin.start), minutes_between(shift.end, pin.end)) != (0, 0)
    ]


def _overlapping(view: RotaView, pin: Pin) -> list[Block]:
    return [
        block
        for block in view.rota.agent_blocks(pin.agent_id)
        if minutes_between(block.start, pin.end) > 0 and minutes_between(pin.start, block.end) > 0
    ]
