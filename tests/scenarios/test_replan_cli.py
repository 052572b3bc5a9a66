"""``allocator replan``: from events to a plan that every other command works on."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.change_price import change_price
from allocator.domain.day_change import day_changes, put_back
from allocator.domain.view import RotaView
from allocator.pipeline.interrupt import Interrupts
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.pipeline.replan.log_file import read_log
from allocator.pipeline.replan.replan import ReplanAsked, Weighed, weigh_replan
from allocator.pipeline.replan.weigh import choose, left_aside
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.objective import measure
from tests.command_line import contents, run_here
from tests.report_page import ReportPage

NOW = "2026-03-03T07:10"
ARGUMENTS = ("--event", "absence:A1", "--now", NOW, "--seconds", "1")


@pytest.fixture(scope="module")
def replanned(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a replan: one of four is away on Tuesday; what was printed lies beside it."""
    out = tmp_path_factory.mktemp("replanned") / "plan"
    before = contents(small_plan)
    made = run_here(
        "replan",
        small_plan,
        *ARGUMENTS,
        "--chosen-by",
        "Dana Reed",
        "--reason",
        "Busy",
        "--out",
        out,
    )
    assert made.returncode == 0, made.stderr
    assert contents(small_plan) == before, "the published plan is left as it is"
    out.with_name("printed.txt").write_text(made.stdout, encoding="utf-8")
    return out


def log_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "replan.json").read_text(encoding="utf-8"))["log"]


def value(folder: Path, name: str) -> Any:
    (found,) = (c["value"] for c in log_of(folder)["claims"] if c["id"] == f"replan/{name}")
    return found


def test_the_terminal_says_what_nothing_done_costs_and_whom_to_tell(replanned: Path) -> None:
    printed = replanned.with_name("printed.txt").read_text(encoding="utf-8")
    happened, nothing = printed.index("Ada (A1) is away"), printed.index("If nothing is done, ")
    options, telling = printed.index("do nothing"), printed.index("TELL AT WORK")
    assert happened < nothing < options < telling
    assert printed.count("✓") == 1
    assert "Check       passed" in printed


def test_the_chosen_option_is_never_worse_than_doing_nothing(replanned: Path) -> None:
    log = log_of(replanned)
    totals = {
        option["name"]: value(replanned, f"{option['name']}/total") for option in log["options"]
    }
    kept = {o["name"] for o in log["options"] if not o["is_left_aside"]}
    assert totals[log["chosen"]] == min(totals[name] for name in kept)
    assert totals[log["chosen"]] <= totals["nothing"]
    assert (log["chosen_as"], log["chosen_by"], log["reason"]) == ("objective", "Dana Reed", "Busy")


def test_what_nothing_done_costs_is_the_difference_to_the_published_rota(replanned: Path) -> None:
    published, nothing, more = (
        value(replanned, name)
        for name in ("published/simulated.total", "nothing/simulated.total", "nothing/change.total")
    )
    assert more == pytest.approx(nothing - published, abs=2e-6)
    assert more > 0


def test_changes_are_those_between_the_rotas_and_each_has_three_lines(replanned: Path) -> None:
    log = log_of(replanned)
    with (replanned / "changes.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["agent_id"] for row in rows] == [c["agent_id"] for c in log["changes"]]
    assert [row["tell_by"] for row in rows] == sorted(row["tell_by"] for row in rows)
    assert all(len(change["words"]) == 3 for change in log["changes"])
    scenario = read_scenario(replanned / "scenario")
    plan = read_plan(replanned)
    date_of = scenario.grid.operating_date
    for row in rows:
        mine = [
            shift
            for shift in plan.rota.shifts(row["agent_id"])
            if str(date_of(shift.start)) == row["day"]
        ]
        assert row["after"].startswith(f"{mine[0].start:%H:%M}–{mine[0].end:%H:%M}")
    assert not any(row["agent_id"] == "A1" and row["day"] == "2026-03-03" for row in rows)


def test_an_agents_own_page_says_what_changed_for_them_and_for_nobody_else(
    replanned: Path, tmp_path: Path
) -> None:
    made = run_here("export", replanned, "--for", "agents", "--out", tmp_path / "agents")
    assert made.returncode == 0, made.stderr
    changes = log_of(replanned)["changes"]
    agents = read_scenario(replanned / "scenario").agents
    for agent in agents:
        page = (tmp_path / "agents" / f"{agent.agent_id}.html").read_text(encoding="utf-8")
        section = page[page.index('id="changed"') : page.index('id="week"')]
        mine = [change for change in changes if change["agent_id"] == agent.agent_id]
        assert section.count("<td>You are told ") == len(mine)
        assert all(change["change"] in section for change in mine)
        assert ("Nothing of yours is otherwise" in section) == (not mine)
        assert " is away" not in page
        assert "absence" not in page


def test_a_change_is_worth_what_the_objective_loses_without_it(replanned: Path) -> None:
    """By measuring the two whole rotas, where the log was filled by a difference of parts."""
    scenario, plan = scenario_of_plan(replanned), read_plan(replanned)
    assert scenario.disruption is not None
    people = [agent.agent_id for agent in scenario.agents]
    found = day_changes(scenario.grid, people, scenario.disruption.standing, plan.rota)
    by_id = {change.id: change for change in found}
    service = ServiceModel.of(scenario, plan.requirements)
    logged = log_of(replanned)["changes"]
    assert by_id.keys() == {change["id"] for change in logged}
    for change in logged[:4]:
        days = [by_id[name] for name in (change["id"], *change["together_with"])]
        view = RotaView.whole(scenario, put_back(plan.rota, days))
        worth = measure(view, service).total - plan.summary.objective_total
        assert change["worth"] == pytest.approx(worth, abs=1e-5)
        assert change["price"] == change_price(scenario, scenario.disruption, by_id[change["id"]])


def test_how_good_it_could_be_is_proven_although_a_shift_was_cut(replanned: Path) -> None:
    summary = read_plan(replanned).summary
    assert summary.replan is not None
    assert summary.status == "replanned"
    assert summary.has_bound
    assert 0 < summary.bound <= summary.objective_total
    page = (replanned / "report.html").read_text(encoding="utf-8")
    assert not any(e.tag == "dd" and e.text == "not proven" for e in ReportPage.of(page).elements)


def test_the_scenario_in_the_folder_is_the_published_one(replanned: Path, small_plan: Path) -> None:
    assert contents(replanned / "scenario") == contents(small_plan / "scenario")
    assert (replanned / "before" / "rota.csv").read_bytes() == (
        small_plan / "rota.csv"
    ).read_bytes()


def test_every_figure_of_the_report_s_section_is_a_claim(replanned: Path) -> None:
    page = ReportPage.of((replanned / "report.html").read_text(encoding="utf-8"))
    (section,) = (e for e in page.elements if e.attributes.get("id") == "replan")
    inside = [e for e in page.marked("data-claim") if section in e.ancestors]
    known = {c.id for c in log.every_claim()} if (log := read_log_of(replanned)) else set()
    assert inside
    assert {e.attributes["data-claim"] for e in inside} <= known


def read_log_of(folder: Path) -> Any:
    return read_log(folder, read_scenario(folder / "scenario").grid.zone)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--event", "absence:A9"), 2, "is nobody in the plan"),
        (("--event", "late:A1:at=06:00"), 2, "is in the past"),
        ((), 2, "nothing is said of what has happened"),
        (("--event", "absence:A1", "--now", "2026-03-09T08:00"), 2, "after the end of the plan"),
        (("--event", "absence:A1:from=2026-03-07"), 3, "is off throughout"),
    ],
)
def test_events_that_cannot_be_are_refused_and_nothing_is_written(
    small_plan: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    now = () if "--now" in arguments else ("--now", NOW)
    made = run_here("replan", small_plan, *arguments, *now, "--out", tmp_path / "out")
    assert made.returncode == code, made.stderr
    assert told in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_published_folder_is_not_written_over(small_plan: Path) -> None:
    made = run_here("replan", small_plan, *ARGUMENTS, "--out", small_plan)
    assert made.returncode == 2
    assert "is the folder of the published plan" in made.stderr


def test_another_scenario_than_the_plan_was_made_from_is_refused(
    small_plan: Path, tmp_path: Path
) -> None:
    other = tmp_path / "scenario"
    shutil.copytree(small_plan / "scenario", other)
    requests = other / "requests.csv"
    requests.write_text(requests.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (other / "agents.csv").write_bytes((other / "agents.csv").read_bytes() + b"\n")
    made = run_here("replan", other, small_plan, *ARGUMENTS, "--out", tmp_path / "out")
    assert made.returncode == 2
    assert "is not the scenario that the plan was made from" in made.stderr


@pytest.fixture(scope="module")
def stopped(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Weighed:
    """Weigh a replan that was asked to stop before it began to search."""
    interrupts = Interrupts()
    interrupts.take()
    asked = ReplanAsked(events=("absence:A1",), now=NOW, seconds=60)
    out = tmp_path_factory.mktemp("stopped") / "out"
    found = weigh_replan(small_plan, out, asked, report=lambda _, __: None, interrupts=interrupts)
    assert isinstance(found, Weighed)
    return found


def test_asked_to_stop_the_least_disturbing_option_is_there(stopped: Weighed) -> None:
    assert [option.name for option in stopped.log.options] == ["nothing", "least"]


@pytest.mark.parametrize(("change", "aside"), [((0.5, -0.1, 1.1), False), ((0.5, 0.1, 0.9), True)])
def test_what_simulates_worse_by_more_than_chance_is_taken_only_if_named(
    stopped: Weighed, change: tuple[float, float, float], aside: bool
) -> None:
    weighed = stopped.found.weighed
    least = replace(weighed.simulated["least"], weighted_change=change)
    other = replace(weighed, simulated={**weighed.simulated, "least": least})
    assert left_aside(other) == ({"least"} if aside else set())
    assert choose(other, "least").chosen == "least"
    if aside:
        assert choose(other, None).chosen == "nothing"


@pytest.mark.slow
def test_every_claim_is_worked_out_again(replanned: Path) -> None:
    made = run_here("verify", replanned, "--claims")
    assert made.returncode == 0, made.stderr
    assert "all so" in made.stdout


def _other_value(log: dict[str, Any]) -> None:
    claim = next(c for c in log["claims"] if c["id"].endswith("nothing/simulated.total"))
    claim["value"] += 1


def _other_words(log: dict[str, Any]) -> None:
    log["changes"][0]["words"][1] = "It is worth a lot."


def _no_change(log: dict[str, Any]) -> None:
    log["changes"].pop()


def _other_option(log: dict[str, Any]) -> None:
    log["chosen"] = "nothing"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("forge", "place", "what"),
    [
        (_other_value, "replan/nothing/simulated.total", "value"),
        (_other_words, "/words", "words"),
        (_no_change, "changes/", "missing"),
        (_other_option, "replan/chosen", "content"),
    ],
)
def test_what_is_forged_in_the_log_is_found(
    replanned: Path,
    tmp_path: Path,
    forge: Callable[[dict[str, Any]], None],
    place: str,
    what: str,
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(replanned, folder)
    content = json.loads((folder / "replan.json").read_text(encoding="utf-8"))
    forge(content["log"])
    (folder / "replan.json").write_text(json.dumps(content), encoding="utf-8")
    made = run_here("verify", folder, "--claims", "--json")
    assert made.returncode == 3
    faults = json.loads(made.stdout)["claims"]["faults"]
    assert any(place in fault["claim_id"] and fault["what"] == what for fault in faults)


@pytest.mark.slow
def test_a_row_of_changes_csv_that_was_edited_is_found(replanned: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(replanned, folder)
    file = folder / "changes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",no\n", ",yes\n", 1), "utf-8")
    made = run_here("verify", folder, "--claims")
    assert made.returncode == 3
    assert "changes.csv" in made.stderr


@pytest.mark.slow
def test_a_replan_can_be_replanned_cited_explained_and_exported(
    replanned: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    event = "queue_down:help:from=10:00:until=12:00:then=callback:share=0.6"
    made = run_here(
        "replan", replanned, "--event", event, "--now", "2026-03-04T09:10", "--seconds", "1",
        "--option", "nothing", "--out", again,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    log = log_of(again)
    assert [one["run_id"] for one in log["earlier"]] == [read_plan(replanned).summary.run_id]
    assert (log["chosen"], log["chosen_as"], log["changes"]) == ("nothing", "person", [])
    assert value(again, "lost/help") > 0
    for arguments in (
        ("verify", again, "--claims"),
        ("cite", "replan/nothing/simulated.help", again),
        ("explain", again, "--agent", "A2", "--at", "2026-03-05T10:00"),
        ("export", again, "--format", "csv", "--out", tmp_path / "tables"),
        ("export", again, "--for", "reviewer", "--out", tmp_path / "review.html"),
        ("export", again, "--for", "portfolio", "--format", "docx", "--out", tmp_path / "a.docx"),
        ("simulate", again, "--replications", "5", "--out", tmp_path / "simulated"),
    ):
        assert (made := run_here(*arguments)).returncode == 0, made.stderr
    assert 'id="replan"' in (tmp_path / "review.html").read_text(encoding="utf-8")


def test_the_log_is_exported_with_its_blanks_and_no_names(replanned: Path, tmp_path: Path) -> None:
    from docx import Document

    made = run_here(
        "export",
        replanned,
        "--for",
        "replan-log",
        "--format",
        "docx",
        "--out",
        tmp_path / "log.docx",
    )
    assert made.returncode == 0, made.stderr
    document = Document(str(tmp_path / "log.docx"))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    text = "\n".join([p.text for p in document.paragraphs] + cells)
    assert "INCOMPLETE" in text
    assert "A1 is away" in text
    assert "Ada" not in text
    assert "Dana Reed" in text
    assert "Witness" in text


def test_a_plan_that_was_not_replanned_has_no_log(small_plan: Path, tmp_path: Path) -> None:
    made = run_here("export", small_plan, "--for", "replan-log", "--out", tmp_path / "log")
    assert made.returncode == 2
    assert "is a plan that was not replanned" in made.stderr
