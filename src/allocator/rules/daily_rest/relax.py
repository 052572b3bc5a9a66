"""Daily rest, for the counts: late and early shifts of a group share its head-count."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.rules.daily_rest.card import DailyRest
from allocator.rules.encoding import CountsFace, Linear, ShiftOption


def relax(model: CountsFace, parameters: DailyRest) -> None:
    """Bound late shifts plus the early ones of the next day by the group's head-count.

    Nobody can be in both sets, so their sum over a group is at most its number of people.
    """
    rest = -(-parameters.rest_minutes // model.scenario.settings.interval_minutes)
    for group in model.groups:
        for day in range(model.day_count - 1):
            late = _ending_from(model, model.shifts(group[0], day))
            early = _starting_by(model, model.shifts(group[0], day + 1))
            for end, late_count in late.items():
                too_early = [start for start in early if start < end + rest]
                if too_early:
                    model.add(late_count + early[max(too_early)] <= len(group))


def _ending_from(model: CountsFace, shifts: Mapping[ShiftOption, Linear]) -> dict[int, Linear]:
    """Return how many shifts end at each end or later; a chain keeps the constraints short."""
    later: Linear = 0.0
    counts: dict[int, Linear] = {}
    for end in sorted({option.end for option in shifts}, reverse=True):
        here = model.new_amount(1e6)
        model.add(here == later + sum(n for option, n in shifts.items() if option.end == end))
        counts[end] = later = here
    return counts


def _starting_by(model: CountsFace, shifts: Mapping[ShiftOption, Linear]) -> dict[int, Linear]:
    """Return how many shifts start at each start or sooner."""
    sooner: Linear = 0.0
    counts: dict[int, Linear] = {}
    for start in sorted({option.start for option in shifts}):
        here = model.new_amount(1e6)
        model.add(here == sooner + sum(n for option, n in shifts.items() if option.start == start))
        counts[start] = sooner = here
    return counts
