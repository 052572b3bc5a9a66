"""One thing that a justification says, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Value = int | float | str | None


class ClaimKind(StrEnum):
    """How much a claim rests on.

    ``fact``: read from the files, or arithmetic on them. ``local_comparison``: the objective
    with one change made and nothing else moved. ``estimate``: rests on the forecast.
    """

    FACT = "fact"
    LOCAL_COMPARISON = "local_comparison"
    ESTIMATE = "estimate"


class Claim(BaseModel):
    """A value that can be cited by its id and computed again from its source.

    Parameters
    ----------
    id
        Allocation and name of the value: ``A01/1999-08-22/rest_before``.
    subject
        What the value is, in plain words.
    value
        ``None`` where there is nothing to measure, such as rest before a first shift.
    unit
        Unit of a number; empty for a word or a ratio without one.
    source
        File and row, rule with its parameters, or what was recomputed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    kind: ClaimKind
    subject: str
    value: Value
    unit: str
    source: str


@dataclass(frozen=True)
class Claimant:
    """Writes the claims of one allocation."""

    allocation_id: str

    def fact(self, name: str, subject: str, value: Value, unit: str, source: str) -> Claim:
        """Claim of what the files say."""
        return self._claim(ClaimKind.FACT, name, subject, value, unit, source)

    def comparison(self, name: str, subject: str, value: Value, unit: str, source: str) -> Claim:
        """Claim of what one change would make, nothing else moved."""
        return self._claim(ClaimKind.LOCAL_COMPARISON, name, subject, value, unit, source)

    def estimate(self, name: str, subject: str, value: Value, unit: str, source: str) -> Claim:
        """Claim of what the forecast expects."""
        return self._claim(ClaimKind.ESTIMATE, name, subject, value, unit, source)

    def _claim(
        self, kind: ClaimKind, name: str, subject: str, value: Value, unit: str, source: str
    ) -> Claim:
        return Claim(
            id=f"{self.allocation_id}/{name}",
            kind=kind,
            subject=subject,
            value=settled(value) if isinstance(value, float) else value,
            unit=unit,
            source=source,
        )


def settled(value: float) -> float:
    """Value without the noise of summing in another order, which would show as a difference."""
    return round(value, 6) + 0.0  # adding nought turns -0.0 into 0.0
