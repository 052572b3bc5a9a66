"""Bank holidays of the nations of the United Kingdom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

_CODES = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


def bank_holidays(nation: str, years: Iterable[int]) -> dict[dt.date, str]:
    """Bank holidays of some years by date, with their names.

    Where a holiday falls on a weekend, the day itself and the day given in its place are both
    among them.

    Source
    ------
    Banking and Financial Dealings Act 1971 and royal proclamations, as kept by the package
    ``holidays``.
    """
    return {day: name for year in sorted(set(years)) for day, name in _of_year(nation, year)}


@lru_cache(maxsize=256)
def _of_year(nation: str, year: int) -> tuple[tuple[dt.date, str], ...]:
    import holidays  # takes a tenth of a second, and most scenarios need none

    return tuple(sorted(holidays.country_holidays("GB", subdiv=_CODES[nation], years=year).items()))
