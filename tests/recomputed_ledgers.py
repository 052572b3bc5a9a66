"""The ledgers of a report, added up again from ``ledger.csv`` and ``rota.csv`` of the plan."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from allocator.domain.people import Request
from tests.plan_files import PlanFiles, seconds

Found = Iterator[tuple[str, tuple[object, ...], float]]

COLUMNS = {
    "unsocial": ("unsocial_hours", "contracted_hours"),
    "weekend": ("weekend_hours", "weekend_contracted_hours"),
    "hard_queue": ("hard_queue_hours", "hard_queue_contracted_hours"),
    "development": ("development_hours", "development_contracted_hours"),
    "requests": ("requests_declined", "requests_made"),
}


def brought(files: PlanFiles) -> dict[str, defaultdict[str, float]]:
    """Add up what each agent brings along, by column; starters at the mean for an hour a week."""
    people = {agent.agent_id: agent for agent in files.scenario.agents}
    first = files.scenario.settings.week.start
    oldest = first - dt.timedelta(weeks=files.scenario.settings.fairness.window_weeks)
    sums: dict[str, defaultdict[str, float]] = {}
    path = files.folder / "scenario" / "ledger.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                week = row.get("week") or ""
                if not week or oldest.isoformat() <= week < first.isoformat():
                    mine = sums.setdefault(row["agent_id"], defaultdict(float))
                    for column in [name for pair in COLUMNS.values() for name in pair]:
                        mine[column] += float(row.get(column) or 0)
    own = {who: mine for who, mine in sums.items() if not people[who].unsocial_agreed}
    for who, agent in people.items():
        if who in sums or agent.unsocial_agreed:
            continue
        mean = defaultdict[str, float](float)
        for amount, base in [pair for name, pair in COLUMNS.items() if name != "requests"]:
            having = [other for other in own if own[other][base] > 0]
            hours = sum(people[other].weekly_hours for other in having)
            for column in (amount, base) if hours else ():
                mean[column] = agent.weekly_hours * sum(own[o][column] for o in having) / hours
        if any(mean.values()):
            sums[who] = mean
    return sums


def planned(files: PlanFiles, eligible: set[str]) -> dict[str, dict[str, float]]:
    """Add up what the planned week brings, by column; of plans of one week."""
    settings = files.scenario.settings
    hard, weekend = settings.fairness.hard_queues, settings.fairness.weekend_days
    level = {(skill.agent_id, skill.queue): skill.level for skill in files.scenario.skills}
    found: dict[str, dict[str, float]] = {}
    for agent in files.scenario.agents:
        who = agent.agent_id
        turns = files.turns_of[who]
        paid_leave = sum(
            leave.paid_hours_a_day
            for leave, day in product(files.scenario.leave, files.scenario.grid.days)
            if leave.agent_id == who and leave.first_day <= day <= leave.last_day
        )
        hours = agent.weekly_hours if agent.weekly_hours > paid_leave else 0.0
        days = [day for day in files.scenario.grid.days if f"{day:%a}".lower() in weekend]
        on_weekends = not agent.unsocial_agreed and any(_is_free(files, who, day) for day in days)
        blocks = [(b, seconds(b.start, b.end) / 3600) for turn in turns for b in turn.blocks]
        able = any(level.get((who, queue), 0) >= 1 for queue in hard)
        wishes = [r for r in files.scenario.requests if r.agent_id == who]
        wishes = [r for r in wishes if r.date in files.scenario.grid.days]
        found[who] = {
            "unsocial_hours": math.fsum(map(files.unsocial_hours, turns)) * (who in eligible),
            "contracted_hours": hours * (who in eligible),
            "weekend_hours": on_weekends
            * sum(seconds(t.start, t.end) / 3600 for t in turns if t.day in days),
            "weekend_contracted_hours": hours * on_weekends,
            "hard_queue_hours": able
            * sum(
                length * sum(hard.get(q, 0.0) for q in block.queues) / len(block.queues)
                for block, length in blocks
                if block.queues
            ),
            "hard_queue_contracted_hours": hours * able,
            "development_hours": sum(
                length
                for block, length in blocks
                if block.activity.value in ("training", "coaching", "one_to_one")
                or any(level.get((who, queue)) == 0 for queue in block.queues)
            ),
            "development_contracted_hours": hours,
            "requests_made": sum(wish.weight for wish in wishes),
            "requests_declined": sum(
                wish.weight for wish in wishes if not is_met(files, who, wish)
            ),
        }
    return found


def is_met(files: PlanFiles, who: str, wish: Request) -> bool:
    """Whether a request is met, by the clock times at which shifts of its day start."""
    starts = [turn.start for turn in files.turns_of[who] if turn.day == wish.date]
    clocks = [start.hour * 60 + start.minute for start in starts]
    kind, since, until = wish.kind, wish.start_from or 0, wish.start_to or 2160
    inside = [since <= clock < until for clock in clocks]
    return {
        "day_off": not clocks,
        "start_between": all(inside),
        "shift_between": any(inside),
        "no_shift_between": not any(inside),
    }[kind]


def _is_free(files: PlanFiles, who: str, day: dt.date) -> bool:
    """Whether some open quarter-hour of a day lies in the agent's availability."""
    spans = files.scenario.available_spans(who, day)
    moments = [files.scenario.grid.moment(index) for index in files.scenario.open_intervals]
    open_then = [moment for moment in moments if files.day(moment) == day]
    if spans is None:
        return bool(open_then)
    return any(start <= moment < end for moment in open_then for start, end in spans)


def recomputed_ledgers(files: PlanFiles, eligible: set[str]) -> Found:
    """Yield every figure of the ledgers that a report may show."""
    before, week = brought(files), planned(files, eligible)
    yield "ledger_window_weeks", (), files.scenario.settings.fairness.window_weeks
    for name, (amount, base) in COLUMNS.items():
        lines = {
            who: (before[who][amount] if who in before else 0.0, own[amount], own[base])
            for who, own in week.items()
        }
        bases = {
            who: (before[who][base] if who in before else 0.0) + own[base]
            for who, own in week.items()
        }
        mine = [who for who in lines if (week[who][base] if name == "unsocial" else bases[who]) > 0]
        if not any(lines[who][0] + lines[who][1] for who in mine):
            continue
        team = sum(lines[who][0] + lines[who][1] for who in mine) / sum(bases[w] for w in mine)
        shares: list[float] = []
        for who in mine:
            brings, adds, _ = lines[who]
            share = (brings + adds) / bases[who]
            shares.append(share)
            yield "ledger_before", (name, who), brings
            yield "ledger_planned", (name, who), adds
            yield "ledger_after", (name, who), brings + adds
            yield "ledger_base", (name, who), bases[who]
            yield "ledger_share", (name, who), share
            yield "ledger_above", (name, who), brings + adds - team * bases[who]
        count, mean = len(shares), sum(shares) / len(shares)
        apart = sum(abs(x - y) for x, y in product(shares, shares)) / count**2
        yield "ledger_team", (name,), team
        yield "ledger_range", (name,), max(shares) - min(shares)
        yield "ledger_gini", (name,), apart / (2 * mean)
        yield "ledger_jain", (name,), sum(shares) ** 2 / (count * sum(x * x for x in shares))


def stated_fairness_price(files: PlanFiles) -> Found:
    """Yield what ``plan.json`` states of what fairness cost, which ``verify`` works out again."""
    price = files.summary["fairness_price"]
    if price is not None:
        for name, value in price.items():
            if not name.startswith("other_cost"):
                yield f"fairness_{name}", (), value
        yield "fairness_cost", (), price["other_cost"] - price["other_cost_without"]
