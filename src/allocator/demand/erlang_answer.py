"""One queue in one interval, as the command line asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.demand.chain_weights import VOICE
from allocator.demand.chat import chat_chain
from allocator.demand.erlang import erlang_c
from allocator.demand.erlang_a import erlang_a
from allocator.demand.heads import fewest_agents, scheduled_agents
from allocator.demand.queue_answer import QueueAnswer, ServiceLevel, require_positive


@dataclass(frozen=True, slots=True)
class ErlangAnswer:
    """One queue in one interval, evaluated or staffed.

    Parameters
    ----------
    queue
        Steady state with the agents given, or with the fewest that meet the target.
    scheduled_agents
        Those agents divided by what shrinkage leaves, rounded up.
    """

    queue: QueueAnswer
    scheduled_agents: int

    def as_json(self) -> dict[str, float | int | str]:
        """Return the figures under the names that programs rely on; times in seconds."""
        return {
            "model": self.queue.model,
            "agents": self.queue.agents,
            "service_level": self.queue.service_level,
            "asa_s": self.queue.asa_s,
            "mean_wait_s": self.queue.mean_wait_s,
            "occupancy": self.queue.occupancy,
            "prob_wait": self.queue.prob_wait,
            "prob_abandon": self.queue.prob_abandon,
            "scheduled_agents": self.scheduled_agents,
        }


def erlang_answer(
    contacts: float,
    interval_minutes: float,
    aht_s: float,
    target_share: float,
    target_s: float,
    *,
    patience_s: float | None = None,
    agents: int | None = None,
    shrinkage_share: float = 0.0,
    max_occupancy_share: float = 1.0,
    definition: ServiceLevel = ServiceLevel.OFFERED,
    speeds: tuple[float, ...] = VOICE,
) -> ErlangAnswer:
    """Evaluate a number of agents, or find the fewest that meet a target.

    Parameters
    ----------
    contacts, interval_minutes
        Contacts offered in an interval of so many minutes.
    patience_s
        Mean patience: with it Erlang A, without it Erlang C (or the chain of chats).
    agents
        Agents to evaluate; ``None`` to find the fewest.
    shrinkage_share, max_occupancy_share
        See :func:`~allocator.demand.heads.scheduled_agents` and
        :func:`~allocator.demand.heads.fewest_agents`.
    speeds
        Of agents who hold several chats (see :class:`~allocator.demand.chat.ChatChain`).

    Raises
    ------
    InputError
        If a value is out of its range, or under Erlang C the load is at or above the agents.
    """
    require_positive(contacts=contacts, interval_minutes=interval_minutes, aht_s=aht_s)
    arrivals_per_s = contacts / (interval_minutes * 60.0)
    if agents is None:
        agents = fewest_agents(
            arrivals_per_s,
            aht_s,
            patience_s,
            target_share,
            target_s,
            max_occupancy_share,
            definition,
            speeds,
        )
    if len(speeds) > 1:
        mix = arrivals_per_s, aht_s, speeds, patience_s
        queue = chat_chain(*mix, agents, target_s, definition)
    elif patience_s is None:
        queue = erlang_c(arrivals_per_s, aht_s, agents, target_s)
    else:
        queue = erlang_a(arrivals_per_s, aht_s, patience_s, agents, target_s, definition)
    return ErlangAnswer(queue, scheduled_agents(agents, shrinkage_share))
