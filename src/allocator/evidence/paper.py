"""A paper as a list of parts, that Word and PDF are both set from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Provenance(StrEnum):
    """How a field came about."""

    COMPUTED = "computed"
    IMPORTED = "imported"
    TYPED = "typed"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3, below the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with a caption.

    Parameters
    ----------
    columns
        Headings of the columns, in which fields say whether they were computed, imported or
        typed.
    rows
        Texts, as many a row as there are columns; the first heads its row.
    widths
        Shares of the width, as many as there are columns.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Blank:
    """A place that the learner alone fills.

    Parameters
    ----------
    id
        Names it in the Word file, so that it can be found again.
    lines
        Room, in lines of text.
    text
        What the learner wrote into an earlier copy, word for word; else empty.
    """

    id: str
    prompt: str
    lines: int = 4
    text: str = ""

    @property
    def label(self) -> str:
        """Prompt with how the place is filled."""
        return f"{self.prompt} (typed by the learner{'' if self.text else '; blank'})"


@dataclass(frozen=True)
class SignaturePlace:
    """A place where one role signs.

    Parameters
    ----------
    recorded
        What the system has recorded of that role, with its moment.
    """

    role: str
    meaning: str
    recorded: str


@dataclass(frozen=True)
class Signatures:
    """Places for the signatures of roles; none stands in for another."""

    places: tuple[SignaturePlace, ...]


Part = Heading | Paragraph | Table | Blank | Signatures


@dataclass(frozen=True)
class Paper:
    """A paper for a portfolio.

    Parameters
    ----------
    marks
        What stands on every page, such as that the data are simulated.
    foot
        Run and version, on every page.
    made_at_s
        Moment of making in POSIX seconds.
    """

    title: str
    subtitle: str
    marks: tuple[str, ...]
    foot: str
    run_id: str
    made_at_s: int
    parts: tuple[Part, ...]

    def blanks(self) -> Iterator[Blank]:
        """Every place of the learner's with nothing in it, in order."""
        yield from (part for part in self.parts if isinstance(part, Blank) and not part.text)
