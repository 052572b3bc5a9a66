"""Events and queues like others, as the reader of a scenario sees them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tiny_scenario import history_csv, read_tiny_scenario
from tests.unit.store.faults import doubts, faults, places

EVENTS = "event,queues,start,end,volume_share\n"


def test_events_are_read(tmp_path: Path) -> None:
    rows = (
        "Spring letter,sales|help,2026-02-25T10:00,2026-02-25T12:00,\n"
        "Spring letter,sales,2026-03-04T10:00,2026-03-04T12:00,\n"
        "outage,,2026-03-05 10:00,2026-03-05 11:30,-0.4\n"
    )
    scenario = read_tiny_scenario(tmp_path, files={"events.csv": EVENTS + rows})
    letter, _, outage = scenario.events
    assert (letter.event, letter.queues, letter.volume_share) == (
        "Spring letter",
        ("sales", "help"),
        None,
    )
    assert (outage.queues, outage.volume_share) == ((), -0.4)
    assert outage.touches("sales")
    assert f"{outage.start:%H:%M %z}" == "10:00 +0000"


def test_events_change_the_hash(tmp_path: Path) -> None:
    without = read_tiny_scenario(tmp_path / "a")
    row = EVENTS + "outage,,2026-03-05T10:00,2026-03-05T11:30,-0.4\n"
    with_one = read_tiny_scenario(tmp_path / "b", files={"events.csv": row})
    assert without.input_hash != with_one.input_hash


def test_every_bad_row_is_told_at_once(tmp_path: Path) -> None:
    rows = (
        "letter,slaes,2026-03-04T10:00,2026-03-04T12:00,0.3\n"
        "letter,sales,2026-03-04T12:00,2026-03-04T10:00,0.3\n"
        "letter,sales,4 March,2026-03-04T10:00,0.3\n"
        "letter,sales,2026-03-04T10:00,2026-03-04T12:00,-1\n"
        ",sales,2026-03-04T10:00,2026-03-04T12:00,30%\n"
        "campaign,sales,2026-03-04T10:00,2026-03-04T12:00,\n"
        "letter,sales,help,2026-03-04T10:00,2026-03-04T12:00,0.1\n"
    )
    found = faults(tmp_path, files={"events.csv": EVENTS + rows})
    assert places(found) == [
        ("events.csv", 2, "queues", "slaes"),
        ("events.csv", 3, "end", "2026-03-04T10:00"),
        ("events.csv", 4, "start", "4 March"),
        ("events.csv", 5, "volume_share", "-1"),
        ("events.csv", 6, "event", ""),
        ("events.csv", 6, "volume_share", "30%"),
        ("events.csv", 7, "volume_share", None),
        ("events.csv", 8, None, "letter,sales,help,2026-03-04T10:00,2026-03-04T12:00,0.1"),
    ]
    (unknown,) = [one for one in found if one.row == 7]
    assert (
        unknown.message == "is empty, and the records show no earlier campaign to estimate it from"
    )
    assert "0.3 for thirty percent more" in unknown.remedy
    (percent,) = [one for one in found if one.value == "30%"]
    assert percent.message == "is written in per cent"
    assert percent.remedy == "Write 0.3 for 30% more."


def test_a_share_that_is_more_likely_a_percentage_is_doubted(tmp_path: Path) -> None:
    rows = (
        "letter,sales,2026-03-04T10:00,2026-03-04T12:00,15\n"
        "film,sales,2026-03-04T10:00,2026-03-04T12:00,2\n"
    )
    told = [one for one in doubts(tmp_path, files={"events.csv": EVENTS + rows}) if one.row]
    (found,) = [one for one in told if one.file == "events.csv"]
    assert (found.row, found.column, found.message) == (2, "volume_share", "15 means +1500%")
    assert "write 0.15 for 15% more" in found.remedy


@pytest.mark.parametrize("share", ["0.3", ""])
def test_the_same_event_twice_at_once_is_refused(tmp_path: Path, share: str) -> None:
    rows = (
        f"letter,sales,2026-02-25T10:00,2026-02-25T12:00,{share}\n"
        f"letter,sales,2026-02-25T10:00,2026-02-25T12:00,{share}\n"
        f"letter,,2026-02-25T11:00,2026-02-25T13:00,{share}\n"
        f"letter,help,2026-02-25T13:00,2026-02-25T14:00,{share}\n"
    )
    found = faults(tmp_path, files={"events.csv": EVENTS + rows})
    assert [(one.row, one.column) for one in found] == [(3, "event"), (4, "event")]
    assert "in row 2, so that it would count twice" in found[1].message


def test_two_unknown_events_at_once_cannot_be_told_apart(tmp_path: Path) -> None:
    rows = (
        "letter,sales,2026-02-25T10:00,2026-02-25T12:00,\n"
        "outage,,2026-02-25T11:00,2026-02-25T13:00,\n"
    )
    (found,) = faults(tmp_path, files={"events.csv": EVENTS + rows})
    assert (found.row, found.column) == (3, "volume_share")
    assert "cannot be told apart" in found.message
    apart = rows.replace("outage,,", "outage,help,")
    read_tiny_scenario(tmp_path / "apart", files={"events.csv": EVENTS + apart})


def test_an_event_without_effect_is_doubtful(tmp_path: Path) -> None:
    rows = "letter,sales,2026-05-25T10:00,2026-05-25T12:00,0.2\n"
    found = [one for one in doubts(tmp_path, files={"events.csv": EVENTS + rows}) if one.row]
    (letter,) = [one for one in found if one.file == "events.csv"]
    assert "neither in the history nor in the planned days" in letter.message


@pytest.mark.parametrize(
    ("like", "message"),
    [
        ("slaes", "the queue is not in queues"),
        ("sales", "is the queue itself"),
        ("help", "leads back to the queue itself"),
    ],
)
def test_a_queue_like_none_itself_or_in_a_circle_is_refused(
    tmp_path: Path, like: str, message: str
) -> None:
    edits = {
        "  - id: sales\n": f"  - id: sales\n    like_queue: {like}\n    like_share: 0.5\n",
        "  - id: help\n": "  - id: help\n    like_queue: sales\n    like_share: 0.5\n",
    }
    found = faults(tmp_path, edits=edits)
    assert any(message in one.message for one in found)
    assert {one.column for one in found} <= {"queues[sales].like_queue", "queues[help].like_queue"}


def test_a_queue_without_records_that_is_like_another_is_no_doubt(tmp_path: Path) -> None:
    history = re.sub(r".*,help,.*\n", "", history_csv())
    edits = {"  - id: help\n": "  - id: help\n    like_queue: sales\n    like_share: 0.5\n"}
    told = doubts(tmp_path / "like", edits=edits, files={"history.csv": history})
    assert not any("no contacts are expected" in one.message for one in told)
    alone = doubts(tmp_path / "alone", files={"history.csv": history})
    assert any("no contacts are expected" in one.message for one in alone)
