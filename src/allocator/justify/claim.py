"""One thing that is said of a plan, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Value = int | float | str | None


class ClaimKind(StrEnum):
    """How much a claim rests on.

    ``fact``: read from the files, or arithmetic on them. ``local_comparison``: the objective
    with one change made and nothing else moved. ``reoptimised_comparison``: the objective of
    another rota, filed beside the plan, in which everything may have moved. ``estimate``: rests
    on the forecast or on chance, and says between what and what.
    """

    FACT = "fact"
    LOCAL_COMPARISON = "local_comparison"
    REOPTIMISED_COMPARISON = "reoptimised_comparison"
    ESTIMATE = "estimate"


_WITHOUT_RANGE = frozenset({ClaimKind.FACT, ClaimKind.LOCAL_COMPARISON})


def _is_nothing(value: object) -> bool:
    return value is None


class Claim(BaseModel):
    """A value that can be cited by its id and computed again from its source.

    Parameters
    ----------
    id
        What it belongs to and the name of the value: ``A01/1999-08-22/rest.before``.
    subject
        What the value is, in plain words.
    value
        ``None`` where there is nothing to measure, such as rest before a first shift.
    unit
        Unit of a number; empty for a word or a ratio without one.
    source
        File and row, rule with its parameters, or what was recomputed.
    low, high
        Ends of an estimate's interval, which its source says how to read. Every estimate with a
        value has both; a re-optimised comparison may (what a better search could still reach);
        facts and local comparisons have neither.
    seed
        Of what was drawn by chance; only estimates and re-optimised comparisons may have one.

    Raises
    ------
    pydantic.ValidationError
        If a kind has what it may not have, or an estimate lacks its interval.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    kind: ClaimKind
    subject: str
    value: Value
    unit: str
    source: str
    low: float | None = Field(default=None, exclude_if=_is_nothing)
    high: float | None = Field(default=None, exclude_if=_is_nothing)
    seed: int | None = Field(default=None, exclude_if=_is_nothing)

    @model_validator(mode="after")
    def _check_kind(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has both ends or none")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("the interval's low end is above its high end")
        if self.kind in _WITHOUT_RANGE and (self.low is not None or self.seed is not None):
            raise ValueError(f"a {self.kind} has neither interval nor seed")
        if self.kind is ClaimKind.ESTIMATE and self.value is not None and self.low is None:
            raise ValueError("an estimate carries its interval: low and high")
        return self


@dataclass(frozen=True)
class Claimant:
    """Writes the claims of one subject, such as an allocation.

    Parameters
    ----------
    about
        What every claim's id begins with: ``A01/1999-08-22`` for an allocation.
    """

    about: str

    def fact(self, name: str, subject: str, value: Value, unit: str, source: str) -> Claim:
        """Claim of what the files say."""
        return self._claim(ClaimKind.FACT, name, subject, value, unit, source)

    def comparison(self, name: str, subject: str, value: Value, unit: str, source: str) -> Claim:
        """Claim of what one change would make, nothing else moved."""
        return self._claim(ClaimKind.LOCAL_COMPARISON, name, subject, value, unit, source)

    def reoptimised(
        self,
        name: str,
        subject: str,
        value: Value,
        unit: str,
        source: str,
        *,
        interval: tuple[float, float] | None = None,
        seed: int | None = None,
    ) -> Claim:
        """Claim of what another whole rota comes to, which is filed for it.

        Parameters
        ----------
        interval
            Where the search could prove how much better it could be: the value's low and high.
        """
        kind = ClaimKind.REOPTIMISED_COMPARISON
        return self._claim(kind, name, subject, value, unit, source, interval, seed)

    def estimate(
        self,
        name: str,
        subject: str,
        value: Value,
        unit: str,
        source: str,
        *,
        interval: tuple[float, float] | None,
        seed: int | None = None,
    ) -> Claim:
        """Claim of what is expected.

        Parameters
        ----------
        interval
            Low and high end; ``None`` only where there is no value.
        seed
            Of the draw, where chance was drawn.
        """
        return self._claim(ClaimKind.ESTIMATE, name, subject, value, unit, source, interval, seed)

    def _claim(
        self,
        kind: ClaimKind,
        name: str,
        subject: str,
        value: Value,
        unit: str,
        source: str,
        interval: tuple[float, float] | None = None,
        seed: int | None = None,
    ) -> Claim:
        return Claim(
            id=f"{self.about}/{name}",
            kind=kind,
            subject=subject,
            value=settled(value) if isinstance(value, float) else value,
            unit=unit,
            source=source,
            low=None if interval is None else settled(interval[0]),
            high=None if interval is None else settled(interval[1]),
            seed=seed,
        )


def settled(value: float) -> float:
    """Value without the noise of summing in another order, which would show as a difference."""
    return round(value, 6) + 0.0  # adding nought turns -0.0 into 0.0
