"""The running day in a replan: events of what came so far, and where the rest will miss."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest

from allocator.domain.demand import Requirement
from allocator.domain.event_of_day import HandlingTime, Volume
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.replan.intraday import day_outlook, day_outlook_json, running_day
from allocator.pipeline.replan.rest_outlook import IntervalOutlook, Outlook, by_pool
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario

TUESDAY = dt.date(2026, 3, 3)
HEADER = "interval_start,queue,contacts,aht_s\n"


@pytest.fixture(scope="module")
def planned(small_plan: Path) -> tuple[Scenario, Plan]:
    return read_scenario(small_plan / "scenario"), read_plan(small_plan)


def file_of(path: Path, contacts: float, until_hour: int = 11) -> Path:
    rows = [
        f"2026-03-03T{hour:02d}:{half},{queue},{contacts},200\n"
        for hour in range(8, until_hour)
        for half in ("00", "30")
        for queue in ("sales", "help")
    ]
    path.write_text(HEADER + "".join(rows))
    return path


def at(scenario: Scenario, clock: str) -> dt.datetime:
    return dt.datetime.combine(TUESDAY, dt.time.fromisoformat(clock), scenario.grid.zone)


def busier(requirements: tuple[Requirement, ...], since: dt.datetime, factor: float, queue: str):
    return tuple(
        row.model_copy(update={"forecast_contacts": row.forecast_contacts * factor})
        if row.queue == queue
        and row.interval_start >= since
        and row.interval_start.date() == TUESDAY
        else row
        for row in requirements
    )


def test_a_busy_morning_becomes_changes_of_volume_until_the_day_ends(
    planned: tuple[Scenario, Plan], tmp_path: Path
) -> None:
    scenario, _ = planned
    now = at(scenario, "11:00")
    day = running_day(scenario, file_of(tmp_path / "today.csv", 30.0), now)
    volumes = {e.queues[0]: e for e in day.events if isinstance(e, Volume)}
    assert set(volumes) == {"sales", "help"}
    for q, queue in enumerate(day.rest.queues):
        assert volumes[queue].change_share == pytest.approx(day.rest.factor[q] - 1, abs=1e-4)
        assert volumes[queue].change_share > 0.2
        assert volumes[queue].start == now
        assert volumes[queue].until == at(scenario, "00:00") + dt.timedelta(days=1)


def test_the_same_morning_told_twice_changes_nothing_the_second_time(
    planned: tuple[Scenario, Plan], tmp_path: Path
) -> None:
    scenario, _ = planned
    file, now = file_of(tmp_path / "today.csv", 30.0), at(scenario, "11:00")
    first = running_day(scenario, file, now).events
    assert first
    assert running_day(scenario, file, now, first).events == ()


def test_a_change_known_before_counts_towards_what_the_morning_shows(
    planned: tuple[Scenario, Plan], tmp_path: Path
) -> None:
    scenario, _ = planned
    file, now = file_of(tmp_path / "today.csv", 30.0), at(scenario, "11:00")
    until = at(scenario, "18:00")
    known = Volume(start=at(scenario, "09:00"), until=until, queues=("sales",), change_share=0.5)
    alone = {e.queues[0]: e for e in running_day(scenario, file, now).events if e.kind == "volume"}
    beside = {
        e.queues[0]: e
        for e in running_day(scenario, file, now, [known]).events
        if e.kind == "volume"
    }
    assert beside["help"] == alone["help"]
    more = 1 + beside["sales"].change_share
    assert 1.5 * more == pytest.approx(1 + alone["sales"].change_share, abs=1e-3)
    slower = HandlingTime(start=known.start, until=until, queues=(), change_share=0.5)
    assert [e for e in running_day(scenario, file, now, [slower]).events if e.kind == "volume"] == [
        e for e in running_day(scenario, file, now).events if e.kind == "volume"
    ]


@pytest.mark.parametrize(("clock", "until_hour"), [("08:10", 8), ("21:00", 18)])
def test_before_the_first_interval_and_after_the_last_nothing_changes(
    planned: tuple[Scenario, Plan], tmp_path: Path, clock: str, until_hour: int
) -> None:
    scenario, _ = planned
    day = running_day(
        scenario, file_of(tmp_path / "today.csv", 30.0, until_hour), at(scenario, clock)
    )
    assert day.events == ()
    assert day.rest.sentence


def test_the_outlook_counts_the_contacts_of_the_need_and_misses_where_nobody_is_there(
    planned: tuple[Scenario, Plan], tmp_path: Path
) -> None:
    scenario, plan = planned
    now = at(scenario, "11:00")
    day = running_day(scenario, file_of(tmp_path / "today.csv", 30.0), now)
    expected = busier(plan.requirements, now, 1.5, "sales")
    nobody = Rota(blocks=tuple(b for b in plan.rota.blocks if b.start < at(scenario, "15:00")))
    found = day_outlook(scenario, day, plan.requirements, expected, plan.rota, nobody)
    sales = [row for row in found.standing if row.name == "sales"]
    assert [row.start.hour for row in sales[::2]] == [11, 12, 13, 14, 15, 16, 17]
    for row in found.standing:
        factor = 1.5 if row.name == "sales" else 1.0
        assert row.expected == pytest.approx(factor * row.planned)
        assert row.p10 < row.expected < row.p90
        assert row.share_p90 - 1e-9 <= row.share <= row.share_p10 + 1e-9
    gone = {(row.name, row.start): row for row in found.replanned}
    for row in found.standing:
        if row.start.hour < 14:
            assert gone[row.name, row.start].share == pytest.approx(row.share)
        if row.start.hour > 15:
            assert gone[row.name, row.start].share == 0.0
            assert gone[row.name, row.start].outlook is Outlook.MISSED
    shown = day_outlook_json(scenario, found)
    assert len(shown["standing"]["queues"]) == 2 * len(shown["standing"]["pools"])


def test_a_pool_is_its_queues_weighted_by_their_contacts(
    planned: tuple[Scenario, Plan], tmp_path: Path
) -> None:
    scenario, plan = planned
    day = running_day(scenario, file_of(tmp_path / "today.csv", 30.0), at(scenario, "11:00"))
    rows = day_outlook(scenario, day, plan.requirements, plan.requirements, plan.rota).standing
    pools = by_pool(scenario, rows)
    assert {row.name for row in pools} == {"main"}
    for pool in pools:
        mine = [row for row in rows if row.start == pool.start]
        assert pool.expected == pytest.approx(math.fsum(row.expected for row in mine))
        assert pool.late == pytest.approx(math.fsum(row.late for row in mine))


@pytest.mark.parametrize(
    ("shares", "outlook"),
    [
        ((0.95, 0.9, 0.85), Outlook.MET),
        ((0.95, 0.9, 0.7), Outlook.AT_RISK),
        ((0.9, 0.75, 0.6), Outlook.LIKELY_MISSED),
        ((0.75, 0.7, 0.6), Outlook.MISSED),
    ],
)
def test_how_sure_a_miss_is(shares: tuple[float, float, float], outlook: Outlook) -> None:
    few, middle, many = shares
    row = IntervalOutlook(
        start=dt.datetime.combine(TUESDAY, dt.time(11)),
        name="sales",
        planned=10,
        expected=10,
        p10=5,
        p90=15,
        target_share=0.8,
        share_planned=0.9,
        share=middle,
        share_p10=few,
        share_p90=many,
    )
    assert row.outlook is outlook
