"""Recorded contacts sent through the presence that they come from, and through others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre
from allocator.simulate.contacts import serve_contacts
from allocator.simulate.recording import Recording
from allocator.simulate.replay import RecordedDemand, ReplayRules, replay
from allocator.simulate.replay_summary import replay_rows
from allocator.simulate.tally import Cells
from tests.unit.simulate.recorded_days import FACTOR, QUEUES, recorded

RULES = ReplayRules(wrap_up_s=5.0, absence_share=0.0, patience_s={"a": 300.0, "b": 300.0})


def centre_of(spans) -> Centre:
    return Centre.of(QUEUES, sorted({span.agent_id for span in spans}), spans, FACTOR)


def cells_of(recording: Recording) -> Cells:
    return Cells(
        interval_s=900.0,
        count=recording.grid.interval_count,
        day_start_s=recording.day_start_s[:-1],
        target_s=np.array([20.0, 20.0]),
        pool=np.array([0, 0]),
    )


def test_a_days_own_presence_gives_back_every_wait() -> None:
    """Whoever answered, the time is that of whoever answers; who gave up gives up again."""
    made = recorded()
    demand = RecordedDemand.of(made.recording, FACTOR, RULES)
    drawn = demand.draw(np.random.SeedSequence(1))
    answered = made.recording.answered
    np.testing.assert_allclose(drawn.work_s[answered], made.sent.work_s[answered])
    fates = serve_contacts(centre_of(made.spans), drawn, Absences.none())
    assert (~np.isnan(fates.answered_s) == answered).all()
    wait_s = (fates.answered_s - drawn.arrival_s)[answered]
    np.testing.assert_allclose(wait_s, made.recording.wait_s[answered], atol=1e-6)
    assert 0.02 < 1 - answered.mean() < 0.5


def test_patience_is_exact_for_who_gave_up_and_longer_for_who_was_answered() -> None:
    recording = recorded().recording
    demand = RecordedDemand.of(recording, FACTOR, RULES)
    more_s = []
    for seed in np.random.SeedSequence(3).spawn(30):
        drawn = demand.draw(seed)
        left_s = drawn.patience_s - recording.wait_s
        assert (left_s[~recording.answered] == 0).all()
        assert (left_s[recording.answered] > 0).all()
        more_s.append(left_s[recording.answered].mean())
    assert np.mean(more_s) == pytest.approx(300, rel=0.03)


def test_contacts_that_were_not_answered_are_as_long_as_others_of_their_queue() -> None:
    recording = recorded().recording
    drawn = RecordedDemand.of(recording, {}, RULES).draw(np.random.SeedSequence(3))
    for q in (0, 1):
        lost = ~recording.answered & (recording.queue == q)
        known = recording.service_s[recording.answered & (recording.queue == q)]
        assert set(drawn.work_s[lost]) <= set(known)


def test_credit_goes_to_priority_two_and_is_drawn_for_who_did_not_wait() -> None:
    recording = recorded().recording
    waited = recording.wait_s > 0
    priority = np.where(waited, np.where(np.arange(len(waited)) % 4 == 0, 2, 1), 0)
    rules = replace(RULES, credit_s=90.0)
    demand = RecordedDemand.of(replace(recording, priority=priority), {}, rules)
    credit = demand.draw(np.random.SeedSequence(3)).credit_s
    assert (credit[waited] == np.where(priority[waited] == 2, 90, 0)).all()
    share = (priority[waited] == 2).mean()
    assert (credit[~waited] == 90).mean() == pytest.approx(share, abs=0.06)


def test_recorded_and_replayed_figures_stand_beside_each_other() -> None:
    made = recorded(days=2)
    demand = RecordedDemand.of(made.recording, FACTOR, RULES)
    cells = cells_of(made.recording)
    counts = replay(demand, centre_of(made.spans), cells, draws=4, seed=1)
    rows = replay_rows(made.recording, counts, cells)
    assert rows["all"]["contacts"] == len(made.rows)
    lost = sum(row.service_s is None for row in made.rows) / len(made.rows)
    assert rows["all"]["recorded_abandoned_share"] == pytest.approx(lost, abs=1e-6)
    assert rows["all"]["replayed_abandoned_share"] == pytest.approx(lost, abs=0.01)
    assert [row["date"] for row in rows["days"]] == ["2026-06-01", "2026-06-02"]
    assert sum(row["contacts"] for row in rows["queues"]) == len(made.rows)


def test_more_people_do_better_and_absence_costs() -> None:
    made = recorded()
    cells = cells_of(made.recording)
    fewer = [span for span in made.spans if span.agent_id != "p3"]

    def level(spans, rules: ReplayRules) -> float:
        demand = RecordedDemand.of(made.recording, FACTOR, rules)
        counts = replay(demand, centre_of(spans), cells, draws=4, seed=1)
        return replay_rows(made.recording, counts, cells)["all"]["replayed_service_level_share"]

    own = level(made.spans, RULES)
    assert level(fewer, RULES) < own - 0.05
    assert level(made.spans, replace(RULES, absence_share=0.2)) < own - 0.05
