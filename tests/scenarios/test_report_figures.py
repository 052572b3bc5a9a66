"""Every figure of a written report and of its justifications, computed again from the files."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allocator.forecast.forecast import forecast_week
from allocator.justify.justify import justify, to_json
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.past_forecasts import past_forecasts
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.report.render import render
from allocator.rules import registry
from allocator.rules.card import parameter_text
from allocator.simulate.summary import summary
from allocator.store.plan_folder import write_plan
from allocator.store.scenario_folder import read_scenario
from tests.honest_plan import honest_plan
from tests.plan_files import PlanFiles, Row
from tests.recomputed_claims import Recomputed
from tests.recomputed_figures import recomputed_figures
from tests.report_page import ReportPage, shown_number
from tests.tiny_scenario import write_tiny_scenario

CLAIM_TOLERANCE = 2e-6
"""Claims are rounded to the sixth decimal."""


@pytest.fixture(scope="module")
def plan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a finished plan."""
    parent = tmp_path_factory.mktemp("report")
    scenario_folder = write_tiny_scenario(parent)
    scenario = read_scenario(scenario_folder)
    forecast = forecast_week(scenario)
    plan = honest_plan(scenario).model_copy(update={"past": past_forecasts(scenario, forecast)})
    # As plan.json holds it: dates are text.
    notes = json.loads(json.dumps(forecast_notes(forecast)))
    simulation = simulate_rota(scenario, plan.requirements, plan.rota, seed=1)
    last = round_of(simulation, plan.rota, "final")
    draft = last.model_copy(update={"rota": "draft", "movement_share": 0.125})
    known = {
        "simulation": summary(simulation),
        "correction_rounds": (draft, last),
        "forecast": notes,
    }
    plan = plan.model_copy(update={"summary": plan.summary.model_copy(update=known)})
    justifications = justify(scenario, plan)
    html = render(scenario, plan, justifications)
    write_plan(parent / "plan", plan, scenario_folder, to_json(justifications), html)
    return parent / "plan"


@pytest.fixture(scope="module")
def files(plan_folder: Path) -> PlanFiles:
    return PlanFiles(plan_folder)


@pytest.fixture(scope="module")
def page(files: PlanFiles) -> ReportPage:
    return ReportPage.of(files.html)


def claims_of(justification: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every claim in the JSON of a justification, wherever it stands."""
    for value in justification.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                if {"id", "kind", "value", "source"} <= part.keys():
                    yield part
                else:
                    yield from claims_of(part)


def same(stated: float, found: float, tolerance: float = 1e-6) -> bool:
    return math.isclose(stated, found, rel_tol=1e-6, abs_tol=tolerance)


def test_every_figure_is_what_the_files_give(files: PlanFiles, page: ReportPage) -> None:
    found = recomputed_figures(files)
    wrong: list[str] = []
    for mark in page.marked("data-figure"):
        key = mark.attributes["data-figure"], mark.attributes["data-key"]
        value = float(mark.attributes["data-value"])
        if key not in found or not same(value, found[key]):
            wrong.append(f"{key} is {value}, recomputed {found.get(key)}")
    assert wrong == []


def test_every_kind_of_figure_is_shown(files: PlanFiles, page: ReportPage) -> None:
    """No figure that this test can recompute is missing, so that none is lost unnoticed."""
    shown = {
        (mark.attributes["data-figure"], mark.attributes["data-key"])
        for mark in page.marked("data-figure")
    }
    assert set(recomputed_figures(files)) - shown <= {
        ("team_burden_before", ""),  # where the ledger is empty there is none
        *(("term_amount", term) for term in files.summary["objective"]),  # nor without a price
    }


def test_what_is_shown_is_the_value_rounded(page: ReportPage) -> None:
    marks = [*page.marked("data-figure"), *page.marked("data-claim")]
    wrong: list[str] = []
    for mark in marks:
        value = mark.attributes["data-value"]
        if value in {"", "met", "declined"}:
            assert mark.text == (value or "–")
            continue
        shown, half_unit = shown_number(mark.text)
        in_unit = float(value) / float(mark.attributes.get("data-per", "1"))
        if abs(shown - in_unit) > half_unit * (1 + 1e-9) + 1e-12:
            wrong.append(f"{mark.attributes} shows {mark.text}")
    assert wrong == []


def test_every_claim_shown_is_the_one_filed(files: PlanFiles, page: ReportPage) -> None:
    filed = {
        claim["id"]: claim["value"]
        for justification in files.justifications.values()
        for claim in claims_of(justification)
    }
    shown = {
        mark.attributes["data-claim"]: mark.attributes["data-value"]
        for mark in page.marked("data-claim")
    }
    assert shown == {name: "" if value is None else str(value) for name, value in filed.items()}


def test_every_claim_filed_is_what_the_files_give(files: PlanFiles) -> None:
    recomputed = Recomputed(files)
    wrong: list[str] = []
    for turn in files.turns:
        found = recomputed.claims(turn)
        filed = {
            claim["id"]: claim["value"]
            for claim in claims_of(files.justifications[f"{turn.agent_id}/{turn.day}"])
        }
        assert filed.keys() == found.keys()
        for name, value in filed.items():
            numbers = isinstance(value, int | float) and isinstance(found[name], int | float)
            agree = same(value, found[name], CLAIM_TOLERANCE) if numbers else value == found[name]
            if not agree:
                wrong.append(f"{name} is {value}, recomputed {found[name]}")
    assert wrong == []


def test_every_allocation_is_justified_and_nothing_else(files: PlanFiles) -> None:
    assert list(files.justifications) == [f"{turn.agent_id}/{turn.day}" for turn in files.turns]


def test_alternatives_keep_every_hard_rule_and_forbidden_ones_break_what_is_said(
    files: PlanFiles,
) -> None:
    recomputed = Recomputed(files)
    for turn in files.turns:
        comparison = files.justifications[f"{turn.agent_id}/{turn.day}"]["comparison"]
        for other in comparison["alternatives"]:
            assert recomputed.findings(recomputed.exchanged(turn, other)) == []
        forbidden = comparison["forbidden"]
        if forbidden:
            said = {finding["message"] for finding in forbidden["broken"]}
            found = recomputed.findings(recomputed.exchanged(turn, forbidden))
            assert said
            assert said == {finding.message for finding in found}


def test_every_series_drawn_is_that_of_the_tables(files: PlanFiles, page: ReportPage) -> None:
    drawn = {
        (mark.attributes["data-series"], mark.attributes["data-key"]): [
            float(value) for value in mark.attributes["data-values"].split()
        ]
        for mark in page.marked("data-series")
    }
    wanted: dict[tuple[str, str], list[float]] = {}
    for row in sorted(files.staffing, key=lambda row: files.moment(row["interval_start"])):
        moment = files.moment(row["interval_start"])
        key = f"{row['pool']}|{files.day(moment)}"
        queues = [
            r
            for r in files.requirements
            if r["pool"] == row["pool"] and files.moment(r["interval_start"]) == moment
        ]
        ends = [sum(float(r[f"forecast_{end}"]) for r in queues) for end in ("p10", "p90")]
        wanted.setdefault(("required", key), []).append(int(row["required_agents"]))
        wanted.setdefault(("scheduled", key), []).append(int(row["scheduled_agents"]))
        contacts = sum(float(r["forecast_contacts"]) for r in queues)
        wanted.setdefault(("contacts", key), []).append(contacts)
        wanted.setdefault(("range", key), []).extend(ends)
    last = max(row["origin"] for row in files.past)
    for name, rows in (
        ("planned", files.requirements),
        ("past", [row for row in files.past if row["origin"] == last]),
    ):
        for row in sorted(rows, key=lambda row: files.moment(row["interval_start"])):
            key = f"{row['queue']}|{files.day(files.moment(row['interval_start']))}"
            ends = [float(row[f"forecast_{end}"]) for end in ("p10", "p90")]
            wanted.setdefault((f"{name}_range", key), []).extend(ends)
            expected = float(row["forecast_contacts"])
            wanted.setdefault((f"{name}_expected", key), []).append(expected)
            if name == "past":
                wanted.setdefault(("past_came", key), []).append(float(row["contacts"]))
    for part in ("date", "hour"):
        for row in files.summary["simulation"][f"by_{part.replace('date', 'day')}"]:
            key = row["queue"]
            level = row["service_level_share"]
            wanted.setdefault((f"simulated_by_{part}", key), []).append(level)
    assert drawn.keys() == wanted.keys()
    assert all(values == pytest.approx(wanted[key]) for key, values in drawn.items())


def test_errors_stated_are_those_of_the_past_weeks_filed(files: PlanFiles) -> None:
    """WAPE, bias, baselines and the part held by the range, from the rows of backtest.csv."""
    for row in files.summary["forecast"]["accuracy"]:
        mine = [one for one in files.past if row["queue"] in ("all", one["queue"])]
        came = [float(one["contacts"]) for one in mine]

        def off(column: str, mine: list[Row] = mine, came: list[float] = came) -> list[float]:
            return [float(one[column]) - c for one, c in zip(mine, came, strict=True)]

        for name, column in {
            "wape_share": "forecast_contacts",
            "last_week_wape_share": "last_week_contacts",
            "weekday_mean_wape_share": "weekday_mean_contacts",
        }.items():
            error = sum(map(abs, off(column))) / sum(came)
            assert row[name] == pytest.approx(error, abs=1e-4), (row["queue"], name)
        bias = sum(off("forecast_contacts")) / sum(came)
        assert row["bias_share"] == pytest.approx(bias, abs=1e-4)
        low, high = off("forecast_p10"), off("forecast_p90")
        held = sum(a <= 0 <= b for a, b in zip(low, high, strict=True)) / len(mine)
        assert row["range_share"] == pytest.approx(held)


def test_every_quotation_is_word_for_word(files: PlanFiles, page: ReportPage) -> None:
    for mark in page.marked("data-quote"):
        assert mark.text == quoted(files, mark.attributes["data-quote"])


def quoted(files: PlanFiles, source: str) -> str:
    """Text that a mark of a quotation names."""
    scenario = files.scenario
    what, _, rest = source.partition("/")
    queues = {queue.id: queue for queue in scenario.settings.queues}
    pools = {pool.id: pool.name or pool.id for pool in scenario.settings.pools}
    match what:
        case "site":
            return scenario.settings.site.name
        case "agent":
            return next(a.name for a in scenario.agents if a.agent_id == rest)
        case "agent_id" | "queue_id" | "activity":
            return rest
        case "pool":
            return pools[rest]
        case "queue":
            return queues[rest].name or rest
        case "queue_pool":
            return pools[next(p.id for p in scenario.settings.pools if rest in p.queues)]
        case "rule":
            rule_id, face = rest.split("/")
            card = registry.card(rule_id)
            if face in {"title", "source"}:
                return getattr(card, face)
            in_force = card.with_overrides(scenario.settings.rules[rule_id])
            return parameter_text(getattr(in_force, face))
        case "findings":
            return files.summary["findings"][int(rest)]["message"]
        case "word":
            return rest
        case "forecast":
            part: Any = files.summary["forecast"]
            for step in rest.split("/"):
                part = part[int(step)] if step.isdigit() else part[step]
            return part
        case "run_id" | "created_at" | "version" | "seed" | "input_hash":
            return str(files.summary[what])
        case _:
            return in_justification(files, source)


def in_justification(files: PlanFiles, source: str) -> str:
    """Words of a justification: agent, date, then the way to them."""
    agent_id, day, *way = source.split("/")
    part: Any = files.justifications[f"{agent_id}/{day}"]
    if way[0] in {"alternatives", "forbidden"}:
        part = part["comparison"]
    if way[0] == "bound_by":
        way.append("words")
    for step in way:
        part = part[int(step)] if step.isdigit() else part[step]
    return part


def test_no_digit_stands_unaccounted_for(files: PlanFiles, page: ReportPage) -> None:
    """Each is part of a figure, a claim, a quotation, an axis, a time, or of a text filed."""
    filed = set(strings(list(files.justifications.values()))) | set(files.scenario.settings.rules)
    loose = [
        piece for piece in page.loose if piece.text not in filed and piece.parent.tag != "time"
    ]
    assert loose == []


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from strings(value)


def test_shifts_in_the_week_are_those_of_the_rota(files: PlanFiles, page: ReportPage) -> None:
    shown = {
        element.ancestors[-1].attributes["href"].removeprefix("#"): element.text
        for element in page.elements
        if element.tag == "time" and "href" in (element.ancestors[-1].attributes or {})
    }
    assert shown == {
        f"{turn.agent_id}-{turn.day}": f"{turn.start:%H:%M}–{turn.end:%H:%M}".replace(
            "–00:00", "–24:00"
        )
        for turn in files.turns
    }


def test_nothing_is_fetched_from_anywhere(files: PlanFiles, page: ReportPage) -> None:
    assert "://" not in files.html
    assert "@import" not in files.html
    assert files.html.count("url(") == files.html.count("url(#")
    addresses = {"src", "href", "xlink:href", "srcset", "data"}
    for element in page.elements:
        assert element.tag not in {"script", "link", "iframe", "img", "object", "embed"}
        for name in addresses & element.attributes.keys():
            assert element.attributes[name].startswith("#")
