"""Claims: ids, kinds and values without the noise of summing."""

from __future__ import annotations

from allocator.justify.claim import Claimant, ClaimKind, settled


def test_claim_bears_the_allocation_and_its_name() -> None:
    claim = Claimant("A01/1999-08-22").fact("rest.before", "rest", 840.0, "min", "rota.csv")
    assert claim.id == "A01/1999-08-22/rest.before"
    assert claim.kind is ClaimKind.FACT


def test_kinds_are_kept_apart() -> None:
    say = Claimant("A/1")
    assert say.comparison("x", "", 1, "", "").kind is ClaimKind.LOCAL_COMPARISON
    assert say.estimate("x", "", 1, "", "").kind is ClaimKind.ESTIMATE


def test_noise_of_summing_is_no_difference() -> None:
    assert repr(settled(-1e-12)) == "0.0"
    assert settled(0.1 + 0.2) == 0.3


def test_whole_numbers_words_and_nothing_stay_as_they_are() -> None:
    say = Claimant("A/1")
    values = [say.fact("x", "", value, "", "").value for value in (3, "met", None)]
    assert values == [3, "met", None]
    assert isinstance(values[0], int)
