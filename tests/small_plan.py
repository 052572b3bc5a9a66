"""The tiny scenario's honest plan with all that a plan's folder holds, simulation included."""

from __future__ import annotations

import json
from pathlib import Path

from allocator.forecast.forecast import forecast_week
from allocator.justify.justify import justify, to_json
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.past_forecasts import past_forecasts
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.pipeline.simulated_late import simulated_late
from allocator.report.render import render
from allocator.simulate.summary import summary
from allocator.store.plan_folder import write_plan
from allocator.store.scenario_folder import read_scenario
from tests.honest_plan import honest_plan
from tests.tiny_scenario import write_tiny_scenario


def write_small_plan(parent: Path, movement_share: float = 0.0) -> Path:
    """Write the folder of a finished plan into a folder; no solver is asked.

    Parameters
    ----------
    movement_share
        What the first of its two rounds states; another than 0 is a lie, which ``verify`` finds.
    """
    scenario_folder = write_tiny_scenario(parent)
    scenario = read_scenario(scenario_folder)
    forecast = forecast_week(scenario)
    plan = honest_plan(scenario).model_copy(update={"past": past_forecasts(scenario, forecast)})
    # As plan.json holds it: dates are text.
    notes = json.loads(json.dumps(forecast_notes(forecast)))
    simulation = simulate_rota(scenario, plan.requirements, plan.rota, seed=1)
    last = round_of(simulation, plan.rota, "final")
    draft = last.model_copy(update={"rota": "draft", "movement_share": movement_share})
    known = {
        "simulation": summary(simulation),
        "correction_rounds": (draft, last),
        "forecast": notes,
    }
    plan = plan.model_copy(update={"summary": plan.summary.model_copy(update=known)})
    justifications = justify(scenario, plan, simulated_late(simulation))
    html = render(scenario, plan, justifications)
    write_plan(parent / "plan", plan, scenario_folder, to_json(justifications), html)
    return parent / "plan"
