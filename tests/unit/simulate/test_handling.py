"""How queues are dealt with, from their settings."""

from __future__ import annotations

from allocator.domain.queue_settings import Channel, QueueSetting
from allocator.simulate.floor import CALL, CALL_BACK, CHAT, MESSAGE
from allocator.simulate.handling import Handling


def test_each_channel_is_a_kind_of_its_own_and_only_chats_have_speeds() -> None:
    found = Handling.of(
        [
            QueueSetting(id="calls"),
            QueueSetting(id="two", channel=Channel.CHAT, chats_at_once=2, chat_speeds=(1, 1.6)),
            QueueSetting(id="three", channel=Channel.CHAT, chats_at_once=3),
            QueueSetting(id="mail", channel=Channel.EMAIL),
            QueueSetting(id="back", channel=Channel.CALLBACK),
        ]
    )
    assert found.kind.tolist() == [CALL, CHAT, CHAT, MESSAGE, CALL_BACK]
    assert found.at_once.tolist() == [1, 2, 3, 1, 1]
    # Beside two chats of another queue a third counts: what ends with two stays as with two.
    assert found.speed.tolist() == [[1, 1, 1], [1, 1.6, 1.6], [1, 1.7, 2.5], [1, 1, 1], [1, 1, 1]]
    assert found.is_deferred.tolist() == [False, False, False, True, True]
    assert found.is_chat.tolist() == [False, True, True, False, False]


def test_calls_alone_need_no_settings() -> None:
    found = Handling.calls(2)
    assert found.kind.tolist() == [CALL, CALL]
    assert found.speed.tolist() == [[1], [1]]
