"""Plans of every week that exports have to get right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.export.exported_plans import TINY, WEEKS, Week, write_week


@pytest.fixture(params=WEEKS, ids=[week.name for week in WEEKS])
def week(request: pytest.FixtureRequest) -> Week:
    return request.param


@pytest.fixture(scope="session")
def made_weeks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of the weeks, each written once."""
    return {week.name: write_week(tmp_path_factory.mktemp(week.name), week) for week in WEEKS}


@pytest.fixture
def plan_folder(tmp_path: Path, week: Week, made_weeks: dict[str, Path]) -> Path:
    return Path(shutil.copytree(made_weeks[week.name], tmp_path / "plan"))


@pytest.fixture
def tiny_folder(tmp_path: Path, made_weeks: dict[str, Path]) -> Path:
    return Path(shutil.copytree(made_weeks[TINY.name], tmp_path / "plan"))
