"""An agent-day gone at opening time, replanned, in recorded weeks of the bank.

Run ``python -m benchmarks.replan_mornings --keep FOLDER [--draws 50] [--most 5]``. Our rotas for
the weeks of 8, 15 and 22 August 1999 are planned once and kept in FOLDER. Then, draw by draw, one
agent's day is taken out of one of them at the moment the centre opens, the rest of the week is
replanned with what was known then, and the contacts that came are replayed: with the rota as it
was published, with the agent gone and nothing done, and with each option.

A draw is written to ``FOLDER/mornings.jsonl``, a row each, as soon as it is done; the next run goes
on from there, and ends with the table of all. ``--most`` ends a run after so many more.
With ``--overtime 2`` everybody else who works that day offers as many hours more.
``--records`` names records of January and August that hold the priorities of customers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from allocator.domain.event_of_day import Absence, Event, Overtime
from allocator.domain.grid import UTC
from allocator.domain.rota import Rota, Shift, minutes_between
from allocator.domain.scenario import Scenario
from benchmarks.replan_options import SEARCH_SECONDS, replanned
from benchmarks.replan_weeks import (
    WEEKS,
    Kept,
    Outcome,
    Replayer,
    day_level,
    planned_week,
    replayed,
    replayer_of,
)

AWAY, PUBLISHED, CHOSEN = "away", "published", "chosen"
ROWS_FILE, OVERTIME_FILE = "mornings.jsonl", "mornings-overtime.jsonl"
Row = dict[str, Any]


def main() -> None:
    """Do the draws that are missing, then print the table of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, required=True, help="folder for rotas and rows")
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--most", type=int, help="draws to do in this run")
    parser.add_argument("--seconds", type=float, default=40.0, help="search for each week's rota")
    parser.add_argument("--search-seconds", type=float, default=SEARCH_SECONDS)
    parser.add_argument("--overtime", type=float, default=0.0, help="hours each may offer")
    parser.add_argument("--replay-draws", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=Path)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)

    @cache
    def week(start: dt.date) -> tuple[Kept, Replayer]:
        kept = planned_week(start, options.keep, options.seconds, options.records)
        return kept, replayer_of(kept, options.keep, options.replay_draws)

    file = options.keep / (OVERTIME_FILE if options.overtime else ROWS_FILE)
    rows = _read(file)
    done = {row["draw"] for row in rows}
    missing = [draw for draw in range(options.draws) if draw not in done]
    for draw in missing[: options.most]:
        kept, replayer = week(WEEKS[draw % len(WEEKS)])
        shift = _drawn(kept, draw // len(WEEKS), options.seed)
        row = {
            "draw": draw,
            "week": kept.week.start.isoformat(),
            **_morning(kept, replayer, shift, options.overtime, options.search_seconds),
        }
        rows.append(row)
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")
        print(_line(row), flush=True)
    _table(rows)


def _read(file: Path) -> list[Row]:
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _drawn(kept: Kept, number: int, seed: int) -> Shift:
    """Return one of the week's shifts, every one as likely as another, none twice."""
    rota = kept.plan.rota
    shifts = [shift for agent_id in rota.agent_ids for shift in rota.shifts(agent_id)]
    return random.Random(f"{seed} {kept.week.start}").sample(shifts, len(shifts))[number]


def opening(scenario: Scenario, day: dt.date) -> dt.datetime:
    """First moment of an operating day at which the centre is open."""
    bounds = scenario.grid.day_bounds
    d = scenario.grid.days.index(day)
    first = min(i for i in scenario.open_intervals if bounds[d] <= i < bounds[d + 1])
    return scenario.grid.moment(first)


def without(rota: Rota, shift: Shift) -> Rota:
    """Return a rota without one of its shifts."""
    gone = set(shift.blocks)
    return Rota(blocks=tuple(block for block in rota.blocks if block not in gone))


def _morning(
    kept: Kept, replayer: Replayer, shift: Shift, overtime: float, search_seconds: float
) -> Row:
    scenario, rota = kept.scenario, kept.plan.rota
    day = scenario.grid.operating_date(shift.start)
    now = min(opening(scenario, day), shift.start, key=lambda moment: moment.astimezone(UTC))
    number = scenario.grid.days.index(day)
    until = scenario.grid.moment(scenario.grid.day_bounds[number + 1])
    events: list[Event] = [Absence(agent_id=shift.agent_id, start=now, until=until)]
    if overtime:
        events += _offers(scenario, rota, day, overtime, shift.agent_id)
    begun, spent = time.perf_counter(), time.process_time()
    found = replanned(kept.scenario, kept.plan, events, now, search_seconds)
    seconds = time.perf_counter() - begun
    rotas = {PUBLISHED: rota, AWAY: without(rota, shift)}
    rotas |= {one.name: one.rota for one in found.options}
    return {
        "day": day.isoformat(),
        "now": now.isoformat(),
        "agent": shift.agent_id,
        "shift": f"{shift.start:%H:%M}-{shift.end:%H:%M}",
        "hours_gone": minutes_between(shift.start, shift.end) / 60,
        "seconds": round(seconds, 2),
        "processor_seconds": round(time.process_time() - spent, 2),
        "chosen": found.chosen,
        "options": {one.name: one.as_json() for one in found.options},
        "replay": _replays(replayer, rotas, number),
    }


def _replays(replayer: Replayer, rotas: dict[str, Rota], day: int) -> dict[str, Row]:
    """Replay rotas by name; one that comes twice once."""
    found: dict[str, Row] = {}
    for name, rota in rotas.items():
        twin = next((other for other in found if rotas[other] == rota), None)
        found[name] = found[twin] if twin else _replay(replayer, rota, day)
    return found


def _offers(scenario: Scenario, rota: Rota, day: dt.date, hours: float, away: str) -> list[Event]:
    """Return overtime on a day, offered by everybody else who works on it."""
    return [
        Overtime(agent_id=agent_id, day=day, hours=hours)
        for agent_id in rota.agent_ids
        if agent_id != away
        and any(scenario.grid.operating_date(s.start) == day for s in rota.shifts(agent_id))
    ]


def _replay(replayer: Replayer, rota: Rota, day: int) -> Row:
    """Shares answered in time, logged in as the rota says and into all that each can take."""
    row: Row = {}
    for name, all_queues in (("as_planned", False), ("all_queues", True)):
        outcome: Outcome = replayed(replayer, rota, all_queues=all_queues)
        row[name] = {
            "week_share": round(float(outcome.level.mean()), 6),
            "day_share": round(float(day_level(outcome, day).mean()), 6),
            "lost_share": round(float(outcome.lost.mean()), 6),
            "in_time": round(float(outcome.in_time.sum(axis=1).mean()), 3),
            "in_time_by_queue": {
                queue: round(float(count), 2)
                for queue, count in zip(outcome.queues, outcome.in_time.mean(axis=0), strict=True)
            },
        }
    return row


def _share(row: Row, name: str, what: str, login: str = "as_planned") -> float:
    name = row["chosen"] if name == CHOSEN else name
    return float(row["replay"].get(name, row["replay"][AWAY])[login][what])


def _in_time(row: Row, name: str, queue: str) -> float:
    name = row["chosen"] if name == CHOSEN else name
    replays = row["replay"]
    return float(replays.get(name, replays[AWAY])["as_planned"]["in_time_by_queue"][queue])


def _line(row: Row) -> str:
    shares = " ".join(
        f"{name} {100 * _share(row, name, 'week_share'):.2f}% "
        f"({100 * _share(row, name, 'day_share'):.1f}%)"
        for name in row["replay"]
    )
    return (
        f"{row['draw']:>2} {row['day']} {row['agent']} {row['shift']}: {shares}; "
        f"chosen {row['chosen']}, {row['seconds']:.1f} s"
    )


def paired(differences: Sequence[float]) -> tuple[float, float]:
    """Mean of paired differences and half the width of its 95% interval (Student's t)."""
    values = np.array(differences)
    if values.size < 2:
        return float(values.mean()), math.nan
    spread = float(values.std(ddof=1)) / math.sqrt(values.size)
    return float(values.mean()), spread * float(stats.t.ppf(0.975, values.size - 1))


def _table(rows: list[Row]) -> None:
    """Print what each option gained over doing nothing, with whom it moved."""
    if not rows:
        return
    print(f"\n{len(rows)} mornings; shares answered within 20 s, differences in points of percent")
    for login in ("as_planned", "all_queues"):
        print(f"logged in: {login.replace('_', ' ')}")
        for name in (PUBLISHED, AWAY):
            week, day = (
                100 * float(np.mean([_share(row, name, what, login) for row in rows]))
                for what in ("week_share", "day_share")
            )
            print(f"  {name:<10} week {week:.2f}%, the day {day:.1f}%")
        for name in (PUBLISHED, *_names(rows), CHOSEN):
            of = [row for row in rows if name in (PUBLISHED, CHOSEN) or name in row["options"]]
            parts: list[str] = []
            for title, what, unit in (
                ("week", "week_share", 100),
                ("day", "day_share", 100),
                ("in time", "in_time", 1),
            ):
                gained = [
                    unit * (_share(r, name, what, login) - _share(r, AWAY, what, login)) for r in of
                ]
                mean, half = paired(gained)
                parts.append(f"{title} {mean:+.2f} ({mean - half:+.2f} to {mean + half:+.2f})")
            print(f"  {name:<10} over doing nothing: {', '.join(parts)}; {len(of)} draws")
    print("as planned, chosen over doing nothing, by week and by queue")
    for start in dict.fromkeys(row["week"] for row in rows):
        of = [row for row in rows if row["week"] == start]
        parts = []
        for what in ("week_share", "day_share"):
            gained = [100 * (_share(r, CHOSEN, what) - _share(r, AWAY, what)) for r in of]
            mean, half = paired(gained)
            parts.append(f"{what[:-6]} {mean:+.2f} ({mean - half:+.2f} to {mean + half:+.2f})")
        print(f"  {start} {', '.join(parts)}; {len(of)} draws")
    of = [row for row in rows if "in_time_by_queue" in row["replay"][AWAY]["as_planned"]]
    for queue in of[0]["replay"][AWAY]["as_planned"]["in_time_by_queue"] if of else ():
        mean, half = paired([_in_time(r, CHOSEN, queue) - _in_time(r, AWAY, queue) for r in of])
        lost, _ = paired([_in_time(r, PUBLISHED, queue) - _in_time(r, AWAY, queue) for r in of])
        print(
            f"  {queue} in time {mean:+.1f} ({mean - half:+.1f} to {mean + half:+.1f}), where the "
            f"absence took {lost:.1f}; {len(of)} draws"
        )
    print("who was moved, a replan")
    for name in (*_names(rows), CHOSEN):
        told = [
            row["options"][key]
            for row in rows
            if (key := row["chosen"] if name == CHOSEN else name) in row["options"]
        ]
        nothing = sum(row["chosen"] not in row["options"] for row in rows) if name == CHOSEN else 0
        if told:
            parts = [
                f"{title} {np.mean([one[key] for one in told]):.1f}"
                for title, key in _MOVED.items()
            ]
            print(f"  {name:<10} {', '.join(parts)}; nothing done in {nothing} of the draws")
    seconds = [row["seconds"] for row in rows]
    processor = [row["processor_seconds"] for row in rows]
    print(
        f"seconds a replan, all options: median {np.median(seconds):.1f}, most {max(seconds):.1f}; "
        f"processor seconds: median {np.median(processor):.1f}"
    )


_MOVED = {
    "people told": "people",
    "days changed": "days",
    "shifts moved": "shifts",
    "hours moved": "hours_moved",
    "late contacts expected less": "gain",
    "price of change": "change_price",
    "breaches": "breaches",
}


def _names(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row["options"]))


if __name__ == "__main__":
    main()
