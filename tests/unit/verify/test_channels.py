"""The expected service of chats, emails and call-backs of a written rota."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from allocator.demand.chat import ChatChain
from allocator.demand.deferred_plan import plan_deferred
from allocator.demand.erlang_a import ErlangA
from allocator.demand.service import ServiceModel
from allocator.domain.demand import BacklogRow
from allocator.domain.plan import Plan
from allocator.domain.queue_settings import Channel
from allocator.domain.scenario import Scenario
from allocator.verify.service_state import QueueService, ServiceState
from allocator.verify.verifier import verify
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import agent, requirements_of, rota_of, tiny_week

HOURS = [{"days": ["mon", "tue"], "open": "08:00", "close": "12:00"}]


def _scenario(queues: list[dict[str, object]], agents: str = "AB", **fields: object) -> Scenario:
    pools = [{"id": "main", "queues": [queue["id"] for queue in queues]}]
    return tiny_week(
        agents=[agent(name) for name in agents],
        days=2,
        opening_hours=HOURS,
        queues=queues,
        pools=pools,
        **fields,
    )


def _levels(
    scenario: Scenario, contacts: dict[str, float], lines: list[str], aht_s: float = 300
) -> dict[str, QueueService]:
    requirements = plan_deferred(scenario, requirements_of(scenario, contacts, aht_s=aht_s))
    service = ServiceModel.of(scenario, requirements)
    return ServiceState.of(scenario, service, rota_of(scenario, lines)).service_levels()


def test_a_chat_s_share_is_that_of_the_chain() -> None:
    chat = {"id": "chat", "channel": "chat", "chats_at_once": 3, "target_s": 45}
    scenario = _scenario([chat], "ABCD")
    lines = [f"{name} {day} 08:00 work:chat 12:00" for name in "AB" for day in ("mon", "tue")]
    level = _levels(scenario, {"chat": 8}, lines)["chat"]
    chain = ChatChain(8 / 900, 300, 90, 2, (1.0, 1.7, 2.5))
    settled = level.interval_shares[10]  # of 16; the first ones begin with nobody in hand
    assert settled == pytest.approx(chain.answered_within(45), abs=1e-9)
    one_each = ErlangA(8 / 900, 300, 90, 2).answered_within(45)
    assert settled > one_each + 0.2


def test_an_email_is_done_by_whoever_has_no_call_and_carried_over_night() -> None:
    """Ten emails of 300 s an hour; one person two hours a day does twelve an hour.

    By Monday's end 40 came and 24 are done, so that of those due within the day (four hours of
    opening time: none) nothing is late; those of Monday from 10:24 on, the 25th and later, are
    done on Tuesday from 08:00 on, in order, four hours after they came at the latest.
    """
    scenario = _scenario([{"id": "mail", "channel": "email", "target_s": 14_400}])
    lines = ["A mon 10:00 work:mail 12:00", "A tue 08:00 work:mail 10:00"]
    level = _levels(scenario, {"mail": 2.5}, lines)["mail"]
    monday, tuesday = level.interval_shares[:16], level.interval_shares[16:]
    # Tuesday's arrivals are due after the end: not judged.
    assert tuesday == pytest.approx(np.ones(16))
    assert monday == pytest.approx(np.ones(16), abs=1e-6)
    assert level.left_contacts == pytest.approx(80 - 48)
    late = ["A mon 11:00 work:mail 12:00", "A tue 09:00 work:mail 10:00"]
    fewer = _levels(scenario, {"mail": 2.5}, late)["mail"]
    # 12 done on Monday: 72 minutes' worth, and those of the next 60·(12/10)... minutes on Tuesday
    # between 09:00 and 10:00, each later than four open hours after it came from the start on.
    assert fewer.week_share == pytest.approx(_in_time_by_hand(), abs=1e-6)
    assert fewer.left_contacts == pytest.approx(80 - 24)


def _in_time_by_hand() -> float:
    """Share of Monday's emails done in four open hours, minute by tenth of a minute.

    The n-th email comes at 6·n minutes; the first 12 are done from 180 to 240, 5 minutes each, the
    next from 300 on (09:00 on Tuesday).
    """
    in_time, steps = 0, 40_000
    for step in range(steps):
        number = 40 * (step + 0.5) / steps
        came = 6 * number
        done = 180 + 5 * number if number < 12 else 300 + 5 * (number - 12)
        in_time += number < 24 and max(done, came) <= came + 240
    return in_time / steps


def test_calls_come_first_and_emails_get_what_time_they_leave() -> None:
    queues = [{"id": "calls"}, {"id": "mail", "channel": "email", "target_s": 3600}]
    scenario = _scenario(queues)
    lines = [f"{name} {day} 08:00 work:calls|mail 12:00" for name in "AB" for day in ("mon", "tue")]
    both = _levels(scenario, {"calls": 3, "mail": 2}, lines)
    alone = _levels(
        _scenario([{"id": "calls"}]), {"calls": 3}, [line.replace("|mail", "") for line in lines]
    )
    assert both["calls"].interval_shares == pytest.approx(alone["calls"].interval_shares)
    calls = ErlangA(3 / 900, 300, 90, 2)
    room_s = 2 * (1 - calls.occupancy) * 900  # in a settled interval
    assert room_s > 600
    assert both["mail"].week_share == pytest.approx(1)
    many = _levels(scenario, {"calls": 3, "mail": 5}, lines)["mail"]
    assert many.left_contacts == pytest.approx(32 * 5 - 32 * room_s / 300, rel=0.02)


def test_nobody_logged_into_an_email_queue_leaves_it_undone() -> None:
    queues = [{"id": "calls"}, {"id": "mail", "channel": "email", "target_s": 3600}]
    scenario = _scenario(queues)
    lines = [f"{name} {day} 08:00 work:calls 12:00" for name in "AB" for day in ("mon", "tue")]
    level = _levels(scenario, {"calls": 1, "mail": 2}, lines)["mail"]
    assert level.week_share == 0
    assert level.left_contacts == pytest.approx(64)


def test_the_backlog_counts_with_the_first_interval_and_may_be_late_already() -> None:
    scenario = _scenario([{"id": "mail", "channel": "email", "target_s": 3600}])
    opens = scenario.grid.at(scenario.grid.days[0], 8 * 60)
    dues = [opens - dt.timedelta(hours=1), opens + dt.timedelta(minutes=30)]
    rows = tuple(BacklogRow(queue="mail", contacts=4, due=due) for due in dues)
    scenario = scenario.model_copy(update={"backlog": rows})
    lines = ["A mon 08:00 work:mail 12:00", "B tue 08:00 work:mail 12:00"]
    level = _levels(scenario, {"mail": 0}, lines)["mail"]
    # Half an hour holds six of 300 s: four late ones, then two of the four that are due by then.
    assert level.interval_shares[0] == pytest.approx(2 / 8, abs=1e-6)
    assert level.week_share == pytest.approx(2 / 8, abs=1e-6)
    assert level.left_contacts == pytest.approx(0)


@pytest.fixture(scope="module")
def emails(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Plan]:
    """Scenario of calls, and emails in place of the help desk, with an honest plan of it."""
    edits = {
        "target_share: 0.7\n    target_s: 60\n": "channel: email\n    target_s: 14400\n",
        "    patience_s: 240\n": "",
    }
    backlog = "queue,contacts,due\nhelp,4,2026-03-02T11:00\n"
    folder = tmp_path_factory.mktemp("emails")
    scenario = read_tiny_scenario(folder, edits=edits, files={"backlog.csv": backlog})
    return scenario, honest_plan(scenario)


def _findings(scenario: Scenario, plan: Plan) -> set[str]:
    return {finding.rule_id for finding in verify(scenario, plan).findings}


def test_an_honest_plan_with_emails_passes(emails: tuple[Scenario, Plan]) -> None:
    scenario, plan = emails
    assert _findings(scenario, plan) == set()
    (_, mail) = plan.summary.queues
    assert (mail.channel, mail.definition) == ("email", "done in 4 open hours")
    assert mail.backlog_contacts == 4
    assert 0 < mail.service_level_share <= 1
    assert sum(row.planned_contacts or 0 for row in plan.requirements) > 4


@pytest.mark.parametrize(
    "change",
    [
        {"left_contacts": 3.5},
        {"backlog_contacts": 5.0},
        {"definition": "done in 8 open hours"},
        {"channel": Channel.VOICE},
        {"service_level_share": 0.5},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_lie_about_the_emails_is_found(
    emails: tuple[Scenario, Plan], change: dict[str, Any]
) -> None:
    scenario, plan = emails
    calls, mail = plan.summary.queues
    queues = calls, mail.model_copy(update=change)
    lie = plan.model_copy(update={"summary": plan.summary.model_copy(update={"queues": queues})})
    assert _findings(scenario, lie) == {"plan.queues", "plan.verdict"}


def test_emails_moved_to_another_interval_are_found(emails: tuple[Scenario, Plan]) -> None:
    scenario, plan = emails
    rows = list(plan.requirements)
    one, other, *_ = (n for n, row in enumerate(rows) if row.queue == "help")
    moved = (rows[one].planned_contacts or 0.0) / 2
    for number, more in ((one, -moved), (other, moved)):
        planned = (rows[number].planned_contacts or 0.0) + more
        rows[number] = rows[number].model_copy(update={"planned_contacts": planned})
    assert moved > 0.01
    lie = plan.model_copy(update={"requirements": tuple(rows)})
    assert "plan.requirements" in _findings(scenario, lie)
