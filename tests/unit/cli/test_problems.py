"""Problems on the screen: one a line, and no flood."""

from __future__ import annotations

from allocator.cli.problems import MOST_ALIKE, problem_lines
from allocator.errors import InputProblem


def problem(row: int, *, column: str = "contacts") -> InputProblem:
    remedy = "Give a number of 0 or more."
    return InputProblem("history.csv", "is less than 0", remedy, row, column, "-1")


def test_a_line_for_each_problem() -> None:
    assert problem_lines([problem(4), problem(9, column="aht_s")]) == [
        (
            "history.csv, row 4, column contacts: is less than 0 (value: '-1'). "
            "Give a number of 0 or more."
        ),
        (
            "history.csv, row 9, column aht_s: is less than 0 (value: '-1'). "
            "Give a number of 0 or more."
        ),
    ]


def test_many_alike_are_counted_after_the_first_few() -> None:
    alike = [problem(row) for row in range(2, 2 + MOST_ALIKE + 500)]
    lines = problem_lines([*alike, problem(3, column="aht_s")])
    assert lines[:MOST_ALIKE] == [str(one) for one in alike[:MOST_ALIKE]]
    assert lines[MOST_ALIKE:] == [
        str(problem(3, column="aht_s")),
        "history.csv, column contacts: is less than 0, in 500 further rows.",
    ]


def test_no_more_than_a_few_alike_are_all_printed() -> None:
    alike = [problem(row) for row in range(MOST_ALIKE)]
    assert problem_lines(alike) == [str(one) for one in alike]
