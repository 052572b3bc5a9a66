"""A forecast as plain data."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from allocator.forecast.backtest.backtest import Backtest
from allocator.forecast.backtest.choice import Choice
from allocator.forecast.backtest.horizon import HorizonAccuracy
from allocator.forecast.forecast import Forecast
from allocator.forecast.tables import day_rows, week_totals
from allocator.forecast.unusual.known_effects import AppliedEffect


def forecast_json(
    made: Forecast,
    tested: Backtest | None = None,
    by_horizon: Sequence[HorizonAccuracy] = (),
) -> dict[str, Any]:
    """Return a forecast as plain data: its intervals, days, model and remarks, and its backtest.

    Parameters
    ----------
    tested
        Backtest to be shown; ``None`` for none.
    by_horizon
        Its figures by days ahead.
    """
    data: dict[str, Any] = {
        "model": model_json(made.backtest.chosen),
        "requirements": [
            row.model_dump(
                mode="json",
                exclude={"expected_service_level", "load_correction", "planned_contacts"},
            )
            for row in made.requirements
        ],
        "days": day_rows(made),
        "weeks": weeks_json(made),
        "patience": [asdict(patience) for patience in made.patience.values()],
        "known": made.known,
        "remarks": list(made.remarks),
        **found_json(made),
    }
    if tested is not None:
        data["backtest"] = backtest_json(tested, by_horizon)
    return data


def weeks_json(made: Forecast) -> list[dict[str, Any]]:
    """Return each week of the plan: contacts and range, and how forecasts as far ahead did."""
    return [
        {
            "first_day": week.days[0].isoformat(),
            "days": len(week.days),
            "lead_days": week.lead_days,
            "is_tested": week.is_tested,
            "model": week.tested.chosen.id,
            "past_weeks": len(week.tested.weeks),
            "forecast_contacts": round(total.contacts, 4),
            "forecast_p10": total.low,
            "forecast_p90": total.high,
            "accuracy": [figures(row) for row in week.tested.rows[-1:]],
            "day_accuracy": [figures(row) for row in week.tested.day_rows[-1:]],
            "week_accuracy": [figures(row) for row in week.tested.week_rows[-1:]],
        }
        for week, total in zip(made.weeks, week_totals(made), strict=True)
    ]


def found_json(made: Forecast) -> dict[str, Any]:
    """Return what is known of the planned days and what was found in the history."""
    return {
        "effects": [_plain(_of_effect(one)) for one in made.effects],
        "borrowings": [asdict(one) for one in made.borrowings],
        "gaps": [_plain(asdict(one)) for one in made.gaps],
        "outliers": [_plain(asdict(one)) for one in made.outliers],
    }


def _of_effect(effect: AppliedEffect) -> dict[str, Any]:
    """Fields of an effect; what its share is held against, its sentence says."""
    return {name: value for name, value in asdict(effect).items() if name != "run_like"}


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Dates as text, shares and contacts to four decimals."""
    return {
        name: value.isoformat()
        if isinstance(value, dt.date)
        else round(value, 4)
        if isinstance(value, float)
        else value
        for name, value in fields.items()
    }


def model_json(chosen: Choice) -> dict[str, Any]:
    """Return the models in use: a name, what they do in words, and which they are."""
    return {
        "id": chosen.id,
        "words": chosen.words,
        "best": chosen.best.id,
        "members": [member.id for member in chosen.members],
    }


def backtest_json(tested: Backtest, by_horizon: Sequence[HorizonAccuracy] = ()) -> dict[str, Any]:
    """Return what forecasting past weeks showed."""
    return {
        "weeks": [week.isoformat() for week in tested.weeks],
        "models": [one.chosen.id for one in tested.tested],
        "wape_by_model": {way.id: wape for way, wape in tested.wape_by_candidate.items()},
        "accuracy": [figures(row) for row in tested.rows],
        "day_accuracy": [figures(row) for row in tested.day_rows],
        "week_accuracy": [figures(row) for row in tested.week_rows],
        "handling_accuracy": [figures(row) for row in tested.handling.rows],
        "by_days_ahead": [
            {
                "days_ahead": one.days_ahead,
                "accuracy": [figures(row) for row in one.rows],
                "day_accuracy": [figures(row) for row in one.day_rows],
            }
            for one in by_horizon
        ],
    }


def figures(row: Any) -> dict[str, Any]:
    """Fields of a row, with ``None`` for a share of nothing: JSON has no NaN."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in asdict(row).items()
    }
