"""Shrinking, on made-up parts: what is left clashes, and nothing of it can be spared."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.rota.conflict.shrink import Shrunk, shrink

PARTS = "abcdefgh"


def clashes(some: Iterable[str], sets: Iterable[str]) -> bool:
    return any(set(one) <= set(some) for one in sets)


@pytest.mark.parametrize(
    ("sets", "left"),
    [
        (["h"], "h"),
        (["ah"], "ah"),
        (["abcdefgh"], "abcdefgh"),
        # What comes first is taken away first, so of two that clash the later one is left.
        (["ab", "gh"], "gh"),
        (["ac", "bcd"], "bcd"),
    ],
)
def test_smallest_set_that_is_found(sets: list[str], left: str) -> None:
    assert shrink(PARTS, lambda some: not clashes(some, sets)) == Shrunk(tuple(left), True)


@given(
    st.sets(
        st.sampled_from(["".join(c) for n in (1, 2, 3) for c in combinations(PARTS, n)]),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_left_clashes_and_none_of_it_can_be_spared(sets: set[str]) -> None:
    found = shrink(PARTS, lambda some: not clashes(some, sets))
    assert found.is_minimal
    assert clashes(found.parts, sets)
    for part in found.parts:
        assert not clashes([other for other in found.parts if other != part], sets)


@given(st.data())
def test_parts_that_make_room_for_others_do_no_harm(data: st.DataObject) -> None:
    """Without a shift worked before the week there may be fewer rotas and not more."""
    answers: dict[tuple[str, ...], bool] = {tuple("abcd"): False}

    def admits(some: tuple[str, ...]) -> bool:
        return answers.setdefault(some, data.draw(st.booleans()))

    found = shrink("abcd", admits)
    assert found.is_minimal
    assert answers[found.parts] is False
    for part in found.parts:
        assert answers[tuple(other for other in found.parts if other != part)] is True


def test_what_is_not_decided_is_kept_and_said_to_be_so() -> None:
    def admits(some: tuple[str, ...]) -> bool | None:
        return None if "a" not in some else "h" not in some

    assert shrink(PARTS, admits) == Shrunk(("a", "h"), False)
