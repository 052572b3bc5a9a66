"""The log of a replan in ``replan.json``: trigger, what was weighed, what was chosen."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.justify.change_reasons import ChangeReason
from allocator.justify.claim import Claim
from allocator.justify.longer_stays import LongerStay


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class LoggedOption(_Part):
    """An option beside the others.

    Parameters
    ----------
    name
        ``nothing``, ``least``, ``between`` or ``best``; its claims begin with ``replan/`` and this.
    words
        What it is allowed to change.
    same_as
        Name of an earlier option that is the same rota.
    is_left_aside
        Whether more contacts are late than if nothing is done, simulated, by more than chance:
        then it is taken only if named.
    """

    name: str
    words: str
    same_as: str | None = None
    is_left_aside: bool = False


class EarlierReplan(_Part):
    """A replan before this one, whose rota was the published one now.

    Parameters
    ----------
    trigger
        Its events in words.
    """

    run_id: str
    now: AwareDatetime
    trigger: tuple[str, ...]
    chosen: str
    chosen_by: str = ""
    reason: str = ""


class ReplanLog(_Part):
    """What is to be known of a replan.

    Parameters
    ----------
    run_id, input_hash, version, created_at
        Of the plan in the folder.
    published_run_id, published_sha256
        Of the plan that was replanned, and of its rota's blocks.
    trigger
        The new events in words.
    consequences
        What follows from them whatever is done: who is away, which meetings cannot be held.
    chosen
        Name of the option that the folder's rota is.
    chosen_as
        ``objective`` where its objective and price of change are least; ``person`` where it was
        named.
    chosen_by, reason
        Who chose and why, word for word; empty where nobody said.
    seed, replications
        Of the simulation.
    words
        Three lines.
    claims
        Of the options and of what they are held against.
    changes
        The most urgent first.
    longer
        Whose staying longer would spare most, were they asked: nobody is, and the rota has none
        of it.
    """

    run_id: str
    input_hash: str
    version: str
    created_at: str
    published_run_id: str
    published_sha256: str
    now: AwareDatetime
    join: AwareDatetime
    trigger: tuple[str, ...]
    consequences: tuple[str, ...]
    earlier: tuple[EarlierReplan, ...]
    options: tuple[LoggedOption, ...]
    chosen: str
    chosen_as: Literal["objective", "person"]
    chosen_by: str = ""
    reason: str = ""
    seed: int
    replications: int
    words: tuple[str, str, str]
    claims: tuple[Claim, ...]
    changes: tuple[ChangeReason, ...]
    longer: tuple[LongerStay, ...] = ()

    def claim(self, name: str) -> Claim | None:
        """Claim of an option by the end of its id: ``least/change.total``."""
        full = f"replan/{name}"
        return next((claim for claim in self.claims if claim.id == full), None)

    def number(self, name: str) -> float:
        """Value of such a claim; 0 where there is none."""
        found = self.claim(name)
        value = None if found is None else found.value
        return float(value) if isinstance(value, int | float) else 0.0

    def every_claim(self) -> tuple[Claim, ...]:
        """Claims of the options, of every change and of longer shifts."""
        parts = (*self.changes, *self.longer)
        return (*self.claims, *(claim for part in parts for claim in part.claims))
