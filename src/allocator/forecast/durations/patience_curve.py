"""How long contacts wait before they give up, from single recorded waits.

Of a contact that was answered it is known only that its patience was longer than its wait: the
patience is *censored* there. The hazard, the rate at which those still waiting give up, can be
estimated all the same, since it looks only at who still waits. It is seldom constant: some give up
at the first announcement, and whoever has waited for minutes tends to stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allocator.demand.arrays import Booleans, Floats

EDGES_S = (0.0, 5.0, 15.0, 30.0, 60.0, 90.0, 120.0, 240.0, 480.0)
"""Where pieces of the hazard may begin: finer where the targets and most waits are."""

ABANDONED_MIN = 30
"""Fewest abandonments in a piece; those with fewer are joined to the next."""

DOUBT = 0.001
"""A constant hazard is kept unless the records would be rarer than this under it."""


@dataclass(frozen=True)
class PatienceCurve:
    """Patience by its hazard, constant on pieces; with one piece it is exponential.

    Parameters
    ----------
    edges_s
        Where each piece begins, ascending from 0, shape (K,); the last has no end.
    hazard_per_s
        Rate at which those still waiting give up, shape (K,); the last above 0.
    """

    edges_s: Floats
    hazard_per_s: Floats

    @classmethod
    def exponential(cls, mean_s: float) -> PatienceCurve:
        """Patience that waiting does not wear down."""
        return cls(np.zeros(1), np.array([1.0 / mean_s]))

    @cached_property
    def _at_edges(self) -> Floats:
        """Cumulative hazard at each edge."""
        pieces = np.diff(self.edges_s) * self.hazard_per_s[:-1]
        return np.concatenate(([0.0], pieces.cumsum()))

    def cumulative_hazard(self, waited_s: Floats) -> Floats:
        """Integral of the hazard up to each wait."""
        piece = np.searchsorted(self.edges_s, waited_s, side="right") - 1
        return self._at_edges[piece] + (waited_s - self.edges_s[piece]) * self.hazard_per_s[piece]

    def survival(self, waited_s: Floats) -> Floats:
        """Share of contacts whose patience is longer than each wait."""
        return np.exp(-self.cumulative_hazard(waited_s))

    def patience_s(self, waited_s: Floats, uniform: Floats) -> Floats:
        """Draw the whole patience of contacts that have waited for some time already.

        Parameters
        ----------
        waited_s
            Wait that each has had without giving up, shape (C,); 0 for somebody new.
        uniform
            Random numbers from 0 up to 1, shape (C,): the share of such contacts whose patience
            is shorter.

        Returns
        -------
        numpy.ndarray
            Shape (C,), at least ``waited_s``.
        """
        wanted = self.cumulative_hazard(waited_s) - np.log1p(-uniform)
        # The last edge at which less than the wanted has been gathered: a piece of hazard 0 is
        # stepped over.
        piece = np.maximum(np.searchsorted(self._at_edges, wanted, side="left") - 1, 0)
        hazard = self.hazard_per_s[piece]
        beyond = np.divide(
            wanted - self._at_edges[piece], hazard, out=np.zeros(len(wanted)), where=hazard > 0
        )
        return np.maximum(self.edges_s[piece] + beyond, waited_s)

    @cached_property
    def mean_s(self) -> float:
        """Mean patience; most of it lies beyond the longest waits recorded, so trust it little."""
        start = self.survival(self.edges_s)
        end = np.append(start[1:], 0.0)
        lengths = np.append(np.diff(self.edges_s), np.inf)
        flat = np.where(self.hazard_per_s > 0, 0.0, lengths * start)
        rate = np.where(self.hazard_per_s > 0, self.hazard_per_s, 1.0)
        return float((np.where(self.hazard_per_s > 0, (start - end) / rate, flat)).sum())


@dataclass(frozen=True)
class PatienceFit:
    """What single waits say of patience.

    Parameters
    ----------
    contacts, abandoned
        Contacts that waited at all, and those of them who gave up.
    mean_s, mean_low_s, mean_high_s
        Mean of an exponential patience and its 95% interval; NaN without an abandonment.
    pieces
        The hazard on pieces, whatever the test says.
    p_value
        Chance of pieces so different, or more, if patience were exponential.
    """

    contacts: int
    abandoned: int
    mean_s: float
    mean_low_s: float
    mean_high_s: float
    pieces: PatienceCurve
    p_value: float

    @property
    def is_exponential(self) -> bool:
        """Whether a constant hazard can be kept."""
        return self.p_value >= DOUBT

    @property
    def curve(self) -> PatienceCurve:
        """What to draw from: the pieces, or the exponential where they are no better."""
        return PatienceCurve.exponential(self.mean_s) if self.is_exponential else self.pieces


def fit_patience(waits_s: Floats, gave_up: Booleans) -> PatienceFit | None:
    """Fit patience to recorded waits, of which those that were answered are censored.

    Parameters
    ----------
    waits_s
        Time in queue of each contact, shape (C,).
    gave_up
        Whether it ended with giving up, and not with an answer, shape (C,).

    Returns
    -------
    PatienceFit or None
        ``None`` where nobody gave up after a wait: then nothing can be said.

    Source
    ------
    Piecewise-constant hazard: abandonments over time at risk in each piece, the maximum of the
    likelihood; J. D. Kalbfleisch and R. L. Prentice, "The statistical analysis of failure time
    data", 2nd ed. 2002, section 4.4. The test is of the ratio of the likelihoods.
    """
    from scipy.special import chdtrc

    waited = waits_s > 0
    waits_s, gave_up = waits_s[waited], gave_up[waited]
    if not gave_up.any():
        return None
    edges, counts, at_risk_s = _joined(*_pieces(waits_s, gave_up))
    total, time_s = int(counts.sum()), float(at_risk_s.sum())
    hazard = counts / at_risk_s
    ratios = np.where(counts > 0, hazard * time_s / total, 1.0)
    deviance = max(0.0, 2 * float((counts * np.log(ratios)).sum()))
    low, high = mean_interval_s(total, time_s)
    return PatienceFit(
        contacts=len(waits_s),
        abandoned=total,
        mean_s=time_s / total,
        mean_low_s=low,
        mean_high_s=high,
        pieces=PatienceCurve(edges, hazard),
        p_value=float(chdtrc(len(edges) - 1, deviance)) if len(edges) > 1 else 1.0,
    )


def _pieces(waits_s: Floats, gave_up: Booleans) -> tuple[Floats, Floats, Floats]:
    """Edges, abandonments and time at risk of each piece, shape (K,) each."""
    edges = np.array(EDGES_S)
    piece = np.searchsorted(edges, waits_s, side="left") - 1  # waits of (from, to]
    counts = np.bincount(piece[gave_up], minlength=len(edges)).astype(float)
    ends = np.append(edges[1:], np.inf)
    at_risk = np.array(
        [
            float((np.minimum(waits_s, b) - np.minimum(waits_s, a)).sum())
            for a, b in zip(edges, ends, strict=True)
        ]
    )
    return edges, counts, at_risk


def _joined(edges: Floats, counts: Floats, at_risk_s: Floats) -> tuple[Floats, Floats, Floats]:
    """Join pieces with too few abandonments to the next; what is left over to the one before."""
    rows: list[list[float]] = []
    for row in zip(edges.tolist(), counts.tolist(), at_risk_s.tolist(), strict=True):
        if rows and rows[-1][1] < ABANDONED_MIN:
            rows[-1][1] += row[1]
            rows[-1][2] += row[2]
        else:
            rows.append(list(row))
    if len(rows) > 1 and rows[-1][1] < ABANDONED_MIN:
        last = rows.pop()
        rows[-1][1] += last[1]
        rows[-1][2] += last[2]
    table = np.array(rows)
    return table[:, 0], table[:, 1], table[:, 2]


def mean_interval_s(abandoned: float, waited_s: float) -> tuple[float, float]:
    """95% interval of an exponential patience's mean: all time waited over those who gave up.

    Parameters
    ----------
    abandoned
        Number who gave up; 0 for a high end without bound.
    waited_s
        Time waited by all contacts, answered ones included.

    Source
    ------
    F. Garwood, "Fiducial limits for the Poisson distribution", 1936: the number who give up in
    so much time waited is Poisson where patience is exponential.
    """
    from scipy.special import chdtri

    most = 0.5 * float(chdtri(2 * abandoned + 2, 0.025))
    fewest = 0.5 * float(chdtri(2 * abandoned, 0.975)) if abandoned > 0 else 0.0
    return waited_s / most, waited_s / fewest if fewest > 0 else np.inf


def kaplan_meier(waits_s: Floats, gave_up: Booleans) -> tuple[Floats, Floats]:
    """Share still patient after each wait at which somebody gave up, without any assumption.

    Returns
    -------
    moments_s, survival
        Ascending waits, and the share of contacts whose patience is longer, shape (M,) each.

    Source
    ------
    E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", Journal
    of the American Statistical Association 53, 1958.
    """
    moments, counts = np.unique(waits_s[gave_up], return_counts=True)
    at_risk = len(waits_s) - np.searchsorted(np.sort(waits_s), moments, side="left")
    return moments, np.cumprod(1.0 - counts / at_risk)
