"""Picture of the worst burden, week by week, each way beside the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from benchmarks.twelve_weeks_figures import WeekFigures

_WIDTH, _HEIGHT = 760, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 590, 44, 330
_INK = {"ledger": "#1d5c8f", "forgotten": "#b3541e", "unpriced": "#6b6b6b"}
_DASH = {"ledger": "", "forgotten": "6 3", "unpriced": "2 3"}
_WORDS = {
    "ledger": "ledger kept",
    "forgotten": "ledger forgotten",
    "unpriced": "fairness not priced",
}
_HEAD = "Worst burden: weighted unsocial hours for each contracted hour, all weeks so far"
_TICK = 0.1
_APART = 15


def picture(found: Mapping[str, Sequence[WeekFigures]]) -> str:
    """Text of an SVG file: a line each way, and the fair share beneath."""
    weeks = min(len(done) for done in found.values())
    highest = max(one.worst_share for done in found.values() for one in done[:weeks])
    ticks = math.ceil(highest / _TICK + 0.2)
    top = _TICK * ticks

    def x(week: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (week - 1) / max(1, weeks - 1)

    def y(share: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * share / top

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        "<style>text{font:12px system-ui,sans-serif}.head{font-size:14px;font-weight:600}</style>",
        f"<title>Worst burden after each of {weeks} weeks of the harbour centre</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" class="head">{_HEAD}</text>',
    ]
    for number in range(ticks + 1):
        share = _TICK * number
        parts.append(
            f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y(share):.1f}" y2="{y(share):.1f}" '
            'stroke="#e2e2e2"/>'
            f'<text x="{_LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end" fill="#555">'
            f"{share:.1f}</text>"
        )
    parts += [
        f'<text x="{x(week):.1f}" y="{_BOTTOM + 20}" text-anchor="middle" fill="#555">{week}</text>'
        for week in range(1, weeks + 1)
    ]
    middle = (_LEFT + _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_BOTTOM + 42}" text-anchor="middle">week</text>')
    first = next(iter(found.values()))
    lines = {way: [one.worst_share for one in done[:weeks]] for way, done in found.items()}
    ends: list[tuple[float, str, str]] = []
    for way, shares in lines.items():
        parts.append(_line(_path(shares, x, y), _INK[way], _DASH[way], 2.4))
        parts += [
            f'<circle cx="{x(week):.1f}" cy="{y(share):.1f}" r="3" fill="{_INK[way]}"/>'
            for week, share in enumerate(shares, start=1)
        ]
        ends.append((y(shares[-1]), _INK[way], f"{shares[-1]:.3f} {_WORDS[way]}"))
    fair = [one.mean_share for one in first[:weeks]]
    parts.append(_line(_path(fair, x, y), "#2f7d4f", "", 1.2))
    ends.append((y(fair[-1]), "#2f7d4f", f"{fair[-1]:.3f} fair share"))
    at = -1e9
    for height, ink, words in sorted(ends):
        at = max(height, at + _APART)  # names that would lie on each other are moved apart
        parts.append(f'<text x="{_RIGHT + 10}" y="{at + 4:.1f}" fill="{ink}">{words}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _path(shares: Sequence[float], x: object, y: object) -> str:
    assert callable(x)
    assert callable(y)
    points = [f"{x(week):.1f} {y(share):.1f}" for week, share in enumerate(shares, start=1)]
    return "M" + "L".join(points)


def _line(path: str, ink: str, dash: str, width: float) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width}"{dashed}/>'
