"""``plan --explore``: rotas for several prices of one term, with a table and a picture."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from allocator.domain.settings import Prices
from allocator.pipeline.explore_terms import PRICE_OF_TERM
from allocator.verify.terms import prices_by_term
from tests.command_line import contents, run_here
from tests.interrupted_run import interrupted
from tests.tiny_scenario import write_tiny_scenario

QUICK = ("--reproducible", "--seconds", "1", "--rounds", "0")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("explore"))


@pytest.fixture(scope="module")
def front(scenario: Path) -> Path:
    out = scenario.parent / "front"
    made = run_here("plan", scenario, "--out", out, "--explore", "requests", *QUICK)
    assert made.returncode == 0, made.stderr
    assert "x 1 own" in made.stdout
    return out


def rows(front: Path) -> list[dict[str, str]]:
    with (front / "front.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_table_has_a_row_for_each_price_and_what_its_plan_says(front: Path) -> None:
    table = rows(front)
    assert [row["factor"] for row in table] == ["0", "0.25", "1", "4", "16"]
    assert [row["price"] for row in table] == ["0", "0.75", "3", "12", "48"]
    for row in table:
        held = json.loads((front / row["folder"] / "plan.json").read_text(encoding="utf-8"))
        assert row["verdict"] == held["verdict"] == "passed"
        assert float(row["objective_total"]) == pytest.approx(held["objective_total"])
        cost = held["objective"]["declined_requests"]
        assert float(row["term_amount"]) * 3 == pytest.approx(cost)
        assert float(row["other_cost"]) == pytest.approx(held["objective_total"] - cost, rel=1e-8)
        assert float(row["bound"]) <= held["objective_total"]


def test_each_price_has_the_best_of_all_rotas_for_it(front: Path) -> None:
    table = rows(front)

    def cost(row: dict[str, str], price: str) -> float:
        return float(row["other_cost"]) + float(price) * float(row["term_amount"])

    for row in table:
        best = min(cost(other, row["price"]) for other in table)
        assert cost(row, row["price"]) == pytest.approx(best, abs=1e-6)
    amounts = [float(row["term_amount"]) for row in table]
    assert amounts == sorted(amounts, reverse=True)


def test_every_plan_passes_its_check_and_the_page_stands_alone(front: Path) -> None:
    for folder in sorted(front.glob("price-*")):
        assert run_here("verify", folder).returncode == 0
    page = (front / "front.html").read_text(encoding="utf-8")
    assert page.count("<circle") == len({row["folder"] for row in rows(front)})
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    for row in rows(front):
        assert f'href="{row["folder"]}/report.html"' in page


def test_an_earlier_front_is_replaced_and_nothing_else(scenario: Path, front: Path) -> None:
    other = scenario.parent / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine")
    made = run_here("plan", scenario, "--out", other, "--explore", "requests", *QUICK)
    assert made.returncode == 2
    assert "notes.txt" in made.stderr
    assert contents(other).keys() == {"notes.txt"}
    made = run_here("plan", scenario, "--out", front, *QUICK)
    assert made.returncode == 2


@pytest.mark.parametrize(
    ("term", "says"),
    [("joy", "is no term of the objective"), ("screen", "does not declare the rule screen_breaks")],
)
def test_a_term_that_cannot_be_explored_is_said_to_be_so(
    scenario: Path, term: str, says: str
) -> None:
    made = run_here("plan", scenario, "--out", scenario.parent / "no", "--explore", term, *QUICK)
    assert made.returncode == 2
    assert says in made.stderr


@pytest.mark.slow
def test_stopped_early_the_prices_searched_so_far_are_written(scenario: Path) -> None:
    out = scenario.parent / "stopped"
    run = interrupted(
        "plan", scenario, "--out", out, "--explore", "requests", "--seconds", "20", "--rounds", "0",
        after_stage="x4 polish",
    )  # fmt: skip
    assert run.code == 0, run.err
    assert "STOPPED EARLY" in run.out
    assert {"1", "4"} >= {row["factor"] for row in rows(out)} >= {"1"}
    assert not run.left


def test_each_term_has_its_price() -> None:
    for term, field in PRICE_OF_TERM.items():
        if field in Prices.model_fields:
            assert prices_by_term(Prices(**{field: 7.0}))[term] == 7.0
    known = {term for term in prices_by_term(Prices()) if term != "late_contacts"}
    assert known <= PRICE_OF_TERM.keys()
