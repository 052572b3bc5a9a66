"""A past interval beside the forecast of it: what came, and what had been expected."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Contacts = Annotated[float, Field(ge=0)]


class PastForecast(BaseModel):
    """A recorded interval of a past week, forecast from what was known then (``backtest.csv``).

    Parameters
    ----------
    origin
        First day of the week that was forecast.
    model
        Id of the model that was in use then.
    interval_start
        Start of the interval, of the length that the history has.
    contacts
        What came.
    forecast_contacts, forecast_p10, forecast_p50, forecast_p90
        What had been expected, with the range that was to hold eight in ten outcomes.
    last_week_contacts, weekday_mean_contacts
        The two baselines: the same weekday the week before, and the mean of the earlier ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    origin: dt.date
    model: str
    interval_start: AwareDatetime
    queue: str
    contacts: Contacts
    forecast_contacts: Contacts
    forecast_p10: Contacts
    forecast_p50: Contacts
    forecast_p90: Contacts
    last_week_contacts: Contacts
    weekday_mean_contacts: Contacts
