"""Forecast with statsforecast: ``python by_statsforecast.py FOLDER``, in its own environment.

Reads ``history.csv`` and ``asked.csv`` of the folder, writes ``forecast.csv`` and ``seconds.json``
(see ``benchmarks/forecast_against_others.py``). Its models want a grid without gaps: closed
intervals hold 0, and what was not recorded is filled by the same interval a week before. AutoETS
by itself knows no season longer than 24 steps, so it comes inside MSTL, as its authors advise.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import MSTL, AutoARIMA, AutoETS, SeasonalNaive, SeasonalWindowAverage


def models(day: int, week: int) -> dict[str, object]:
    """Models by name; ``day`` and ``week`` in steps of the grid."""
    seasons = [day, week]
    return {
        "SeasonalNaive": SeasonalNaive(season_length=week),
        "SeasonalWindowAverage, 3 weeks": SeasonalWindowAverage(season_length=week, window_size=3),
        "MSTL + AutoETS": MSTL(season_length=seasons, trend_forecaster=AutoETS(model="ZZN")),
        "MSTL + AutoARIMA": MSTL(season_length=seasons, trend_forecaster=AutoARIMA()),
    }


def filled(known: pd.DataFrame, week: int) -> pd.DataFrame:
    """Return the steps of one series without a gap."""
    values = known["y"].where(known["open"] == 1, 0.0).to_numpy(copy=True)
    for step in range(len(values)):
        if pd.isna(values[step]):
            values[step] = values[step - week] if step >= week else 0.0
    return pd.DataFrame({"unique_id": "one", "ds": known["step"].to_numpy(), "y": values})


def main() -> None:
    """Forecast everything that is asked."""
    folder = Path(sys.argv[1])
    history = pd.read_csv(folder / "history.csv")
    asked = pd.read_csv(folder / "asked.csv")
    history = history[history["recent"] == 1]
    found: list[pd.DataFrame] = []
    seconds: dict[str, float] = {}
    for (series, _), wanted in asked.groupby(["series", "origin"]):
        rows = history[history["series"] == series].sort_values("step")
        day, week = int(rows["steps_a_day"].iloc[0]), int(rows["steps_a_week"].iloc[0])
        known = filled(rows[rows["step"] < wanted["first_step"].iloc[0]], week)
        steps = int(wanted["step"].max() - known["ds"].max())
        for name, model in models(day, week).items():
            begun = time.process_time()
            made = StatsForecast([model], freq=1).forecast(
                df=known, h=steps, **({} if "Window" in name else {"level": [80]})
            )
            seconds[name] = seconds.get(name, 0.0) + time.process_time() - begun
            columns = [c for c in made.columns if c not in {"unique_id", "ds"}]
            made = made.set_index("ds")[columns]
            made.columns = [
                "mean",
                *(c.rpartition("-")[2] and c.split("-")[-2] for c in columns[1:]),
            ]
            made = made.rename(columns={"lo": "low", "hi": "high"}).reindex(wanted["step"])
            made.insert(0, "model", name)
            found.append(
                pd.concat([wanted.reset_index(drop=True), made.reset_index(drop=True)], axis=1)
            )
    pd.concat(found).to_csv(folder / "forecast.csv", index=False)
    (folder / "seconds.json").write_text(json.dumps(seconds))


if __name__ == "__main__":
    main()
