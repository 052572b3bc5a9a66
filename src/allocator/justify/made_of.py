"""A change of the objective with what it is made of: as printed, the parts add up to the sum."""

from __future__ import annotations

import math
from collections.abc import Mapping

from allocator.justify.term_names import BY_NOTICE

NEXT_TO_NOTHING = 0.05
"""Late contacts that a tenth shows as nothing."""

_WORDS = {
    "late_contacts": "contacts late or lost",
    "uncovered_contacts": "nobody logged in",
    "below_floor": "below the floors",
    "declined_requests": "requests",
    "backward_starts": "unsteady starts",
    "unsocial_excess": "fairness",
    "unbroken_screen": "long stretches at the screen",
    "cover_deviation": "too few or too many in a kind of shift",
    "development_short": "development",
    BY_NOTICE: "changes by notice",
}


def made_of(total: float, parts: Mapping[str, float]) -> str:
    """Say a change and its parts: ``+3.5 late contacts in all = sales +4.0, requests −0.5``.

    Parameters
    ----------
    total
        Change of the objective, in late contacts; more is worse.
    parts
        Parts of it by queue or term, weighted and priced as in the objective.
    """
    whole, tenths = adding_up(total, parts)
    named = [f"{_WORDS.get(name, name)} {signed(count / 10)}" for name, count in tenths.items()]
    return f"{signed(whole / 10)} late contacts in all" + (f" = {', '.join(named)}" * bool(named))


def adding_up(total: float, parts: Mapping[str, float]) -> tuple[int, dict[str, int]]:
    """Round a sum and its parts to tenths so that the parts still add up to the sum.

    Parts that are next to nothing are one, ``other``. Each is rounded down or up, those nearest
    to the next tenth up.
    """
    shown = {name: change for name, change in parts.items() if _counts(change)}
    rest = total - math.fsum(shown.values())
    whole = round(10 * total)
    if _counts(rest) or not shown:
        shown["other"] = rest
    tenths = {name: math.floor(10 * change) for name, change in shown.items()}
    up = sorted(shown, key=lambda name: tenths[name] - 10 * shown[name])
    for name in up[: max(0, whole - sum(tenths.values()))]:
        tenths[name] += 1
    return whole, {name: count for name, count in tenths.items() if count}


def _counts(change: float) -> bool:
    """Whether a change is more than next to nothing."""
    return abs(change) >= NEXT_TO_NOTHING


def signed(change: float | None) -> str:
    """Show a change to a tenth, with its sign: ``+0.3``, ``−1.0``; ``0.0`` for none."""
    text = f"{change or 0.0:+,.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "\N{MINUS SIGN}")
