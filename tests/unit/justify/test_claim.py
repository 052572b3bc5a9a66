"""Claims: ids, kinds and values without the noise of summing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from allocator.justify.claim import Claim, Claimant, ClaimKind, settled


def test_claim_bears_the_allocation_and_its_name() -> None:
    claim = Claimant("A01/1999-08-22").fact("rest.before", "rest", 840.0, "min", "rota.csv")
    assert claim.id == "A01/1999-08-22/rest.before"
    assert claim.kind is ClaimKind.FACT


def test_kinds_are_kept_apart() -> None:
    say = Claimant("A/1")
    assert say.comparison("x", "", 1, "", "").kind is ClaimKind.LOCAL_COMPARISON
    assert say.estimate("x", "", 1, "", "", interval=(0, 2)).kind is ClaimKind.ESTIMATE
    reoptimised = say.reoptimised("x", "", 1, "", "", interval=(0, 2), seed=3)
    assert reoptimised.kind is ClaimKind.REOPTIMISED_COMPARISON


def test_noise_of_summing_is_no_difference() -> None:
    assert repr(settled(-1e-12)) == "0.0"
    assert settled(0.1 + 0.2) == 0.3


def test_whole_numbers_words_and_nothing_stay_as_they_are() -> None:
    say = Claimant("A/1")
    values = [say.fact("x", "", value, "", "").value for value in (3, "met", None)]
    assert values == [3, "met", None]
    assert isinstance(values[0], int)


def test_json_has_the_six_fields_and_the_others_where_they_say_something() -> None:
    say = Claimant("A/1")
    six = ["id", "kind", "subject", "value", "unit", "source"]
    assert list(say.fact("x", "", None, "", "").model_dump(mode="json")) == six
    drawn = say.estimate("x", "", 1.0, "", "", interval=(0.5, 2), seed=0).model_dump(mode="json")
    assert list(drawn) == [*six, "low", "high", "seed"]
    assert Claim.model_validate(drawn).model_dump(mode="json") == drawn


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("estimate", {}, "carries its interval"),
        ("estimate", {"low": 1.0}, "both ends or none"),
        ("estimate", {"low": 2.0, "high": 1.0}, "above its high end"),
        ("fact", {"low": 0.0, "high": 2.0}, "neither interval nor seed"),
        ("local_comparison", {"seed": 1}, "neither interval nor seed"),
    ],
)
def test_kind_has_what_it_must_and_no_more(kind: str, more: dict[str, float], said: str) -> None:
    fields = {"id": "x", "kind": kind, "subject": "", "value": 1, "unit": "", "source": ""}
    with pytest.raises(ValidationError, match=said):
        Claim.model_validate(fields | more)


def test_estimate_of_nothing_needs_no_interval() -> None:
    assert Claimant("A/1").estimate("x", "", None, "", "", interval=None).value is None
