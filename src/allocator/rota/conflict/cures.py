"""Changes that do away with a conflict: the smallest of each kind, all solved again.

What law or an adjustment agreed with a person says is never proposed to yield, nor what was
worked or promised already; a rule of the house yields at most to what its card says by itself.
What somebody could be asked of an adjustment is in
:mod:`~allocator.rota.conflict.cures_of_adjustments`, for questions about that one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allocator.rota.conflict.bench import Bench
from allocator.rota.conflict.conflict import Cure
from allocator.rota.conflict.cures_of_availability import widen_availability
from allocator.rota.conflict.cures_of_people import count_leave, other_hours, other_pin
from allocator.rota.conflict.cures_of_site import (
    ease_rule,
    more_seats,
    other_patterns,
    without_activity,
)
from allocator.rota.conflict.elements import Element

MOST_CURES = 6
"""Cures shown of a conflict."""

_MAKERS: dict[str, Callable[[Bench, Element], Iterator[Cure]]] = {
    "pin": other_pin,
    "hours": other_hours,
    "leave": count_leave,
    "rule": ease_rule,
    "patterns": other_patterns,
    "seats": more_seats,
    "activity": without_activity,
    "availability": widen_availability,
}
"""By kind of element, in the order in which to try; other kinds have no cure of their own."""


def cures_of(bench: Bench, elements: tuple[Element, ...]) -> tuple[Cure, ...]:
    """Find cures of a conflict, cheapest first: the few best."""
    found = [
        cure
        for kind, make in _MAKERS.items()
        for element in elements
        if element.kind == kind
        for cure in make(bench, element)
    ]
    # One change may cure by several elements, such as rows of leave: it is shown once.
    told = {cure.words: cure for cure in reversed(found)}
    distinct = [cure for cure in found if told[cure.words] is cure]
    return tuple(sorted(distinct, key=lambda cure: (cure.rank, cure.amount))[:MOST_CURES])
