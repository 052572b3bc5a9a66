"""``allocator simulate`` on written files, through the real command line."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from allocator.domain.plan import Plan
from allocator.pipeline.check_simulation import check_simulation
from allocator.pipeline.replay_contacts import ReplaySettings, replay_contacts
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_plan, simulate_rota
from allocator.simulate.routing import Routing
from allocator.simulate.summary import summary
from allocator.store.plan_folder import check_replaceable, read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run, run_here
from tests.honest_plan import honest_plan
from tests.tiny_scenario import write_tiny_scenario

CONTACTS_HEADER = (
    "arrived_at,queue,priority,vru_s,queue_s,outcome,service_s,"
    "answered_at,ended_at,agent,entered_queue\n"
)
CONTACTS = CONTACTS_HEADER + (
    "2026-03-02 09:00:00,sales,0,10,0,answered,120,,,A1,True\n"
    "2026-03-02 09:00:30,sales,1,10,5,answered,60,,,A2,True\n"
    "2026-03-02 09:01:00,help,2,10,45,abandoned,,,,,True\n"
    "2026-03-02 09:02:00,help,0,10,0,answered,30,,,Z9,True\n"
    "2026-03-02 09:03:00,sales,0,10,0,abandoned,,,,,False\n"
)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("scenario"))


@pytest.fixture
def plan(scenario: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    write_plan(folder, honest_plan(read_scenario(scenario)), scenario, [], "<html></html>")
    return folder


def test_it_adds_its_files_to_the_plan_and_changes_nothing_else(plan: Path) -> None:
    before = contents(plan)
    made = run_here("simulate", plan, "--replications", "10")
    assert made.returncode == 0, made.stderr
    assert "sales" in made.stdout
    after = contents(plan)
    added = {"simulation.csv", "simulation_people.csv", "simulation.json"}
    assert after.keys() - before.keys() == added
    assert {name: after[name] for name in before} == before
    check_replaceable(plan)  # a new plan may still take the old one's place


def test_a_scenario_in_place_of_a_plan_is_named_as_such(scenario: Path) -> None:
    before = contents(scenario)
    made = run_here("simulate", scenario)
    assert made.returncode != 0
    assert "this is a scenario" in made.stderr
    assert "folder of its plan" in made.stderr
    assert "cannot be read" not in made.stderr
    assert contents(scenario) == before


def test_the_same_seed_writes_the_same_bytes_and_the_scenario_may_be_named(
    plan: Path, scenario: Path, tmp_path: Path
) -> None:
    made = run_here("simulate", scenario, plan, "--replications", "5", "--out", tmp_path / "one")
    assert made.returncode == 0, made.stderr
    assert made.stderr == ""
    for name, seed, threads in (("two", 1, 1), ("three", 2, None)):
        simulate_plan(
            plan,
            replications=5,
            seed=seed,
            routing=Routing(),
            out=tmp_path / name,
            threads=threads,
        )
    one, two, three = (contents(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one.keys() == three.keys()
    assert not set(one.values()) & set(three.values())


def test_json_is_the_file(plan: Path) -> None:
    made = run("simulate", plan, "--replications", "5", "--json")
    found = json.loads(made.stdout)
    assert found == json.loads((plan / "simulation.json").read_text(encoding="utf-8"))
    assert [row["queue"] for row in found["queues"]] == ["sales", "help"]
    for row in found["queues"]:
        assert 0 <= row["service_level_share"] <= 1
        assert row["expected_service_level"] is not None
    with (plan / "simulation.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 5 * 40 * 2


def test_another_scenario_is_told_and_one_of_other_days_refused(plan: Path, tmp_path: Path) -> None:
    fewer = write_tiny_scenario(
        tmp_path / "fewer", edits={"shrinkage_share: 0.05": "shrinkage_share: 0.3"}
    )
    made = run_here("simulate", fewer, plan, "--replications", "3", "--out", tmp_path / "out")
    assert made.returncode == 0
    assert "not the one that the plan was made from" in made.stderr
    longer = write_tiny_scenario(tmp_path / "longer", edits={"close: 18:00": "close: 19:00"})
    refused = run_here("simulate", longer, plan, "--out", tmp_path / "out")
    assert refused.returncode == 2
    assert "requirements.csv" in refused.stderr


def test_the_summary_in_a_plan_is_checked_from_its_seed(plan: Path, scenario: Path) -> None:
    read, honest = read_scenario(scenario), read_plan(plan)
    simulation = simulate_rota(read, honest.requirements, honest.rota, honest.summary.seed)
    found = summary(simulation)
    rounds = (round_of(simulation, honest.rota, "final"),)

    def with_simulation(told: object) -> Plan:
        update = {"simulation": told, "correction_rounds": rounds}
        return honest.model_copy(update={"summary": honest.summary.model_copy(update=update)})

    stated = with_simulation(found)
    assert check_simulation(read, honest) == ()
    assert check_simulation(read, stated) == ()
    lie = json.loads(json.dumps(found))
    lie["queues"][1]["service_level_share"] += 0.01
    (finding,) = check_simulation(read, with_simulation(lie))
    assert finding.rule_id == "plan.simulation"
    assert "queues.1.service_level_share" in finding.message


def replayed(scenario: Path, contacts: Path, *options: str | Path) -> dict:
    made = run_here("simulate", scenario, "--replay", contacts, "--json", *options)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


def test_replay_of_recorded_contacts_through_their_own_presence(
    scenario: Path, tmp_path: Path
) -> None:
    contacts = tmp_path / "contacts.csv.gz"
    contacts.write_bytes(gzip.compress(CONTACTS.encode()))
    found = replayed(scenario, contacts, "--out", tmp_path / "out")
    assert found == json.loads((tmp_path / "out" / "replay.json").read_text(encoding="utf-8"))
    assert found["all"]["contacts"] == 4
    assert found["all"]["recorded_service_level_share"] == 0.75
    assert found["all"]["recorded_abandoned_share"] == 0.25
    assert found["presence_hours"] == pytest.approx((120 + 60 + 30) / 3600, abs=0.01)


@pytest.mark.parametrize(
    ("name", "text", "hours"),
    [
        ("presence.csv", "agent_id,start,end\nA1,2026-03-02T08:00,2026-03-02T12:00\n", 4),
        (
            "seen.csv",
            (
                "date,agent,first_answer,last_end,contacts,handling_s\n"
                "2026-03-02,A1,2026-03-02 08:00:00,2026-03-02 11:30:00,7,900\n"
            ),
            3.5,
        ),
        (
            "rota.csv",
            (
                "agent_id,start,end,activity,queue,with_agents\n"
                "A1,2026-03-02T08:00:00+00:00,2026-03-02T09:30:00+00:00,work,sales|help,\n"
                "A1,2026-03-02T09:30:00+00:00,2026-03-02T10:00:00+00:00,lunch,,\n"
                "A1,2026-03-02T10:00:00+00:00,2026-03-02T12:00:00+00:00,work,sales|help,\n"
            ),
            3.5,
        ),
    ],
    ids=["rows", "first answer and last end", "rota"],
)
def test_replay_through_each_form_of_presence(
    scenario: Path, tmp_path: Path, name: str, text: str, hours: float
) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text(CONTACTS, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    settings = ReplaySettings(wrap_up_s=0, absence_share=0, draws=10)
    found = replay_contacts(scenario, contacts, tmp_path / name, settings)
    assert found["presence_hours"] == hours
    # One person: the first of four is answered at once, and the second never within its 20 s.
    assert 0.25 <= found["all"]["replayed_service_level_share"] <= 0.75
    assert found["absence_share"] == 0


def rows_of_presence(folder: Path) -> Path:
    path = folder / "presence.csv"
    path.write_text("agent_id,start,end\nA1,2026-03-02T08:00,2026-03-02T12:00\n", encoding="utf-8")
    return path


def test_wrap_up_and_absence_are_fitted_on_records(scenario: Path, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text(CONTACTS, encoding="utf-8")
    found = replayed(
        scenario, contacts, "--presence", rows_of_presence(tmp_path), "--fit-on", contacts
    )
    assert found["wrap_up_s"] == found["calibration"]["wrap_up_s"]
    assert found["absence_share"] == pytest.approx(found["calibration"]["absence_share"])
    default = replay_contacts(scenario, contacts, None, ReplaySettings(draws=2))
    assert (default["wrap_up_s"], default["absence_share"]) == (0, 0.05)


def test_what_is_wrong_with_the_files_is_told_all_at_once(scenario: Path, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text(
        CONTACTS + "2026-03-02 09:05:00,sails,0,1,0,answered,5,,,A1,True\n"
        "yesterday,sales,0,1,-3,answered,5,,,A1,True\n",
        encoding="utf-8",
    )
    made = run_here("simulate", scenario, "--replay", contacts)
    assert made.returncode == 2
    for part in ("row 7", "column queue", "'sails'", "row 8", "arrived_at", "queue_s"):
        assert part in made.stderr
    good = tmp_path / "good.csv"
    good.write_text(CONTACTS, encoding="utf-8")
    presence = tmp_path / "presence.csv"
    presence.write_text(
        "agent_id,start,end\nA1,2026-04-02T08:00,2026-04-02T12:00\n"
        "A1,2026-04-02T11:00,2026-04-02T13:00\n",
        encoding="utf-8",
    )
    made = run_here("simulate", scenario, "--replay", good, "--presence", presence)
    assert made.returncode == 2
    assert "nobody is there" in made.stderr
    assert "overlap" in made.stderr


def test_options_that_do_not_belong_together_are_refused(scenario: Path, plan: Path) -> None:
    assert run_here("simulate", plan, "--draws", "5").returncode == 2
    both = run_here("simulate", scenario, plan, "--replay", "contacts.csv")
    assert both.returncode == 2
    assert "--presence" in both.stderr
    missing = run_here("simulate", scenario, "--replay", "nowhere.csv")
    assert missing.returncode == 2
    assert "nowhere.csv" in missing.stderr
