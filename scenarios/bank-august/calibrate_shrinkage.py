"""Find the shrinkage that makes Erlang A repeat the bank's own service of 1–21 August.

Run it from anywhere::

    python scenarios/bank-august/calibrate_shrinkage.py

Two steps, because what the rota places must not be in the shrinkage and all else must:

1. *Phone time that works.* Agents on the phone in the main pool are counted half-hour by
   half-hour: first answer to last end, gaps of a quarter of an hour and more without a call left
   out, each agent at the speed that ``skills.csv`` gives. The share κ of them is found at which
   the Erlang A share answered in 20 s, half-hour by half-hour with the contacts that came and
   the week's handling times, is in all the share that the records show. What is missing to 1 is
   wrap-up, short absences, and what a stationary model does not see.
2. *Time away that no rota places.* The gaps left out in step 1 are more than the breaks that the
   scenario's break plans would place in the same shifts. With R = (hours present − gaps) / (hours
   present − planned breaks), the shrinkage of an hour that the rota puts on the phone is
   1 − κ·R.

The main pool alone is calibrated: agents of the main pool took nine in ten internet contacts in
between their other calls, so that nobody can say how many were there for internet support.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import click
from bank_tables.experience import skill_rows
from bank_tables.on_phone import GAP_MINUTES, phone_spans
from bank_tables.records import (
    AUGUST_STARTS,
    Contact,
    PresentDay,
    operating_date,
    presence,
    read_contacts,
    shifts_seen,
)
from build import HERE, read_settings

from allocator.demand.erlang_a import ErlangA
from allocator.domain.settings import Settings

POOL = "MAIN"
TARGET_S = 20.0
WEEKS = (0, 1, 2)


@dataclass(slots=True)
class Cell:
    """One interval of the pool: contacts by queue, those answered in time, agent-seconds."""

    contacts: Counter[str] = field(default_factory=Counter[str])
    in_time: int = 0
    agent_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was found.

    Parameters
    ----------
    working_share
        κ: share of phone time that works.
    away_factor
        R: hours present less gaps, over hours present less planned breaks.
    shares
        Expected and observed share answered in time, by week and, last, in all.
    away_factors
        R by week.
    """

    working_share: float
    away_factor: float
    shares: tuple[tuple[float, float], ...]
    away_factors: tuple[float, ...]

    @property
    def shrinkage_share(self) -> float:
        """Share of an on-phone hour of the rota that does not work."""
        return 1.0 - self.working_share * self.away_factor


def week_of(date: dt.date) -> int:
    """Return the number of a week of August, counted from 0."""
    return (date - AUGUST_STARTS).days // 7


class PoolRecord:
    """The main pool's three weeks, interval by interval.

    Parameters
    ----------
    contacts
        Call records; those before August are used for the agents' speeds alone.
    settings
        Settings of the scenario.
    interval_minutes
        Length of the intervals; divides 60.
    gap_minutes
        Shortest gap that is taken for a break or an absence.
    """

    def __init__(
        self,
        contacts: list[Contact],
        settings: Settings,
        interval_minutes: int = 30,
        gap_minutes: float = GAP_MINUTES,
    ) -> None:
        self.interval_minutes = interval_minutes
        self.queues = next(pool.queues for pool in settings.pools if pool.id == POOL)
        august = [c for c in contacts if operating_date(c.arrived_at) >= AUGUST_STARTS]
        self._measure_queues([c for c in august if c.queue in self.queues])
        speeds = self._speeds(contacts, settings)
        self.cells: defaultdict[dt.datetime, Cell] = defaultdict(Cell)
        for contact in august:
            if contact.queue in self.queues:
                cell = self.cells[self._slot(contact.arrived_at)]
                cell.contacts[contact.queue] += 1
                cell.in_time += contact.service_s is not None and contact.queue_s <= TARGET_S
        self.phone_hours: defaultdict[int, float] = defaultdict(float)
        for span in phone_spans(august, gap_minutes):
            week = week_of(operating_date(span.start))
            self.phone_hours[week] += (span.end - span.start).total_seconds() / 3_600
            if span.queue in self.queues:
                self._add(span.start, span.end, speeds.get(span.agent, 1.0))
        self._levels: dict[tuple[dt.datetime, int], float] = {}

    def _measure_queues(self, contacts: list[Contact]) -> None:
        lost: Counter[str] = Counter()
        waited_s: Counter[str] = Counter()
        answered: Counter[tuple[int, str]] = Counter()
        self.handled_s: Counter[tuple[int, str]] = Counter()
        for contact in contacts:
            week = week_of(operating_date(contact.arrived_at))
            waited_s[contact.queue] += contact.queue_s
            if contact.believed_service_s is None:
                lost[contact.queue] += 1
            else:
                answered[week, contact.queue] += 1
                self.handled_s[week, contact.queue] += contact.believed_service_s
        # Handling times fell from week to week; mean patience (time waited over the number who
        # gave up, by the exponential model) rests on too few abandonments to be told by week.
        self.aht_s = {cell: self.handled_s[cell] / answered[cell] for cell in answered}
        self.patience_s = {q: waited_s[q] / lost[q] for q in self.queues}

    def _speeds(self, contacts: list[Contact], settings: Settings) -> dict[str, float]:
        agents = sorted({c.agent for c in contacts if c.agent})
        order = tuple(queue.id for queue in settings.queues)
        load_s = {q: sum(self.handled_s[week, q] for week in WEEKS) for q in self.queues}
        factors: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for agent, queue, _, factor in skill_rows(contacts, agents, order):
            if queue in self.queues:
                factors[str(agent)][str(queue)] = float(str(factor))
        return {
            agent: sum(load_s[q] for q in mine)
            / sum(load_s[q] * factor for q, factor in mine.items())
            for agent, mine in factors.items()
        }

    def _slot(self, moment: dt.datetime) -> dt.datetime:
        minute = moment.minute // self.interval_minutes * self.interval_minutes
        return moment.replace(minute=minute, second=0)

    def _add(self, start: dt.datetime, end: dt.datetime, speed: float) -> None:
        while start < end:
            slot = self._slot(start)
            upto = min(end, slot + dt.timedelta(minutes=self.interval_minutes))
            self.cells[slot].agent_s += (upto - start).total_seconds() * speed
            start = upto

    def _level(self, slot: dt.datetime, agents: int) -> float:
        """Erlang A share answered in time by a whole number of agents."""
        if agents == 0:
            return 0.0
        if (slot, agents) not in self._levels:
            contacts = self.cells[slot].contacts
            count = contacts.total()
            week = week_of(operating_date(slot))
            aht_s = sum(contacts[q] * self.aht_s[week, q] for q in contacts) / count
            leave_rate = sum(contacts[q] / self.patience_s[q] for q in contacts) / count
            model = ErlangA(count / (self.interval_minutes * 60), aht_s, 1 / leave_rate, agents)
            self._levels[slot, agents] = model.answered_within(TARGET_S)
        return self._levels[slot, agents]

    def shares(self, working_share: float, weeks: tuple[int, ...] = WEEKS) -> tuple[float, float]:
        """Return the expected and the observed share answered in time over some weeks."""
        expected = observed = offered = 0.0
        for slot, cell in self.cells.items():
            count = cell.contacts.total()
            if not count or week_of(operating_date(slot)) not in weeks:
                continue
            agents = working_share * cell.agent_s / (self.interval_minutes * 60)
            whole = math.floor(agents)
            level = self._level(slot, whole)
            if agents > whole:
                level += (agents - whole) * (self._level(slot, whole + 1) - level)
            expected += count * level
            observed += cell.in_time
            offered += count
        return expected / offered, observed / offered

    def working_share(self, weeks: tuple[int, ...] = WEEKS) -> float:
        """κ at which expected and observed share agree, by bisection."""
        low, high = 0.0, 2.0
        for _ in range(24):
            middle = (low + high) / 2
            expected, observed = self.shares(middle, weeks)
            low, high = (middle, high) if expected < observed else (low, middle)
        return (low + high) / 2


def planned_break_hours(day: PresentDay, settings: Settings) -> float:
    """Hours of break that the scenario's break plans would place in a shift as seen."""
    for plan in settings.break_plans:
        # A shift seen for longer than the longest plan gets that plan's breaks.
        longest = plan == settings.break_plans[-1]
        if plan.shift_over_minutes < day.minutes and (
            longest or day.minutes <= plan.shift_up_to_minutes
        ):
            return sum(pause.minutes for pause in plan.breaks) / 60
    return 0.0


def calibrate(
    contacts: list[Contact],
    settings: Settings,
    interval_minutes: int = 30,
    gap_minutes: float = GAP_MINUTES,
) -> Calibration:
    """Calibrate the shrinkage; see the module's text for the two steps."""
    record = PoolRecord(contacts, settings, interval_minutes, gap_minutes)
    present: defaultdict[int, float] = defaultdict(float)
    breaks: defaultdict[int, float] = defaultdict(float)
    for day in shifts_seen(presence(contacts)):
        present[week_of(day.date)] += day.minutes / 60
        breaks[week_of(day.date)] += planned_break_hours(day, settings)
    working_share = record.working_share()
    return Calibration(
        working_share=working_share,
        away_factor=sum(record.phone_hours.values())
        / (sum(present.values()) - sum(breaks.values())),
        shares=tuple(record.shares(working_share, weeks) for weeks in ((0,), (1,), (2,), WEEKS)),
        away_factors=tuple(
            record.phone_hours[week] / (present[week] - breaks[week]) for week in WEEKS
        ),
    )


@click.command(help=__doc__)
@click.option("--interval", "interval_minutes", default=30, show_default=True, help="Minutes.")
@click.option("--gap", "gap_minutes", default=GAP_MINUTES, show_default=True, help="Minutes.")
def main(interval_minutes: int, gap_minutes: int) -> None:
    """Command line of the calibration."""
    contacts = read_contacts(HERE / "source")
    found = calibrate(contacts, read_settings(HERE), interval_minutes, gap_minutes)
    for name, (expected, observed) in zip(
        ("1 August", "8 August", "15 August", "all three"), found.shares, strict=True
    ):
        click.echo(f"{name:>10}: answered in 20 s expected {expected:.3f}, observed {observed:.3f}")
    click.echo(f"phone time that works (κ)                {found.working_share:.3f}")
    click.echo(f"time away that no rota places (R)        {found.away_factor:.3f}")
    by_week = ", ".join(f"{factor:.3f}" for factor in found.away_factors)
    click.echo(f"  by week                                {by_week}")
    click.echo(f"shrinkage_share                          {found.shrinkage_share:.3f}")


if __name__ == "__main__":
    main()
