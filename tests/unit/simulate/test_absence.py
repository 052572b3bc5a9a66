"""Shrinkage as spells away: the share that comes out, and what stays the same between rotas."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.simulate.absence import MEAN_SPELL_S, draw_absences
from allocator.simulate.contacts import serve_contacts
from tests.unit.simulate.small_centre import centre_of, contacts_of

DAY_S = 86_400.0
WEEK_S = 7 * DAY_S


def shifts(people: int) -> list[tuple[str, float, float, str]]:
    """Five days of four stretches of 105 minutes on the phone for each person."""
    return [
        (f"p{n:02}", day * DAY_S + start, day * DAY_S + start + 6300, "a")
        for n in range(people)
        for day in range(5)
        for start in (30_000, 37_200, 45_000, 52_200)
    ]


@pytest.mark.parametrize("share", [0.02, 0.1, 0.25, 0.5])
def test_the_share_comes_out_although_stretches_are_short(share: float) -> None:
    centre = centre_of(shifts(30))
    logged_in_s = (centre.span_end_s - centre.span_start_s).sum()
    away = [
        draw_absences(centre, share, WEEK_S, np.random.default_rng(n)).length_s.sum()
        for n in range(40)
    ]
    error = np.std(away, ddof=1) / logged_in_s / np.sqrt(len(away))
    assert np.mean(away) / logged_in_s == pytest.approx(share, abs=3 * error)
    assert error < 0.05 * share


def test_the_share_is_the_same_at_the_beginning_of_a_shift_as_later() -> None:
    centre = centre_of(shifts(30))
    early = late = 0.0
    for n in range(40):
        found = draw_absences(centre, 0.25, WEEK_S, np.random.default_rng(n))
        into_s = found.start_s - centre.span_start_s[found.span]
        for begin, counts in ((0.0, "early"), (5400.0, "late")):
            overlap = np.minimum(into_s + found.length_s, begin + 900) - np.maximum(into_s, begin)
            total = np.maximum(overlap, 0).sum()
            early, late = (early + total, late) if counts == "early" else (early, late + total)
    assert early / late == pytest.approx(1.0, abs=0.06)


def test_spells_lie_within_logged_in_time_and_in_order() -> None:
    centre = centre_of(shifts(5))
    found = draw_absences(centre, 0.3, WEEK_S, np.random.default_rng(4))
    assert (np.diff(found.start_s) >= 0).all()
    assert (found.length_s > 0).all()
    assert (found.start_s >= centre.span_start_s[found.span]).all()
    assert (found.start_s + found.length_s <= centre.span_end_s[found.span] + 1e-6).all()
    assert (centre.span_agent[found.span] == found.agent).all()


def test_whole_spells_are_as_long_as_said() -> None:
    centre = centre_of([("x", 0, 200 * WEEK_S, "a")])
    found = draw_absences(centre, 0.2, 200 * WEEK_S, np.random.default_rng(1))
    assert found.length_s.mean() == pytest.approx(MEAN_SPELL_S, rel=0.03)


def test_another_persons_shift_changes_nobodys_absences() -> None:
    one = draw_absences(centre_of(shifts(6)), 0.25, WEEK_S, np.random.default_rng(9))
    moved = [(who, start + 3600 * (who == "p03"), end, q) for who, start, end, q in shifts(6)]
    other = draw_absences(centre_of(moved), 0.25, WEEK_S, np.random.default_rng(9))
    for agent in (0, 1, 2, 4, 5):
        mine, theirs = one.agent == agent, other.agent == agent
        np.testing.assert_allclose(one.start_s[mine], other.start_s[theirs], atol=1e-6)
    assert one.length_s[one.agent == 3].sum() != other.length_s[other.agent == 3].sum()


def test_nobody_answers_while_away() -> None:
    centre = centre_of([("x", 0, 20_000, "a")])
    away = draw_absences(centre, 0.5, 20_000.0, np.random.default_rng(2))
    sent = contacts_of([(float(t), "a", 1e-6) for t in range(0, 20_000, 7)])
    fates = serve_contacts(centre, sent, away)
    inside = (fates.answered_s[:, np.newaxis] > away.start_s + 1e-3) & (
        fates.answered_s[:, np.newaxis] < away.start_s + away.length_s - 1e-3
    )
    assert not inside.any()
    assert len(away.start_s) > 5


def test_no_share_means_no_absence() -> None:
    assert (
        draw_absences(centre_of(shifts(2)), 0.0, WEEK_S, np.random.default_rng(1)).agent.size == 0
    )
