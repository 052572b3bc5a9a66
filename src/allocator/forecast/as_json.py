"""A forecast as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from allocator.forecast.forecast import Forecast


def forecast_json(made: Forecast, *, with_backtest: bool = False) -> dict[str, Any]:
    """Return a forecast as plain data: its intervals, patience and remarks, and its backtest."""
    tested = made.backtest
    data: dict[str, Any] = {
        "requirements": [
            row.model_dump(
                mode="json",
                exclude={"expected_service_level", "load_correction", "planned_contacts"},
            )
            for row in made.requirements
        ],
        "patience": [asdict(patience) for patience in made.patience.values()],
        "remarks": list(made.remarks),
    }
    if with_backtest:
        data["backtest"] = {
            "weeks": [week.isoformat() for week in tested.weeks],
            "chosen": asdict(tested.chosen),
            "wape_by_candidate": [
                {**asdict(way), "wape_share": wape}
                for way, wape in tested.wape_by_candidate.items()
            ],
            "accuracy": [asdict(row) for row in tested.rows],
        }
    return data
