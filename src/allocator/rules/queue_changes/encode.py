"""Changes of queue, for the optimiser: an agent logs into all usable queues of one pool."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.rules.encoding import Linear, NamesFace
from allocator.rules.queue_changes.card import QueueChanges


def changes_limit(parameters: QueueChanges) -> int:
    """Most changes of pool inside a shift."""
    return parameters.changes_max


def encode(model: NamesFace, parameters: QueueChanges) -> None:
    """Bound the changes of pool in each free shift whose breaks are variables.

    Elsewhere every duty that the models choose among keeps the bound by itself.
    """
    for agent_id in model.free_agents:
        for day in range(model.day_count):
            phones = model.phones(agent_id, day)
            if len(phones) > 1:
                changes = _changes(model, f"{agent_id}_{day}", phones)
                model.add(changes <= parameters.changes_max)


def _changes(model: NamesFace, name: str, phones: Mapping[str, Mapping[int, Linear]]) -> Linear:
    """Count the times that a stretch is spent in another pool than the one before, rests left out.

    A literal for each pool says that the last work so far was there; before any work, none is.
    """
    last: dict[str, Linear] = dict.fromkeys(phones, 0)
    changes: Linear = 0
    for interval in sorted(next(iter(phones.values()))):
        now = {pool: literals[interval] for pool, literals in phones.items()}
        after: dict[str, Linear] = {}
        for pool, here in now.items():
            others_now = sum(now[other] for other in phones if other != pool)
            others_last = sum(last[other] for other in phones if other != pool)
            after[pool] = model.new_amount(1, f"last_{name}_{pool}_{interval}")
            model.add(after[pool] >= here)
            model.add(after[pool] >= last[pool] - others_now)
            model.add(after[pool] <= last[pool] + here)
            model.add(after[pool] <= 1 - others_now)
            change = model.new_amount(1, f"change_{name}_{pool}_{interval}")
            model.add(change >= here + others_last - 1)
            model.add(change <= here)
            model.add(change <= others_last)
            changes += change
        last = after
    return changes
