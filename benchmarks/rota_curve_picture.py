"""Picture of what a first rota costs as people grow: seconds of each stage, both axes by tens."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT = 760, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 590, 44, 340
_INKS = ("#1d5c8f", "#b3541e", "#2f7d4f", "#7a4f9a", "#8a6d00", "#6b6b6b")
_ALL = "all"
_LEAST_S = 0.1
_APART = 15


def picture(measured: Mapping[int, Mapping[str, float]]) -> str:
    """Text of an SVG file: a line a stage, and one for all.

    Parameters
    ----------
    measured
        Wall-clock seconds of each stage, with ``all`` of them, by number of people.
    """
    sizes = sorted(measured)
    stages = list(dict.fromkeys(name for size in sizes for name in measured[size]))
    highest = max(seconds for by_stage in measured.values() for seconds in by_stage.values())
    decades = math.log10(_LEAST_S), math.ceil(math.log10(highest))
    width = math.log10(sizes[-1] / sizes[0]) or 1.0

    def x(people: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * math.log10(people / sizes[0]) / width

    def y(seconds: float) -> float:
        share = (math.log10(max(seconds, _LEAST_S)) - decades[0]) / (decades[1] - decades[0])
        return _BOTTOM - (_BOTTOM - _TOP) * share

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        "<style>text{font:12px system-ui,sans-serif}.head{font-size:14px;font-weight:600}</style>",
        f"<title>Seconds to a first rota with a bound, {sizes[0]} to {sizes[-1]:,} people</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" class="head">Seconds to a first rota with a bound</text>',
    ]
    for power in range(round(decades[0]), round(decades[1]) + 1):
        here = y(10.0**power)
        parts.append(
            f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{here:.1f}" y2="{here:.1f}" stroke="#e2e2e2"/>'
            f'<text x="{_LEFT - 8}" y="{here + 4:.1f}" text-anchor="end" fill="#555">'
            f"{10.0**power:g}</text>"
        )
    parts += [
        f'<text x="{x(size):.1f}" y="{_BOTTOM + 20}" text-anchor="middle" fill="#555">{size:,}'
        "</text>"
        for size in sizes
    ]
    middle = (_LEFT + _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_BOTTOM + 42}" text-anchor="middle">people</text>')
    ends: list[tuple[float, str, str]] = []
    for number, stage in enumerate(stages):
        ink = "#111111" if stage == _ALL else _INKS[number % len(_INKS)]
        there = [(size, measured[size][stage]) for size in sizes if stage in measured[size]]
        points = [(x(size), y(seconds)) for size, seconds in there]
        path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{ink}" '
            f'stroke-width="{2.8 if stage == _ALL else 1.8}"/>'
        )
        parts += [
            f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3" fill="{ink}"/>'
            for across, down in points
        ]
        ends.append((points[-1][1], ink, f"{there[-1][1]:.1f} {stage}"))
    parts += _labels(ends)
    return "\n".join([*parts, "</svg>", ""])


def _labels(ends: Sequence[tuple[float, str, str]]) -> list[str]:
    """Words at the ends of the lines, moved down where they would lie on one another."""
    found: list[str] = []
    free = 0.0
    for down, ink, words in sorted(ends):
        here = max(down, free)
        free = here + _APART
        found.append(f'<text x="{_RIGHT + 10}" y="{here + 4:.1f}" fill="{ink}">{words}</text>')
    return found
