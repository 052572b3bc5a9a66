"""The three lines of a priced answer: what may be called a price, and what chance alone does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from allocator.justify.claim import Claimant
from allocator.pipeline.why_not.budget import Budget
from allocator.pipeline.why_not.question import Asked, question_of
from allocator.pipeline.why_not.words import three_lines
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import rota_of


def lines(tmp_path: Path, price: float, gain: float, apart: float) -> tuple[str, str, str]:
    scenario = read_tiny_scenario(tmp_path)
    question = question_of(scenario, rota_of(scenario, []), Asked("A1", at="2026-03-02T10:00"))
    say = Claimant("comparisons/x")
    numbers = {
        "change.total": price,
        "search.gain": gain,
        "change.late_contacts": price + 0.25,
        "change.declined_requests": -0.25,
        "late_cost.sales": price + 0.5,
        "late_cost.help": -0.25,
        "hours.paid": 0.0,
    }
    claims = [say.reoptimised(name, name, value, "", "") for name, value in numbers.items()]
    claims.append(say.estimate("simulated.priced", "", 1.5, "", "", interval=(-1.0, 4.0), seed=1))
    return three_lines(scenario, question, claims, (), apart)


def test_a_price_beyond_what_chance_does_is_told_with_its_parts(tmp_path: Path) -> None:
    price, made_of, moves = lines(tmp_path, price=3.5, gain=1.0, apart=2.0)
    assert price == (
        "Ada (A1) on the phone on Mon 2 Mar 10:00 costs 3.5 late contacts more than the plan after "
        "as long a search, which gained 1.0, where everybody may move."
    )
    assert made_of == (
        "+3.5 late contacts in all = sales +4.0, help −0.2, requests −0.3; these two rotas "
        "simulated, the queues' part: +1.5 (95%: −1.0 to +4.0)."
    )
    assert moves == (
        "Nobody else has another shift. Searches side by side came out 2.0 apart: a difference "
        "below that would say nothing."
    )


@pytest.mark.parametrize(("price", "apart"), [(1.2, 2.0), (2.0, 2.0), (2.04, 2.0), (0.0, 0.0)])
def test_a_price_within_what_chance_does_is_none(
    tmp_path: Path, price: float, apart: float
) -> None:
    """It was headlined as a price, and what it is worth came two lines below."""
    told, _, moves = lines(tmp_path, price=price, gain=5.0, apart=apart)
    assert "costs" not in told
    assert f"no difference that can be told (under {max(apart, 0.1)} late contacts)" in told
    assert f"The rota with it is {5.0 - price:.1f} late contacts better than the plan" in told
    assert moves == "Nobody else has another shift."


def test_no_line_speaks_of_a_range_that_says_nothing(tmp_path: Path) -> None:
    """It read "proven is a price between 0 and 70.8": the plan's whole gap."""
    for price in (1.0, 30.0):
        assert "proven" not in " ".join(lines(tmp_path, price, 0.0, 2.0)).lower()


def test_searches_are_shorter_where_the_rest_takes_long_and_as_long_as_told_if_told() -> None:
    now = time.perf_counter()
    quick = {"compile": 0.5, "rules": 0.8}
    assert Budget(30, None, now).search_seconds(quick) == pytest.approx(1.725)
    slow = Budget(30, None, now - 5.0).search_seconds({"compile": 2.0, "rules": 2.0})
    assert 0.3 * 1.725 <= slow < 1.725
    never = Budget(30, None, now - 60.0).search_seconds({"compile": 20.0, "rules": 20.0})
    assert never == pytest.approx(0.3 * 1.725)
    assert Budget(30, 8.0, now - 60.0).search_seconds({"compile": 20.0}) == 4.0
