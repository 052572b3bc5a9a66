"""A heap of moments with numbers, compiled: the earliest first, ties by the smaller number.

It lives in two arrays of the caller's, of moments and of numbers, with its size beside them.
"""

from __future__ import annotations

from allocator.simulate.compiled import Array, compiled


@compiled
def push(moment_s: Array, number: Array, size: int, new_s: float, new: int) -> int:
    """Add a pair; return the new size."""
    place = size
    while place > 0:
        above = (place - 1) // 2
        if moment_s[above] < new_s or (moment_s[above] == new_s and number[above] <= new):
            break
        moment_s[place], number[place] = moment_s[above], number[above]
        place = above
    moment_s[place], number[place] = new_s, new
    return size + 1


@compiled
def pop(moment_s: Array, number: Array, size: int) -> int:
    """Take the earliest pair, that at place 0, off; return the new size."""
    size -= 1
    last_s, last = moment_s[size], number[size]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        other = below + 1
        if other < size and (
            moment_s[other] < moment_s[below]
            or (moment_s[other] == moment_s[below] and number[other] < number[below])
        ):
            below = other
        if last_s < moment_s[below] or (last_s == moment_s[below] and last <= number[below]):
            break
        moment_s[place], number[place] = moment_s[below], number[below]
        place = below
    moment_s[place], number[place] = last_s, last
    return size
