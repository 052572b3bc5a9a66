"""The kernel against simpy contact by contact, and against Erlang in the long run."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.simulate.kernel import serve
from tests.unit.simulate.simpy_oracle import Case, Oracle


def random_case(seed: int, contacts: int = 120, agents: int = 5, queues: int = 3) -> Case:
    """Skills, ranks, overflow, credits, patience, wrap-up and people who come and go."""
    draw = np.random.default_rng(seed)
    logins = 4
    answers = draw.random((logins, queues)) < 0.6
    answers[0] = True
    changes = 6 * agents
    return Case(
        arrival_s=np.sort(draw.uniform(0, 3600, contacts)),
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
    )


@pytest.mark.parametrize("seed", range(40))
def test_each_contact_fares_as_in_simpy(seed: int) -> None:
    case = random_case(seed)
    answered_s, agent = serve(**vars(case))
    expected_s, expected_agent = Oracle(case).run()
    assert agent.tolist() == expected_agent.tolist()
    np.testing.assert_allclose(answered_s, expected_s, rtol=0, atol=1e-6)
    assert 0 < np.isnan(answered_s).sum() < len(answered_s)
