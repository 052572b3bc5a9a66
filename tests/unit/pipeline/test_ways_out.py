"""Ways out of several conflicts: each does away with all of them."""

from __future__ import annotations

from allocator.pipeline.why_not.ways_out import ways_out
from allocator.rota.conflict.conflict import Conflict, Cure


def conflict(*cures: tuple[str, str]) -> Conflict:
    made = tuple(Cure(kind, words, "", 0, 0.0, lambda scenario: scenario) for kind, words in cures)
    return Conflict(("A1",), "", (), is_minimal=True, cures=made)


MEETING = conflict(("activity", "hold it without Ada"), ("activity", "leave it out"))
HOURS = conflict(("leave", "count 7.5 h"), ("absent", "plan without Ada"))


def test_cures_of_one_conflict_are_ways_out_each() -> None:
    assert ways_out([MEETING]) == ("hold it without Ada", "leave it out")


def test_of_two_conflicts_each_way_out_has_a_cure_of_both() -> None:
    """They were joined by "or", though neither alone was enough."""
    assert ways_out([MEETING, HOURS]) == (
        "hold it without Ada, and count 7.5 h",
        "leave it out, and count 7.5 h",
        "hold it without Ada, and plan without Ada",
    )
    assert ways_out([MEETING, HOURS], lambda cure: cure.kind != "absent") == (
        "hold it without Ada, and count 7.5 h",
        "leave it out, and count 7.5 h",
    )


def test_a_conflict_without_a_cure_leaves_no_way_out() -> None:
    assert ways_out([MEETING, conflict()]) == ()
    assert ways_out([]) == ()
