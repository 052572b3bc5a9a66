"""Rows' sizes times columns' shares, with missing cells."""

from __future__ import annotations

import numpy as np

from allocator.forecast.counts.two_way import ratio, two_way


def test_a_product_table_is_recovered_although_cells_are_missing() -> None:
    size, share = np.array([100.0, 300.0, 50.0]), np.array([0.5, 0.3, 0.2])
    exposure = np.array([[1, 1, 0], [1, 0.5, 1], [0, 1, 1.0]])
    found_size, found_share = two_way(size[:, None] * share * exposure, exposure)
    np.testing.assert_allclose(found_size, size, rtol=1e-6)
    np.testing.assert_allclose(found_share, share, rtol=1e-6)


def test_a_column_never_seen_has_no_share() -> None:
    _, share = two_way(np.array([[4.0, 0.0]]), np.array([[1.0, 0.0]]))
    assert share.tolist() == [1.0, 0.0]


def test_a_table_of_nothing_gives_nothing() -> None:
    size, share = two_way(np.zeros((2, 3)), np.ones((2, 3)))
    assert size.tolist() == [0, 0]
    assert share.tolist() == [0, 0, 0]


def test_ratio_is_zero_without_a_divisor() -> None:
    assert ratio(np.array([1.0, 3.0]), np.array([0.0, 2.0])).tolist() == [0.0, 1.5]
