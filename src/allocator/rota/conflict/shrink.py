"""Makes a contradiction as small as it can be, by taking parts away and solving again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PartT = TypeVar("PartT")


@dataclass(frozen=True)
class Shrunk(Generic[PartT]):
    """Parts that clash.

    Parameters
    ----------
    parts
        Shown to admit nothing together.
    is_minimal
        Whether each of them was shown to be needed: without it the others admit something.
    """

    parts: tuple[PartT, ...]
    is_minimal: bool


def shrink(
    parts: Sequence[PartT], admits: Callable[[tuple[PartT, ...]], bool | None]
) -> Shrunk[PartT]:
    """Find some of the parts that clash, of which none can be spared.

    Parts are taken away in runs, long ones first, and stay away while the rest still clash; those
    that come first are tried first. What cannot be decided is kept, and said to be so.

    Parameters
    ----------
    parts
        Known to clash all together.
    admits
        Whether some parts, in the order given, can hold together; ``None`` where that could not
        be decided.

    Source
    ------
    After J. W. Chinneck, "Feasibility and Infeasibility in Optimization", 2008: the deletion
    filter. A solver's own core is not used: reports of wrong ones are open.
    """
    known: dict[tuple[PartT, ...], bool | None] = {}

    def ask(some: tuple[PartT, ...]) -> bool | None:
        if some not in known:
            known[some] = admits(some)
        return known[some]

    kept = tuple(parts)
    run = max(1, len(kept) // 2)
    while True:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + run :]
            if ask(fewer) is False:
                kept = fewer
            else:
                place += run
        if run == 1:
            break
        run = max(1, run // 2)
    # Where a part can also make room for others, what was needed at first may be needed no more.
    while True:
        answers = [ask(kept[:place] + kept[place + 1 :]) for place in range(len(kept))]
        if False not in answers:
            return Shrunk(kept, all(answer is True for answer in answers))
        spare = answers.index(False)
        kept = kept[:spare] + kept[spare + 1 :]
