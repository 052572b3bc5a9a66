"""Paths and elements of inline SVG."""

from __future__ import annotations

from markupsafe import Markup

from allocator.report.svg import element, step_area, step_line, values_text


def test_step_line_moves_only_where_the_height_changes() -> None:
    assert step_line([0, 10, 20, 30], [5, 5, 8]) == "M0 5H20V8H30"


def test_step_area_goes_forth_above_and_back_below() -> None:
    assert step_area([0, 10, 20], [1, 2], [9, 9]) == "M0 1H10V2H20V9H0Z"


def test_attributes_are_escaped_and_numbers_short() -> None:
    drawn = element("text", Markup.escape("a < b"), x=1.25, class_='"quoted"', data_key=None)
    assert drawn == '<text x="1.2" class="&#34;quoted&#34;">a &lt; b</text>'


def test_values_are_written_in_full() -> None:
    assert values_text([0.1, 12.3456, 3.0]) == "0.1 12.3456 3"
