"""Plans of every week that exports have to get right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.export.exported_plans import WEEKS, Week, write_week


@pytest.fixture(params=WEEKS, ids=[week.name for week in WEEKS])
def week(request: pytest.FixtureRequest) -> Week:
    return request.param


@pytest.fixture
def plan_folder(tmp_path: Path, week: Week) -> Path:
    return write_week(tmp_path, week)


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    return write_week(tmp_path)
