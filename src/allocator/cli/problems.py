"""Problems of the input, one a line, without a flood where one fault is in every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import rich_click as click

from allocator.errors import InputProblem

MOST_ALIKE = 20
"""Problems of one kind in one column that are printed in full."""


def problem_lines(problems: Iterable[InputProblem]) -> list[str]:
    """Return a line a problem; of many alike the first few and the number of the others."""
    counts: Counter[tuple[str, str | None, str]] = Counter()
    lines: list[str] = []
    for problem in problems:
        kind = (problem.file, problem.column, problem.message)
        counts[kind] += 1
        if counts[kind] <= MOST_ALIKE:
            lines.append(str(problem))
    for (file, column, message), count in counts.items():
        if count > MOST_ALIKE:
            place = file if column is None else f"{file}, column {column}"
            lines.append(f"{place}: {message}, in {count - MOST_ALIKE} further rows.")
    return lines


def print_problems(problems: Iterable[InputProblem]) -> None:
    """Print problems to standard error."""
    for line in problem_lines(problems):
        click.echo(line, err=True)
