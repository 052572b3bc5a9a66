"""What is recorded of an allocation stays, in order, with the moment of the clock."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from allocator.domain.record import Decision, Entry, PublicationState, RecordKind
from allocator.errors import InputError
from allocator.pipeline.record_decision import Chosen, Said, Standing, record_said, standing
from allocator.store.record_file import append_records, read_records
from tests.command_line import run_here

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
FRIDAY = Chosen(agent="A2", day=dt.date(2026, 3, 6))
ACCEPT = Said(RecordKind.REVIEW, Decision.ACCEPTED, by="Dana Reed")


@pytest.fixture
def plan(tmp_path: Path, small_plan: Path) -> Path:
    return Path(shutil.copytree(small_plan, tmp_path / "plan"))


def at(hours: int) -> dt.datetime:
    return NOON + dt.timedelta(hours=hours)


def state(found: Standing) -> tuple[str, bool]:
    (one,) = found.allocations
    return str(found.of(one).state), found.of(one).is_contested


def test_second_decision_supersedes_the_first_and_both_stay(plan: Path) -> None:
    file = plan / "records.jsonl"
    assert state(standing(plan, FRIDAY)) == ("waiting", False)
    assert state(record_said(plan, FRIDAY, ACCEPT, lambda: at(0))) == ("accepted", False)
    first = file.read_bytes()
    contest = Said(RecordKind.CONTEST, text="I was promised an early finish")
    assert state(record_said(plan, FRIDAY, contest, lambda: at(1))) == ("accepted", True)
    change = Said(RecordKind.REVIEW, Decision.CHANGED, "An early finish it is", "Dana Reed")
    found = record_said(plan, FRIDAY, change, lambda: at(2))
    assert state(found) == ("changed", False)
    assert file.read_bytes().startswith(first)
    mine = found.of(found.allocations[0])
    assert [record.decision for record in mine.records] == ["accepted", None, "changed"]
    assert [mine.is_superseded(record) for record in mine.records] == [True, False, False]
    assert [record.who for record in mine.records] == ["Dana Reed", "A2", "Dana Reed"]


def test_moment_has_the_offset_of_the_site(plan: Path) -> None:
    record_said(plan, FRIDAY, ACCEPT, lambda: NOON)
    (line,) = (plan / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["recorded_at"] == "2026-07-01T13:00:00+01:00"  # London in summer


def test_nothing_is_recorded_before_what_is_there(plan: Path) -> None:
    record_said(plan, FRIDAY, ACCEPT, lambda: at(1))
    before = (plan / "records.jsonl").read_bytes()
    with pytest.raises(InputError, match="Set the clock right"):
        record_said(plan, FRIDAY, ACCEPT, lambda: at(0))
    assert (plan / "records.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("Dana Reed", "Dora Reed", 1),
        ("12:00:00", "11:00:00", 1),
        ("fairer", "worse", 2),
    ],
)
def test_line_that_was_edited_is_named(plan: Path, old: str, new: str, row: int) -> None:
    record_said(plan, FRIDAY, ACCEPT, lambda: NOON.replace(hour=11))
    record_said(
        plan,
        FRIDAY,
        Said(RecordKind.RESPONSE, text="Could be fairer"),
        lambda: NOON.replace(hour=12),
    )
    file = plan / "records.jsonl"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    with pytest.raises(InputError) as error:
        standing(plan, FRIDAY)
    (problem,) = error.value.problems
    assert (problem.file, problem.row) == ("records.jsonl", row)
    assert "not as it was recorded" in problem.message


def test_line_that_was_taken_out_or_cut_off_is_missed(plan: Path) -> None:
    record_said(plan, FRIDAY, ACCEPT, lambda: at(0))
    record_said(plan, FRIDAY, ACCEPT, lambda: at(1))
    file = plan / "records.jsonl"
    first, second = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(second)
    with pytest.raises(InputError, match="or a line before it is gone"):
        standing(plan, FRIDAY)
    file.write_bytes(first + second[:-1])
    with pytest.raises(InputError, match="is cut off"):
        standing(plan, FRIDAY)


def test_records_of_another_plan_are_refused(plan: Path) -> None:
    append_records(plan, "another", [_entry()], lambda: NOON)
    with pytest.raises(InputError, match="belongs to another plan"):
        standing(plan, FRIDAY)
    assert read_records(plan, "another")[0].who == "A2"


def test_somebody_else_at_it_is_waited_for_and_then_told(plan: Path) -> None:
    (plan / ".records.lock").touch()
    with pytest.raises(InputError, match=r"delete this file"):
        append_records(plan, "run", [_entry()], lambda: NOON, wait_s=0)
    assert not (plan / "records.jsonl").exists()


def _entry() -> Entry:
    return Entry(
        allocation_id="A2/2026-03-06", kind=RecordKind.RESPONSE, who="A2", text="Thank you"
    )


def test_all_that_wait_are_accepted_at_once_and_others_left_alone(plan: Path) -> None:
    change = Said(RecordKind.REVIEW, Decision.CHANGED, "Too early", "Dana Reed")
    record_said(plan, FRIDAY, change, lambda: at(0))
    found = record_said(plan, Chosen(waiting=True), ACCEPT, lambda: at(1))
    assert len(found.made) == 19
    after = standing(plan, Chosen())
    assert [after.count(one) for one in PublicationState] == [0, 19, 1]
    none = record_said(plan, Chosen(waiting=True), ACCEPT, lambda: at(2))
    assert (none.made, none.allocations) == ((), ())


def test_team_leader_on_the_rota_accepts_the_rest_and_is_told_what_is_left(plan: Path) -> None:
    """It was refused as a whole, and each of eighty shifts had to be named."""
    done = run_here("record", plan, "--waiting", "--accept", "--by", "Ben")
    assert done.returncode == 0, done.stderr
    left = ", ".join(f"A2/2026-03-{day:02d}" for day in range(2, 7))
    assert f"nobody reviews an allocation of their own: {left}" in done.stdout
    assert done.stdout.endswith("20 allocations: 5 waiting, 15 accepted, 0 changed\n")
    assert {row.who for row in read_records(plan, "run")} == {"Ben"}
    again = run_here("record", plan, "--waiting", "--accept", "--by", "A2", "--json")
    told = json.loads(again.stdout)
    assert (told["recorded"], len(told["left_as_own"])) == ([], 5)
    for words in (("--waiting", "--accept", "--by", "Dana Reed"), ("--waiting",)):
        done = run_here("record", plan, *words)
        assert done.returncode == 0
    assert done.stdout == "None waits: every allocation has been decided on\n"


def test_contest_is_not_answered_by_accepting_all_that_wait(plan: Path) -> None:
    """The shift was accepted with eighty others, and nobody was told that it was contested."""
    record_said(plan, FRIDAY, Said(RecordKind.CONTEST, text="I swapped this one"), lambda: at(0))
    found = record_said(plan, Chosen(waiting=True), ACCEPT, lambda: at(1))
    assert (len(found.made), [one.id for one in found.contested_left]) == (19, ["A2/2026-03-06"])
    assert state(standing(plan, FRIDAY)) == ("waiting", True)
    done = run_here("record", plan, "--agent", "A2", "--accept", "--by", "Dana Reed")
    assert "Left as contested: A2/2026-03-06." in done.stdout
    assert state(standing(plan, FRIDAY)) == ("waiting", True)
    assert state(record_said(plan, FRIDAY, ACCEPT)) == ("accepted", False)


def test_same_contest_is_stored_once_until_the_reviewer_has_answered(plan: Path) -> None:
    contest = Said(RecordKind.CONTEST, text="I was promised an early finish")
    record_said(plan, FRIDAY, contest, lambda: at(0))
    with pytest.raises(InputError, match=r"just these words at 2026-07-01 13:00"):
        record_said(plan, FRIDAY, contest, lambda: at(1))
    assert len(read_records(plan, "run")) == 1
    record_said(plan, FRIDAY, Said(RecordKind.CONTEST, text="And so was Cleo"), lambda: at(1))
    record_said(plan, FRIDAY, ACCEPT, lambda: at(2))
    assert state(record_said(plan, FRIDAY, contest, lambda: at(3))) == ("accepted", True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--agent", "A2", "--day", "2026-03-06", "--accept", "--by", "Ben"], "their own"),
        (["--agent", "A2", "--day", "2026-03-06", "--accept", "--by", "A2"], "their own"),
        (["--agent", "A2", "--day", "2026-03-06", "--accept"], "--by NAME"),
        (["--agent", "A2", "--day", "2026-03-06", "--change", "--by", "Dana"], "--reason TEXT"),
        (["--agent", "A2", "--contest", "Not fair"], "Name one"),
        (["--agent", "A2", "--day", "2026-03-06", "--contest", " "], "The text is empty"),
        (["--agent", "A2", "--day", "2026-03-06", "--contest", "No", "--by", "A1"], "agent's own"),
        (["--agent", "A2", "--day", "2026-03-07", "--respond", "Yes"], "2026-03-02, 2026-03-03"),
        (["--agent", "Zoe", "--day", "2026-03-06", "--respond", "Yes"], "nobody in the plan"),
        (["--allocation", "A9/2026-03-06", "--respond", "Yes"], "no allocation of the plan"),
        (["--accept", "--by", "Dana"], "which allocations"),
        (["--reason", "Why not"], "go with --accept"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_a_way_out(
    plan: Path, arguments: list[str], says: str
) -> None:
    done = run_here("record", plan, *arguments)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())
    assert not (plan / "records.jsonl").exists()


def test_command_says_what_it_recorded_and_where_things_stand(plan: Path) -> None:
    friday = ("--agent", "Ben", "--day", "2026-03-06")
    begun = dt.datetime.now(dt.UTC).replace(microsecond=0)
    done = run_here("record", plan, *friday, "--contest", "I asked for an early start")
    assert done.returncode == 0, done.stderr
    assert "A2/2026-03-06 contested by Ben (A2): I asked for an early start" in done.stdout
    stands = run_here("record", plan, "--allocation", "A2/2026-03-06", "--json")
    (one,) = json.loads(stands.stdout)["allocations"]
    assert (one["state"], one["contested"]) == ("waiting", True)
    (record,) = one["records"]
    moment = dt.datetime.fromisoformat(record["recorded_at"])
    assert begun <= moment <= dt.datetime.now(dt.UTC)
    assert (
        "20 allocations: 20 waiting, 0 accepted, 0 changed; 1 contested"
        in run_here("record", plan).stdout
    )


def test_plan_with_records_is_never_planned_over(plan: Path) -> None:
    record_said(plan, FRIDAY, ACCEPT, lambda: NOON)
    done = run_here("plan", plan / "scenario", "--out", plan, "--seconds", "1")
    assert done.returncode == 2
    assert "records.jsonl" in done.stderr
    assert (plan / "records.jsonl").exists()
