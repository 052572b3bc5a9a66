"""Findings in lines."""

from __future__ import annotations

from allocator.cli.finding_lines import finding_lines
from allocator.domain.findings import Finding
from allocator.verify.comparison import stated_otherwise


def figure(name: str, rule_id: str = "plan.objective") -> Finding:
    return stated_otherwise(rule_id, "plan.json", name, 1.0, 2.0)


SEATS = Finding(rule_id="seats", message="main has 4 agents on the phone and 3 seats")


def test_many_differing_figures_are_one_line_after_what_matters() -> None:
    findings = [figure("bound"), SEATS, figure("gap_share", "plan.gap"), figure("late_contacts")]
    assert finding_lines(findings) == [
        "seats: main has 4 agents on the phone and 3 seats",
        (
            "plan.objective: plan.json states bound as 1; recomputed it is 2 "
            "(and 2 more of its figures; all with --json)"
        ),
    ]


def test_a_single_one_and_the_origin_are_told_in_full() -> None:
    origin = [
        stated_otherwise(f"plan.{name}", "plan.json", name, "a", "b")
        for name in ("input_hash", "version", "simulated_data", "verdict")
    ]
    lines = finding_lines([figure("bound"), *origin])
    assert lines[-1] == "plan.objective: plan.json states bound as 1; recomputed it is 2"
    assert len(lines) == 5
    assert len(finding_lines([figure("bound"), figure("gap"), *origin])) == 5


def test_messages_are_said_as_asked() -> None:
    assert finding_lines([SEATS], str.upper) == [
        "seats: MAIN HAS 4 AGENTS ON THE PHONE AND 3 SEATS"
    ]
