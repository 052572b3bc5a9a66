"""What people who come, go and change queues mean to contacts, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.simulate.absence import Absences
from allocator.simulate.contacts import serve_contacts
from allocator.simulate.routing import AgentChoice, ContactChoice, Routing
from tests.unit.simulate.small_centre import centre_of, contacts_of


def test_nobody_is_logged_out_between_blocks_that_touch() -> None:
    centre = centre_of([("x", 0, 100, "ab"), ("x", 100, 200, "b"), ("x", 300, 400, "b")])
    when, who, login = centre.changes
    assert when.tolist() == [0, 100, 200, 300, 400]
    assert who.tolist() == [0] * 5
    assert [("" if n < 0 else "".join(centre.logins[n])) for n in login] == ["ab", "b", "", "b", ""]


def test_a_span_without_queues_or_length_is_nobody() -> None:
    assert centre_of([("x", 0, 100, ""), ("x", 200, 200, "a")]).spans == ()


def test_a_break_keeps_a_contact_waiting_and_a_call_in_hand_is_finished() -> None:
    centre = centre_of([("x", 0, 100, "a"), ("x", 160, 300, "a")])
    sent = contacts_of([(90, "a", 50), (95, "a", 10), (299, "a", 500)])
    fates = serve_contacts(centre, sent, Absences.none())
    assert fates.answered_s.tolist() == [90, 160, 299]
    assert fates.free_s.tolist() == [140, 170, 799]


def test_backlog_is_carried_on_until_somebody_comes() -> None:
    centre = centre_of([("x", 1000, 2000, "a")])
    sent = contacts_of([(1, "a", 5), (2, "a", 5), (3, "a", 5)])
    fates = serve_contacts(centre, sent, Absences.none())
    assert fates.answered_s.tolist() == [1000, 1005, 1010]


def test_who_gave_up_before_somebody_came_is_never_answered() -> None:
    centre = centre_of([("x", 1000, 2000, "a")])
    sent = contacts_of([(1, "a", 5), (990, "a", 5)], patience_s=60)
    fates = serve_contacts(centre, sent, Absences.none())
    assert np.isnan(fates.answered_s).tolist() == [True, False]
    assert fates.agent.tolist() == [-1, 0]


def test_handling_takes_the_factor_of_whoever_answers() -> None:
    centre = centre_of([("x", 0, 100, "a")], factor={("x", "a"): 1.5})
    fates = serve_contacts(centre, contacts_of([(10, "a", 20)]), Absences.none())
    assert fates.free_s.tolist() == [40]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(AgentChoice.SPECIALISTS_FIRST, "specialist"), (AgentChoice.LONGEST_IDLE, "both")],
)
def test_whom_a_contact_goes_to(choice: AgentChoice, expected: str) -> None:
    centre = centre_of(
        [("both", 0, 100, "ab"), ("specialist", 5, 100, "a")], routing=Routing(choice)
    )
    fates = serve_contacts(centre, contacts_of([(10, "a", 20)]), Absences.none())
    assert centre.agents[fates.agent[0]] == expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(ContactChoice.LONGEST_WAITING, [20, 40]), (ContactChoice.QUEUE_PRIORITY, [40, 20])],
)
def test_what_somebody_free_takes(choice: ContactChoice, expected: list[float]) -> None:
    """``a`` is first in the agent's order, and its contact the later one."""
    centre = centre_of([("x", 0, 100, "ab")], routing=Routing(contact_choice=choice))
    sent = contacts_of([(0, "a", 20), (5, "b", 20), (10, "a", 20)])
    fates = serve_contacts(centre, sent, Absences.none())
    assert fates.answered_s.tolist()[1:] == expected


def test_overflow_waits_for_who_has_the_queue_first() -> None:
    centre = centre_of([("x", 0, 900, "ba")], routing=Routing(overflow_s=30))
    fates = serve_contacts(centre, contacts_of([(10, "a", 5), (100, "b", 5)]), Absences.none())
    assert fates.answered_s.tolist() == [40, 100]
