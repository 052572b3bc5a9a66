"""Erlang B, C and A against published figures, each to the digits printed.

``erlang_reference.csv`` names the source, the inputs, the figure by its own definition, and the
tolerance: half a unit of the last digit printed unless the note says why not.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from scipy.optimize import brentq

from allocator.demand.erlang import erlang_b, erlang_c
from allocator.demand.erlang_a import ErlangA
from allocator.demand.heads import fewest_agents, scheduled_agents
from allocator.demand.queue_answer import ServiceLevel

with (Path(__file__).parent / "erlang_reference.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))

Row = dict[str, str]


def _name(row: Row) -> str:
    inputs = "-".join(row[key] for key in ("arrivals_per_hour", "aht_s", "patience_s", "agents"))
    return f"{row['model']}-{inputs}-{row['target_s']}-{row['figure']}"


def _erlang_b_figure(row: Row) -> float:
    load = float(row["arrivals_per_hour"]) * float(row["aht_s"]) / 3600
    if row["figure"] == "blocking":
        return erlang_b(load, int(row["agents"]))
    assert row["figure"] == "fewest_servers_1_percent"
    return next(servers for servers in range(2000) if erlang_b(load, servers) <= 0.01)


def _erlang_c_figure(row: Row) -> float:
    inputs = float(row["arrivals_per_hour"]) / 3600, float(row["aht_s"])
    target_s = float(row["target_s"] or 0)
    wanted = re.fullmatch(
        r"(fewest|scheduled)_agents_80(?:_occupancy_(\d+))?(?:_shrinkage_(\d+))?", row["figure"]
    )
    if wanted:
        occupancy, shrinkage = int(wanted[2] or 100) / 100, int(wanted[3] or 0) / 100
        agents = fewest_agents(*inputs, None, 0.8, target_s, occupancy)
        return scheduled_agents(agents, shrinkage)
    answer = erlang_c(*inputs, int(row["agents"]), target_s)
    if row["figure"] == "late_share":
        return 1 - answer.service_level
    return float(getattr(answer, row["figure"]))


def _erlang_a_figure(row: Row) -> float:
    queue = ErlangA(
        float(row["arrivals_per_hour"]) / 3600,
        float(row["aht_s"]),
        float(row["patience_s"]),
        int(row["agents"]),
    )
    figure, _, definition = row["figure"].partition(":")
    if figure == "service_level":
        return queue.service_level(float(row["target_s"]), ServiceLevel(definition))
    if figure == "wait_p90_s":
        return brentq(lambda wait_s: queue.wait_beyond(wait_s) - 0.1, 0, 600)
    if figure == "mean_contacts":
        return queue.mean_waiting + queue.occupancy * queue.agents
    if figure == "abandoned_in_target_of_abandoned":
        return queue.abandoned_within(float(row["target_s"])) / queue.prob_abandon
    if figure == "mean_wait_of_abandoned_s":
        answered_part = queue.asa_s * (1 - queue.prob_abandon)
        return (queue.mean_wait_s - answered_part) / queue.prob_abandon
    return float(getattr(queue, figure))


FIGURE = {"erlang_b": _erlang_b_figure, "erlang_c": _erlang_c_figure, "erlang_a": _erlang_a_figure}


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_figure_agrees_with_its_source(row: Row) -> None:
    found = FIGURE[row["model"]](row)
    assert found == pytest.approx(float(row["expected"]), rel=0, abs=float(row["tolerance"]))


def test_every_model_is_covered() -> None:
    counts = {model: sum(row["model"] == model for row in ROWS) for model in FIGURE}
    assert counts == {"erlang_b": 6, "erlang_c": 40, "erlang_a": 30}


def test_patience_without_end_recovers_erlang_c() -> None:
    without = erlang_c(200 / 3600, 180, 14, 20)
    queue = ErlangA(200 / 3600, 180, 1e10, 14)
    assert queue.prob_wait == pytest.approx(without.prob_wait, abs=2e-9)
    assert queue.service_level(20) == pytest.approx(without.service_level, abs=2e-9)
    assert queue.mean_wait_s == pytest.approx(without.mean_wait_s, abs=4e-7)
