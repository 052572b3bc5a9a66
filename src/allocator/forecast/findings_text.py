"""What was found in a history, and what is known of the planned days, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from allocator.domain.clock import WEEKDAYS_IN_FULL
from allocator.forecast.history.table import Gap
from allocator.forecast.unusual.day_marks import EffectKind
from allocator.forecast.unusual.known_effects import AppliedEffect
from allocator.forecast.unusual.outliers import Outlier
from allocator.forecast.unusual.sibling import Borrowing

OUTLIERS = "Outliers in the history (if one was a campaign or an event, put it into events.csv)"
"""Heading of what was odd."""


_NEXT_TO_NOTHING = 0.015
"""A difference of shares that is not worth a word."""


def known_sentences(
    all_queues: int,
    effects: Sequence[AppliedEffect],
    borrowings: Sequence[Borrowing],
    gaps: Sequence[Gap],
    outliers: Sequence[Outlier],
) -> dict[str, list[str]]:
    """Return what is known of the planned days and was found in the history, by heading."""
    return {
        "Known of the planned days": [effect_text(one, all_queues) for one in effects],
        "New queues": [borrowing_text(one) for one in borrowings],
        "Missing in the history": [gap_text(one) for one in gaps],
        OUTLIERS: [outlier_text(one) for one in outliers],
    }


def effect_text(effect: AppliedEffect, all_queues: int) -> str:
    """Say what an effect adds to a day, and how it is known."""
    on = "" if len(effect.queues) == all_queues else f" on {', '.join(effect.queues)}"
    name = f" ({effect.name})" if effect.name and effect.kind is not EffectKind.EVENT else ""
    what = effect.name if effect.kind is EffectKind.EVENT else f"{effect.kind}{name}"
    added = _percent(effect.volume_share)
    if added == "0%":
        added = "no clear effect"
    elif effect.run_like is None:
        added += " contacts"
    else:
        added += f" contacts against a {WEEKDAYS_IN_FULL[effect.run_like]}'s, which it is run like"
    text = f"{_day(effect.day)}: {what}{on}, {added}"
    if effect.given:
        return f"{text}, as given in events.csv."
    if effect.seen_share is None:
        return f"{text}: nothing was seen of such a time before."
    times = "once" if effect.occasions == 1 else f"{effect.occasions} times"
    low, high = _percent(effect.low_share), _percent(effect.high_share)
    text += f" (between {low} and {high}): seen {times} before"
    if abs(effect.seen_share - effect.volume_share) < _NEXT_TO_NOTHING:
        return f"{text}."
    few = "only one case" if effect.occasions == 1 else f"only {effect.occasions} cases"
    # Otherwise it is drawn to what others of its kind brought, which may be further from nothing.
    nearer = abs(effect.volume_share) < abs(effect.seen_share)
    nearer &= effect.volume_share * effect.seen_share >= 0
    word = "reduced" if nearer else "drawn towards others of the kind"
    return f"{text}, with {_percent(effect.seen_share)}; {word}: {few}."


def gap_text(gap: Gap) -> str:
    """Say what is missing in the records."""
    expected = f"{gap.seen_contacts:.0f} contacts where about {gap.expected_contacts:.0f} are usual"
    if gap.from_minutes is not None and gap.to_minutes is not None:
        hours = f"{_clock(gap.from_minutes)} to {_clock(gap.to_minutes)}"
        return f"{_day(gap.first_day)} {gap.first_day.year}, {hours}: {expected}; not counted."
    if gap.first_day == gap.last_day:
        return f"{_day(gap.first_day)} {gap.first_day.year}: no records; not counted."
    return (
        f"{_day(gap.first_day)} {gap.first_day.year} to {_day(gap.last_day)} {gap.last_day.year}: "
        "no records; not counted."
    )


def outlier_text(outlier: Outlier) -> str:
    """Say what was odd, and what it counts as."""
    at = "" if outlier.slot is None else f" at {_clock(outlier.slot)}"
    done = "counted in full"
    if outlier.used_contacts != outlier.seen_contacts:
        done = f"counted as {outlier.used_contacts:.0f}"
    return (
        f"{_day(outlier.day)} {outlier.day.year}{at}, {outlier.queue}: "
        f"{outlier.seen_contacts:.0f} contacts where about {outlier.expected_contacts:.0f} were to "
        f"be expected; {done}."
    )


def _percent(share: float) -> str:
    """Signed whole per cent; no sign where there are none."""
    text = f"{share:+.0%}"
    return "0%" if text in ("+0%", "-0%") else text


def borrowing_text(one: Borrowing) -> str:
    """Say whose profile a new queue has."""
    if not one.own_contacts:
        return (
            f"{one.queue}: no records of its own; expected are {one.share:g} times the contacts of "
            f"{one.sibling}, and its handling times."
        )
    return (
        f"{one.queue}: {one.own_contacts:.0f} contacts of its own, which count "
        f"{one.own_weight:.0%}; the rest is {one.share:g} times what {one.sibling} expects."
    )


def _day(day: dt.date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
