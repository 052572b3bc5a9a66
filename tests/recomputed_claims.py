"""Every claim of a justification, computed again from the plan's files."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allocator.domain.findings import Finding
from allocator.domain.people import Skill
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.view import RotaView
from allocator.verify.objective import Objective
from allocator.verify.verifier import broken_rules
from tests.plan_files import PlanFiles, Turn, seconds
from tests.recomputed_figures import can_work_unsocially, recomputed_figures

Claims = dict[str, Any]


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
        used = {queue for block in turn.blocks for queue in block.queues}
        return [p for p in self.files.scenario.settings.pools if used & set(p.queues)]

    def _hours(self, turn: Turn) -> Claims:
        scenario = self.files.scenario
        agent = next(a for a in scenario.agents if a.agent_id == turn.agent_id)
        contract = next(c for c in scenario.settings.contracts if c.id == agent.contract)
        week = math.fsum(map(self.files.paid_hours, self.files.turns_of[turn.agent_id]))
        tolerance = contract.tolerance_minutes / 60
        return {
            "hours.shift": self.files.paid_hours(turn),
            "hours.week": week,
            "hours.contracted": agent.weekly_hours,
            "hours.tolerance": tolerance,
            "hours.room_above": agent.weekly_hours + tolerance - week,
            "hours.room_below": week - (agent.weekly_hours - tolerance),
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
            found[f"without.pool.{pool.id}"] = self._late(
                [b for b in self.files.blocks if id(b) not in gone], pool
            ) - self._late(self.files.blocks, pool)
        return found

    def _late(self, blocks: list[Block], pool: Any) -> float:
        """Late contacts of a pool, by the definition spelt out interval by interval."""
        files, service = self.files, self.files.service
        percent = dict[int, int]()
        for block in blocks:
            if block.queues and block.queues[0] in pool.queues:
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
            for name in ("forecast", "p10", "p90"):
                column = "forecast_contacts" if name == "forecast" else f"forecast_{name}"
                found[f"contacts.{pool.id}.{name}"] = math.fsum(float(r[column]) for r in rows)
        return found
