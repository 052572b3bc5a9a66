"""Every claim of a justification, computed again from the plan's files."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allocator.domain.findings import Finding
from allocator.domain.people import Skill
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.view import RotaView
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.store.plan_folder import read_plan
from allocator.verify.objective import Objective
from allocator.verify.verifier import broken_rules
from tests.plan_files import PlanFiles, Turn, seconds
from tests.recomputed_figures import can_work_unsocially, recomputed_figures
from tests.recomputed_ledgers import COLUMNS, brought, planned

Claims = dict[str, Any]

ENDS = ("low", "high")
TOLERANCE = 2e-6
"""Claims are rounded to the sixth decimal."""


def wrong_claims(files: PlanFiles) -> list[str]:
    """Tell every claim filed that the rows of the files do not give, and every one not filed."""
    recomputed = Recomputed(files)
    wrong: list[str] = []
    for turn in files.turns:
        found = recomputed.claims(turn)
        filed = Claims()
        for claim in claims_of(files.justifications[f"{turn.agent_id}/{turn.day}"]):
            filed |= {f"{claim['id']}:{end}": claim[end] for end in ENDS if end in claim}
            filed[claim["id"]] = claim["value"]
        wrong += [f"{name} is filed or found alone" for name in filed.keys() ^ found.keys()]
        wrong += [
            f"{name} is {filed[name]}, recomputed {found[name]}"
            for name in filed.keys() & found.keys()
            if not _agree(filed[name], found[name])
        ]
    return wrong


def claims_of(justification: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every claim in the JSON of a justification, wherever it stands."""
    for value in justification.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                if {"id", "kind", "value", "source"} <= part.keys():
                    yield part
                else:
                    yield from claims_of(part)


def _agree(filed: object, found: object) -> bool:
    if isinstance(filed, int | float) and isinstance(found, int | float):
        return math.isclose(filed, found, rel_tol=1e-6, abs_tol=TOLERANCE)
    return filed == found


@dataclass(frozen=True)
class Recomputed:
    """Claims of each allocation, by their ids."""

    files: PlanFiles

    def claims(self, turn: Turn) -> Claims:
        """All claims of one allocation."""
        justification = self.files.justifications[f"{turn.agent_id}/{turn.day}"]
        parts = {
            **self._skills(turn),
            **self._hours(turn),
            **self._room(turn),
            **self._requests(turn),
            **self._without(turn),
            **self._exchanges(turn, justification),
            **self._fairness(turn),
            **self._shared_out(turn),
            **self._development(turn),
            **self._uncertainty(turn),
        }
        return {f"{turn.agent_id}/{turn.day}/{name}": value for name, value in parts.items()}

    def exchanged(self, turn: Turn, other: dict[str, Any]) -> list[Block]:
        """Blocks of the whole rota with an alternative's two shifts exchanged."""
        received = next(
            t
            for t in self.files.turns_of[other["agent_id"]]
            if t.start == self.files.moment(other["received_start"])
        )
        gone = {id(block) for block in (*turn.blocks, *received.blocks)}
        return [
            *(block for block in self.files.blocks if id(block) not in gone),
            *(self._handed(block, turn.agent_id) for block in received.blocks),
            *(self._handed(block, other["agent_id"]) for block in turn.blocks),
        ]

    def findings(self, blocks: list[Block]) -> list[Finding]:
        """Breaches of hard rules in a whole rota."""
        return broken_rules(RotaView.whole(self.files.scenario, Rota.of(blocks)))

    def _handed(self, block: Block, agent_id: str) -> Block:
        if block.activity is not Activity.WORK:
            return block.model_copy(update={"agent_id": agent_id})
        scenario = self.files.scenario
        pool = next(p for p in scenario.settings.pools if block.queues[0] in p.queues)
        able = [s.queue for s in self._skill_rows(agent_id) if s.level >= 1]
        rarity = {
            queue: sum(s.queue == queue and s.level >= 1 for s in scenario.skills)
            for queue in pool.queues
        }
        queues = tuple(sorted((q for q in pool.queues if q in able), key=rarity.__getitem__))
        return block.model_copy(update={"agent_id": agent_id, "queues": queues or block.queues})

    def _skill_rows(self, agent_id: str) -> list[Skill]:
        return [skill for skill in self.files.scenario.skills if skill.agent_id == agent_id]

    def _skills(self, turn: Turn) -> Claims:
        used = {queue for block in turn.blocks for queue in block.queues}
        found: Claims = {}
        work_s = dict[str, float]()
        for row in self.files.requirements:
            load_s = float(row["forecast_contacts"]) * float(row["aht_s"])
            work_s[row["queue"]] = work_s.get(row["queue"], 0.0) + load_s
        for pool in self._pools(turn):
            mine = [s for s in self._skill_rows(turn.agent_id) if s.level >= 1]
            mine = [s for s in mine if s.queue in pool.queues]
            own_s = sum(work_s[s.queue] * s.aht_factor for s in mine)
            found[f"speed.{pool.id}"] = round(sum(work_s[s.queue] for s in mine) / own_s, 2)
        for skill in self._skill_rows(turn.agent_id):
            if skill.queue in used:
                found[f"skill.{skill.queue}.level"] = skill.level
                found[f"skill.{skill.queue}.aht_factor"] = skill.aht_factor
        return found

    def _pools(self, turn: Turn) -> list[Any]:
        used = {q for block in turn.blocks if not block.with_agents for q in block.queues}
        return [p for p in self.files.scenario.settings.pools if used & set(p.queues)]

    def _hours(self, turn: Turn) -> Claims:
        scenario = self.files.scenario
        agent = next(a for a in scenario.agents if a.agent_id == turn.agent_id)
        contract = next(c for c in scenario.settings.contracts if c.id == agent.contract)
        week = math.fsum(map(self.files.paid_hours, self.files.turns_of[turn.agent_id]))
        tolerance = contract.tolerance_minutes / 60
        paid_leave = sum(
            row.paid_hours_a_day
            for row in scenario.leave
            for day in scenario.grid.days
            if row.agent_id == turn.agent_id and row.first_day <= day <= row.last_day
        )
        due = max(0.0, agent.weekly_hours - paid_leave)
        on_leave = {"hours.leave": paid_leave} if paid_leave else {}
        return on_leave | {
            "hours.shift": self.files.paid_hours(turn),
            "hours.week": week,
            "hours.contracted": agent.weekly_hours,
            "hours.tolerance": tolerance,
            "hours.room_above": due + tolerance - week,
            "hours.room_below": week - (due - tolerance),
            "rules.broken": sum(f.agent_id == turn.agent_id for f in self._planned_findings),
        }

    @cached_property
    def _planned_findings(self) -> list[Finding]:
        return self.findings(self.files.blocks)

    def _room(self, turn: Turn) -> Claims:
        scenario = self.files.scenario
        found: Claims = {"availability.before": None, "availability.after": None}
        for start, end in scenario.available_spans(turn.agent_id, turn.day) or ():
            if seconds(start, turn.start) >= 0 and seconds(turn.end, end) >= 0:
                found["availability.before"] = seconds(start, turn.start) / 60
                found["availability.after"] = seconds(turn.end, end) / 60
        worked = [(r.start, r.end) for r in scenario.worked if r.agent_id == turn.agent_id]
        spans = worked + [(t.start, t.end) for t in self.files.turns_of[turn.agent_id]]
        earlier = [seconds(end, turn.start) / 60 for start, end in spans if start < turn.start]
        later = [seconds(turn.end, start) / 60 for start, _ in spans if start > turn.start]
        dates = {self.files.day(start) for start, _ in spans}
        windows = [turn.day - dt.timedelta(days=back) for back in range(7)]
        daily_rest = scenario.settings.rules["daily_rest"]
        is_young = scenario.is_young(turn.agent_id, turn.day)
        found |= {
            "rest.before": min(earlier, default=None),
            "rest.after": min(later, default=None),
            "rest.due": max(
                daily_rest.get("rest_minutes", 660),
                daily_rest.get("young_rest_minutes", 720) if is_young else 0,
            ),
            "days.in_seven": max(
                len([d for d in dates if 0 <= (d - first).days < 7]) for first in windows
            ),
            "days.most": scenario.settings.rules["days_in_seven"].get("days_max", 6),
        }
        for pool in self._pools(turn):
            starts = self._on_phone(turn, pool.queues)
            if pool.seats is not None:
                heads = {
                    self.files.moment(row["interval_start"]): int(row["scheduled_agents"])
                    for row in self.files.staffing
                    if row["pool"] == pool.id
                }
                found[f"seats.{pool.id}.intervals"] = len(starts)
                found[f"seats.{pool.id}.full"] = sum(heads[m] >= pool.seats for m in starts)
        return found

    def _on_phone(self, turn: Turn, queues: tuple[str, ...]) -> list[dt.datetime]:
        """Find the open intervals in which the shift is on the phone for some queues."""
        starts = {self.files.moment(row["interval_start"]) for row in self.files.staffing}
        return [
            moment
            for moment in starts
            for block in turn.blocks
            if block.queues
            and not block.with_agents
            and block.queues[0] in queues
            and seconds(block.start, moment) >= 0
            and seconds(moment, block.end) > 0
        ]

    def _requests(self, turn: Turn) -> Claims:
        clock = turn.start.hour * 60 + turn.start.minute
        clock += 1440 * (turn.start.date() - turn.day).days
        mine = [
            r
            for r in self.files.scenario.requests
            if (r.agent_id, r.date) == (turn.agent_id, turn.day)
        ]
        found: Claims = {}
        for number, request in enumerate(mine, start=1):
            first, after = request.start_from or 0, request.start_to or math.inf
            inside = first <= clock < after
            met = request.kind != "day_off" and inside == (request.kind != "no_shift_between")
            found[f"request.{number}.{request.kind}"] = "met" if met else "declined"
        return found

    def _without(self, turn: Turn) -> Claims:
        gone = {id(block) for block in turn.blocks}
        after = self.files.objective([b for b in self.files.blocks if id(b) not in gone])
        found = self._differences("without", after)
        for pool in self._pools(turn):
            found[f"without.pool.{pool.id}"] = self.late(
                [b for b in self.files.blocks if id(b) not in gone], pool
            ) - self.late(self.files.blocks, pool)
        return found

    def late(self, blocks: list[Block], pool: Any) -> float:
        """Late contacts of a pool, by the definition spelt out interval by interval."""
        files, service = self.files, self.files.service
        percent = dict[int, int]()
        for block in blocks:
            if block.queues and not block.with_agents and block.queues[0] in pool.queues:
                first, after = (files.scenario.grid.index(m) for m in (block.start, block.end))
                speed = service.speed.get((block.agent_id, pool.id), 0.0)
                for interval in range(first, after):
                    percent[interval] = percent.get(interval, 0) + round(100 * speed)
        late = 0.0
        for interval in service.intervals:
            cell = service.cell(pool.id, interval)
            agents = service.effective_share * percent.get(interval, 0) / 100
            for queue, contacts in cell.contacts_by_queue.items():
                service_class = files.scenario.queue_by_id[queue].service_class
                late += contacts * cell.curve(service_class).priced(agents)
        return late

    def _exchanges(self, turn: Turn, justification: dict[str, Any]) -> Claims:
        comparison = justification["comparison"]
        days = {a: {t.day for t in turns} for a, turns in self.files.turns_of.items()}
        exchangeable = [
            other
            for other in self.files.turns
            if other.agent_id != turn.agent_id
            and (
                other.day == turn.day
                or (other.day not in days[turn.agent_id] and turn.day not in days[other.agent_id])
            )
        ]
        found: Claims = {
            "exchanges": len(exchangeable),
            "exchanges.people": len({other.agent_id for other in exchangeable}),
        }
        for number, other in enumerate(comparison["alternatives"], start=1):
            after = self.files.objective(self.exchanged(turn, other))
            found |= self._differences(f"alternative.{number}", after)
        if comparison["forbidden"]:
            after = self.files.objective(self.exchanged(turn, comparison["forbidden"]))
            found |= self._differences("forbidden", after)
        return found

    def _differences(self, name: str, after: Objective) -> Claims:
        before = self.files.planned
        terms = {f"{name}.{t}": after.terms[t] - value for t, value in before.terms.items()}
        return terms | {f"{name}.total": after.total - before.total}

    def _fairness(self, turn: Turn) -> Claims:
        found: Claims = {"unsocial.shift": self.files.unsocial_hours(turn)}
        if self.files.scenario.agent_by_id[turn.agent_id].unsocial_agreed:
            return found | {"unsocial.left_out": "unsocial hours agreed in the contract"}
        if not can_work_unsocially(self.files, turn.agent_id):
            return found | {"unsocial.left_out": "no unsocial hour is available"}
        figures = self._figures
        agent_id = turn.agent_id
        return found | {
            "unsocial.week": figures["agent_unsocial_hours", agent_id],
            "unsocial.before": figures["unsocial_before", agent_id],
            "burden.before": figures.get(("burden_before", agent_id)),
            "burden.after": figures["burden_after", agent_id],
            "burden.team_before": figures["team_burden_before", ""],
            "burden.team_after": figures["team_burden_after", ""],
            "unsocial.above_fair": figures["above_fair_hours", agent_id],
        }

    def _shared_out(self, turn: Turn) -> Claims:
        """Every other ledger that concerns the agent, from the rows of ledger and rota."""
        before, planned = self._brought, self._planned_burdens
        mine = before.get(turn.agent_id, {})
        found: Claims = {}
        for name, (amount, base) in COLUMNS.items():
            sums = {
                who: (before.get(who, {}).get(amount, 0.0), before.get(who, {}).get(base, 0.0))
                for who in planned
            }
            after = {
                who: (sums[who][0] + own[amount], sums[who][1] + own[base])
                for who, own in planned.items()
            }
            all_base = sum(each[1] for each in after.values())
            if name == "unsocial" or not after[turn.agent_id][1]:
                continue
            found |= {
                f"{name}.before": mine.get(amount, 0.0),
                f"{name}.planned": planned[turn.agent_id][amount],
                f"{name}.share_before": (
                    mine[amount] / mine[base] if mine.get(base, 0.0) else None
                ),
                f"{name}.share_after": after[turn.agent_id][0] / after[turn.agent_id][1],
                f"{name}.team_after": sum(each[0] for each in after.values()) / all_base,
            }
        return found

    @cached_property
    def _brought(self) -> dict[str, Any]:
        return {who: dict(mine) for who, mine in brought(self.files).items()}

    @cached_property
    def _planned_burdens(self) -> dict[str, dict[str, float]]:
        eligible = {
            agent.agent_id
            for agent in self.files.scenario.agents
            if not agent.unsocial_agreed and can_work_unsocially(self.files, agent.agent_id)
        }
        return planned(self.files, eligible)

    def _development(self, turn: Turn) -> Claims:
        """Meetings, practice beside a mentor and goals, from the rows of rota and goals."""
        found: Claims = {}
        for block in turn.blocks:
            kind = block.activity.value
            if kind in ("coaching", "training", "one_to_one", "briefing"):
                length = seconds(block.start, block.end) / 60
                found[f"activity.{kind}"] = found.get(f"activity.{kind}", 0.0) + length
        stated = {(g["agent_id"], g["goal"]): g for g in self.files.summary["development"]}
        for goal in self.files.scenario.goals:
            if goal.agent_id != turn.agent_id:
                continue
            minutes = {
                day: sum(
                    seconds(block.start, block.end) / 60
                    for each in self.files.turns_of[turn.agent_id]
                    for block in each.blocks
                    if each.day == day
                    and block.with_agents
                    and (
                        block.queues == (goal.queue,)
                        if goal.queue
                        else block.activity.value == goal.activity
                        and set(block.with_agents) <= set(goal.mentors)
                    )
                )
                for day in self.files.scenario.grid.days
            }
            name = f"goal.{goal.goal}"
            hours = sum(minutes.values()) / 60
            found |= {
                f"{name}.shift": minutes[turn.day],
                f"{name}.planned": hours,
                f"{name}.done": goal.done_hours,
                f"{name}.hours": goal.hours,
                f"{name}.left": max(0.0, goal.hours - goal.done_hours - hours),
                f"{name}.due": goal.due.isoformat(),
            }
            price = stated[goal.agent_id, goal.goal]["price"]
            if price:
                found[f"{name}.price"] = price["late_contacts"]
                noise = price["noise_contacts"]
                if price["kind"] == "reoptimised_comparison" and noise:
                    found[f"{name}.price:low"] = price["late_contacts"] - noise
                    found[f"{name}.price:high"] = price["late_contacts"] + noise
        for block in self.files.blocks:
            beside = turn.agent_id in block.with_agents and block.activity is Activity.WORK
            if beside and seconds(turn.start, block.start) >= 0 > seconds(turn.end, block.start):
                key = f"mentoring.{block.queues[0]}"
                found[key] = found.get(key, 0.0) + seconds(block.start, block.end) / 60
        return found

    @cached_property
    def _figures(self) -> dict[tuple[str, str], float]:
        return recomputed_figures(self.files)

    def _uncertainty(self, turn: Turn) -> Claims:
        total, bound = self.files.planned.total, self.files.summary["bound"]
        found: Claims = {"gap.contacts": total - bound, "gap.share": (total - bound) / total}
        for pool in self._pools(turn):
            starts = set(self._on_phone(turn, pool.queues))
            rows = [
                row
                for row in self.files.requirements
                if row["pool"] == pool.id and self.files.moment(row["interval_start"]) in starts
            ]
            ends = {"": "forecast_contacts", ":low": "forecast_p10", ":high": "forecast_p90"}
            for end, column in ends.items():
                total = math.fsum(float(row[column]) for row in rows)
                found[f"contacts.{pool.id}{end}"] = total
            found |= self._simulated(turn, pool) | self._as_contacts_range(turn, pool)
        return found

    @cached_property
    def _late_by_week(self) -> Any:
        """Late contacts of the simulation, (weeks, intervals, queues)."""
        plan = read_plan(self.files.folder)
        seed = self.files.summary["seed"]
        counts = simulate_rota(self.files.scenario, plan.requirements, plan.rota, seed).counts
        return counts.offered - counts.in_time

    def _simulated(self, turn: Turn, pool: Any) -> Claims:
        settings = self.files.scenario.settings
        starts = [self.files.scenario.grid.index(m) for m in self._on_phone(turn, pool.queues)]
        late = sorted(
            float(sum(week[interval, q] for interval in starts for q in places))
            for places in [[n for n, q in enumerate(settings.queues) if q.id in pool.queues]]
            for week in self._late_by_week
        )
        name, last = f"late.{pool.id}", len(late) - 1
        return {
            name: statistics.fmean(late),
            f"{name}:low": _between(late, 0.1 * last),
            f"{name}:high": _between(late, 0.9 * last),
        }

    def _as_contacts_range(self, turn: Turn, pool: Any) -> Claims:
        gone = {id(block) for block in turn.blocks}
        without = [block for block in self.files.blocks if id(block) not in gone]
        found = [
            files.late(without, pool) - files.late(self.files.blocks, pool)
            for files in (Recomputed(self.files), *self._at_ends)
        ]
        name = f"without.range.{pool.id}"
        return {name: found[0], f"{name}:low": min(found), f"{name}:high": max(found)}

    @cached_property
    def _at_ends(self) -> list[Recomputed]:
        """The same files with the contacts of every interval at the ends of their ranges."""
        found: list[Recomputed] = []
        for column in ("forecast_p10", "forecast_p90"):
            files = PlanFiles(self.files.folder)
            files.__dict__["requirements"] = [
                row if row["planned_contacts"] else {**row, "forecast_contacts": row[column]}
                for row in self.files.requirements
            ]
            found.append(Recomputed(files))
        return found


def _between(ordered: list[float], place: float) -> float:
    """Value at a place of a list that may lie between two of its entries."""
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
