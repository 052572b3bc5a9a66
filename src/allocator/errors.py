"""Every exception that allocator raises on purpose.

::

    AllocatorError
    ├── InputError        the user's files or options are wrong   (exit code 2)
    └── CheckFailedError  a finished plan is not what it says it is   (exit code 3)

Expected outcomes, such as "no rota meets the hard rules", are values
(:class:`allocator.domain.plan.PlanStatus`), not exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import Self


class AllocatorError(Exception):
    """Base of all exceptions raised on purpose."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing that is wrong in the input.

    Parameters
    ----------
    file
        File name as the user knows it, for example ``skills.csv``.
    message
        What is wrong, in plain words.
    remedy
        What to do about it.
    row
        Line number in the file, counted from 1 with the header as line 1; ``None`` where no
        single line is at fault.
    column
        Column or field name; ``None`` where no single column is at fault.
    value
        The offending value as written; ``None`` where there is none.
    """

    file: str
    message: str
    remedy: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        value = "" if self.value is None else f" (value: {self.value!r})"
        return f"{place}: {self.message}{value}. {self.remedy}"


class InputError(AllocatorError):
    """The user's files or options are wrong; holds every problem found, not just the first."""

    def __init__(self, problems: list[InputProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))

    @classmethod
    def of(
        cls, place: str | PathLike[str], message: str, remedy: str, value: str | None = None
    ) -> Self:
        """Error of one problem, of a file or a folder as a whole."""
        return cls([InputProblem(str(place), message, remedy, value=value)])


class CheckFailedError(AllocatorError):
    """A plan's files contradict its scenario or one another."""
