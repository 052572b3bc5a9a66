"""One queue in one interval, as the command line asks for it."""

from __future__ import annotations

import pytest

from allocator.demand.erlang_answer import erlang_answer
from allocator.errors import InputError


def test_erlang_answer_has_exactly_the_promised_keys() -> None:
    answer = erlang_answer(100, 30, 180, 0.8, 20, shrinkage_share=0.3).as_json()
    assert list(answer) == [
        "model",
        "agents",
        "service_level",
        "asa_s",
        "mean_wait_s",
        "occupancy",
        "prob_wait",
        "prob_abandon",
        "scheduled_agents",
    ]
    assert (answer["model"], answer["agents"], answer["scheduled_agents"]) == ("erlang_c", 14, 20)


def test_agents_given_are_evaluated_and_not_replaced() -> None:
    answer = erlang_answer(100, 30, 180, 0.8, 20, patience_s=200, agents=9)
    assert answer.queue.model == "erlang_a"
    assert answer.queue.agents == 9
    assert answer.queue.service_level < 0.8


def test_a_load_above_the_agents_is_refused_without_patience_only() -> None:
    with pytest.raises(InputError, match="grows without end"):
        erlang_answer(100, 30, 180, 0.8, 20, agents=10)
    assert erlang_answer(100, 30, 180, 0.8, 20, agents=10, patience_s=120).queue.agents == 10


@pytest.mark.parametrize("contacts", [0.0, -3.0, float("nan")])
def test_contacts_must_be_a_positive_number(contacts: float) -> None:
    with pytest.raises(InputError, match="contacts"):
        erlang_answer(contacts, 30, 180, 0.8, 20)
