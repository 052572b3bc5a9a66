"""Spells in which somebody who is logged in takes nothing: shrinkage that no rota places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.centre import Centre
from allocator.simulate.compiled import Array

MEAN_SPELL_S = 600.0
"""Mean length of a spell away (see docs/simulation.md for what it is measured against)."""


@dataclass(frozen=True)
class Absences:
    """Spells away within logged-in time, in order of time, shape (W,) each.

    Parameters
    ----------
    span
        Number of the centre's span that a spell lies in.
    """

    start_s: Floats
    agent: Array
    length_s: Floats
    span: Array

    @classmethod
    def none(cls) -> Absences:
        """Nobody is ever away."""
        nothing = np.empty(0)
        nobody = np.empty(0, np.int64)
        return cls(nothing, nobody, nothing, nobody)


def draw_absences(
    centre: Centre,
    share: float,
    week_s: float,
    draw: np.random.Generator,
    mean_spell_s: float = MEAN_SPELL_S,
) -> Absences:
    """Draw when each person is away.

    A person alternates between away and not, with exponential lengths, all week long and
    whether at work or not, being away for ``share`` of the time; the spells count where they
    overlap logged-in time. So the share comes out for any rota, at the beginning and the end of
    a shift as in its middle, and two rotas of the same people have the same spells in the hours
    that they share.

    Parameters
    ----------
    share
        Of logged-in time, at least 0 and less than 1.
    week_s
        Length of the week.
    """
    agents = len(centre.agents)
    if share <= 0 or agents == 0 or not centre.spans:
        return Absences.none()
    cycle_s = mean_spell_s / share
    # Cycles are at most as scattered as exponentials, so that this many last the week but for a
    # chance beyond counting; whoever runs out of them is not away for the rest.
    cycles = int(week_s / cycle_s + 10 * np.sqrt(week_s / cycle_s)) + 50
    first_away = draw.random(agents) < share
    lengths = draw.standard_exponential((agents, cycles, 2))
    lengths[:, :, 0] *= cycle_s - mean_spell_s
    lengths[:, :, 1] *= mean_spell_s
    lengths[first_away, 0, 0] = 0.0
    passed = lengths.reshape(agents, -1).cumsum(axis=1)
    start_s, end_s = passed[:, 0::2], passed[:, 1::2]
    return _within_logged_in(centre, start_s, end_s)


def _within_logged_in(centre: Centre, start_s: Floats, end_s: Floats) -> Absences:
    """Cut spells, shape (A, n), to the spans of logged-in time."""
    # Each agent gets a stretch of one long time line, so that one search finds all overlaps.
    stride = 1.0 + max(float(end_s.max()), float(centre.span_end_s.max()))
    offset = stride * np.arange(len(centre.agents))[:, np.newaxis]
    spell_start, spell_end = (start_s + offset).ravel(), (end_s + offset).ravel()
    span_offset = stride * centre.span_agent
    span_start, span_end = centre.span_start_s + span_offset, centre.span_end_s + span_offset
    first = np.searchsorted(span_end, spell_start, side="right")
    last = np.searchsorted(span_start, spell_end, side="left")
    count = np.maximum(last - first, 0)
    spell = np.repeat(np.arange(count.size), count)
    span = first[spell] + np.arange(spell.size) - np.repeat(count.cumsum() - count, count)
    start = np.maximum(spell_start[spell], span_start[span])
    length = np.minimum(spell_end[spell], span_end[span]) - start
    agent = centre.span_agent[span]
    start = start - stride * agent
    order = np.argsort(start, kind="stable")
    return Absences(start[order], agent[order], length[order], span[order])
