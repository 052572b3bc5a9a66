"""Random numbers that are the same on every machine: the standard library's, and no other."""

from __future__ import annotations

import math
import random


def stream(seed: int, name: str) -> random.Random:
    """Source of random numbers of its own for each table, so that one may change alone."""
    return random.Random(f"harbour-centre/{seed}/{name}")


def factor(chance: random.Random, spread: float) -> float:
    """Random factor with mean 1: gamma, of this standard deviation."""
    shape = 1 / spread**2
    return chance.gammavariate(shape, 1 / shape)


def poisson(chance: random.Random, mean: float) -> int:
    """Poisson number by Knuth's product of uniforms; the means here are below 50."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def binomial(chance: random.Random, trials: int, share: float) -> int:
    """Binomial number: how many trials succeed."""
    return sum(chance.random() < share for _ in range(trials))
