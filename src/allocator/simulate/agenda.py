"""When each agent is next done with something: a heap with at most one moment an agent, compiled.

The earliest is at place 0, ties by the smaller number. The ``place`` of record *a* says where agent
*a* stands in the heap, ``NOWHERE`` for not at all, so that a moment can be moved or struck out.
"""

from __future__ import annotations

from allocator.simulate.compiled import Array, compiled
from allocator.simulate.floor import IN_AGENDA

NOWHERE = -1


@compiled
def enter(agenda: Array, count: Array, a: int, when_s: float) -> None:
    """Put an agent's next moment in, in place of another if there is one."""
    place = agenda[a].place
    if place == NOWHERE:
        place = count[IN_AGENDA]
        count[IN_AGENDA] += 1
    while place > 0:
        above = (place - 1) // 2
        if agenda[above].moment_s < when_s or (
            agenda[above].moment_s == when_s and agenda[above].agent <= a
        ):
            break
        _write(agenda, place, agenda[above].agent, agenda[above].moment_s)
        place = above
    _sink(agenda, count, place, a, when_s)


@compiled
def strike(agenda: Array, count: Array, a: int) -> None:
    """Take an agent's moment out."""
    place = agenda[a].place
    agenda[a].place = NOWHERE
    count[IN_AGENDA] -= 1
    size = count[IN_AGENDA]
    if place == size:
        return
    last, last_s = agenda[size].agent, agenda[size].moment_s
    if place > 0:
        _write(agenda, place, last, last_s)
        enter(agenda, count, last, last_s)
    else:
        _sink(agenda, count, 0, last, last_s)


@compiled
def _write(agenda: Array, place: int, a: int, when_s: float) -> None:
    agenda[place].agent, agenda[place].moment_s = a, when_s
    agenda[a].place = place


@compiled
def _sink(agenda: Array, count: Array, place: int, a: int, when_s: float) -> None:
    """Write a pair where it belongs, at a place or below."""
    size = count[IN_AGENDA]
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        other = below + 1
        if other < size and (
            agenda[other].moment_s < agenda[below].moment_s
            or (
                agenda[other].moment_s == agenda[below].moment_s
                and agenda[other].agent < agenda[below].agent
            )
        ):
            below = other
        if when_s < agenda[below].moment_s or (
            when_s == agenda[below].moment_s and a <= agenda[below].agent
        ):
            break
        _write(agenda, place, agenda[below].agent, agenda[below].moment_s)
        place = below
    _write(agenda, place, a, when_s)
