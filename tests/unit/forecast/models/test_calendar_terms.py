"""Terms of the month and the year."""

from __future__ import annotations

import datetime as dt

import numpy as np

from allocator.forecast.models.calendar_terms import CalendarTerms


def test_windows_of_the_month() -> None:
    days = [dt.date(2024, 2, n) for n in (1, 3, 4, 7, 8, 14, 17, 18, 25, 27, 28, 29)]
    terms = CalendarTerms(month=True).of(days)
    named = [
        "".join(name for name, inside in zip("ebstm", row, strict=True) if inside) for row in terms
    ]
    # e: last two days, b: the three before, s: 1st to 3rd, t: 4th to 7th, m: 14th to 17th
    assert named == ["s", "s", "t", "t", "", "m", "m", "", "b", "b", "e", "e"]


def test_the_year_closes_upon_itself() -> None:
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1)]
    terms = CalendarTerms(year=True).of(days)
    assert np.abs(terms[1] - terms[0]).max() < 0.06


def test_each_term_has_a_size() -> None:
    for terms in (CalendarTerms(), CalendarTerms(month=True), CalendarTerms(month=True, year=True)):
        assert terms.of([dt.date(2026, 1, 1)]).shape == (1, len(terms.sd))
        assert (terms.sd > 0).all()
