"""A week planned twice with a ledger that is kept, by the command as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import run_here
from tests.tiny_scenario import write_tiny_scenario

QUICK = ("--reproducible", "--seconds", "1", "--rounds", "0")


@pytest.mark.slow
def test_ledger_is_read_rolled_on_and_the_same_week_counted_once(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path)
    kept = tmp_path / "kept.csv"
    texts: list[str] = []
    for out in ("first", "second"):
        made = run_here("plan", folder, "--out", tmp_path / out, "--ledger", kept, *QUICK)
        assert made.returncode == 0, made.stderr
        assert kept.read_text() == (tmp_path / out / "ledger.csv").read_text()
        texts.append(made.stdout)
        assert run_here("verify", tmp_path / out).returncode == 0
    assert f"Ledger        {kept}: begun, from the scenario's own" in texts[0]
    assert f"Ledger        {kept}: the week of 2026-03-02, planned before, replaced" in texts[1]
    rows = [line.split(",") for line in kept.read_text().splitlines()[1:]]
    planned = [row[0] for row in rows if row[3] == "2026-03-02"]
    assert sorted(planned) == sorted(set(planned)) == ["A1", "A2", "A3", "A4"]
    changed = kept.read_text().replace("2026-03-02,week", "2026-03-02,mean", 1)
    (tmp_path / "second" / "ledger.csv").write_text(changed)
    failed = run_here("verify", tmp_path / "second")
    assert failed.returncode == 3
    assert "plan.ledger" in failed.stdout + failed.stderr
