"""Strips of shares: what is drawn where, and what is left out."""

from __future__ import annotations

from allocator.report.share_chart import Strip, share_chart, split_chart
from tests.report_page import Element, ReportPage

WIDTH, EDGE = 320.0, 4.0


def drawn(svg: str) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in ReportPage.of(svg).elements:
        for name in element.classes:
            found.setdefault(name, []).append(element)
    return found


def place(share: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * share


def test_dot_ring_and_target_stand_at_their_shares() -> None:
    parts = drawn(share_chart(Strip(0.5, half_width=0.1, expected=0.75, target=0.25)))
    assert float(parts["dot"][0].attributes["cx"]) == place(0.5)
    assert float(parts["ring"][0].attributes["cx"]) == place(0.75)
    assert float(parts["target"][0].attributes["x1"]) == place(0.25)
    path = parts["whisker"][0].attributes["d"]
    assert path.startswith(f"M{place(0.4):.1f} ")
    assert f"H{place(0.6):.1f}" in path


def test_what_is_not_known_is_not_drawn() -> None:
    parts = drawn(share_chart(Strip(None)))
    assert parts.keys() == {"share-chart", "grid-line"}


def test_shares_beyond_the_ends_stay_inside() -> None:
    parts = drawn(share_chart(Strip(1.2, half_width=0.3, bar=True, highest=1.5)))
    assert float(parts["fill"][0].attributes["width"]) == WIDTH - 2 * EDGE
    assert float(parts["highest"][0].attributes["x1"]) == WIDTH - EDGE


def test_parts_lie_end_to_end_and_empty_ones_are_left_out() -> None:
    parts = drawn(split_chart([(0.25, "below"), (0.75, "inside"), (0.0, "above")], (0.1, 0.9)))
    assert "above" not in parts
    below, inside = parts["below"][0].attributes, parts["inside"][0].attributes
    assert float(below["x"]) + float(below["width"]) == float(inside["x"])
    assert float(inside["x"]) + float(inside["width"]) == WIDTH - EDGE
    assert [float(mark.attributes["x1"]) for mark in parts["target"]] == [
        round(place(0.1), 1),
        round(place(0.9), 1),
    ]
