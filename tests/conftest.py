"""What several test files share: read it, copy it, never change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.small_plan import write_small_plan

# The same examples on every run and every machine, however slow it is. Others are drawn by
# --hypothesis-profile=default, which also keeps those that failed.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def small_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the tiny scenario's finished plan, which passes every check."""
    return write_small_plan(tmp_path_factory.mktemp("small"))


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what a diagnosis decides hang on its steps, which are counted, and on no clock."""
    monkeypatch.setattr("allocator.rota.conflict.oracle.Oracle.seconds_left", 1e6)
    monkeypatch.setattr("allocator.rota.conflict.oracle._SECONDS_A_UNIT", 1e6)
