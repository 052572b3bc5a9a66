"""Past weeks as they were forecast then, for a plan's files, and the check of what it states."""

from __future__ import annotations

import csv
import io
import json

from allocator.domain.findings import Finding
from allocator.domain.past_forecast import PastForecast
from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import Forecast, forecast_week
from allocator.forecast.tables import backtest_csv
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.stated_figures import leaves, same_figure

_TOLERANCE = 1e-4
"""Figures are rounded to four places; another machine's arithmetic may differ in the last."""


def past_forecasts(scenario: Scenario, forecast: Forecast) -> tuple[PastForecast, ...]:
    """Return every recorded interval of the weeks that the backtest reports."""
    text = backtest_csv(forecast.backtest, scenario.grid)
    rows = csv.DictReader(io.StringIO(text))
    zone = scenario.grid.start.tzinfo
    made = (PastForecast.model_validate(row) for row in rows)
    return tuple(
        row.model_copy(update={"interval_start": row.interval_start.astimezone(zone)})
        for row in made
    )


def check_forecast(scenario: Scenario, plan: Plan) -> tuple[Finding, ...]:
    """Forecast again what the plan states of its forecast and of past weeks.

    Returns
    -------
    tuple of Finding
        Of rule ``plan.forecast``. A rota that was planned states its forecast; one that was
        scored may leave it out.
    """
    stated = plan.summary.forecast
    if not stated and not plan.past and plan.summary.status is PlanStatus.SCORED:
        return ()
    if not stated:
        message = "plan.json has no forecast: a plan says what it was made from"
        return (Finding(rule_id="plan.forecast", message=message),)
    forecast = forecast_week(scenario)
    # As it stands in the file: dates are text, tuples are lists.
    found = dict(leaves("", json.loads(json.dumps(forecast_notes(forecast)))))
    filed = dict(leaves("", json.loads(json.dumps(stated))))
    findings = [
        Finding(
            rule_id="plan.forecast",
            message=(
                f"plan.json states {name} of its forecast as {filed.get(name, 'nothing')}; "
                f"forecast again it is {found.get(name, 'nothing')}"
            ),
        )
        for name in sorted(filed.keys() | found.keys())
        if not same_figure(filed.get(name), found.get(name), _TOLERANCE)
    ]
    wrong = _wrong_row(plan.past, past_forecasts(scenario, forecast))
    if wrong is not None:
        findings.append(
            Finding(
                rule_id="plan.forecast",
                message=f"backtest.csv is not what forecasting the past weeks again gives: {wrong}",
            )
        )
    return tuple(findings)


def _wrong_row(filed: tuple[PastForecast, ...], found: tuple[PastForecast, ...]) -> str | None:
    if len(filed) != len(found):
        return f"it has {len(filed)} rows in place of {len(found)}"
    for row, other in zip(filed, found, strict=True):
        for name, value in row:
            if not same_figure(value, getattr(other, name), _TOLERANCE):
                return f"{name} of {row.queue} at {row.interval_start.isoformat()}"
    return None
