"""What a change of a published rota costs, in late contacts."""

from __future__ import annotations

import datetime as dt

from allocator.domain.day_change import DayChange
from allocator.domain.disruption import Disruption, OvertimeOffer
from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Shift, minutes_between
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Prices

Span = tuple[dt.datetime, dt.datetime]
_ROUNDING_MINUTES = 1e-6


def moved_shift_price(
    prices: Prices, now: dt.datetime, before: Span | None, after: Span | None
) -> float:
    """Price of a person's day whose shift becomes another, by the notice.

    Parameters
    ----------
    before, after
        Start and end of the shift; ``None`` for a day off.
    """
    if before == after:
        return 0.0
    starts = [span[0] for span in (before, after) if span is not None]
    notice_hours = min(minutes_between(now, start) for start in starts) / 60
    if notice_hours < 24:
        return prices.changed_shift_within_24_hours
    if notice_hours < 72:
        return prices.changed_shift_within_72_hours
    if notice_hours < 7 * 24:
        return prices.changed_shift_within_7_days
    return 0.0


def overtime_hours(
    offer: OvertimeOffer | None, before: Span | None, after: Span | None, after_paid_minutes: float
) -> float | None:
    """Paid hours of overtime in a shift that is the published one made longer, as was offered.

    Returns
    -------
    float or None
        ``None`` where the shift is anything else: then it is a change like any other.
    """
    if offer is None or after is None or before == after:
        return None
    if before is not None and not (
        minutes_between(after[0], before[0]) >= 0 and minutes_between(before[1], after[1]) >= 0
    ):
        return None
    extra_minutes = after_paid_minutes - offer.published_minutes
    if not 0 <= extra_minutes <= offer.minutes + _ROUNDING_MINUTES:
        return None
    return extra_minutes / 60


def changed_day_price(
    prices: Prices,
    now: dt.datetime,
    offer: OvertimeOffer | None,
    before: Span | None,
    after: Span | None,
    after_paid_minutes: float,
) -> float:
    """Price of a person's day whose shift becomes another: overtime, or by the notice."""
    hours = overtime_hours(offer, before, after, after_paid_minutes)
    if hours is not None:
        return prices.overtime_hour * hours
    return moved_shift_price(prices, now, before, after)


def change_price(scenario: Scenario, disruption: Disruption, change: DayChange) -> float:
    """Price of a change against the rota that stands after the events.

    Parameters
    ----------
    change
        Between :attr:`~allocator.domain.disruption.Disruption.standing` and another rota.
    """
    prices = scenario.settings.prices
    if not change.kind.moves_shift:
        return prices.changed_break
    offer = disruption.overtime_on(change.agent_id, change.day)
    before, after = (
        (blocks[0].start, blocks[-1].end) if blocks else None
        for blocks in (change.before, change.after)
    )
    paid = paid_minutes(scenario, Shift(blocks=change.after)) if change.after else 0.0
    return changed_day_price(prices, disruption.now, offer, before, after, paid)
