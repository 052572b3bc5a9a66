"""Demand alone: forecast, staffing need, and one queue by Erlang."""

from __future__ import annotations

from pathlib import Path

from allocator.demand.erlang_answer import erlang_answer as erlang_answer
from allocator.demand.queue_answer import ServiceLevel as ServiceLevel
from allocator.forecast.accuracy import Accuracy as Accuracy
from allocator.forecast.as_json import forecast_json as forecast_json
from allocator.forecast.forecast import Forecast as Forecast
from allocator.forecast.forecast import forecast_week
from allocator.pipeline.staffing_need import StaffingNeed as StaffingNeed
from allocator.pipeline.staffing_need import staffing_json as staffing_json
from allocator.pipeline.staffing_need import staffing_need
from allocator.store.scenario_folder import read_scenario


def forecast_scenario(folder: Path) -> Forecast:
    """Forecast the planned week of a scenario's folder."""
    return forecast_week(read_scenario(folder))


def staff_scenario(folder: Path) -> StaffingNeed:
    """Agents that the planned week of a scenario's folder needs."""
    return staffing_need(read_scenario(folder))
