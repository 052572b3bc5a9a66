"""One shift a day, for rosters of whole days: they have no room for two."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Say nothing: a roster has one shift a day at most."""
    del face, parameters
