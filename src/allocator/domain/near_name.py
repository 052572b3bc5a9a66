"""The known name that somebody may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

ALIKE_SHARE = 0.6
"""How much of two names must agree for one to be offered in place of the other."""


def near_name(name: str, known: Iterable[str], alike_share: float = ALIKE_SHARE) -> str | None:
    """Return the known name that is most alike; ``None`` where none is alike enough."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=alike_share)
    return close[0] if close else None


_ALIKE_ID_SHARE = 0.81
"""Of numbered ids: with three signs, another digit is another person, and no slip."""

_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", "_": "", " ": ""})


def near_id(name: str, known: Iterable[str]) -> str | None:
    """Return the numbered id that may have been meant; ``None`` where none is near.

    Near is the same but for leading noughts, hyphens, O for nought or l for one, two signs that
    changed places, or in a long id a single slip.
    """
    ids = sorted(known)
    for is_near in (_is_same_number, _is_swapped):
        found = [one for one in ids if is_near(name, one)]
        if found:
            return found[0]
    return near_name(name, ids, _ALIKE_ID_SHARE)


def _is_same_number(asked: str, known: str) -> bool:
    return _plain_id(asked) == _plain_id(known)


def _is_swapped(asked: str, known: str) -> bool:
    one, other = asked.casefold(), known.casefold()
    return any(
        one[:place] + one[place + 1] + one[place] + one[place + 2 :] == other
        for place in range(len(one) - 1)
    )


def _plain_id(text: str) -> str:
    read = text.strip().casefold().translate(_READ_AS)
    return re.sub(r"(?<!\d)0+(?=\d)", "", read)
