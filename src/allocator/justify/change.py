"""A change to a rota: some shifts taken away, others put in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from allocator.domain.rota import Block, Rota, Shift


@dataclass(frozen=True)
class Change:
    """Shifts taken away and put in, nothing else moved.

    Parameters
    ----------
    removed
        Shifts as the rota itself gives them.
    """

    removed: tuple[Shift, ...]
    added: tuple[Shift, ...] = ()

    @cached_property
    def agent_ids(self) -> tuple[str, ...]:
        """Agents whose week changes."""
        return tuple(dict.fromkeys(shift.agent_id for shift in (*self.removed, *self.added)))

    def shifts_after(self, rota: Rota, agent_id: str) -> tuple[Shift, ...]:
        """Shifts of one agent after the change, in time order."""
        gone = {id(shift) for shift in self.removed}
        kept = [shift for shift in rota.shifts(agent_id) if id(shift) not in gone]
        mine = [shift for shift in self.added if shift.agent_id == agent_id]
        return tuple(sorted([*kept, *mine], key=lambda shift: shift.blocks[0].span_s))

    def rota_after(self, rota: Rota) -> Rota:
        """Return the whole rota after the change."""
        blocks: list[Block] = [
            block
            for agent_id in self.agent_ids
            for shift in self.shifts_after(rota, agent_id)
            for block in shift.blocks
        ]
        return rota.replaced(set(self.agent_ids), blocks)
