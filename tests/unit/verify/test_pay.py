"""Pay of the week on weeks that can be reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.pay import check_pay, week_pay
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import rota_of

PREMIUM = {
    "    end: 18:00\n    weight: 1\n": (
        "    end: 18:00\n    weight: 1\n    pay_premium_share: 0.5\n  - days: [mon]\n"
        "    start: 17:30\n    end: 26:00\n    pay_premium_share: 0.25\n"
    ),
    "shrinkage_share: 0.05\n": "shrinkage_share: 0.05\ncurrency: EUR\n",
}
"""Half as much again from 17:00, and on Monday a quarter more from 17:30 until two at night."""

AGENTS = """\
agent_id,name,contract,weekly_hours,hourly_pay
A1,Ada,full,37.5,20
A2,Ben,full,37.5,
A3,Cleo,part,25,10
A4,Dev,part,20,0
"""


def paid_scenario(parent: Path, leave: str = "") -> Scenario:
    files: dict[str, str | bytes | None] = {"agents.csv": AGENTS}
    if leave:
        files["leave.csv"] = f"agent_id,first_day,last_day,paid_hours_a_day\n{leave}\n"
    return read_tiny_scenario(parent, edits=PREMIUM, files=files)


def pay_of(scenario: Scenario, *lines: str) -> tuple[float, float, float]:
    pay = week_pay(RotaView.whole(scenario, rota_of(scenario, lines)))
    assert pay is not None
    assert pay.total_pay == pytest.approx(pay.hours_pay + pay.premium_pay + pay.leave_pay)
    assert (pay.currency, pay.agents_without_rate) == ("EUR", 1)
    return pay.hours_pay, pay.premium_pay, pay.leave_pay


@pytest.mark.parametrize(
    ("line", "hours", "premium"),
    [
        # Eight hours with an unpaid half-hour; nothing after five.
        ("A1 tue 08:00 work:sales 12:00 lunch 12:30 work:sales 16:00", 7.5 * 20, 0),
        # The unpaid lunch lies in the premium hours and earns neither.
        ("A1 tue 10:00 work:sales 17:00 lunch 17:30 work:sales 18:00", 7.5 * 20, 0.5 * 0.5 * 20),
        # A paid break does earn; so does a lunch of another length than the plan's.
        ("A3 tue 13:00 work:sales 17:00 break 17:15 work:sales 18:00", 5 * 10, 0.5 * 10),
        ("A1 tue 10:00 work:sales 17:00 lunch 17:45 work:sales 18:00", 8 * 20, 0.5 * 20),
        # Two spans at once add up; the second goes on past midnight.
        (
            "A3 mon 17:00 work:sales 22:00",
            5 * 10,
            (0.5 * 1 + 0.25 * 4.5) * 10,
        ),
        # Whose rate is not known, and whose rate is nought.
        ("A2 tue 10:00 work:sales 18:00", 0, 0),
        ("A4 tue 14:00 work:help 18:00", 0, 0),
    ],
)
def test_pay_of_one_shift(tmp_path: Path, line: str, hours: float, premium: float) -> None:
    found = pay_of(paid_scenario(tmp_path), line)
    assert found == (pytest.approx(hours), pytest.approx(premium), 0)


def test_paid_leave_is_paid_with_or_without_a_rota(tmp_path: Path) -> None:
    scenario = paid_scenario(
        tmp_path,
        # Three days, one of them after the week; of people without a rate nothing is known.
        "A1,2026-03-07,2026-03-09,7.5\nA2,2026-03-02,2026-03-02,7.5\nA3,2026-03-02,2026-03-02,0",
    )
    assert pay_of(scenario) == (0, 0, pytest.approx(2 * 7.5 * 20))


def test_nothing_is_said_where_nobody_has_a_rate(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    plan = honest_plan(scenario)
    view = RotaView.whole(scenario, plan.rota)
    assert week_pay(view) is None
    assert check_pay(view, plan.summary) == []


def test_every_wrong_figure_of_the_pay_is_found(tmp_path: Path) -> None:
    scenario = paid_scenario(tmp_path)
    plan = honest_plan(scenario)
    view = RotaView.whole(scenario, plan.rota)
    pay = week_pay(view)
    assert pay is not None
    good = plan.summary.model_copy(update={"pay": pay})
    assert check_pay(view, good) == []
    (missing,) = check_pay(view, plan.summary)
    assert missing.message == "plan.json states pay as nothing; recomputed it is given"
    wrong: dict[str, object] = {
        "currency": "GBP",
        "hours_pay": pay.hours_pay + 0.01,
        "premium_pay": 0.0,
        "leave_pay": 1.0,
        "total_pay": pay.total_pay - 1,
        "agents_without_rate": 0,
    }
    for name, value in wrong.items():
        lie = good.model_copy(update={"pay": pay.model_copy(update={name: value})})
        (finding,) = check_pay(view, lie)
        assert (finding.rule_id, name in finding.message) == ("plan.pay", True)
