"""The kernel against simpy contact by contact, every kind of queue beside every other."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.simulate.floor import CALL, CALL_BACK, CHAT, MESSAGE
from allocator.simulate.kernel import serve
from tests.unit.simulate.simpy_oracle import Case, Oracle


def random_case(
    seed: int,
    kinds: tuple[int, ...] = (CALL, CALL, CALL),
    contacts: int = 120,
    agents: int = 5,
) -> Case:
    """Skills, ranks, overflow, credits, patience, wrap-up and people who come and go."""
    draw = np.random.default_rng(seed)
    logins, queues = 4, len(kinds)
    answers = draw.random((logins, queues)) < 0.6
    answers[0] = True
    changes = 6 * agents
    arrival_s = np.sort(draw.uniform(0, 3600, contacts))
    return Case(
        arrival_s=arrival_s,
        queue=draw.integers(0, queues, contacts),
        work_s=draw.lognormal(4.5, 0.6, contacts),
        wrap_s=draw.uniform(0, 10, contacts),
        patience_s=np.where(draw.random(contacts) < 0.2, np.inf, draw.exponential(120, contacts)),
        credit_s=np.where(draw.random(contacts) < 0.3, 90.0, 0.0),
        change_s=np.sort(draw.uniform(0, 3600, changes)),
        change_agent=draw.integers(0, agents, changes),
        change_login=draw.integers(-1, logins, changes),
        away_s=np.sort(draw.uniform(0, 3600, 3 * agents)),
        away_agent=draw.integers(0, agents, 3 * agents),
        away_length_s=draw.exponential(90, 3 * agents),
        answers=answers,
        contact_rank=draw.integers(0, 2, (logins, queues)).astype(float),
        agent_rank=draw.integers(0, 3, (logins, queues)).astype(float),
        overflow_s=np.where(draw.random((logins, queues)) < 0.3, 25.0, 0.0),
        factor=draw.uniform(0.7, 1.4, (agents, queues)),
        due_s=arrival_s + draw.exponential(1200, contacts),
        kind=np.array(kinds),
        at_once=np.where(np.array(kinds) == CHAT, draw.integers(1, 5, queues), 1),
        speed=np.cumsum(draw.uniform(0.2, 1.1, (queues, 4)), axis=1) ** 0.9,
    )


CENTRES = {
    "calls": (CALL, CALL, CALL),
    "chats": (CHAT, CHAT, CHAT),
    "calls and messages": (CALL, CALL, MESSAGE, MESSAGE),
    "chats and messages": (CHAT, CHAT, MESSAGE),
    "calls and call-backs": (CALL, CALL_BACK, CALL),
    "everything": (CALL, CHAT, MESSAGE, CALL_BACK, CHAT),
}


@pytest.mark.parametrize("kinds", CENTRES.values(), ids=CENTRES.keys())
@pytest.mark.parametrize("seed", range(25))
def test_each_contact_fares_as_in_simpy(seed: int, kinds: tuple[int, ...]) -> None:
    case = random_case(seed, kinds)
    contacts, stints = serve(**vars(case))
    expected = Oracle(case).run()
    assert contacts["agent"].tolist() == expected.agent.tolist()
    for name in ("answered_s", "done_s"):
        np.testing.assert_allclose(contacts[name], getattr(expected, name), rtol=0, atol=1e-6)
    assert 0 < np.isnan(contacts["done_s"]).sum() < len(contacts) or MESSAGE in kinds
    longer = sorted(s for s in expected.stints if s[3] > s[2])
    found = sorted(s for s in stints.tolist() if s[3] > s[2])
    assert [s[:2] for s in found] == [s[:2] for s in longer]
    np.testing.assert_allclose(
        [s[2:] for s in found], [s[2:] for s in longer], rtol=0, atol=1e-6
    ) if found else None


def test_the_random_centres_hold_what_they_are_to_try() -> None:
    """Chats beside each other, messages put aside and taken up by somebody else."""
    together = resumed = passed_on = 0
    for seed in range(25):
        case = random_case(seed, CENTRES["everything"])
        contacts, stints = serve(**vars(case))
        chats = contacts[case.kind[case.queue] == CHAT]
        chats = chats[~np.isnan(chats["done_s"])]
        for one in chats:
            same = chats["agent"] == one["agent"]
            inside = (chats["answered_s"] <= one["answered_s"]) & (
                one["answered_s"] < chats["done_s"]
            )
            together = max(together, int((same & inside).sum()))
        on_messages = stints[case.kind[case.queue[stints["contact"]]] == MESSAGE]
        _, pieces = np.unique(on_messages["contact"], return_counts=True)
        resumed += int((pieces > 1).sum())
        passed_on += len(np.unique(on_messages[["contact", "agent"]])) - len(pieces)
    assert together >= 4
    assert resumed > 100
    assert passed_on > 50


def test_there_is_room_for_every_stint_of_a_message_put_aside_again_and_again() -> None:
    """One agent, one long message, and chats that each put it aside."""
    chats = 40
    case = random_case(0, (CHAT, MESSAGE), contacts=chats + 1, agents=1)
    no_one = np.zeros(0)
    case.arrival_s = np.arange(chats + 1) * 100.0
    case.queue = np.array([1, *[0] * chats])
    case.work_s, case.wrap_s = np.array([10_000.0, *[10.0] * chats]), np.zeros(chats + 1)
    case.patience_s, case.credit_s = np.full(chats + 1, np.inf), np.zeros(chats + 1)
    case.due_s = np.full(chats + 1, 1e6)
    case.change_s, case.change_agent = np.zeros(1), np.zeros(1, np.int64)
    case.change_login = np.zeros(1, np.int64)
    case.away_s, case.away_length_s = no_one, no_one
    case.away_agent = np.zeros(0, np.int64)
    case.overflow_s = np.zeros_like(case.overflow_s)
    case.factor = np.ones((1, 2))
    _, stints = serve(**vars(case))
    messages = stints[stints["contact"] == 0]
    assert len(stints) == 2 * chats + 1
    assert (messages["end_s"] - messages["start_s"]).sum() == pytest.approx(10_000)
