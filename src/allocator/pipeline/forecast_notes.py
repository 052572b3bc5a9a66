"""What ``plan.json`` says of the forecast that a rota answers."""

from __future__ import annotations

from dataclasses import asdict

from allocator.forecast.forecast import Forecast


def forecast_notes(forecast: Forecast) -> dict[str, object]:
    """Return method, level, backtest and remarks of a forecast, in plain JSON types."""
    backtest = forecast.backtest
    return {
        "method": "weekly level x weekday share x profile of the day; level chosen by backtest",
        "level": asdict(backtest.chosen),
        "backtest_weeks": [week.isoformat() for week in backtest.weeks],
        "remarks": list(forecast.remarks),
    }
