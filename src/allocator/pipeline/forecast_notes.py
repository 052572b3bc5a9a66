"""What ``plan.json`` says of the forecast that a rota answers."""

from __future__ import annotations

from allocator.forecast.as_json import figures, found_json, model_json, weeks_json
from allocator.forecast.forecast import Forecast
from allocator.forecast.tables import day_rows


def forecast_notes(forecast: Forecast) -> dict[str, object]:
    """Return model, errors on past weeks, and remarks of a forecast, in plain JSON types."""
    tested = forecast.backtest
    return {
        "model": model_json(tested.chosen),
        "chosen_on_weeks": [week.isoformat() for week in tested.weeks_learned_from],
        "backtest_weeks": [week.isoformat() for week in tested.weeks],
        "accuracy": [figures(row) for row in tested.rows],
        "day_accuracy": [figures(row) for row in tested.day_rows],
        "days": day_rows(forecast),
        "weeks": weeks_json(forecast),
        "remarks": list(forecast.remarks),
        "known": forecast.known,
        **found_json(forecast),
    }
