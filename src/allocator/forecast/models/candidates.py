"""The models that the backtest chooses from, plainest first."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.calendar_terms import CalendarTerms
from allocator.forecast.models.day_model import DayModel
from allocator.forecast.models.day_shape import fit_day_shape
from allocator.forecast.models.level import Smoothing
from allocator.forecast.models.week_model import WeekModel

Fitted = WeekModel | DayModel
"""A model fitted to a history; its level can be carried forward in another way."""

LEVELS = tuple(
    Smoothing(newest_weight, trend_kept)
    for trend_kept in (0.0, 0.5, 0.8)
    for newest_weight in (1.0, 0.7, 0.5, 0.3)
)
"""Ways to carry the weeks forward, plainest first: last week's level, smoothed, with a trend."""


@dataclass(frozen=True, slots=True)
class Seasons:
    """What a model knows of the calendar, and how much history it needs.

    Parameters
    ----------
    id
        Name in files.
    words
        The same in words.
    days_min
        Days of history, first to last, below which a plainer model is fitted in its place.
    terms
        Terms of the regression; ``None`` for the model of the last six weeks.
    """

    id: str
    words: str
    days_min: int
    terms: CalendarTerms | None


SEASONS = (
    Seasons("week", "weekdays and times of day as in the last six weeks", 0, None),
    Seasons(
        "day", "weekdays and times of day from all the history, older days counting less", 21,
        CalendarTerms(),
    ),
    Seasons(
        "day-month", "weekdays, times of day and times of the month from all the history, older "
        "days counting less", 63, CalendarTerms(month=True),
    ),
    Seasons(
        "day-year", "weekdays, times of day, times of the month and the year's course from all "
        "the history, older days counting less", 600, CalendarTerms(month=True, year=True),
    ),
)  # fmt: skip
"""Plainest first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One model to choose from: its seasons, and how it carries the level forward."""

    seasons: Seasons
    level: Smoothing

    @property
    def id(self) -> str:
        """Short name: the seasons, the newest week's weight and the trend kept, in percent."""
        trend = f"-trend{self.level.trend_kept * 100:.0f}" if self.level.trend_kept else ""
        return f"{self.seasons.id}-{self.level.newest_weight * 100:.0f}{trend}"

    @property
    def words(self) -> str:
        """What it does, in plain words."""
        weight, trend = self.level.newest_weight, self.level.trend_kept
        level = (
            "the level is last week's"
            if weight == 1.0
            else f"the newest week has {weight:.0%} of the weight in the level, and each older one "
            f"{1 - weight:.0%} of the next's"
        )
        change = f", and {trend:.0%} of the mean weekly change goes on" if trend else ""
        return f"{self.seasons.words}; {level}{change}"

    def fit(self, history: HistoryTable) -> Fitted:
        """Fit to a history that was made fit to learn from."""
        return self.levelled(fit_seasons(history))

    def levelled(self, fits: dict[Seasons, Fitted]) -> Fitted:
        """Pick out of the fits of all seasons, and set the level."""
        return fits[self.seasons].with_level(self.level)


CANDIDATES = tuple(Candidate(seasons, level) for seasons in SEASONS for level in LEVELS)
"""Plainest first."""


def candidates_for(history: HistoryTable) -> tuple[Candidate, ...]:
    """Candidates whose memory a history fills."""
    return tuple(way for way in CANDIDATES if len(history.days) >= way.seasons.days_min)


def fit_seasons(history: HistoryTable) -> dict[Seasons, Fitted]:
    """Fit the models of all seasons to one history; the level is to be set with ``with_level``.

    Where the history is too short for some seasons, the next plainer ones stand in.
    """
    plain = LEVELS[0]
    days = len(history.days)
    fits: dict[Seasons, Fitted] = {}
    shape = fit_day_shape(history) if days >= SEASONS[1].days_min else None
    for before, seasons in zip((SEASONS[0], *SEASONS), SEASONS, strict=False):
        if seasons.terms is None:
            fits[seasons] = WeekModel.fit(history, plain)
        elif shape is None or days < seasons.days_min:
            fits[seasons] = fits[before]
        else:
            fits[seasons] = DayModel.fit(history, plain, seasons.terms, shape)
    return fits
