"""Wrap-up and absence found again in records whose making is known."""

from __future__ import annotations

import pytest

from allocator.simulate.calibrate import calibrate
from tests.unit.simulate.recorded_days import recorded


@pytest.mark.parametrize("wrap_up_s", [0.0, 5.0, 30.0])
def test_wrap_up_is_the_gap_while_work_waits(wrap_up_s: float) -> None:
    made = recorded(wrap_up_s=wrap_up_s, contacts_a_day=1500)
    found = calibrate(made.recording, made.spans)
    assert found.wrap_up_s == pytest.approx(wrap_up_s)
    assert found.gaps > 100


def test_people_who_are_never_away_are_not_found_to_be() -> None:
    made = recorded(contacts_a_day=1300)
    found = calibrate(made.recording, made.spans)
    # Steps of five seconds and a ringing of five are all that is left.
    assert found.absence_share < 0.01
    assert found.present_hours == pytest.approx(5 * 8, abs=0.1)


@pytest.mark.parametrize("share", [0.1, 0.25])
def test_absence_comes_back_a_little_on_the_high_side(share: float) -> None:
    """More people than usual are away when something waits: the bias that the docs state."""
    made = recorded(days=20, people=8, contacts_a_day=1500, absence_share=share)
    found = calibrate(made.recording, made.spans)
    assert share < found.absence_share < share + 0.04
    assert len(found.absence_by_day) == 20
    assert found.watched_hours < found.present_hours


def test_without_any_contact_that_waited_nothing_is_known() -> None:
    made = recorded(contacts_a_day=3, people=5)
    found = calibrate(made.recording, made.spans)
    assert (found.wrap_up_s, found.gaps, found.absence_share) == (0.0, 0, 0.0)
