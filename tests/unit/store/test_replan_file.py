"""What a replan's folder says of its events, read back and held against itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.disrupted import disrupted
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.pipeline.plan_scenario import scenario_of_plan, scenario_to_search
from allocator.pipeline.verify_plan import verify_plan
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.replan_file import REPLAN_FILE, is_replan, read_disruption, read_replan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import verify
from tests.disrupted_weeks import lines_of
from tests.honest_plan import ROTA_LINES
from tests.replanned_plan import replanned, write_replanned
from tests.tiny_week import rota_of

FIRST = (
    "2026-03-03T09:10",
    "absence:A1:until=2026-03-04",
    "queue_down:help:from=11:00:until=12:00:then=callback:share=0.5",
)
SECOND = ("2026-03-04T10:00", "early_leave:A2:at=14:00", "volume:sales:change=+20%")


@pytest.fixture(scope="module")
def first(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Replan without anybody doing anything."""
    return write_replanned(small_plan, tmp_path_factory.mktemp("first") / "plan", *FIRST)


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Replan the same once more."""
    return write_replanned(first, tmp_path_factory.mktemp("second") / "plan", *SECOND)


@pytest.fixture(scope="module")
def original(small_plan: Path) -> Scenario:
    """Read the scenario that all were planned from."""
    return read_scenario(small_plan / SCENARIO_FOLDER)


def test_a_plan_that_is_no_replan_stands_for_its_own_scenario(
    small_plan: Path, original: Scenario
) -> None:
    assert not is_replan(small_plan)
    assert read_disruption(small_plan, original) is None
    assert scenario_of_plan(small_plan) == original


def test_a_replan_passes_every_check(first: Path) -> None:
    verification = verify_plan(first)
    assert verification.verdict.findings == ()
    assert verification.passed
    assert {one.finding.agent_id for one in verification.verdict.excused} == {"A1"}
    assert verification.plan.summary.excused == verification.verdict.excused


def test_a_replan_of_a_replan_passes_every_check(second: Path) -> None:
    verification = verify_plan(second)
    assert verification.verdict.findings == ()
    assert {one.finding.agent_id for one in verification.verdict.excused} == {"A1", "A2"}


def test_a_replan_is_checked_against_another_copy_of_its_scenario(
    first: Path, small_plan: Path
) -> None:
    assert verify_plan(first, small_plan / SCENARIO_FOLDER).passed


def test_events_are_read_as_they_were_known(second: Path, original: Scenario) -> None:
    disruption = read_disruption(second, original)
    assert disruption is not None
    assert [(known.replan, known.event.kind) for known in disruption.events] == [
        (1, "absence"),
        (1, "queue_down"),
        (2, "early_leave"),
        (2, "volume"),
    ]
    assert disruption.replan == 2
    assert str(disruption.join.tzinfo) == "Europe/London"
    days = [line.split()[1] for line in lines_of(disruption.standing, ["A1"])]
    assert days == ["mon", "tue", "thu", "fri"]
    assert lines_of(disruption.standing, ["A1"])[1] == "A1 tue 08:00 work:help|sales 09:15"
    scenario = scenario_of_plan(second)
    assert scenario == disrupted(original, disruption)
    assert scenario.input_hash == original.input_hash
    assert {(row.agent_id, row.day.day): row.minutes for row in disruption.lost} == {
        ("A1", 3): 375,
        ("A1", 4): 450,
        ("A2", 4): 120,
    }


def test_the_scenario_inside_stays_as_it_was(second: Path, small_plan: Path) -> None:
    names = sorted(path.name for path in (small_plan / SCENARIO_FOLDER).iterdir())
    assert sorted(path.name for path in (second / SCENARIO_FOLDER).iterdir()) == names
    for name in names:
        mine, theirs = (each / SCENARIO_FOLDER / name for each in (second, small_plan))
        assert mine.read_bytes() == theirs.read_bytes()


def test_a_question_of_a_replan_takes_its_rota_for_what_people_know(
    first: Path, small_plan: Path, original: Scenario
) -> None:
    rota = read_plan(first).rota
    asked, read = scenario_to_search(first, rota), scenario_of_plan(first)
    assert asked.disruption is not None
    assert read.disruption is not None
    assert asked.disruption == read.disruption.model_copy(update={"standing": rota})
    assert scenario_to_search(small_plan, read_plan(small_plan).rota) == original


def in_copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def edit(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def edited(folder: Path) -> None:
        path = folder / REPLAN_FILE
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")

    return edited


def write(name: str, text: str) -> Callable[[Path], None]:
    def written(folder: Path) -> None:
        (folder / name).write_text(text, encoding="utf-8")

    return written


def without_before(folder: Path) -> None:
    shutil.rmtree(folder / "before")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (edit(lambda c: c.pop("now")), "now: is missing|column now: is missing"),
        (edit(lambda c: c.update(extra=1)), "extra"),
        (edit(lambda c: c["events"].pop(0)), "does not begin with the events of before"),
        (edit(lambda c: c["events"].clear()), "does not begin with the events of before"),
        (edit(lambda c: c.update(join=c["now"][:11] + "23:00:00Z")), "another join"),
        (edit(lambda c: c["events"][2].update(replan=1)), "events of another time"),
        (write(REPLAN_FILE, "{"), "cannot be read as JSON"),
        (write("before/rota.csv", "agent_id\nA1\n"), "rota.csv"),
        (without_before, "before/rota.csv"),
    ],
)
def test_a_folder_that_is_not_as_it_was_written(
    second: Path, tmp_path: Path, damage: Callable[[Path], None], message: str
) -> None:
    folder = in_copy(second, tmp_path)
    damage(folder)
    with pytest.raises(InputError, match=message):
        scenario_of_plan(folder)


def test_a_log_of_its_own_is_kept_as_it_is(first: Path, tmp_path: Path, original: Scenario) -> None:
    folder = in_copy(first, tmp_path)
    edit(lambda c: c.update(log={"chosen_by": "N. N.", "at": "2026-03-03T09:10:00Z"}))(folder)
    record = read_replan(folder, original.grid.zone)
    assert record is not None
    assert record.log == {"chosen_by": "N. N.", "at": "2026-03-03T09:10:00Z"}


def found_in(folder: Path) -> set[str]:
    return {finding.rule_id for finding in verify_plan(folder).verdict.findings}


TUESDAY = "A1 tue 08:00 work:help|sales 09:15"
MOVED_BREAK = (
    "A2 mon 09:30 work:sales 11:15 break 11:30 work:sales 13:30 lunch 14:00 work:sales 15:30 "
    "break 15:45 work:sales 17:30"
)


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("A2 mon", MOVED_BREAK, {"replan.frozen"}),
        ("A4 thu", "A4 thu 08:00 work:help 13:00", {"contracted_hours", "breaks"}),
        ("A1 wed", "A1 wed 08:00 work:help|sales 09:00", {"replan.away", "availability"}),
        ("A4 fri", "A4 fri 08:00 work:sales 12:00", {"skills"}),
        ("A1 tue", "A1 tue 08:00 work:help|sales 09:00", {"replan.frozen"}),
        ("A1 wed", None, set[str]()),
    ],
)
def test_a_violating_replan_fails(
    small_plan: Path, original: Scenario, was: str, now: str | None, found: set[str]
) -> None:
    """With all its figures as the rota gives them, so that nothing but the rota is wrong."""
    stands = {line[:6]: line for line in ROTA_LINES} | {"A1 tue": TUESDAY}
    del stands["A1 wed"]
    if now is not None:
        stands[was] = now
    scenario, plan = replanned(small_plan, *FIRST, rota=rota_of(original, stands.values()))
    verdict = verify(scenario, plan)
    assert {finding.rule_id for finding in verdict.findings} >= found
    assert verdict.passed == (not found)
    assert plan.summary.verdict == str(verdict)


def test_a_demand_without_its_events_is_found(
    first: Path, small_plan: Path, tmp_path: Path
) -> None:
    folder = in_copy(first, tmp_path)
    shutil.copyfile(small_plan / "requirements.csv", folder / "requirements.csv")
    assert "plan.requirements" in found_in(folder)


def test_an_excuse_that_is_left_out_is_found(first: Path, tmp_path: Path) -> None:
    folder = in_copy(first, tmp_path)
    path = folder / "plan.json"
    summary = json.loads(path.read_text(encoding="utf-8"))
    summary["excused"] = summary["excused"][1:]
    path.write_text(json.dumps(summary), encoding="utf-8")
    assert found_in(folder) == {"plan.excused", "plan.verdict"}
