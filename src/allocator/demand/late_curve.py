"""The late share of a pool as a function of the agents on the phone, exact and priced."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from allocator.demand.arrays import Floats


class LateCurve:
    """Late share over agents: given at whole numbers, linear between, flat beyond the last.

    ``exact`` is what a report states. ``priced`` is the lower convex envelope of the same
    points: Erlang A bends the wrong way below the load, and only a convex cost fits a linear
    model. It never lies above ``exact`` and touches it at the envelope's vertices.

    Parameters
    ----------
    shares
        Late share with 0, 1, …, ``agents_max`` agents; never rising.
    """

    def __init__(self, shares: Floats) -> None:
        self.shares = shares

    @property
    def agents_max(self) -> int:
        """Largest number of agents with a point of its own."""
        return len(self.shares) - 1

    def exact(self, agents: float) -> float:
        """Late share with so many (effective) agents, zero or more."""
        return _between(self._exact_points, agents)

    def priced(self, agents: float) -> float:
        """Late share by the convex envelope, with so many (effective) agents, zero or more."""
        return _between(self._priced_points, agents)

    @cached_property
    def envelope(self) -> Floats:
        """Convex envelope at 0, 1, … agents; equal to ``shares`` at the vertices."""
        corners = list(self.vertices)
        lines = np.interp(np.arange(len(self.shares)), corners, self.shares[corners])
        return np.minimum(lines, self.shares)  # rounding must not lift it above the points

    # Plain lists: a rota's polish asks for single values hundreds of thousands of times.
    @cached_property
    def _exact_points(self) -> list[float]:
        return self.shares.tolist()

    @cached_property
    def _priced_points(self) -> list[float]:
        return self.envelope.tolist()

    @cached_property
    def vertices(self) -> tuple[int, ...]:
        """Numbers of agents at which the envelope bends, the first and the last included.

        Source
        ------
        A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979:
        a point is dropped while it lies on or above the line from the one before it to the
        next.
        """
        shares = [float(share) for share in self.shares]
        hull: list[int] = []
        for k, share in enumerate(shares):
            while len(hull) > 1:
                first, middle = hull[-2], hull[-1]
                rise_to_middle = (shares[middle] - shares[first]) * (k - first)
                rise_to_new = (share - shares[first]) * (middle - first)
                if rise_to_middle < rise_to_new:
                    break
                hull.pop()
            hull.append(k)
        return tuple(hull)

    @cached_property
    def cuts(self) -> tuple[tuple[float, float], ...]:
        """Edges of the envelope as (slope per agent, intercept), steepest first.

        For any number of agents from zero up, ``priced`` is the largest of
        ``slope · agents + intercept`` over the edges and of the last share (the flat end).
        """
        edges: list[tuple[float, float]] = []
        for left, right in zip(self.vertices, self.vertices[1:], strict=False):
            slope = float(self.shares[right] - self.shares[left]) / (right - left)
            edges.append((slope, float(self.shares[left]) - slope * left))
        return tuple(edges)


def _between(points: list[float], agents: float) -> float:
    """Linear interpolation between values at 0, 1, …; the last value beyond them."""
    below = int(agents)
    if below >= len(points) - 1:
        return points[-1]
    part = agents - below
    return points[below] * (1.0 - part) + points[below + 1] * part
