"""People missing from kinds of shift, and people too many, by weight."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SoftCase, agent, each, measure_of

KINDS = [
    {"id": "early", "start_from": "06:00", "start_to": "12:00"},
    {"id": "late", "start_from": "12:00", "start_to": "20:00"},
]
A_EARLY, B_EARLY = "A mon 08:00 work 16:00", "B mon 09:00 work 17:00"


def want(*rows: tuple[str, str, int] | tuple[str, str, int, float, float]) -> dict[str, object]:
    names = ("days", "shift_kind", "agents", "short_weight", "over_weight")
    return {
        "shift_kinds": KINDS,
        "cover": [dict(zip(names, row, strict=False)) for row in rows],
    }


CASES = [
    SoftCase("nothing is asked for", [A_EARLY], 0, week={"shift_kinds": KINDS}),
    SoftCase("as many as wanted", [A_EARLY, B_EARLY], 0, week=want(("mon", "early", 2, 5, 3))),
    SoftCase("one missing", [A_EARLY], 5, week=want(("mon", "early", 2, 5, 3))),
    SoftCase("two missing", [], 10, week=want(("mon", "early", 2, 5, 3))),
    SoftCase("one too many", [A_EARLY, B_EARLY], 3, week=want(("mon", "early", 1, 5, 3))),
    SoftCase("one too many is free by default", [A_EARLY], 0, week=want(("mon", "early", 0))),
    SoftCase("one missing weighs one by default", [], 1, week=want(("mon", "early", 1))),
    SoftCase("another kind is no help", [A_EARLY], 5, week=want(("mon", "late", 1, 5, 3))),
    SoftCase("another day is no help", [A_EARLY], 5, week=want(("tue", "early", 1, 5, 3))),
    SoftCase("every day", [A_EARLY], 6, week=want(("all", "early", 1))),
    SoftCase(
        "a weekday goes before all days, and a date before it",
        [],
        5 + 2 + 0,
        week=want(("all", "early", 1), ("tue|wed", "early", 2), ("2026-06-03", "early", 0)),
    ),
    SoftCase(
        "each kind by itself",
        [A_EARLY],
        4,
        week=want(("mon", "early", 3, 2, 0), ("mon", "late", 0)),
    ),
    SoftCase(
        "a shift counts on its operating date",
        ["A mon 26:00 work 30:00"],
        1,
        week=want(("mon", "night", 1), ("tue", "night", 1))
        | {
            "day_starts_at": "05:00",
            "shift_kinds": [{"id": "night", "start_from": "20:00", "start_to": "29:00"}],
        },
    ),
    SoftCase(
        "by the clock on the night on which clocks go back",
        ["A 2026-10-25 12:00 work 16:00"],
        0,
        week=want(("sun", "late", 1)) | {"first_day": AUTUMN},
    ),
    SoftCase(
        "start at the end of a kind is the next kind",
        ["A mon 12:00 work 16:00"],
        1,
        week=want(("mon", "early", 1), ("mon", "late", 1)),
    ),
    SoftCase(
        "three of whom one is wanted",
        [A_EARLY, B_EARLY, "C mon 10:00 work 12:00"],
        1,
        week=want(("mon", "early", 1, 7, 0.5)) | {"agents": [agent(who) for who in "ABC"]},
    ),
]


@each(CASES)
def test_amount(case: SoftCase) -> None:
    measure = measure_of("cover", case)
    assert measure.amount == case.amount
    assert bool(measure.findings) == bool(case.amount)
    assert measure.by_agent == {}, "what is missing is nobody's"


def test_what_is_found_is_told_with_its_figures() -> None:
    week = want(("mon", "early", 2, 5, 3), ("tue", "early", 0, 5, 3))
    rota = [A_EARLY, "A tue 08:00 work 16:00"]
    findings = measure_of("cover", SoftCase("both", rota, 8, week=week)).findings
    assert [finding.message for finding in findings] == [
        "Mon 1 Jun has 1 in shifts of the kind early; 2 are wanted",
        "Tue 2 Jun has 1 in shifts of the kind early; 0 are wanted",
    ]
