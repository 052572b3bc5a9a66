"""A good plan broken on purpose: just inside each rule's limit it passes, just outside it does not.

The plan of :mod:`tests.honest_plan` with some shifts replaced, and every figure recomputed for
the rota as changed, so that nothing but the rule can be at fault; then its written files, with
nothing recomputed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.scenario import Scenario
from allocator.rules import registry
from allocator.store.plan_folder import read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import verify
from tests.honest_plan import honest_plan
from tests.rules.change import Change, assert_broken, breaks
from tests.tiny_scenario import WORKED_CSV, read_tiny_scenario, write_tiny_scenario

ROOM = {"seats: 3": "seats: 4"}
OFFICE = "work:help|sales"


def long_day(tea: tuple[str, str], lunch: tuple[str, str], last: tuple[str, str]) -> str:
    """A1's Monday with its three breaks from and to these times."""
    return (
        f"A1 mon 08:00 {OFFICE} {tea[0]} break {tea[1]} {OFFICE} {lunch[0]} lunch {lunch[1]} "
        f"{OFFICE} {last[0]} break {last[1]} {OFFICE} 16:00"
    )


TEA, LUNCH, LAST = ("09:30", "09:45"), ("12:00", "12:30"), ("14:00", "14:15")


def worked(*days: str) -> dict[str, str]:
    rows = (f"A4,2026-{day}T08:00,2026-{day}T12:00\n" for day in days)
    return {"worked.csv": WORKED_CSV + "".join(rows)}


TWICE = ["A4 mon 08:00 work:help 12:00", "A4 mon 14:00 work:help 18:00"]
HALF_HOUR_MORE = "work:help 10:00 break 10:15 work:help 12:30"

CHANGES = {
    "one_shift_a_day": [
        Change(
            "two blocks that touch are one shift",
            ["A4 mon 08:00 work:help 10:00", "A4 mon 10:00 work:help 12:00"],
        ),
        # Eleven hours' rest leaves no room for two shifts in ten open hours: both rules speak.
        Change(
            "a second shift",
            [*TWICE, "A4 tue"],
            breaks("one_shift_a_day", "daily_rest"),
            edits=ROOM,
        ),
        Change(
            "a second shift where two hours of rest are enough",
            [*TWICE, "A4 tue"],
            breaks("one_shift_a_day"),
            edits=ROOM | {"rest_minutes: 660": "rest_minutes: 120"},
        ),
    ],
    "contracted_hours": [
        Change("half an hour more, the tolerance", [f"A4 mon 08:00 {HALF_HOUR_MORE}"]),
        Change(
            "an hour more",
            [f"A4 mon 08:00 {HALF_HOUR_MORE}", f"A4 tue 08:00 {HALF_HOUR_MORE}"],
            breaks("contracted_hours"),
        ),
        Change("half an hour less, as it is, the tolerance", []),
        Change(
            "an hour less",
            ["A3 mon 13:30 work:sales|help 16:00 break 16:15 work:sales|help 18:00"],
            breaks("contracted_hours"),
        ),
    ],
    "shift_patterns": [
        Change("the next start of the pattern", ["A4 mon 08:30 work:help 12:30"]),
        Change("a start between two", ["A4 mon 08:15 work:help 12:15"], breaks("shift_patterns")),
        Change("the latest start", ["A4 mon 14:00 work:help 18:00"], edits=ROOM),
        Change(
            "a start half an hour after the latest of a pattern that ends earlier",
            ["A4 mon 14:00 work:help 18:00"],
            breaks("shift_patterns"),
            edits=ROOM | {"start_to: 14:00": "start_to: 13:30"},
        ),
        Change(
            "the longest",
            ["A3 mon 12:00 work:sales|help 15:00 break 15:15 work:sales|help 18:00"],
        ),
        Change(
            "half an hour longer",
            [
                (
                    "A3 mon 11:30 work:sales 13:00 break 13:15 work:sales 15:00 lunch 15:30 "
                    "work:sales 17:15 break 17:30 work:sales 18:00"
                )
            ],
            breaks("shift_patterns"),
            edits=ROOM,
        ),
        Change("the shortest, as it is", []),
        Change("half an hour shorter", ["A4 mon 08:00 work:help 11:30"], breaks("shift_patterns")),
    ],
    "availability": [
        Change("to the end of the hours", ["A4 fri 10:00 work:help 14:00"], edits=ROOM),
        Change(
            "half an hour beyond",
            ["A4 fri 10:30 work:help 14:30"],
            breaks("availability"),
            edits=ROOM,
        ),
        Change(
            "from the start of the hours",
            ["A3 wed 12:00 work:help 14:00 break 14:15 work:help 16:30"],
            edits=ROOM,
        ),
        Change(
            "half an hour before",
            ["A3 wed 11:30 work:help 14:00 break 14:15 work:help 16:00"],
            breaks("availability"),
            edits=ROOM,
        ),
    ],
    "skills": [
        Change("level 1, as it is", ["A4 mon 08:00 work:help 12:00"]),
        Change("a learner", ["A4 mon 08:00 work:help|sales 12:00"], breaks("skills")),
        Change("both queues of somebody with both", [long_day(TEA, LUNCH, LAST)]),
        Change(
            "both queues of somebody with one",
            [
                (
                    "A2 mon 09:30 work:sales 11:00 break 11:15 work:sales 13:30 lunch 14:00 "
                    "work:sales|help 15:30 break 15:45 work:sales 17:30"
                )
            ],
            breaks("skills"),
        ),
    ],
    "days_in_seven": [
        Change(
            "five days before the week and five in it",
            [],
            files=worked("02-24", "02-25", "02-26", "02-27", "02-28"),
        ),
        Change(
            "six days before the week and the first in it",
            [],
            breaks("days_in_seven"),
            files=worked("02-24", "02-25", "02-26", "02-27", "02-28", "03-01"),
        ),
    ],
    "daily_rest": [
        Change(
            "fourteen and a half hours, as many as are due",
            [],
            edits={"rest_minutes: 660": "rest_minutes: 870"},
        ),
        Change(
            "half an hour less",
            [
                (
                    "A2 tue 09:30 work:sales 11:00 break 11:15 work:sales 13:30 lunch 14:00 "
                    "work:sales 15:30 break 15:45 work:sales 18:00"
                )
            ],
            breaks("daily_rest"),
            edits={"rest_minutes: 660": "rest_minutes: 870"},
        ),
        Change(
            "from the last shift worked before the week",
            [],
            edits={"rest_minutes: 660": "rest_minutes: 870"},
            files={"worked.csv": WORKED_CSV + "A4,2026-03-01T13:30,2026-03-01T17:30\n"},
        ),
        Change(
            "a quarter less from it",
            [],
            breaks("daily_rest"),
            edits={"rest_minutes: 660": "rest_minutes: 870"},
            files={"worked.csv": WORKED_CSV + "A4,2026-03-01T13:30,2026-03-01T17:45\n"},
        ),
    ],
    "breaks": [
        Change("lunch as late as it may be", [long_day(TEA, ("12:45", "13:15"), LAST)]),
        Change("a quarter later", [long_day(TEA, ("13:00", "13:30"), LAST)], breaks("breaks")),
        Change("lunch as early as it may be", [long_day(TEA, ("11:00", "11:30"), LAST)]),
        Change("a quarter earlier", [long_day(TEA, ("10:45", "11:15"), LAST)], breaks("breaks")),
        # The unpaid lunch is known by its length, so a longer one is paid; it is too long still.
        Change(
            "a break too long",
            [long_day(("09:30", "10:00"), LUNCH, LAST)],
            breaks("breaks"),
        ),
        Change(
            "a break left out",
            [f"A1 mon 08:00 {OFFICE} 12:00 lunch 12:30 {OFFICE} 14:00 break 14:15 {OFFICE} 16:00"],
            breaks("breaks"),
        ),
        Change("a shift of four hours needs none", ["A4 mon 08:00 work:help 12:00"]),
        Change(
            "half an hour more does",
            ["A4 mon 08:00 work:help 12:30"],
            breaks("breaks"),
        ),
        Change(
            "five hours, the most without a rest of twenty minutes",
            [],
            edits={"  breaks: {}": "  breaks: {over_minutes: 300}"},
        ),
        Change(
            "half an hour more",
            ["A3 mon 12:30 work:sales|help 15:00 break 15:15 work:sales|help 18:00"],
            breaks("breaks"),
            edits={"  breaks: {}": "  breaks: {over_minutes: 300}"},
        ),
    ],
    "seats": [
        Change("three on the phone, as it is, of three seats", []),
        Change(
            "a fourth for half an hour, by a lunch that is sooner",
            [
                (
                    f"A1 wed 09:30 {OFFICE} 11:00 break 11:15 {OFFICE} 13:00 lunch 13:30 {OFFICE} "
                    f"15:30 break 15:45 {OFFICE} 17:30"
                )
            ],
            breaks("seats"),
        ),
    ],
    "opening_hours": [
        Change("to the close, as it is", []),
        Change(
            "half an hour beyond",
            ["A3 mon 13:30 work:sales|help 16:00 break 16:15 work:sales|help 18:30"],
            breaks("opening_hours"),
        ),
    ],
    "pins": [
        Change("from the end of time off, as it is", []),
        Change("half an hour of it worked", ["A4 wed 09:30 work:help 13:30"], breaks("pins")),
        Change(
            "from the start of the pinned hour, as it is",
            ["A3 thu 12:00 work:help|sales 14:00 break 14:15 work:sales 17:00"],
        ),
        Change(
            "half an hour after it",
            ["A3 thu 12:30 work:help|sales 14:30 break 14:45 work:sales 17:30"],
            breaks("pins"),
        ),
        Change(
            "on the pinned queue until the hour is over",
            ["A3 thu 12:00 work:help 13:00 work:sales 14:00 break 14:15 work:sales 17:00"],
        ),
        Change(
            "until a quarter before",
            ["A3 thu 12:00 work:help 12:45 work:sales 14:00 break 14:15 work:sales 17:00"],
            breaks("pins"),
        ),
    ],
}


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Change], Scenario]:
    """Scenario of a change, read once where several have the same."""
    read: dict[str, Scenario] = {}

    def scenario(change: Change) -> Scenario:
        key = json.dumps([dict(change.edits), dict(change.files)])
        if key not in read:
            read[key] = read_tiny_scenario(
                tmp_path_factory.mktemp("tiny"), edits=dict(change.edits), files=dict(change.files)
            )
        return read[key]

    return scenario


EVERY_CHANGE = [(rule_id, change) for rule_id, changes in CHANGES.items() for change in changes]


@pytest.mark.parametrize(
    ("rule_id", "change"), EVERY_CHANGE, ids=[f"{r}: {change.title}" for r, change in EVERY_CHANGE]
)
def test_a_rota_near_a_limit(
    rule_id: str, change: Change, scenarios: Callable[[Change], Scenario]
) -> None:
    assert_broken(rule_id, change, scenarios(change))


def test_every_hard_rule_is_tried_on_both_sides() -> None:
    modules = (
        import_module(f"tests.rules.{path.stem}")
        for path in Path(__file__).parent.glob("test_broken_rotas*.py")
    )
    changes_of: defaultdict[str, list[Change]] = defaultdict(list)
    for module in modules:
        for rule_id, changes in module.CHANGES.items():
            changes_of[rule_id] += changes
    assert set(changes_of) == set(registry.HARD_RULES)
    for rule_id, changes in changes_of.items():
        assert {bool(change.broken) for change in changes} == {True, False}, rule_id


# Files changed by hand: nothing is recomputed.


def replace_text(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert text.count(old) == 1, (text.count(old), old)
        return text.replace(old, new)

    return edit


def move_row(text: str) -> str:
    """A4's Monday a quarter later."""
    return replace_text(
        "A4,2026-03-02T08:00:00+00:00,2026-03-02T12:00:00+00:00",
        "A4,2026-03-02T08:15:00+00:00,2026-03-02T12:15:00+00:00",
    )(text)


def fewer_contacts(text: str) -> str:
    """Halve the contacts of the first row."""
    header, first, *others = text.splitlines()
    column = header.split(",").index("forecast_contacts")
    cells = first.split(",")
    cells[column] = str(float(cells[column]) / 2)
    return "\n".join([header, ",".join(cells), *others]) + "\n"


def summary(**figures: Any) -> Callable[[str], str]:
    return lambda text: json.dumps(json.loads(text) | figures)


def cheaper(text: str) -> str:
    """State the late contacts a tenth lower, and a total that fits."""
    content = json.loads(text)
    saved = content["objective"]["late_contacts"] / 10
    content["objective"]["late_contacts"] -= saved
    content["objective_total"] -= saved
    return json.dumps(content)


# Presence, service and price all follow from the rota.
FIGURES_OF_ROTA = {"plan.staffing", "plan.service_levels", "plan.objective", "plan.gap"}

TAMPERED: dict[str, tuple[str, Callable[[str], str], set[str]]] = {
    "a shift moved": (
        "rota.csv",
        move_row,
        {"shift_patterns", "plan.queues"} | FIGURES_OF_ROTA,
    ),
    "a shift taken out": (
        "rota.csv",
        lambda text: "".join(
            line for line in text.splitlines(keepends=True) if "A4,2026-03-02" not in line
        ),
        {"contracted_hours", "plan.queues", "plan.hours"} | FIGURES_OF_ROTA,
    ),
    "a requirement made smaller": ("requirements.csv", fewer_contacts, {"plan.requirements"}),
    "a cheaper term": ("plan.json", cheaper, {"plan.objective"}),
    "requests met that were not": (
        "plan.json",
        lambda text: summary(requests_met=json.loads(text)["requests_met"] + 1)(text),
        {"plan.requests"},
    ),
    "a smaller gap": ("plan.json", summary(gap_contacts=0.5), {"plan.gap"}),
    "made from other input": ("plan.json", summary(input_hash="0" * 64), {"plan.input_hash"}),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the honest plan."""
    parent = tmp_path_factory.mktemp("written")
    folder = write_tiny_scenario(parent)
    write_plan(parent / "plan", honest_plan(read_scenario(folder)), folder, [], "<html></html>")
    return parent / "plan"


@pytest.mark.parametrize(("file", "edit", "told"), TAMPERED.values(), ids=TAMPERED)
def test_a_file_changed_by_hand(
    written: Path, file: str, edit: Callable[[str], str], told: set[str]
) -> None:
    scenario = read_scenario(written / "scenario")
    assert verify(scenario, read_plan(written)).passed
    path = written / file
    original = path.read_text(encoding="utf-8")
    try:
        path.write_text(edit(original), encoding="utf-8")
        found = verify(scenario, read_plan(written)).findings
    finally:
        path.write_text(original, encoding="utf-8")
    assert {finding.rule_id for finding in found} == told | {"plan.verdict"}
