"""Counts of one replication, by hand."""

from __future__ import annotations

import numpy as np

from allocator.simulate.absence import Absences
from allocator.simulate.contacts import serve_contacts
from allocator.simulate.tally import (
    Cells,
    logged_in_by_pool_s,
    logged_in_s,
    tally,
    time_by_interval,
)
from tests.unit.simulate.small_centre import centre_of, contacts_of

CELLS = Cells(
    interval_s=100.0,
    count=4,
    day_start_s=np.array([0.0, 200.0]),
    target_s=np.array([20.0, 50.0]),
    pool=np.array([0, 1]),
)


def test_time_falls_into_the_intervals_in_which_it_passed() -> None:
    start_s, end_s = np.array([50.0, 90.0, 350.0]), np.array([150.0, 95.0, 900.0])
    assert time_by_interval(start_s, end_s, CELLS.edges_s).tolist() == [55, 50, 0, 50]


def test_each_contact_counts_once_where_it_came() -> None:
    centre = centre_of([("x", 0, 300, "a"), ("y", 100, 250, "b")])
    sent = contacts_of(
        [(10, "a", 100), (20, "b", 60), (30, "a", 20), (95, "a", 10), (290, "b", 5)], patience_s=85
    )
    found = tally(
        centre, sent, Absences.none(), serve_contacts(centre, sent, Absences.none()), CELLS
    )
    # x answers at 10, 110, 130; y answers the first of b at 100; who came at 290 gave up.
    assert found.offered.tolist() == [[3, 1], [0, 0], [0, 1], [0, 0]]
    assert found.answered.tolist() == [[3, 1], [0, 0], [0, 0], [0, 0]]
    assert found.in_time.tolist() == [[1, 0], [0, 0], [0, 0], [0, 0]]
    assert found.wait_s.tolist() == [[0 + 80 + 35, 80], [0, 0], [0, 0], [0, 0]]
    assert found.handling_s.tolist() == [[130, 0], [60, 0]]
    assert found.handling_by_pool_s.tolist() == [[90, 0], [40, 60], [0, 0], [0, 0]]


def test_work_after_log_off_and_in_a_break_is_no_time_logged_in() -> None:
    centre = centre_of([("x", 0, 100, "a"), ("x", 150, 300, "a"), ("y", 250, 300, "b")])
    # x goes on into the break until 110, and from 290 until 390; y from 290 until 350.
    sent = contacts_of([(60, "a", 50), (290, "a", 100), (290, "b", 60)])
    fates = serve_contacts(centre, sent, Absences.none())
    found = tally(centre, sent, Absences.none(), fates, CELLS)
    assert found.handling_s.tolist() == [[40, 10], [0, 10]]
    assert found.handling_by_pool_s.tolist() == [[40, 0], [0, 0], [10, 10], [0, 0]]
    # Who works through a whole break is logged in before it and after.
    sent = contacts_of([(60, "a", 120)])
    fates = serve_contacts(centre, sent, Absences.none())
    found = tally(centre, sent, Absences.none(), fates, CELLS)
    assert found.handling_s.tolist() == [[40 + 30, 0], [0, 0]]


def test_time_there_and_away_by_person_and_pool() -> None:
    centre = centre_of([("x", 0, 300, "a"), ("y", 100, 250, "b")])
    assert logged_in_s(centre, CELLS).tolist() == [[300, 0], [150, 0]]
    assert logged_in_by_pool_s(centre, CELLS).tolist() == [[100, 0], [100, 100], [100, 50], [0, 0]]
    away = Absences(
        np.array([80.0, 210.0]), np.array([0, 1]), np.array([40.0, 10.0]), np.array([0, 1])
    )
    sent = contacts_of([(399, "a", 1)], patience_s=1)
    found = tally(centre, sent, away, serve_contacts(centre, sent, away), CELLS)
    assert found.away_s.tolist() == [[40, 0], [0, 10]]
    assert found.away_by_pool_s.tolist() == [[20, 0], [20, 0], [0, 10], [0, 0]]
