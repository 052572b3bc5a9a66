"""What several test files share: read it, copy it, never change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_plan import write_small_plan


@pytest.fixture(scope="session")
def small_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the tiny scenario's finished plan, which passes every check."""
    return write_small_plan(tmp_path_factory.mktemp("small"))
