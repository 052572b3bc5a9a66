"""A plan's folder read by the standard library alone, for tests that compute it all again."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.store.scenario_folder import read_scenario
from allocator.verify.objective import Objective, measure

Row = dict[str, str]


@dataclass(frozen=True)
class Turn:
    """A shift: rows of ``rota.csv`` of one agent, each beginning where the one before ends."""

    agent_id: str
    day: dt.date
    start: dt.datetime
    end: dt.datetime
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class PlanFiles:
    """The folder that ``allocator plan`` writes."""

    folder: Path

    @cached_property
    def scenario(self) -> Scenario:
        return read_scenario(self.folder / "scenario")

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.scenario.settings.site.time_zone)

    @cached_property
    def summary(self) -> dict[str, Any]:
        return json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))

    @cached_property
    def justifications(self) -> dict[str, dict[str, Any]]:
        text = (self.folder / "justifications.json").read_text(encoding="utf-8")
        return {row["id"]: row for row in json.loads(text)}

    @cached_property
    def html(self) -> str:
        return (self.folder / "report.html").read_text(encoding="utf-8")

    @cached_property
    def requirements(self) -> list[Row]:
        return self._rows("requirements.csv")

    @cached_property
    def staffing(self) -> list[Row]:
        return self._rows("staffing.csv")

    @cached_property
    def past(self) -> list[Row]:
        return self._rows("backtest.csv")

    @cached_property
    def blocks(self) -> list[Block]:
        return [
            Block(
                agent_id=row["agent_id"],
                start=self.moment(row["start"]),
                end=self.moment(row["end"]),
                activity=Activity(row["activity"]),
                queues=tuple(row["queue"].split("|")) if row["queue"] else (),
                with_agents=tuple(row["with_agents"].split("|")) if row["with_agents"] else (),
            )
            for row in self._rows("rota.csv")
        ]

    @cached_property
    def turns(self) -> list[Turn]:
        runs: list[list[Block]] = []
        for block in sorted(self.blocks, key=lambda b: (b.agent_id, b.start.timestamp())):
            last = runs[-1][-1] if runs else None
            if last and last.agent_id == block.agent_id and seconds(last.end, block.start) == 0:
                runs[-1].append(block)
            else:
                runs.append([block])
        return [
            Turn(run[0].agent_id, self.day(run[0].start), run[0].start, run[-1].end, tuple(run))
            for run in runs
        ]

    @cached_property
    def service(self) -> ServiceModel:
        return ServiceModel.of(
            self.scenario,
            tuple(
                Requirement(
                    interval_start=self.moment(row["interval_start"]),
                    pool=row["pool"],
                    queue=row["queue"],
                    planned_contacts=(
                        float(row["planned_contacts"]) if row["planned_contacts"] else None
                    ),
                    **{
                        name: float(row[name])
                        for name in (
                            "forecast_contacts",
                            "forecast_p10",
                            "forecast_p90",
                            "aht_s",
                            "patience_s",
                            "load_correction",
                        )
                    },
                )
                for row in self.requirements
            ),
        )

    def objective(self, blocks: list[Block]) -> Objective:
        """Objective of a rota, measured from the beginning."""
        view = RotaView.whole(self.scenario, Rota.of(blocks))
        return measure(view, self.service)

    @cached_property
    def planned(self) -> Objective:
        return self.objective(self.blocks)

    def moment(self, text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).astimezone(self.zone)

    def day(self, moment: dt.datetime) -> dt.date:
        """Operating date: that of the clock, or the one before until the day starts."""
        local = moment.astimezone(self.zone)
        early = local.hour * 60 + local.minute < self.scenario.settings.week.day_starts_at
        return local.date() - dt.timedelta(days=early)

    def paid_hours(self, turn: Turn) -> float:
        """Length without the unpaid breaks of the scenario's plan for such a shift."""
        minutes = seconds(turn.start, turn.end) / 60
        unpaid = [
            (rest.activity, rest.minutes)
            for plan in self.scenario.settings.break_plans
            if plan.shift_over_minutes < minutes <= plan.shift_up_to_minutes
            for rest in plan.breaks
            if not rest.paid
        ]
        for block in turn.blocks:
            taken = block.activity.value, seconds(block.start, block.end) / 60
            if taken in unpaid:
                unpaid.remove(taken)
                minutes -= taken[1]
        return minutes / 60

    def unsocial_hours(self, turn: Turn) -> float:
        holidays = self.scenario.settings.bank_holidays
        is_holiday = turn.day in self.scenario.bank_holidays
        like = holidays.runs_like if holidays and is_holiday else None
        weekday = like or f"{turn.day:%a}".lower()
        hours = 0.0
        for span in self.scenario.settings.unsocial:
            if weekday in span.days:
                start, end = (self.scenario.grid.at(turn.day, at) for at in (span.start, span.end))
                since = max(start.timestamp(), turn.start.timestamp())
                until = min(end.timestamp(), turn.end.timestamp())
                hours += max(0.0, until - since) / 3600 * span.weight
        return hours

    def premium_hours(self, turn: Turn) -> float:
        """Minutes of unsocial work, unpaid breaks left out, each times its premium, in hours."""
        minutes = seconds(turn.start, turn.end) / 60
        unpaid = [
            (rest.activity, rest.minutes)
            for plan in self.scenario.settings.break_plans
            if plan.shift_over_minutes < minutes <= plan.shift_up_to_minutes
            for rest in plan.breaks
            if not rest.paid
        ]
        share = 0.0
        for block in turn.blocks:
            kind = block.activity.value, seconds(block.start, block.end) / 60
            if kind in unpaid:
                unpaid.remove(kind)
                continue
            moment = block.start.astimezone(dt.UTC)
            while moment < block.end:
                share += sum(
                    span.pay_premium_share
                    for span in self.scenario.settings.unsocial
                    if f"{turn.day:%a}".lower() in span.days
                    and self.scenario.grid.at(turn.day, span.start)
                    <= moment
                    < self.scenario.grid.at(turn.day, span.end)
                )
                moment += dt.timedelta(minutes=1)
        return share / 60

    @cached_property
    def turns_of(self) -> dict[str, list[Turn]]:
        found = defaultdict[str, list[Turn]](list)
        for turn in self.turns:
            found[turn.agent_id].append(turn)
        return found

    def _rows(self, file: str) -> list[Row]:
        with (self.folder / file).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def seconds(start: dt.datetime, end: dt.datetime) -> float:
    """Elapsed seconds, whatever the clocks did."""
    return end.timestamp() - start.timestamp()
