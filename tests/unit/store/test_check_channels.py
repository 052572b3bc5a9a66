"""Channels that do not fit together, and what waits when the week begins."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.domain.queue_settings import Channel
from allocator.store.scenario_folder import read_scenario
from tests.tiny_scenario import write_tiny_scenario
from tests.unit.store.faults import doubts, faults, places

HELP = "target_share: 0.7\n    target_s: 60\n"
EMAIL = {HELP: "channel: email\n    target_share: 0.7\n    target_s: 14400\n"}
ROW = "queue,contacts,due\nhelp,{contacts},{due}\n"


def _backlog(contacts: str = "3", due: str = "2026-03-02T12:00") -> dict[str, str | bytes | None]:
    return {"backlog.csv": ROW.format(contacts=contacts, due=due)}


def test_emails_may_share_a_pool_with_calls_and_wait_at_the_beginning(tmp_path: Path) -> None:
    edits = EMAIL | {"    patience_s: 240\n": ""}
    scenario = read_scenario(write_tiny_scenario(tmp_path, edits=edits, files=_backlog()))
    assert scenario.queue_by_id["help"].channel is Channel.EMAIL
    (row,) = scenario.backlog
    assert (row.queue, row.contacts) == ("help", 3)
    assert row.due == dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def test_calls_and_chats_in_one_pool_are_refused_with_what_to_do(tmp_path: Path) -> None:
    edits = {HELP: f"channel: chat\n    chats_at_once: 2\n    {HELP}"}
    (found,) = faults(tmp_path, edits=edits)
    assert found.column == "pools[main].queues"
    assert "calls (sales) and chats (help)" in found.message
    assert "two pools" in found.remedy


def test_an_email_target_of_seconds_is_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={HELP: f"channel: email\n    {HELP}"})
    assert (found.column, found.value) == ("queues[help].target_s", "60")
    assert "900 s" in found.message


def test_an_email_s_patience_has_no_effect(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, edits=EMAIL)
    assert found.column == "queues[help].patience_s"
    assert "emails wait until they are done" in found.message


@pytest.mark.parametrize("speeds", ["[1, 0.9]", "[1, 2.2]", "[1, 1.5, 1.4]"])
def test_speeds_that_fall_or_gain_from_company_are_refused(tmp_path: Path, speeds: str) -> None:
    chat = f"channel: chat\n    chats_at_once: {speeds.count(',') + 1}\n    chat_speeds: {speeds}\n"
    pools = "queues: [sales]\n  - id: chats\n    queues: [help]"
    edits = {HELP: f"{chat}    {HELP}", "queues: [sales, help]": pools}
    (found,) = faults(tmp_path, edits=edits)
    assert found.column == "queues[help].chat_speeds"


def test_chats_of_two_kinds_in_one_pool_are_refused(tmp_path: Path) -> None:
    sales = "    target_share: 0.8\n    target_s: 20\n"
    edits = {
        HELP: f"channel: chat\n    chats_at_once: 2\n    {HELP}",
        sales: f"    channel: chat\n    chats_at_once: 3\n{sales}",
    }
    (found,) = faults(tmp_path, edits=edits)
    assert found.column == "pools[main].queues"
    assert "sales and help differ" in found.message


def test_a_backlog_of_calls_is_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files=_backlog())
    assert places([found]) == [("backlog.csv", 2, "queue", "help")]
    assert "queue of calls" in found.message


def test_a_backlog_of_an_unknown_queue_is_refused(tmp_path: Path) -> None:
    text = ROW.format(contacts=2, due="2026-03-02T12:00").replace("help", "hlep")
    (found,) = faults(tmp_path, files={"backlog.csv": text})
    assert found.column == "queue"
    assert "Is help meant?" in found.remedy


def test_what_is_due_before_the_week_is_late_already_and_said(tmp_path: Path) -> None:
    edits = EMAIL | {"    patience_s: 240\n": ""}
    (found,) = doubts(tmp_path, edits=edits, files=_backlog("4", "2026-02-27T17:00"))
    assert (found.file, found.column) == ("backlog.csv", "due")
    assert "4 contacts of the table are due before the week starts" in found.message
