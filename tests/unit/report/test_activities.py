"""Activities off the phone on the page: drawn apart, named, and in the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.domain.scenario import Scenario
from allocator.justify.justify import justify
from allocator.report.render import render
from tests.honest_plan import honest_plan
from tests.report_page import ReportPage
from tests.rules.change import changed
from tests.tiny_scenario import read_tiny_scenario

COACHED = (
    "A4 mon 08:00 work:help 10:00 coaching:A1 10:30 work:help 12:00",
    (
        "A1 mon 08:00 work:help|sales 09:30 break 09:45 work:help|sales 10:00 coaching:A4 10:30 "
        "work:help|sales 12:00 lunch 12:30 work:help|sales 14:00 break 14:15 work:help|sales 16:00"
    ),
)
KEY = "off the phone: training, coaching, one-to-ones, briefings"


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    parent: Path = tmp_path_factory.mktemp("activities")
    rows = "activity_id,kind,participants,minutes,start\none,coaching,A1|A4,30,2026-03-02T10:00\n"
    return read_tiny_scenario(
        parent, edits={"  pins: {}": "  pins: {}\n  meetings: {}"}, files={"activities.csv": rows}
    )


def page_of(scenario: Scenario, lines: tuple[str, ...]) -> ReportPage:
    plan = honest_plan(scenario, changed(lines))
    return ReportPage.of(render(scenario, plan, justify(scenario, plan)))


def text_of(page: ReportPage) -> str:
    return " ".join(page.elements[0].text.split())


def test_coaching_is_drawn_and_named(scenario: Scenario) -> None:
    page = page_of(scenario, COACHED)
    text = text_of(page)
    assert KEY in text
    assert "Off the phone: coaching 10:00–10:30 with Dev (A4)." in text
    assert "Off the phone: coaching 10:00–10:30 with Ada (A1)." in text
    named = [element.text for element in page.elements if "activity" in element.classes]
    assert named == ["coaching", "coaching"]
    drawn = [
        element
        for element in page.elements
        if element.tag == "rect" and "off-phone" in element.classes
    ]
    assert len(drawn) >= 3  # two shifts and the key


def test_key_says_nothing_of_what_is_not_there(scenario: Scenario) -> None:
    page = page_of(scenario, ())
    assert KEY not in text_of(page)
    assert not [element for element in page.elements if "off-phone" in element.classes]
