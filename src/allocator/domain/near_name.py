"""The known name that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE_SHARE = 0.6
"""How much of two names must agree for one to be offered in place of the other."""


def near_name(name: str, known: Iterable[str], alike_share: float = ALIKE_SHARE) -> str | None:
    """Return the known name that is most alike; ``None`` where none is alike enough."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=alike_share)
    return close[0] if close else None
