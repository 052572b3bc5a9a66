"""Why not that one, and who else: answers by the command line, held against rules and claims."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.view import RotaView
from allocator.errors import InputError
from allocator.pipeline.comparison_claims import check_comparison, comparison_papers
from allocator.pipeline.why_not.obstacles import obstacle_of
from allocator.pipeline.why_not.question import Asked, pins_of, question_of, with_pins
from allocator.store.comparison_folder import read_comparison
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import broken_rules
from tests.command_line import contents, run_here
from tests.tiny_scenario import append_row, read_tiny_scenario
from tests.tiny_week import AUTUMN, agent, pattern, requirements_of, rota_of, tiny_week

pytestmark = pytest.mark.usefixtures("unhurried")

INSTEAD = ("--agent", "Cleo", "--instead-of", "A2", "--at", "2026-03-02T10:00", "--queue", "sales")


@pytest.fixture(scope="module")
def plan(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of a plan of its own."""
    folder = tmp_path_factory.mktemp("asked") / "plan"
    shutil.copytree(small_plan, folder)
    return folder


def ask(plan: Path, *arguments: str) -> dict[str, Any]:
    shown = run_here("why-not", plan, *arguments, "--seconds", "1", "--json")
    answer = json.loads(shown.stdout)
    refused = answer["status"] in ("forbidden", "not_found")
    assert shown.returncode == (3 if refused else 0), shown.stderr
    return answer


@pytest.fixture(scope="module")
def answer(plan: Path) -> dict[str, Any]:
    """Return the answer to one question, which is asked again below."""
    return ask(plan, *INSTEAD)


def test_report_of_the_plan_lists_the_answer(plan: Path, answer: dict[str, Any]) -> None:
    text = (plan / "report.html").read_text(encoding="utf-8")
    name = answer["comparison"]["id"]
    assert text.count(f'data-claim="comparisons/{name}/change.total"') == 1


def test_the_rota_filed_has_what_was_asked_and_keeps_every_rule(
    plan: Path, answer: dict[str, Any]
) -> None:
    assert answer["status"] == "priced"
    scenario = read_scenario(plan / "scenario")
    asked = Asked("A3", "A2", "2026-03-02T10:00", None, "sales")
    question = question_of(scenario, read_plan(plan).rota, asked)
    papers = read_comparison(plan, answer["comparison"]["id"], scenario.grid.zone)
    forced = with_pins(scenario, pins_of(question))
    assert not broken_rules(RotaView.whole(forced, papers.rota))
    assert broken_rules(RotaView.whole(forced, read_plan(plan).rota))


def test_claims_are_worked_out_again_from_the_files(plan: Path, answer: dict[str, Any]) -> None:
    scenario, read = read_scenario(plan / "scenario"), read_plan(plan)
    (papers,) = comparison_papers(plan, scenario)
    checked = check_comparison(scenario, read, papers)
    assert not checked.faults
    assert [c.model_dump(mode="json") for c in checked.claims] == answer["comparison"]["claims"]


def test_a_price_is_never_below_nothing_and_its_parts_add_up(answer: dict[str, Any]) -> None:
    claims = {c["id"].split("/", 2)[2]: c for c in answer["comparison"]["claims"]}
    total = claims["change.total"]
    assert total["low"] == 0 <= total["value"] <= total["high"]
    terms = [c["value"] for name, c in claims.items() if name.startswith("change.")]
    assert sum(terms) == pytest.approx(2 * total["value"], abs=1e-4)
    simulated = claims["simulated.total"]
    assert simulated["low"] <= simulated["value"] <= simulated["high"]
    assert simulated["seed"] == 1
    assert claims["moved.shifts"]["value"] == len(answer["moved"])


def test_what_a_price_is_made_of_adds_up_to_it_in_the_same_unit(answer: dict[str, Any]) -> None:
    """Contacts late by queue were counted one each, and did not add up to the price."""
    claims = {c["id"].split("/", 2)[2]: c for c in answer["comparison"]["claims"]}
    by_queue = {name: c for name, c in claims.items() if name.startswith("late_cost.")}
    assert {c["unit"] for c in by_queue.values()} == {"late contacts"}
    late = claims["change.late_contacts"]["value"]
    assert sum(c["value"] for c in by_queue.values()) == pytest.approx(late, abs=1e-4)
    weights = {"sales": 1.0, "help": 1.5}
    for queue, weight in weights.items():
        alone = claims[f"late.{queue}"]["value"]
        assert by_queue[f"late_cost.{queue}"]["value"] == pytest.approx(weight * alone, abs=1e-4)
    made_of = answer["words"][1].partition(";")[0].rstrip(".")
    total, _, parts = made_of.partition(" late contacts in all")
    parts = parts.removeprefix(" = ")  # nothing to tell has no parts
    told = [float(part.rsplit(" ", 1)[1].replace("−", "-")) for part in parts.split(", ") if part]
    assert sum(told) == pytest.approx(float(total.replace("−", "-")), abs=1e-9)
    assert float(total.replace("−", "-")) == pytest.approx(
        claims["change.total"]["value"], abs=0.05
    )
    priced = claims["simulated.priced"]
    assert priced["low"] <= priced["value"] <= priced["high"]
    assert claims["simulated.total"]["unit"] == "contacts"


def test_a_no_is_exit_code_3_as_that_of_leave_is(plan: Path) -> None:
    """A refused why-not ended with 0, a refused leave with 3."""
    before = contents(plan)
    question = ("--agent", "A2", "--at", "2026-03-02T14:00", "--queue", "help")
    shown = run_here("why-not", plan, *question)
    assert shown.returncode == 3
    assert "no rota that keeps the hard rules has it" in shown.stdout.splitlines()[0]
    assert ask(plan, *question)["status"] == "forbidden"
    assert contents(plan) == before
    leave = run_here("leave", plan, "--agent", "A3", "--days", "2026-03-05", "--seconds", "1")
    assert leave.returncode == 3


def test_the_same_question_finds_the_answer_filed(plan: Path, answer: dict[str, Any]) -> None:
    before = contents(plan)
    again = ask(plan, *INSTEAD)
    assert again["was_filed"]
    assert not answer["was_filed"]
    assert again["comparison"] == answer["comparison"]
    assert contents(plan) == before
    shown = run_here("why-not", plan, *INSTEAD)
    assert shown.stdout.splitlines()[:3] == answer["words"]
    assert "asked before" in shown.stdout


def test_a_plan_that_changed_is_asked_anew(plan: Path, answer: dict[str, Any]) -> None:
    summary = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    folder = plan.parent / "changed"
    shutil.copytree(plan, folder)
    (folder / "plan.json").write_text(json.dumps(summary | {"run_id": "other"}), encoding="utf-8")
    again = ask(folder, *INSTEAD)
    assert not again["was_filed"]
    assert again["comparison"]["run_id"] == "other"
    assert len(list((folder / "comparisons").iterdir())) == 1


def test_what_the_plan_has_already_is_said_so(plan: Path) -> None:
    before = contents(plan)
    found = ask(plan, "--agent", "A1", "--at", "2026-03-02T09:00")
    assert found["status"] == "so_already"
    assert ask(plan, "--agent", "A1", "--day", "2026-03-02")["status"] == "so_already"
    assert contents(plan) == before


BAD = {
    "unknown person": (("--agent", "Adda", "--day", "2026-03-02"), "Is Ada (A1) meant?"),
    "two": (("--agent", "A1", "--day", "2026-03-02", "--at", "2026-03-02T10:00"), "not both"),
    "neither": (("--agent", "A1"), "one of --at and --day"),
    "same": (
        ("--agent", "A1", "--instead-of", "Ada", "--at", "2026-03-02T10:00"),
        "the same person",
    ),
    "not there": (
        ("--agent", "A1", "--instead-of", "A4", "--at", "2026-03-02T15:00"),
        "Dev (A4) has no shift then",
    ),
    "on a break": (
        ("--agent", "A3", "--instead-of", "A2", "--at", "2026-03-02T13:30"),
        "Ben (A2) is at lunch then",
    ),
    "queue": (("--agent", "A1", "--day", "2026-03-02", "--queue", "sale"), "Is sales meant?"),
    "not a time": (("--agent", "A1", "--at", "2026-03-02"), "is not a date and time"),
    "outside": (("--agent", "A1", "--day", "2026-03-12"), "is not a day of the planned week"),
    "no moment": (("--agent", "A1", "--instead-of", "A2", "--day", "2026-03-02"), "needs a moment"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_questions_are_told_with_a_remedy(plan: Path, case: str) -> None:
    arguments, says = BAD[case]
    shown = run_here("why-not", plan, *arguments)
    assert shown.returncode == 2
    assert says in shown.stderr


FORBIDDEN: dict[str, tuple[dict[str, Any], Asked, str, str, str]] = {
    "skill": (
        {},
        Asked("A2", at="2026-03-02T14:00", queue="help"),
        "skills",
        "Ben (A2) has no level on help",
        "a level of 1 on help",
    ),
    "learner": (
        {},
        Asked("A4", at="2026-03-02T10:00", queue="sales"),
        "skills",
        "has level 0 on sales",
        "a level of 1 on sales",
    ),
    "availability": (
        {},
        Asked("A4", at="2026-03-06T15:00"),
        "availability",
        "can work only 08:00–14:00 on Fri 6 Mar",
        "15:30",
    ),
    "leave": (
        {
            "leave.csv": "agent_id,first_day,last_day,paid_hours_a_day\n"
            "A2,2026-03-03,2026-03-04,7.5\n"
        },
        Asked("A2", day="2026-03-03"),
        "availability",
        "has leave Tue 3 Mar to Wed 4 Mar",
        "without Tue 3 Mar",
    ),
    "closed": ({}, Asked("A1", at="2026-03-02T19:00"), "", "", ""),
    "pinned off": (
        {},
        Asked("A4", at="2026-03-04T08:30"),
        "pins",
        "is pinned off Wed 4 Mar 08:00–10:00",
        "pin",
    ),
    "rest after last week": (
        append_row("worked.csv", "A4,2026-03-01T15:00,2026-03-01T22:30"),
        Asked("A4", at="2026-03-02T08:15"),
        "daily_rest",
        "rest 11 h",
        "",
    ),
}


ADJUSTED = {"  pins: {}\n": "  pins: {}\n  agreed_adjustments: {}\n"}
NARROW = {
    "    shortest_minutes: 240\n": "    shortest_minutes: 360\n",
    "    start_to: 14:00\n": "    start_to: 12:00\n",
}


def agreed(*rows: str) -> dict[str, Any]:
    return {"adjustments.csv": "\n".join(["agent_id,kind,value", *rows]) + "\n"}


IN_THE_WAY: dict[str, tuple[dict[str, Any], dict[str, str], Asked, list[str], list[str]]] = {
    # files, edits, what is asked, what is in the way, what would allow it
    "an agreed end, and a limit that meets breaks": (
        agreed("A2,unbroken_work_minutes_max,240", "A2,end_not_after,16:30"),
        ADJUSTED,
        Asked("A2", at="2026-03-02T17:00"),
        ["agreed with Ben (A2): end not after 16:30"],
        ["if Ben (A2) agrees: end not after 17:30 in place of 16:30"],
    ),
    "an agreed start": (
        agreed("A2,start_not_before,09:00"),
        ADJUSTED,
        Asked("A2", at="2026-03-02T08:15"),
        ["agreed with Ben (A2): start not before 09:00"],
        ["if Ben (A2) agrees: start not before 08:00 in place of 09:00"],
    ),
    "an agreed length": (
        agreed("A2,longest_shift_minutes,450"),
        ADJUSTED,
        Asked("A2", at="2026-03-02T17:00"),
        [
            (
                "Ben (A2) may be given only shifts of 7 h 30 min to 8 h 30 min that start 08:00 to "
                "09:30 on Mon 2 Mar (full_day)"
            ),
            "agreed with Ben (A2): shifts of at most 7 h 30 min",
        ],
        ["if Ben (A2) agrees: shifts of at most 8 h in place of 7 h 30 min"],
    ),
    "agreed queues": (
        agreed("A1,only_queues,sales"),
        ADJUSTED,
        Asked("A1", at="2026-03-02T14:00", queue="help"),
        ["agreed with Ada (A1): only the queue sales"],
        ["if Ada (A1) agrees: only the queues sales, help in place of sales"],
    ),
    "a skill and agreed queues": (
        agreed("A2,only_queues,sales"),
        ADJUSTED,
        Asked("A2", at="2026-03-02T14:00", queue="help"),
        ["Ben (A2) has no level on help", "agreed with Ben (A2): only the queue sales"],
        [
            (
                "a level of 1 on help, and if Ben (A2) agrees: only the queues sales, help in "
                "place of sales"
            )
        ],
    ),
    "the rest of somebody under 18": (
        {
            "agents.csv": "agent_id,name,contract,weekly_hours,adult_from\n"
            "A1,Ada,full,37.5,\nA2,Ben,full,37.5,\nA3,Cleo,part,25,2027-01-01\nA4,Dev,part,20,\n"
        },
        NARROW,
        Asked("A3", day="2026-03-05"),
        [
            (
                "Cleo (A3) may be given only shifts of 6 h that start 08:00 to 12:00 on Thu 5 Mar "
                "(part_day)"
            ),
            "under 18, over 4 h 30 min of work 30 min of rest are due in one piece, by law",
            "a shift of 6 h has breaks of 15 min",
        ],
        [],
    ),
    "availability, of which one day matters": (
        {
            "availability.csv": "agent_id,days,available_from,available_to\n"
            "A4,mon|tue|wed,08:00,14:00\n"
        },
        {},
        Asked("A4", at="2026-03-03T15:00"),
        ["Dev (A4) can work only 08:00–14:00 on Tue 3 Mar"],
        ["if Dev (A4) agrees: available until 15:30 in place of 14:00 on Tue 3 Mar"],
    ),
    "a day on which somebody cannot work": (
        {"availability.csv": "agent_id,days,available_from,available_to\nA4,mon,,\n"},
        {},
        Asked("A4", at="2026-03-02T15:00"),
        ["Dev (A4) cannot work on Mon 2 Mar"],
        ["if Dev (A4) agrees: available "],
    ),
    "two things at once": (
        {
            "leave.csv": "agent_id,first_day,last_day,paid_hours_a_day\n"
            "A2,2026-03-02,2026-03-03,7.5\n",
            "availability.csv": "agent_id,days,available_from,available_to\nA2,mon,08:00,12:00\n",
        },
        {},
        Asked("A2", at="2026-03-02T15:00"),
        [
            "Ben (A2) can work only 08:00–12:00 on Mon 2 Mar",
            "Ben (A2) has leave Mon 2 Mar to Tue 3 Mar, counted as 7.5 h a day",
        ],
        [
            (
                "if Ben (A2) agrees: available until 15:30 in place of 12:00 on Mon 2 Mar, and if "
                "Ben (A2) agrees: the leave without Mon 2 Mar"
            )
        ],
    ),
    "a closed day": (
        {},
        {},
        Asked("A2", day="2026-03-07"),
        ["the site is closed on Sat 7 Mar"],
        [],
    ),
}


@pytest.mark.parametrize("case", IN_THE_WAY)
def test_only_what_bears_on_the_day_is_told_and_a_way_out_was_solved_again(
    tmp_path: Path, case: str
) -> None:
    """Adjustments had no way out; patterns and availability were told for all days."""
    files, edits, asked, facts, ways = IN_THE_WAY[case]
    scenario = read_tiny_scenario(tmp_path, files=files, edits=edits)
    question = question_of(scenario, rota_of(scenario, []), asked)
    pins = pins_of(question)
    service = ServiceModel.of(scenario, requirements_of(scenario, {"sales": 2, "help": 1}))
    found = obstacle_of(with_pins(scenario, pins), service, question.agent_id, pins)
    assert found is not None
    assert list(found.facts) == facts
    assert len(found.ways_out) == len(ways)
    assert all(map(str.startswith, found.ways_out, ways)), found.ways_out


@pytest.mark.parametrize("case", FORBIDDEN)
def test_what_forbids_it_is_told_with_its_figures_and_a_way_out(tmp_path: Path, case: str) -> None:
    files, asked, rule_id, fact, way = FORBIDDEN[case]
    scenario = read_tiny_scenario(tmp_path, files=files)
    question = question_of(scenario, rota_of(scenario, []), asked)
    pins = pins_of(question)
    forced = with_pins(scenario, pins)
    service = ServiceModel.of(scenario, requirements_of(scenario, {"sales": 2, "help": 1}))
    found = obstacle_of(forced, service, question.agent_id, pins)
    assert found is not None
    if rule_id:
        assert rule_id in found.rule_ids
    told = "; ".join(found.facts)
    assert fact in told
    assert any(way in words for words in found.ways_out) if way else True
    assert "pinned to take contacts" not in told


def test_what_nothing_forbids_has_no_obstacle(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    question = question_of(scenario, rota_of(scenario, []), Asked("A3", at="2026-03-02T10:00"))
    pins = pins_of(question)
    service = ServiceModel.of(scenario, requirements_of(scenario, {"sales": 2, "help": 1}))
    assert obstacle_of(with_pins(scenario, pins), service, "A3", pins) is None


def test_times_that_the_clocks_show_twice_and_midnight() -> None:
    scenario = tiny_week(
        first_day=AUTUMN, agents=[agent("A"), agent("B")], shift_patterns=[pattern()]
    )
    rota = rota_of(scenario, [])
    with pytest.raises(InputError, match="twice"):
        question_of(scenario, rota, Asked("A", at="2026-10-25T01:30"))
    moments = [
        question_of(scenario, rota, Asked("A", at=f"2026-10-25T01:30{offset}"))
        for offset in ("+01:00", "+00:00")
    ]
    assert [(q.end - q.start).total_seconds() for q in moments] == [900, 900]
    assert (moments[1].start.timestamp() - moments[0].start.timestamp()) == 3600
    midnight = question_of(scenario, rota, Asked("A", at="2026-10-20T00:00"))
    assert midnight.day.isoformat() == "2026-10-20"
    late = question_of(scenario, rota, Asked("A", at="2026-10-19T23:59"))
    assert late.day.isoformat() == "2026-10-19"


def test_everybody_is_a_candidate_with_a_price_or_a_reason(plan: Path) -> None:
    before = contents(plan)
    question = ("--at", "2026-03-02T10:00", "--queue", "sales", "--seconds", "600")
    shown = run_here("who-else", plan, *question, "--json")
    assert shown.returncode == 0, shown.stderr
    found = json.loads(shown.stdout)["candidates"]
    assert {each["agent_id"] for each in found} == {"A1", "A2", "A3", "A4"}
    by_id = {each["agent_id"]: each for each in found}
    assert by_id["A2"]["standing"] == "on_queue"
    assert by_id["A4"]["standing"] == "impossible"
    assert by_id["A4"]["obstacle"]["rule_ids"][0] == "skills"
    for each in found:
        if each["standing"] == "possible":
            assert each["price_late_contacts"] == pytest.approx(
                sum(each["change_by_term"].values()), abs=1e-9
            )
    assert contents(plan) == before
    text = run_here("who-else", plan, *question).stdout
    assert "Ben (A2)" in text
    assert "Cannot be:" in text
    # It read as if somebody were replaced.
    assert "in addition to those on it" in text.splitlines()[0]
    assert "Prices, in late contacts, are of one person in addition to those on it" in text


def test_a_queue_that_is_none_is_told_with_those_there_are(plan: Path) -> None:
    shown = run_here("who-else", plan, "--at", "2026-03-02T10:00", "--queue", "sails")
    assert shown.returncode == 2
    assert "Is sales meant?" in shown.stderr
