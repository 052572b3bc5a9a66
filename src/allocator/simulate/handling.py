"""How contacts of each queue are dealt with: one at a time, several at once, or when there is time.

A queue's channel decides it. Calls and chats are waited for. Messages (email) and call-backs are
kept until done; a message is put aside for a call or chat, a call-back that has begun is finished
as a call is, since somebody is on the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.queue_settings import Channel, QueueSetting
from allocator.simulate.compiled import Array
from allocator.simulate.floor import CALL, CALL_BACK, CHAT, MESSAGE

_KINDS = {
    Channel.VOICE: CALL,
    Channel.CHAT: CHAT,
    Channel.EMAIL: MESSAGE,
    Channel.CALLBACK: CALL_BACK,
}


@dataclass(frozen=True)
class Handling:
    """Kinds of the queues, shape (Q,), and the speeds of their chats.

    Parameters
    ----------
    at_once
        Most chats that an agent holds after taking one of a queue; 1 of other kinds.
    speed
        Total speed of an agent with 1, 2, ... chats in hand, shape (Q, K).
    """

    kind: Array
    at_once: Array
    speed: Floats

    @classmethod
    def of(cls, queues: Sequence[QueueSetting]) -> Handling:
        """Return how a scenario's queues are dealt with; past its end a speed stays the last."""
        at_once = [queue.chats_at_once for queue in queues]
        most = max(at_once, default=1)
        rows: list[list[float]] = []
        for queue in queues:
            speeds = queue.chat_speeds if queue.channel is Channel.CHAT else (1.0,)
            rows.append([speeds[min(n, len(speeds) - 1)] for n in range(most)])
        return cls(
            kind=np.array([_KINDS[queue.channel] for queue in queues], np.int64),
            at_once=np.array(at_once, np.int64),
            speed=np.array(rows, np.float64).reshape(len(queues), most),
        )

    @classmethod
    def calls(cls, queues: int) -> Handling:
        """Return calls only."""
        ones = np.ones(queues, np.int64)
        return cls(np.full(queues, CALL), ones, np.ones((queues, 1)))

    @property
    def is_chat(self) -> Array:
        """Which queues hold chats, shape (Q,)."""
        return self.kind == CHAT

    @property
    def is_message(self) -> Array:
        """Which queues hold messages that are put aside, shape (Q,)."""
        return self.kind == MESSAGE

    @property
    def is_deferred(self) -> Array:
        """Which queues are kept until done, shape (Q,)."""
        return self.kind >= MESSAGE
