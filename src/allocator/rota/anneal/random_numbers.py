"""Random numbers in compiled code."""

from __future__ import annotations

from allocator.rota.anneal.compiled import Array, compiled


@compiled
def _draw(random: Array) -> int:
    """Next random number: xorshift after Marsaglia (2003), 62 bits of it."""
    state = random[0]
    state ^= state << 13
    state ^= (state >> 7) & 0x1FFFFFFFFFFFFFF
    state ^= state << 17
    random[0] = state
    return state & 0x3FFFFFFFFFFFFFFF


@compiled
def below(random: Array, count: int) -> int:
    """Return a random whole number from 0 to ``count`` - 1."""
    return (_draw(random) >> 8) % count


@compiled
def share(random: Array) -> float:
    """Return a random number above 0, up to 1."""
    return ((_draw(random) >> 9) + 1) / 9007199254740992.0
