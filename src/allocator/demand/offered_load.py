"""Load that moves: the people that contacts would keep busy, interval by interval.

A stationary formula takes each interval as if its rate of arrivals had held for ever. But the
contacts of the interval before are still in hand when the next begins, and a centre that has just
opened has none in hand at all. The *modified offered load* m(t) is the mean number of contacts in
hand were there people without limit. Within an interval of arrival rate λ and mean handling time
1/μ it relaxes towards λ/μ at rate μ::

    m(t) = λ/μ + (m(0) − λ/μ)·e^(−μt)

so that its mean over an interval of length Δ is ``λ/μ + (m(0) − λ/μ)·(1 − e^(−μΔ))/(μΔ)``, and a
stationary formula asked at arrivals ``mean·μ`` instead of λ answers for the load really there.

People are limited, and callers give up: then a queue forgets what was before sooner than m(t)
does. Half-way between the stationary load and the modified one came nearest to simulation, at
short and long handling times and patience, so that is what :func:`load_factors` gives (decision 6
in the documents; ``benchmarks/offered_load.py`` measures it).

Source
------
O. Jennings, A. Mandelbaum, W. Massey and W. Whitt, "Server staffing to meet time-varying demand",
Management Science 42(10), 1996; L. Green, P. Kolesar and W. Whitt, "Coping with time-varying
demand when setting staffing requirements for a service system", Production and Operations
Management 16(1), 2007, section 4. Handling times are taken as exponential here.
"""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats

MODIFIED_SHARE = 0.5
"""Part of the way from the stationary to the modified offered load that a factor goes."""


def offered_loads(
    arrivals_per_s: Floats,
    aht_s: Floats,
    start_s: Floats,
    interval_s: float,
    start_erlangs: float = 0.0,
) -> tuple[Floats, Floats]:
    """Mean and final modified offered load of each interval of one pool, in erlangs.

    Parameters
    ----------
    arrivals_per_s
        Contacts per second of each interval, in order of time, shape (I,).
    aht_s
        Mean handling time of those who arrive in it, shape (I,).
    start_s
        When each interval begins, by elapsed time, shape (I,). Between the end of one and the
        start of the next nobody arrives and what is in hand is finished.
    interval_s
        Length of every interval.
    start_erlangs
        Contacts in hand when the first interval begins: none where the centre has just opened.

    Returns
    -------
    means, ends
        Shape (I,) each.
    """
    means, ends = np.empty(len(start_s)), np.empty(len(start_s))
    in_hand = start_erlangs
    for i in range(len(start_s)):
        if i:
            closed_s = start_s[i] - start_s[i - 1] - interval_s
            in_hand *= np.exp(-closed_s / aht_s[i - 1])
        steady = arrivals_per_s[i] * aht_s[i]
        lengths = interval_s / aht_s[i]
        means[i] = steady - (in_hand - steady) * np.expm1(-lengths) / lengths
        in_hand = steady + (in_hand - steady) * np.exp(-lengths)
        ends[i] = in_hand
    return means, ends


def load_factors(
    arrivals_per_s: Floats,
    aht_s: Floats,
    start_s: Floats,
    interval_s: float,
    start_erlangs: float = 0.0,
    modified_share: float = MODIFIED_SHARE,
) -> Floats:
    """Give what to multiply each interval's arrivals by before asking a stationary formula.

    Parameters
    ----------
    arrivals_per_s, aht_s, start_s, interval_s, start_erlangs
        As in :func:`offered_loads`.
    modified_share
        0 for the stationary load, 1 for the mean modified offered load, between for a mean of
        the two.

    Returns
    -------
    numpy.ndarray
        Shape (I,); 1 where nobody arrives. Below 1 where the load rises or the centre has just
        opened, above 1 where it falls.
    """
    means, _ = offered_loads(arrivals_per_s, aht_s, start_s, interval_s, start_erlangs)
    steady = arrivals_per_s * aht_s
    modified = np.divide(means, steady, out=np.ones(len(steady)), where=steady > 0)
    return 1.0 + modified_share * (modified - 1.0)
