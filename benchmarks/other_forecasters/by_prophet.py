"""Forecast with Prophet: ``python by_prophet.py FOLDER``, in its own environment.

Reads ``history.csv`` and ``asked.csv`` of the folder, writes ``forecast.csv`` and ``seconds.json``
(see ``benchmarks/forecast_against_others.py``). It is fitted to open and recorded intervals alone,
as its documentation says for data with regular gaps: as it comes, and once more with seasons that
multiply, a finer day, and a day of its own for each weekday.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from prophet import Prophet

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def plain() -> Prophet:
    """Prophet as it comes; its range holds 80% unless told otherwise."""
    return Prophet()


def fine() -> Prophet:
    """Prophet with a day of its own for each weekday."""
    model = Prophet(daily_seasonality=False, seasonality_mode="multiplicative")
    for name in WEEKDAYS:
        model.add_seasonality(f"day_{name}", period=1, fourier_order=10, condition_name=name)
    return model


def with_weekdays(table: pd.DataFrame) -> pd.DataFrame:
    """Add a column for each weekday."""
    for number, name in enumerate(WEEKDAYS):
        table[name] = table["ds"].dt.day_of_week == number
    return table


def main() -> None:
    """Forecast everything that is asked."""
    logging.disable(logging.ERROR)
    folder = Path(sys.argv[1])
    history = pd.read_csv(folder / "history.csv", parse_dates=["ds"])
    asked = pd.read_csv(folder / "asked.csv", parse_dates=["ds", "origin"])
    found: list[pd.DataFrame] = []
    seconds: dict[str, float] = {}
    for (series, origin), wanted in asked.groupby(["series", "origin"]):
        mine = history[(history["series"] == series) & (history["open"] == 1)]
        known = with_weekdays(mine[mine["ds"] < origin][["ds", "y"]].dropna().copy())
        future = with_weekdays(wanted[["ds"]].reset_index(drop=True))
        for name, build in (("Prophet", plain), ("Prophet, a day for each weekday", fine)):
            np.random.seed(1)  # what Prophet draws its range from
            begun = time.process_time()
            children = sum(_children_s())
            made = build().fit(known).predict(future)
            spent = time.process_time() - begun + sum(_children_s()) - children
            seconds[name] = seconds.get(name, 0.0) + spent
            part = wanted.reset_index(drop=True)
            part["model"] = name
            for column, theirs in (("mean", "yhat"), ("low", "yhat_lower"), ("high", "yhat_upper")):
                part[column] = made[theirs]
            found.append(part)
    pd.concat(found).to_csv(folder / "forecast.csv", index=False)
    (folder / "seconds.json").write_text(json.dumps(seconds))


def _children_s() -> tuple[float, float]:
    """Processor seconds of finished child processes: Stan runs in one."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime, used.ru_stime


if __name__ == "__main__":
    main()
