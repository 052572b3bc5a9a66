"""Ways out of conflicts that were diagnosed, each of which does away with all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from allocator.rota.conflict.conflict import Conflict, Cure

_MOST = 4


def ways_out(
    conflicts: Sequence[Conflict], fits: Callable[[Cure], bool] = lambda _: True
) -> tuple[str, ...]:
    """Put cures together, one of each conflict: as each was tried, with the others' first.

    Parameters
    ----------
    fits
        Whether a cure may be proposed here.

    Returns
    -------
    tuple of str
        Empty where a conflict has no cure: what cures the others alone would be no way out.
    """
    return tuple(dict.fromkeys(_put_together(conflicts, fits)))[:_MOST]


def _put_together(conflicts: Sequence[Conflict], fits: Callable[[Cure], bool]) -> Iterator[str]:
    if not conflicts or not all(conflict.cures for conflict in conflicts):
        return
    for number, conflict in enumerate(conflicts):
        for cure in conflict.cures:
            chosen = [
                cure if place == number else other.cures[0] for place, other in enumerate(conflicts)
            ]
            if all(map(fits, chosen)):
                yield ", and ".join(dict.fromkeys(each.words for each in chosen))
