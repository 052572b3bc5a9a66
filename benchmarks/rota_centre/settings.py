"""``scenario.yaml``: hours, queues, shifts, breaks, contracts, rules and prices."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.rota_centre.contacts import SHRINKAGE_SHARE
from benchmarks.rota_centre.queues import Pool

WEEK_START = dt.date(2026, 9, 14)
"""A Monday, with no bank holiday near."""

_EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WORKDAYS, _WEEKEND = _EVERY_DAY[:5], _EVERY_DAY[5:]
_SEATS_SHARE = 0.75

_PATTERNS = {
    # 7½ to 9 hours with an unpaid half-hour
    "early": ("06:00", "08:00", 450, 540),
    "middle": ("08:30", "11:30", 450, 540),
    "late": ("12:00", "14:30", 450, 540),
    # 9½ to 10½ hours with an unpaid half-hour
    "long_early": ("06:00", "08:30", 570, 630),
    "long_late": ("09:00", "12:30", 570, 630),
    # 4 to 6 hours, all paid
    "short": ("06:00", "18:00", 240, 360),
}
_CONTRACTS = {
    "full_time": ["early", "middle", "late"],
    "days": ["early", "middle"],
    "four_days": ["long_early", "long_late"],
    "part_time": ["early", "middle", "late"],
    "short_shifts": ["short"],
}


def _break(
    name: str, activity: str, minutes: int, paid: bool, window: tuple[int, int]
) -> dict[str, Any]:
    return {
        "id": name,
        "activity": activity,
        "minutes": minutes,
        "paid": paid,
        "start_after_minutes": list(window),
    }


_BREAK_PLANS = [
    ("short_shift", 210, 360, [_break("pause", "break", 15, True, (90, 180))]),
    (
        "long_shift",
        360,
        540,
        [
            _break("first_pause", "break", 15, True, (75, 150)),
            _break("lunch", "lunch", 30, False, (180, 285)),
            _break("second_pause", "break", 15, True, (345, 420)),
        ],
    ),
    (
        "longest_shift",
        540,
        630,
        [
            _break("first_pause", "break", 15, True, (90, 165)),
            _break("lunch", "lunch", 30, False, (240, 330)),
            _break("second_pause", "break", 15, True, (420, 510)),
        ],
    ),
]


def write_settings(
    path: Path, people: int, seed: int, pools: Sequence[Pool], interval_minutes: int
) -> None:
    """Write ``scenario.yaml``."""
    yaml = YAML()
    yaml.width = 100
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(_settings(people, seed, pools, interval_minutes), file)


def _settings(
    people: int, seed: int, pools: Sequence[Pool], interval_minutes: int
) -> dict[str, Any]:
    return {
        "name": f"Drawn centre of {people} people, seed {seed}",
        "simulated": True,
        "site": {"name": "Drawn centre", "time_zone": "Europe/London"},
        "week": {
            "start": WEEK_START,
            "days": 7,
            "published_on": WEEK_START - dt.timedelta(days=14),
        },
        "interval_minutes": interval_minutes,
        "history_interval_minutes": 30,
        "opening_hours": [{"days": _EVERY_DAY, "open": "06:00", "close": "22:00"}],
        "queues": [
            {
                "id": queue.id,
                "target_share": queue.target_share,
                "target_s": queue.target_s,
                "floor_share": 0.5,
                "weight": queue.weight,
                "patience_s": queue.patience_s,
            }
            for pool in pools
            for queue in pool.queues
        ],
        "pools": [
            {
                "id": pool.id,
                "queues": [queue.id for queue in pool.queues],
                "seats": max(4, math.ceil(_SEATS_SHARE * people * pool.people_share)),
            }
            for pool in pools
        ],
        "shrinkage_share": SHRINKAGE_SHARE,
        "shift_patterns": [
            {
                "id": name,
                "days": _EVERY_DAY,
                "start_from": first,
                "start_to": last,
                "shortest_minutes": shortest,
                "longest_minutes": longest,
            }
            for name, (first, last, shortest, longest) in _PATTERNS.items()
        ],
        "break_plans": [
            {"id": name, "shift_over_minutes": over, "shift_up_to_minutes": to, "breaks": breaks}
            for name, over, to, breaks in _BREAK_PLANS
        ],
        "contracts": [
            {"id": name, "patterns": patterns, "tolerance_minutes": 30}
            for name, patterns in _CONTRACTS.items()
        ],
        "shift_kinds": [
            {"id": "early", "start_from": "06:00", "start_to": "08:30"},
            {"id": "middle", "start_from": "08:30", "start_to": "12:00"},
            {"id": "late", "start_from": "12:00", "start_to": "22:00"},
        ],
        "unsocial": [
            {"days": _WORKDAYS, "start": "06:00", "end": "07:00", "weight": 1},
            {"days": _WORKDAYS, "start": "20:00", "end": "22:00", "weight": 1},
            {"days": _WEEKEND[:1], "start": "06:00", "end": "22:00", "weight": 1},
            {"days": _WEEKEND[1:], "start": "06:00", "end": "22:00", "weight": 1.5},
        ],
        "rules": {
            "set": "uk-2026",
            "steady_starts": {"tolerance_minutes": 90},
            "unsocial_fairness": {"tier_hours": 3},
            "shift_successions": {"forbidden": ["late>early"]},
            "kind_limits": {"most": {"late": 4}},
            "notice": {"notice_days": 14},
        },
        "prices": {
            "late_contact": 1,
            "uncovered_contact": 1,
            "below_floor_contact": 4,
            "declined_request": 4,
            "unsocial_hour_above_fair_share": 0.5,
            "backward_start_hour": 0.5,
        },
    }
