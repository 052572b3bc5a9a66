"""Cards say what they bind, where it comes from and what is wrong, in plain words."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from allocator.domain.findings import Place, Strength, duration_text
from allocator.rules import registry
from allocator.rules.card import parameter_text, spoken
from allocator.rules.daily_rest.card import CARD

MONDAY_NINE = dt.datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize("rule_id", registry.RULE_IDS)
def test_a_card_is_that_of_its_folder(rule_id: str) -> None:
    card = registry.card(rule_id)
    assert card.id == rule_id
    hard = rule_id in registry.HARD_RULES
    assert card.strength is (Strength.HARD if hard else Strength.SOFT)
    assert hasattr(registry.check_module(rule_id), "check" if hard else "measure")


@pytest.mark.parametrize("rule_id", registry.RULE_IDS)
def test_a_source_has_a_year(rule_id: str) -> None:
    assert re.search(r"\b(19|20)\d\d\b", registry.card(rule_id).source)


@pytest.mark.parametrize("rule_id", registry.RULE_IDS)
def test_an_unknown_parameter_is_refused(rule_id: str) -> None:
    with pytest.raises(ValidationError, match="no_such_parameter"):
        registry.card(rule_id).with_overrides({"no_such_parameter": 1})


def test_an_override_takes_the_place_of_the_default() -> None:
    assert CARD.parameters.rest_minutes == 660
    assert CARD.with_overrides({"rest_minutes": 720}).rest_minutes == 720


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("rest_minutes", 570, "9 h 30 min"),
        ("fair_hours", 4.0 / 3, "1.33 h"),
        ("agents_on_phone", 3, "3"),
        ("start", MONDAY_NINE, "Mon 1 Jun 09:00"),
        ("day", MONDAY_NINE.date(), "Mon 1 Jun"),
        ("queue", "calls", "calls"),
    ],
)
def test_figures_are_spoken_by_their_unit(name: str, value: float | str, text: str) -> None:
    assert spoken(name, value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (660, "660"),
        (2.50, "2.5"),
        (True, "true"),
        (("sat", "sun"), "[sat, sun]"),
        ([], "[]"),
        ({"late": 3, "night": 2}, "{late: 3, night: 2}"),
        ({}, "{}"),
        ("strict", "strict"),
    ],
)
def test_parameters_are_written_as_a_scenario_writes_them(value: object, text: str) -> None:
    assert parameter_text(value) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (645, "10 h 45 min"), (-90, "-1 h 30 min")],
)
def test_durations_are_in_hours_and_minutes(minutes: float, text: str) -> None:
    assert duration_text(minutes) == text


def test_a_finding_keeps_its_figures_beside_the_sentence() -> None:
    finding = CARD.finding(
        "short_rest",
        agent_id="A07",
        at=MONDAY_NINE,
        rest_minutes=570,
        previous_end=MONDAY_NINE - dt.timedelta(minutes=570),
        next_start=MONDAY_NINE,
        due_minutes=660,
    )
    assert finding.rule_id == "daily_rest"
    assert finding.message == (
        "A07 rests 9 h 30 min between Sun 31 May 23:30 and Mon 1 Jun 09:00; 11 h are due"
    )
    assert finding.figures == {
        "rest_minutes": 570,
        "previous_end": "2026-05-31T23:30:00+01:00",
        "next_start": "2026-06-01T09:00:00+01:00",
        "due_minutes": 660,
    }


def test_a_place_gives_agent_start_and_end() -> None:
    card = registry.card("opening_hours")
    place = Place("A", MONDAY_NINE, MONDAY_NINE + dt.timedelta(hours=8))
    finding = card.finding("closed", place, day=MONDAY_NINE.date())
    assert finding.message == (
        "A works from Mon 1 Jun 09:00 to Mon 1 Jun 17:00, and Mon 1 Jun is closed"
    )
    assert (finding.agent_id, finding.at) == ("A", MONDAY_NINE)
