"""Which of several models to go on with, by their errors on the same past weeks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.candidates import Candidate, Fitted, fit_seasons


def near_the_best(errors: Floats) -> list[int]:
    """Rows whose mean lies within one standard error of the least mean.

    The standard error is that of the difference from the best row, week by week.

    Parameters
    ----------
    errors
        By model and week, shape (M, W).

    Source
    ------
    L. Breiman et al., "Classification and regression trees", 1984 (the one-standard-error
    rule: with few weeks to judge by, the least error is mostly luck).
    """
    difference = errors - errors[errors.mean(axis=1).argmin()]
    weeks = errors.shape[1]
    noise = difference.std(axis=1, ddof=1) / weeks**0.5 if weeks > 1 else np.zeros(len(errors))
    return np.flatnonzero(difference.mean(axis=1) <= noise).tolist()


@dataclass(frozen=True)
class Choice:
    """The models in use: their forecasts' mean is the forecast.

    Parameters
    ----------
    best
        The one whose error on past weeks was least.
    members
        All that past weeks do not tell from it, the best among them, plainest first.

    Source
    ------
    P. R. Hansen, A. Lunde and J. M. Nason, "The model confidence set", 2011; J. D. Samuels and
    R. M. Sekkel, "Model confidence sets and forecast combination", 2017 (the mean of the models
    that cannot be told apart errs less than any of them picked alone).
    """

    best: Candidate
    members: tuple[Candidate, ...]

    @property
    def id(self) -> str:
        """Short name: that of the only model, or how many there are and which was best."""
        if len(self.members) == 1:
            return self.best.id
        return f"mean-of-{len(self.members)}-near-{self.best.id}"

    @property
    def words(self) -> str:
        """What it does, in plain words."""
        if len(self.members) == 1:
            return self.best.words
        kinds = Counter(member.seasons.id for member in self.members)
        listed = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        return (
            f"mean of the {len(self.members)} models that did about equally well ({listed}); "
            f"best of them: {self.best.words}"
        )

    def fit(self, history: HistoryTable) -> MeanModel:
        """Fit all members to a history that was made fit to learn from."""
        fits = fit_seasons(history)
        return MeanModel(tuple(member.levelled(fits) for member in self.members))


@dataclass(frozen=True)
class MeanModel:
    """Models whose forecasts' mean is the forecast."""

    models: tuple[Fitted, ...]

    def expected(
        self,
        days: Sequence[dt.date],
        is_open: Booleans,
        weekdays: Sequence[int] | None = None,
    ) -> Floats:
        """Return the expected contacts, as any ``VolumeModel`` does."""
        return np.mean([model.expected(days, is_open, weekdays) for model in self.models], axis=0)
