"""Which rotas of a front are dominated, and what a unit less costs."""

from __future__ import annotations

from allocator.domain.front import Front, FrontPoint, marked


def point(factor: float, amount: float, other: float, folder: str = "") -> FrontPoint:
    return FrontPoint(
        factor=factor,
        price=factor,
        term_amount=amount,
        late_contacts=other,
        other_cost=other,
        objective={"late_contacts": other},
        objective_total=other,
        bound=0.0,
        verdict="passed",
        folder=folder or f"price-x{factor:g}",
    )


def front(*points: FrontPoint) -> Front:
    return Front(term="unsocial_excess", unit="hours", own_price=1, points=marked(list(points)))


def test_less_of_the_term_for_more_of_all_else_is_a_front() -> None:
    found = front(point(0, 10, 100), point(1, 6, 104), point(4, 5, 110))
    assert [p.dominated_by for p in found.points] == [None, None, None]
    assert [p.factor for p in found.on_front] == [4, 1, 0]
    assert [found.exchange_rate(p) for p in found.points] == [None, 1.0, 6.0]


def test_no_more_of_either_and_less_of_one_dominates() -> None:
    found = front(point(0, 10, 100), point(1, 6, 100), point(4, 6, 101))
    assert [p.dominated_by for p in found.points] == [1, None, 1]
    assert [p.factor for p in found.on_front] == [1]
    assert found.exchange_rate(found.points[0]) is None


def test_the_same_rota_for_two_prices_is_shown_once() -> None:
    found = front(point(0, 10, 100, "a"), point(1, 10, 100, "a"), point(4, 5, 110))
    assert [p.same_as for p in found.points] == [None, 0, None]
    assert [p.dominated_by for p in found.points] == [None, None, None]
    assert [p.factor for p in found.on_front] == [4, 0]
