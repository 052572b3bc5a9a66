"""Queues, their channels and targets, and the pools that answer them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field, model_validator

from allocator.domain.people import Identifier
from allocator.domain.setting import Setting, Share


class Channel(StrEnum):
    """How contacts of a queue arrive and are dealt with."""

    VOICE = "voice"
    """Calls: one at a time, answered at once or waited for."""

    CHAT = "chat"
    """Chats: an agent holds several at once, and each then takes longer."""

    EMAIL = "email"
    """Messages: kept until done, due after so many open hours."""

    CALLBACK = "callback"
    """Calls that the centre makes: kept until done, due after so many open hours."""

    @property
    def is_deferred(self) -> bool:
        """Whether contacts are kept until somebody has time, as nobody waits on the line."""
        return self in {Channel.EMAIL, Channel.CALLBACK}


class ServiceClass(NamedTuple):
    """Contacts of a pool that are late together, whatever their queue.

    Parameters
    ----------
    is_deferred
        Whether they wait for time that contacts on the line leave.
    target_s
        Target time of contacts on the line; 0 for deferred ones, which share what time there is.
    """

    is_deferred: bool
    target_s: float


class QueueSetting(Setting):
    """A queue, its target and its weight.

    Parameters
    ----------
    channel
        What kind of contact it holds.
    target_share, target_s
        Wanted share of offered contacts answered within so many seconds; of deferred channels,
        wanted share done within so many seconds of opening hours.
    floor_share
        Least share on any one day, priced steeply below.
    weight
        How much a late contact of this queue counts.
    patience_s
        Mean patience where the records do not show it; deferred contacts have none.
    chats_at_once
        Most chats that an agent holds; of other channels always 1.
    chat_speeds
        Chats done per time with 1, 2, ... held at once, over those with one: the first is 1. As
        many values as ``chats_at_once`` or more.
    like_queue, like_share
        A queue whose profile is borrowed while this one is new, and the contacts expected as a
        share of that queue's.
    """

    id: Identifier
    name: str = ""
    channel: Channel = Channel.VOICE
    target_share: Share = 0.8
    target_s: float = Field(default=20, ge=0, le=864_000)
    floor_share: Share = 0.0
    weight: float = Field(default=1.0, gt=0, le=100)
    patience_s: float | None = Field(default=None, gt=0)
    chats_at_once: int = Field(default=1, ge=1, le=8)
    chat_speeds: tuple[Annotated[float, Field(gt=0, le=8)], ...] = (1.0, 1.7, 2.5, 2.9, 3.5)
    like_queue: Identifier | None = None
    like_share: float | None = Field(default=None, gt=0, le=100)

    @property
    def service_class(self) -> ServiceClass:
        """Which contacts of its pool this queue's are late with."""
        deferred = self.channel.is_deferred
        return ServiceClass(deferred, 0.0 if deferred else self.target_s)

    @property
    def definition(self) -> str:
        """What a contact must be to be in time: ``answered in 20 s``, ``done in 4 open hours``."""
        if self.channel.is_deferred:
            length_s, unit = open_time_unit(self.target_s)
            return f"done in {self.target_s / length_s:g} {unit}"
        verb = "first reply" if self.channel is Channel.CHAT else "answered"
        return f"{verb} in {self.target_s:g} s"

    @model_validator(mode="after")
    def _chats_fit(self) -> QueueSetting:
        if self.channel is not Channel.CHAT:
            if self.chats_at_once != 1:
                raise ValueError("has chats_at_once but is no chat; say channel: chat or leave it")
            return self
        if len(self.chat_speeds) < self.chats_at_once or self.chat_speeds[0] != 1:
            raise ValueError(
                "chat_speeds does not fit; give a speed for each of 1 to chats_at_once chats, the "
                "first of them 1"
            )
        return self

    @model_validator(mode="after")
    def _like_is_whole(self) -> QueueSetting:
        if (self.like_queue is None) != (self.like_share is None):
            raise ValueError("has one of like_queue and like_share; give both or neither")
        return self


def open_time_unit(seconds: float) -> tuple[int, str]:
    """Seconds and name of the unit that a time of opening hours is a whole number of."""
    for length_s, unit in ((3600, "open hour"), (60, "open minute")):
        if seconds >= length_s and seconds % length_s == 0:
            return length_s, unit if seconds == length_s else f"{unit}s"
    return 1, "s of opening hours"


class PoolSetting(Setting):
    """Queues answered by largely the same people from the same seats.

    Parameters
    ----------
    seats
        Most agents on the phone at once; ``None`` where seats do not bind.
    max_occupancy_share
        Most time that need may assume an agent on the phone spends on contacts.
    """

    id: Identifier
    name: str = ""
    queues: tuple[Identifier, ...] = Field(min_length=1)
    seats: int | None = Field(default=None, ge=1)
    max_occupancy_share: float = Field(default=1.0, gt=0, le=1)
