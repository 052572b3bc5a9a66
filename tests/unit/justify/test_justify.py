"""Justifications of the tiny scenario's plan: what they say, word for word."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim
from allocator.justify.justification import Justification
from allocator.justify.justify import from_json, justify, to_json
from allocator.justify.term_names import TERM_NAMES, TERM_UNITS
from allocator.pipeline.explain.moment import moment_of
from allocator.verify.terms import SERVICE_TERMS, SOFT_TERMS
from tests.honest_plan import ROTA_LINES, honest_plan
from tests.tiny_scenario import read_tiny_scenario

FULL_DAY = "patterns: [full_day]\n    tolerance_minutes: "
CHAT_APART = {
    "target_s: 60\n": "target_s: 60\n    channel: chat\n    chats_at_once: 2\n",
    "  - id: main\n    queues: [sales, help]\n": (
        "  - id: chats\n    queues: [help]\n  - id: main\n    queues: [sales]\n"
    ),
}
WORDS_OF_CAUSE = {"because", "since", "caused", "therefore", "due to the", "in order to"}


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return read_tiny_scenario(tmp_path_factory.mktemp("justify"))


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    return honest_plan(scenario)


@pytest.fixture(scope="module")
def by_id(scenario: Scenario, plan: Plan) -> dict[str, Justification]:
    return {made.id: made for made in justify(scenario, plan)}


def value(justification: Justification, name: str) -> object:
    return claim(justification, name).value


def claim(justification: Justification, name: str) -> Claim:
    (found,) = [c for c in justification.claims() if c.id == f"{justification.id}/{name}"]
    return found


def test_every_shift_has_one(by_id: dict[str, Justification]) -> None:
    assert len(by_id) == len(ROTA_LINES)


def test_claims_have_ids_of_their_own_and_a_source(by_id: dict[str, Justification]) -> None:
    claims = [c for justification in by_id.values() for c in justification.claims()]
    assert len({c.id for c in claims}) == len(claims)
    assert all(c.source and c.subject for c in claims)


def test_week_with_paid_leave_says_where_the_hours_are(tmp_path: Path) -> None:
    """It read "paid 30, contracted 37.5, the most that the contract allows", and left out leave."""
    leave = "agent_id,first_day,last_day,paid_hours_a_day\nA1,2026-03-06,2026-03-06,7.5\n"
    scenario = read_tiny_scenario(
        tmp_path,
        edits={f"{FULL_DAY}30": f"{FULL_DAY}0"},
        files={"leave.csv": leave},
    )
    lines = [line for line in ROTA_LINES if not line.startswith("A1 fri")]
    (made,) = justify(scenario, honest_plan(scenario, lines), only={"A1/2026-03-02"})
    told = {name: value(made, f"hours.{name}") for name in ("week", "contracted", "leave")}
    assert told == {"week": 30.0, "contracted": 37.5, "leave": 7.5}
    assert claim(made, "hours.leave").source == "leave.csv: A1"
    bound = [one for one in made.bound_by if one.rule_id == "contracted_hours"]
    assert bound[0].words == (
        "The week's 30 paid hours with 7.5 h of paid leave are the most that the contract allows."
    )
    assert "A1/2026-03-02/hours.leave" in bound[0].claim_ids
    friday = dt.datetime(2026, 3, 6, 10, tzinfo=scenario.grid.zone)
    moment = moment_of(scenario, honest_plan(scenario, lines), "A1", friday)
    assert moment.words == "Ada (A1) is on leave on Fri 6 Mar, 7.5 h of it paid."
    assert moment.facts[-1] == (
        "The week has 4 shifts (Mon, Tue, Wed, Thu) with 30 paid hours; 30 are due; of the 37.5 "
        "contracted, 7.5 are paid leave."
    )


def test_small_hours_are_said_to_be_of_the_night_after(scenario: Scenario, plan: Plan) -> None:
    """Half past one on Sunday was "01:30 on Sat 24 Oct": read as a night too early."""
    late = dt.datetime(2026, 3, 6, 23, 30, tzinfo=scenario.grid.zone)
    moment = moment_of(scenario, plan, "A1", late)
    assert "is not at work at 23:30 on Fri 6 Mar: " in moment.words
    moment = dataclasses.replace(moment, at=late + dt.timedelta(hours=2))
    assert "is not at work at 01:30 in the night after Fri 6 Mar: " in moment.words


def test_chats_are_not_taken_on_the_phone(tmp_path: Path) -> None:
    """Who is on chat was said to be on the phone."""
    scenario = read_tiny_scenario(tmp_path, edits=CHAT_APART)
    plan = honest_plan(scenario, [line for line in ROTA_LINES if line[:2] in ("A2", "A4")])
    (made,) = justify(scenario, plan, only={"A4/2026-03-02"})
    assert "4 h paid, at work on chats (its one queue, at " in made.words[0]
    (made,) = justify(scenario, plan, only={"A2/2026-03-02"})
    assert "7 h 30 min paid, on the phone for main (its one queue, at " in made.words[0]


def test_three_lines_of_a_shift_with_alternatives(by_id: dict[str, Justification]) -> None:
    made = by_id["A2/2026-03-06"]
    late = value(made, "without.late_contacts")
    total = value(made, "without.total")
    best = value(made, "alternative.1.total")
    assert isinstance(late, float)
    assert isinstance(total, float)
    assert isinstance(best, float)
    # It read "28.6 more contacts late or lost", one each, beside a whole of another unit.
    assert (round(late, 1), round(total, 1)) == (32.8, 109.6)
    assert pytest.approx(109.6) == 32.8 + 22.7 + 54.1
    assert made.words == (
        (
            "Ben (A2) works Fri 6 Mar 08:00–16:00, 7 h 30 min paid, on the phone for main "
            "(1 of its 2 queues, at 1.00 times the mean speed)."
        ),
        (
            f"Without this shift, nothing else moved: +{total:.1f} late contacts in all = contacts "
            "late or lost +32.8, nobody logged in +22.7, below the floors +54.1."
        ),
        (
            "Best exchange found with one other person: Ada (A1) works this shift and Ben (A2) "
            f"works 09:30–17:30 instead: {best:.1f} late contacts worse in all."
        ),
    )


def test_where_no_exchange_is_allowed_the_rule_is_named_with_its_figures(
    by_id: dict[str, Justification],
) -> None:
    made = by_id["A3/2026-03-02"]
    assert made.comparison.alternatives == ()
    assert made.comparison.forbidden is not None
    assert made.words[2] == (
        "No exchange with one other person keeps the hard rules. The least costly: Ben (A2) works "
        "this shift and Cleo (A3) works 09:30–17:30 instead: forbidden by “Paid hours of the week "
        "are those of the contract” (and 1 more rule), as then A2 is paid 35 h in the week; at "
        "least 37 h are due (37 h 30 min contracted and not on leave, 30 min tolerance)."
    )


def test_margins_to_the_rules(by_id: dict[str, Justification]) -> None:
    monday, wednesday = by_id["A1/2026-03-02"], by_id["A3/2026-03-04"]
    assert value(monday, "rest.before") == 62.5 * 60  # off from Friday 17:30, worked.csv
    assert value(monday, "rest.after") == 16 * 60
    assert value(monday, "rest.due") == 660
    assert value(monday, "days.in_seven") == 5
    assert value(monday, "hours.room_above") == 0.5
    assert value(monday, "availability.before") is None
    assert value(wednesday, "availability.before") == 90
    assert value(wednesday, "availability.after") == 0
    assert value(wednesday, "hours.room_below") == 0
    assert value(wednesday, "rules.broken") == 0


def test_what_left_no_room(by_id: dict[str, Justification]) -> None:
    said = {name: [b.words for b in made.bound_by] for name, made in by_id.items()}
    assert "The shift ends when the agent is no longer available." in said["A3/2026-03-04"]
    assert (
        "The week's 24.5 paid hours are the least that the contract allows."
        in (said["A3/2026-03-04"])
    )
    assert "Pinned to work on help on Thu 5 Mar 12:00–13:00." in said["A3/2026-03-05"]
    assert "The request for the day off on Tue 3 Mar is declined." in said["A3/2026-03-03"]
    assert "The request for a starting time on Fri 6 Mar is met." in said["A2/2026-03-06"]
    assert "The shift starts when the site opens, at 08:00." in said["A1/2026-03-02"]
    assert not any("Rest" in words for words in said["A1/2026-03-02"])


def test_rest_at_the_least_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    """From 17:30 to 08:00 are 14 h 30 min: with that due, no rest is left over."""
    scenario = read_tiny_scenario(
        tmp_path_factory.mktemp("rest"), edits={"{rest_minutes: 660}": "{rest_minutes: 870}"}
    )
    made = {j.id: j for j in justify(scenario, honest_plan(scenario))}["A1/2026-03-05"]
    assert "Rest before the shift is 14 h 30 min; 14 h 30 min is the least." in [
        binding.words for binding in made.bound_by
    ]


def test_bindings_point_at_claims_that_are_there(by_id: dict[str, Justification]) -> None:
    for made in by_id.values():
        ids = {c.id for c in made.claims()}
        assert all(set(binding.claim_ids) <= ids for binding in made.bound_by)


def test_without_the_shift_terms_add_up(by_id: dict[str, Justification]) -> None:
    for made in by_id.values():
        terms = [value(made, f"without.{term}") for term in TERM_NAMES]
        assert sum(terms) == pytest.approx(value(made, "without.total"), abs=1e-5)  # pyright: ignore


def test_every_term_of_the_objective_has_a_name_and_a_unit() -> None:
    assert set(TERM_NAMES) == set(TERM_UNITS) == {*SERVICE_TERMS, *SOFT_TERMS.values()}


def test_words_claim_no_cause(by_id: dict[str, Justification]) -> None:
    for made in by_id.values():
        words = " ".join([*made.words, *(binding.words for binding in made.bound_by)]).lower()
        assert not any(cause in words for cause in WORDS_OF_CAUSE)


def test_places_for_people_are_empty(by_id: dict[str, Justification]) -> None:
    for made in by_id.values():
        assert set(made.review.model_dump().values()) == {None}
        assert set(made.response.model_dump().values()) == {None}


def test_plan_is_named(by_id: dict[str, Justification], plan: Plan) -> None:
    reference = by_id["A1/2026-03-02"].plan
    assert reference.run_id == plan.summary.run_id
    assert reference.input_hash == plan.summary.input_hash
    assert reference.version == plan.summary.version
    assert reference.created_at == plan.summary.created_at


def test_json_comes_back_as_it_was(by_id: dict[str, Justification]) -> None:
    made = list(by_id.values())
    assert from_json(json.loads(json.dumps(to_json(made)))) == made


def test_json_of_another_schema_is_refused(by_id: dict[str, Justification]) -> None:
    content = to_json(list(by_id.values()))
    content[0]["schema_version"] = 1
    with pytest.raises(ValidationError, match="schema_version"):
        from_json(content)


def test_same_plan_gives_the_same_justifications(
    scenario: Scenario, plan: Plan, by_id: dict[str, Justification]
) -> None:
    assert justify(scenario, plan) == list(by_id.values())


def test_rules_that_are_not_declared_are_not_spoken_of(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    edits = {"  daily_rest: {rest_minutes: 660}\n": "", "  seats: {}\n": ""}
    scenario = read_tiny_scenario(tmp_path_factory.mktemp("fewer"), edits=edits)
    for made in justify(scenario, plan):
        names = {c.id.removeprefix(f"{made.id}/") for c in made.claims()}
        assert not any(name.startswith(("rest.", "seats.")) for name in names)
        assert {"daily_rest", "seats"}.isdisjoint(binding.rule_id for binding in made.bound_by)
