"""A rota: who does what, when. Blocks as they stand in ``rota.csv``, and shifts read from them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from enum import StrEnum
from functools import cached_property

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.grid import UTC


class Activity(StrEnum):
    """What an agent does in a block."""

    WORK = "work"
    BREAK = "break"
    LUNCH = "lunch"
    TRAINING = "training"
    COACHING = "coaching"
    ONE_TO_ONE = "one_to_one"
    BRIEFING = "briefing"
    OTHER = "other"


def minutes_between(start: dt.datetime, end: dt.datetime) -> float:
    """Elapsed minutes between two aware moments (real time, not clock time)."""
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60


class Block(BaseModel):
    """One activity of one agent over a half-open span.

    Parameters
    ----------
    queues
        For ``work``: the queues logged into, in priority order, the first being the primary.
    with_agents
        Coach, mentor or participants; of work only where it is practice beside a mentor.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent_id: str
    start: AwareDatetime
    end: AwareDatetime
    activity: Activity
    queues: tuple[str, ...] = ()
    with_agents: tuple[str, ...] = ()

    @property
    def minutes(self) -> float:
        """Elapsed length in minutes."""
        return minutes_between(self.start, self.end)

    @cached_property
    def span_s(self) -> tuple[float, float]:
        """Start and end in POSIX seconds: kept, since whole rotas are counted again and again."""
        return self.start.timestamp(), self.end.timestamp()

    @property
    def is_practice(self) -> bool:
        """Whether the agent learns a queue beside a mentor, and gives no service of their own."""
        return self.activity is Activity.WORK and bool(self.with_agents)

    @property
    def is_on_phone(self) -> bool:
        """Whether the agent takes contacts alone: at work, and not at practice."""
        return self.activity is Activity.WORK and not self.with_agents

    @property
    def is_rest(self) -> bool:
        """Whether the agent rests."""
        return self.activity in (Activity.BREAK, Activity.LUNCH)


class Shift(BaseModel):
    """Blocks of one agent that follow one another without a gap.

    Parameters
    ----------
    blocks
        At least one, in time order, each beginning where the one before ends.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks: tuple[Block, ...]

    @property
    def agent_id(self) -> str:
        """The agent whose shift it is."""
        return self.blocks[0].agent_id

    @property
    def start(self) -> dt.datetime:
        """First moment of the shift."""
        return self.blocks[0].start

    @property
    def end(self) -> dt.datetime:
        """First moment after the shift."""
        return self.blocks[-1].end

    @property
    def minutes(self) -> float:
        """Elapsed length in minutes, breaks included."""
        return minutes_between(self.start, self.end)

    def lies_within(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether the whole shift lies between two moments, in real time."""
        return minutes_between(start, self.start) >= 0 and minutes_between(self.end, end) >= 0

    @property
    def breaks(self) -> tuple[Block, ...]:
        """The blocks in which the agent rests."""
        return tuple(block for block in self.blocks if block.is_rest)


class Rota(BaseModel):
    """All blocks of all agents, by agent and time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, blocks: list[Block]) -> Rota:
        """Rota of blocks given in any order."""
        ordered = sorted(blocks, key=lambda b: (b.agent_id, b.start.astimezone(UTC)))
        return cls(blocks=tuple(ordered))

    @cached_property
    def _by_agent(self) -> dict[str, list[Block]]:
        by_agent: defaultdict[str, list[Block]] = defaultdict(list)
        for block in self.blocks:
            by_agent[block.agent_id].append(block)
        return dict(by_agent)

    @cached_property
    def _shifts(self) -> dict[str, tuple[Shift, ...]]:
        """Shifts of the agents asked for so far: a changed rota is mostly asked about few."""
        return {}

    def agent_blocks(self, agent_id: str) -> tuple[Block, ...]:
        """Blocks of one agent in time order; empty where the agent has none."""
        return tuple(self._by_agent.get(agent_id, ()))

    def shifts(self, agent_id: str) -> tuple[Shift, ...]:
        """Shifts of one agent in time order; empty where the agent has none."""
        if agent_id not in self._shifts:
            runs: list[list[Block]] = []
            for block in self._by_agent.get(agent_id, ()):
                if runs and minutes_between(runs[-1][-1].end, block.start) == 0:
                    runs[-1].append(block)
                else:
                    runs.append([block])
            self._shifts[agent_id] = tuple(Shift(blocks=tuple(run)) for run in runs)
        return self._shifts[agent_id]

    @cached_property
    def agent_ids(self) -> tuple[str, ...]:
        """Agents with at least one block, in order of id."""
        return tuple(sorted({block.agent_id for block in self.blocks}))

    def replaced(self, agent_ids: set[str], blocks: list[Block]) -> Rota:
        """Return the rota with all blocks of some agents replaced by others."""
        kept = [block for block in self.blocks if block.agent_id not in agent_ids]
        added = Rota.of(blocks).blocks
        # Each agent's blocks are in time order in both, and a stable sort keeps them so.
        return Rota(blocks=tuple(sorted([*kept, *added], key=lambda b: b.agent_id)))
