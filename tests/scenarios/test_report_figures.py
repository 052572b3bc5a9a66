"""Every figure of a written report and of its justifications, computed again from the files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allocator.justify.reference import reference
from allocator.rules import registry
from allocator.rules.card import parameter_text
from tests.plan_files import PlanFiles, Row
from tests.recomputed_claims import Recomputed, claims_of, wrong_claims
from tests.recomputed_figures import recomputed_figures
from tests.report_page import ReportPage, shown_number
from tests.small_plan import write_small_plan


@pytest.fixture(scope="module")
def plan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a finished plan."""
    return write_small_plan(tmp_path_factory.mktemp("report"), movement_share=0.125)


@pytest.fixture(scope="module")
def files(plan_folder: Path) -> PlanFiles:
    return PlanFiles(plan_folder)


@pytest.fixture(scope="module")
def page(files: PlanFiles) -> ReportPage:
    return ReportPage.of(files.html)


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
    assert wrong_claims(files) == []


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
        if mark.attributes["data-quote"].startswith("interval/"):
            continue
        assert mark.text == quoted(files, mark.attributes["data-quote"])


def test_every_interval_is_that_of_its_claim(files: PlanFiles, page: ReportPage) -> None:
    filed = {made["id"]: made for one in files.justifications.values() for made in claims_of(one)}
    marks = [m for m in page.marked("data-quote") if m.attributes["data-quote"][:9] == "interval/"]
    assert len(marks) == sum(
        "low" in made
        for one in files.justifications.values()
        for made in [*one["eligibility"], *one["service"], *one["fairness"], *one["uncertainty"]]
    )
    for mark in marks:
        made = filed[mark.attributes["data-quote"].removeprefix("interval/")]
        for end, text in zip(("low", "high"), mark.text.split(" to "), strict=True):
            shown, half_a_digit = shown_number(text)
            assert abs(shown - made[end]) <= half_a_digit * 1.0001, (made["id"], end)


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
        case "goal":
            return rest.split("/")[1]
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
        case "reference":
            return reference(files.summary["run_id"], rest)
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
