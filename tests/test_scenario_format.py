"""docs/scenario-format.md says of every field what the code says, and its example can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from allocator.domain import people, settings
from allocator.domain.clock import format_clock
from allocator.domain.cover import CoverRow
from allocator.domain.demand import BacklogRow, HistoryRow
from allocator.domain.development_settings import DevelopmentSettings
from allocator.domain.fairness_settings import FairnessSettings
from allocator.domain.forecast_settings import ForecastSettings
from allocator.domain.ledger import LedgerEntry
from allocator.domain.special_event import SpecialEvent
from allocator.rules import registry
from allocator.rules.card import parameter_text
from allocator.store.scenario_files import PLANNING_FILES
from allocator.store.scenario_folder import read_scenario_with_warnings
from tests.tiny_scenario import AGENTS_CSV, append_row
from tests.unit.store.faults import faults

TEXT = (Path(__file__).parents[1] / "docs" / "scenario-format.md").read_text(encoding="utf-8")

MODELS: dict[str, type[BaseModel]] = {
    "The file itself": settings.Settings,
    "site": settings.Site,
    "week": settings.Week,
    "opening_hours": settings.OpeningSpan,
    "queues": settings.QueueSetting,
    "pools": settings.PoolSetting,
    "shift_patterns": settings.ShiftPattern,
    "break_plans": settings.BreakPlan,
    "Breaks of a plan": settings.BreakSetting,
    "contracts": settings.Contract,
    "rotations": settings.Rotation,
    "Weeks of a rotation": settings.RotationWeek,
    "shift_kinds": settings.ShiftKind,
    "bank_holidays": settings.BankHolidays,
    "forecast": ForecastSettings,
    "unsocial": settings.UnsocialSpan,
    "fairness": FairnessSettings,
    "development": DevelopmentSettings,
    "prices": settings.Prices,
    "agents.csv": people.Agent,
    "skills.csv": people.Skill,
    "history.csv and volumes.csv": HistoryRow,
    "availability.csv": people.Availability,
    "requests.csv": people.Request,
    "pins.csv": people.Pin,
    "worked.csv": people.WorkedShift,
    "ledger.csv": LedgerEntry,
    "leave.csv": people.Leave,
    "adjustments.csv": people.Adjustment,
    "activities.csv": people.PlannedActivity,
    "goals.csv": people.Goal,
    "published.csv": people.PublishedShift,
    "events.csv": SpecialEvent,
    "backlog.csv": BacklogRow,
    "cover.csv": CoverRow,
}


def table_rows(heading: str) -> list[list[str]]:
    """Cells of the body of the table under a heading."""
    (section,) = re.findall(
        rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", TEXT, flags=re.MULTILINE | re.DOTALL
    )
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def default_text(name: str, field: FieldInfo) -> str:
    """Return a field's default as the documentation writes it."""
    if field.is_required():
        return "required"
    default = field.get_default()
    if isinstance(default, BaseModel):
        return "all defaults"
    if default in (None, (), {}):
        return "none"
    if default == "":
        return "empty"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, str):
        return f"`{default}`"
    if name == "day_starts_at":
        return f"`{format_clock(default)}`"
    if isinstance(default, tuple):
        each = [one if isinstance(one, str) else f"{one:g}" for one in default]
        return f"`[{', '.join(each)}]`"
    return f"`{default:g}`"


@pytest.mark.parametrize("heading", MODELS)
def test_every_field_is_documented_with_its_default(heading: str) -> None:
    documented = {row[0].strip("`"): row[3] for row in table_rows(heading)}
    fields = MODELS[heading].model_fields
    assert documented == {name: default_text(name, field) for name, field in fields.items()}


@pytest.mark.parametrize("heading", MODELS)
def test_every_field_has_a_type_and_a_meaning(heading: str) -> None:
    for row in table_rows(heading):
        assert len(row) == 6
        assert row[1]
        assert row[5]


def test_every_model_of_the_settings_is_documented() -> None:
    models = {
        model
        for model in vars(settings).values()
        if isinstance(model, type)
        and issubclass(model, settings.Setting)
        and model is not settings.Setting
    }
    assert models <= set(MODELS.values())


def test_every_rule_is_documented_with_its_strength_and_parameters() -> None:
    documented = [
        (rule.strip("`"), strength, parameter.strip("`"), default.strip("`"))
        for rule, strength, parameter, _unit, default, _meaning in table_rows("rules")
    ]
    expected: list[tuple[str, str, str, str]] = []
    for rule_id in registry.RULE_IDS:
        card = registry.card(rule_id)
        parameters = [
            (name, parameter_text(value)) for name, value in card.parameters.model_dump().items()
        ] or [("", "")]
        expected += [(rule_id, str(card.strength), *parameter) for parameter in parameters]
    assert documented == expected


def test_every_file_is_in_the_list() -> None:
    introduction = TEXT.split("\n## ")[0]
    listed = re.findall(r"^\| \[`(.*?)`\]", introduction, flags=re.MULTILINE)
    assert listed == list(PLANNING_FILES)


def test_the_whole_scenario_is_one(tmp_path: Path) -> None:
    blocks = re.findall(r"`([\w.]+)`[^`\n]*:\n\n```(?:yaml|csv)\n(.*?)```", TEXT, flags=re.DOTALL)
    assert [name for name, _ in blocks] == [
        name for name in PLANNING_FILES if name != "volumes.csv"
    ]
    for name, text in blocks:
        (tmp_path / name).write_text(text, encoding="utf-8")
    scenario, warnings = read_scenario_with_warnings(tmp_path)
    assert warnings == ()
    assert len(scenario.agents) == 3


WEEKLY_HOURS = ",weekly_hours", ",37.5", ",25", ",20"


@pytest.mark.parametrize(
    ("edits", "files"),
    [
        ({"target_share: 0.8": "target_share: 80"}, {}),
        ({}, append_row("skills.csv", "A2,slaes,1,1.0")),
        ({}, append_row("history.csv", "2026-02-27T18:00,sales,-4,200,,")),
        ({}, {"agents.csv": re.sub("|".join(WEEKLY_HOURS), "", AGENTS_CSV)}),
        ({}, {"agents.csv": AGENTS_CSV.replace("Ben", "Bén").encode("latin-1")}),
    ],
)
def test_faults_look_as_shown(
    tmp_path: Path, edits: dict[str, str], files: dict[str, str | bytes | None]
) -> None:
    (found,) = faults(tmp_path, edits=edits, files=files)
    assert f"\n{found}\n" in TEXT


@pytest.mark.parametrize("name", re.findall(r"\]\(#([\w-]+)\)", TEXT))
def test_links_lead_to_headings(name: str) -> None:
    headings = re.findall(r"^##+ (.*)$", TEXT, flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert name in anchors
