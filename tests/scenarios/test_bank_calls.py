"""The benchmark of the bank's calls, on a made-up series of the same form."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from allocator.forecast.backtest.accuracy import Accuracy
from benchmarks.forecast_bank_calls import bank_calls_backtest, main, meets_the_aim

MONDAY = dt.date(2003, 3, 3)


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half-hours of 20 weeks with busy Mondays, a day missing, and days that scatter by 8%."""
    rng = np.random.default_rng(12)
    lines = ["timestamp,calls"]
    for n in range(140):
        day = MONDAY + dt.timedelta(days=n)
        if day.weekday() > 4 or n == 32:
            continue
        level = (1.2 if day.weekday() == 0 else 1.0) * rng.gamma(0.08**-2, 0.08**2)
        for b in range(28):
            rate = 400 * level * (1 + np.sin(np.pi * b / 28))
            moment = dt.datetime.combine(day, dt.time(7)) + dt.timedelta(minutes=30 * b)
            lines.append(f"{moment:%Y-%m-%d %H:%M:%S},{rng.poisson(rate)}.0")
    path = tmp_path_factory.mktemp("calls") / "calls.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_steady_series_is_forecast_better_than_by_either_baseline(series: Path) -> None:
    _, tested = bank_calls_backtest(series, origins=10)
    assert len(tested.weeks) == 10
    assert all(week.weekday() == 0 for week in tested.weeks)
    every = tested.rows[-1]
    assert every.wape_share < min(every.last_week_wape_share, every.weekday_mean_wape_share)
    assert 0.75 <= (every.range_share or 0) <= 0.85


def test_the_table_is_printed_and_a_missed_aim_tells(series: Path) -> None:
    result = CliRunner().invoke(main, [str(series), "--origins", "10"])
    assert result.exit_code == 0, result.output
    assert "10 weeks from 2003-05-12" in result.output
    assert "in p10-p90" in result.output


@pytest.mark.parametrize(
    ("wape", "held", "met"), [(0.06, 0.8, True), (0.09, 0.8, False), (0.06, 0.9, False)]
)
def test_the_aim_is_both_baselines_and_the_range(wape: float, held: float, met: bool) -> None:
    assert meets_the_aim(Accuracy("all", 1.0, wape, 0.0, 0.08, 0.07, 0.02, held)) is met
