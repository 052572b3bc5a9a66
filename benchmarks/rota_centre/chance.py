"""Chance that repeats: a stream of its own for each thing drawn, and fair dealing of kinds."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

Kind = TypeVar("Kind")


def stream(seed: int, people: int, what: str) -> random.Random:
    """Random numbers for one thing, whatever else has been drawn."""
    return random.Random(f"{seed}/{people}/{what}")


def dealt(chance: random.Random, shares: Mapping[Kind, float], number: int) -> list[Kind]:
    """Deal so many kinds in proportion to their shares, to the nearest whole, in random order."""
    total = sum(shares.values())
    exact = {kind: number * share / total for kind, share in shares.items()}
    counts = {kind: int(value) for kind, value in exact.items()}
    left = number - sum(counts.values())
    by_remainder = sorted(exact, key=lambda kind: counts[kind] - exact[kind])
    for kind in by_remainder[:left]:
        counts[kind] += 1
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    chance.shuffle(kinds)
    return kinds


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV, the same bytes on every machine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
