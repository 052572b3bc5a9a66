"""A paper as a list of parts, that Word, PDF and HTML are all set from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

REFERENCE = re.compile(r"\[[0-9A-HJKMNP-TV-Z]{8}\]")
"""A figure's short reference as it stands in texts, which every form sets small."""


_SHORT_ROWS, _SHORT_TEXT = 12, 80
"""Rows, and signs of its longest cell, up to which a table is kept on one page."""


class Provenance(StrEnum):
    """How a field came about."""

    COMPUTED = "computed"
    IMPORTED = "imported"
    TYPED = "typed"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3, below the title.

    Parameters
    ----------
    starts_page
        Whether a new page begins with it.
    """

    level: int
    text: str
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Place:
    """A small place in a table that a person fills.

    Parameters
    ----------
    id
        Names it in the Word file, so that it can be found again.
    prompt
        What belongs there, for who cannot see the table around it.
    text
        What somebody wrote into an earlier copy; else empty.
    is_needed
        Whether the paper is incomplete without it; not so in lines that need not all be used.
    """

    id: str
    prompt: str
    text: str = ""
    is_needed: bool = True


Cell = str | Place
"""Text of a cell, in which a line break is one, or a place to fill."""


@dataclass(frozen=True)
class Table:
    """A table with a caption.

    Parameters
    ----------
    columns
        Headings of the columns, in which fields say whether they were computed, imported or
        typed.
    rows
        Cells, as many a row as there are columns; the first heads its row.
    widths
        Shares of the width, as many as there are columns.
    row_height_mm
        Least height of a row, for what is written by hand.
    is_dense
        Whether it is set small, as a rota of many people is.
    is_kept
        Whether it belongs on one page although its cells are long.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    row_height_mm: float | None = None
    is_dense: bool = False
    is_kept: bool = False

    @property
    def stays_together(self) -> bool:
        """Whether it belongs on one page: what is written by hand there, and what is short."""
        cells = [cell for row in self.rows for cell in row if isinstance(cell, str)]
        longest = max(map(len, cells), default=0)
        is_short = len(self.rows) <= _SHORT_ROWS and longest <= _SHORT_TEXT
        is_whole = self.is_kept or self.row_height_mm is not None
        return is_short or (is_whole and len(self.rows) <= _SHORT_ROWS)


@dataclass(frozen=True)
class Picture:
    """A drawing over the width of the text.

    Parameters
    ----------
    svg
        The drawing, with nothing in it from elsewhere.
    alternative
        What it shows, in words.
    """

    svg: str
    caption: str
    alternative: str


@dataclass(frozen=True)
class Blank:
    """A place that one person alone fills.

    Parameters
    ----------
    id
        Names it in the Word file, so that it can be found again.
    lines
        Room, in lines of text.
    text
        What was written into an earlier copy, word for word; else empty.
    writer
        Who fills it.
    """

    id: str
    prompt: str
    lines: int = 4
    text: str = ""
    writer: str = "the learner"

    @property
    def label(self) -> str:
        """Prompt with how the place is filled."""
        return f"{self.prompt} (typed by {self.writer}{'' if self.text else '; blank'})"


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


Part = Heading | Paragraph | Table | Picture | Blank | Signatures


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
    watermark
        Set large and pale behind every page; empty for none.
    """

    title: str
    subtitle: str
    marks: tuple[str, ...]
    foot: str
    run_id: str
    made_at_s: int
    parts: tuple[Part, ...]
    watermark: str = ""

    def blanks(self) -> Iterator[Blank | Place]:
        """Every place that a person must fill with nothing in it, in order."""
        yield from blanks_of(self.parts)


def blanks_of(parts: Iterable[Part]) -> Iterator[Blank | Place]:
    """Every place that a person must fill with nothing in it; those of signatures are none."""
    for part in parts:
        if isinstance(part, Blank) and not part.text:
            yield part
        elif isinstance(part, Table):
            cells = (cell for row in part.rows for cell in row if isinstance(cell, Place))
            yield from (cell for cell in cells if cell.is_needed and not cell.text)


def with_words(part: Part, words: Mapping[str, str]) -> Part:
    """Part with what was written into its places in an earlier copy.

    Parameters
    ----------
    words
        By the ids of the places.
    """
    if isinstance(part, Blank):
        return replace(part, text=words.get(part.id, "").strip())
    if isinstance(part, Table):
        rows = tuple(
            tuple(
                replace(cell, text=words.get(cell.id, "").strip())
                if isinstance(cell, Place)
                else cell
                for cell in row
            )
            for row in part.rows
        )
        return replace(part, rows=rows)
    return part
