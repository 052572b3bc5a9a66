"""A report per reader: what each may see, and that nobody sees more."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from allocator.justify.ledger import Burden, FairnessLedger
from allocator.report.own_share import own_share
from allocator.report.redaction import Redactor
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run, run_here
from tests.readers_plan import ACTIVITY, CAUSE, LIMIT, NAMES, write_readers_plan
from tests.report_page import ReportPage

BEN_MONDAY = ("--agent", "A2", "--day", "2026-03-02")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan with its exports beside it, and records of one allocation of each of two people."""
    plan = write_readers_plan(tmp_path_factory.mktemp("readers"))
    for words in (
        ("--accept", "--by", "Dana Reed"),
        ("--contest", "Cleo and A4 never start late; ask Ada Lovelace"),
        ("--change", "--by", "Ada Lovelace", "--reason", "Cleo Laine takes it"),
    ):
        assert run_here("record", plan, *BEN_MONDAY, *words).returncode == 0
    ada = ("--agent", "A1", "--day", "2026-03-03", "--respond", "Suits me well")
    assert run_here("record", plan, *ada).returncode == 0
    for reader in ("agents", "reviewer", "notice-board"):
        done = run_here("export", plan, "--for", reader)
        assert (done.returncode, done.stderr) == (0, "")
    return plan


def page_of(made: Path, agent_id: str) -> str:
    return (made.parent / "plan-agents" / f"{agent_id}.html").read_text(encoding="utf-8")


def without_style(text: str) -> str:
    """Page without its style sheet, which is the same for everybody and speaks of A4 paper."""
    (style,) = re.findall(r"<style>.*?</style>", text, re.DOTALL)
    assert style.count("size:A4") == 2
    return text.replace(style, "").replace("A4 portrait", "")


def words_in(text: str, word: str) -> list[str]:
    """Places of a word in a text, with what stands around each."""
    found = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return [text[max(0, one.start() - 40) : one.end() + 40] for one in found]


MET = {
    "A1": (
        "coaching with Ben Okri (A2)",
        "coaching 10:00–10:30 with Ben Okri (A2)",
        "mentor of Dev Patel (A4), who practises on Sales",
        "Mentor of Dev Patel (A4) on sales 10:00–11:00",
    ),
    "A2": ("coaching with Ada Lovelace (A1)", "coaching 10:00–10:30 with Ada Lovelace (A1)"),
    "A3": (),
    "A4": (
        "practice on Sales with Ada Lovelace (A1) as mentor",
        "sales 10:00–11:00 with Ada Lovelace (A1) as mentor",
    ),
}
"""Where each reader finds whom they sit with, once each."""


@pytest.mark.parametrize("reader", NAMES)
def test_nothing_of_anybody_else_is_in_an_agents_report(made: Path, reader: str) -> None:
    """Every written byte: names, parts of names, ids, causes, and names that tell of others.

    But for mentor and learner, coach and coached, who sit together: in the shift's parts and in
    the first line of its reasons.
    """
    raw = without_style(page_of(made, reader))
    for told in MET[reader]:
        assert raw.count(told) == 1, told
        raw = raw.replace(told, "")
    for text in (raw, html.unescape(raw)):
        for agent_id, name in NAMES.items():
            if agent_id != reader:
                for word in (agent_id, name, *name.split()):
                    assert words_in(text, word) == []
        for telling in (CAUSE, ACTIVITY, "occupational"):
            assert telling not in text
    assert NAMES[reader] in raw
    assert reader == "A2" or LIMIT not in raw


def test_files_of_a_folder_name_nobody_else_either(made: Path) -> None:
    names = sorted(path.name for path in (made.parent / "plan-agents").iterdir())
    assert names == ["A1.html", "A2.html", "A3.html", "A4.html", "export.json"]


def test_agent_sees_own_shifts_blocks_reasons_and_records(made: Path) -> None:
    text = html.unescape(page_of(made, "A2"))
    shown = ReportPage.of(page_of(made, "A2"))
    plain = " ".join("".join(shown.elements[0].pieces).split())
    for row in rows(made / "rota.csv"):
        if row["agent_id"] == "A2":
            assert f"{row['start'][11:16]}–{row['end'][11:16]}" in text
    articles = [element for element in shown.elements if element.tag == "article"]
    assert [one.attributes["id"] for one in articles] == [
        f"A2-2026-03-{day:02d}" for day in range(2, 7)
    ]
    for one in articles:
        assert "Without this shift, nothing else moved:" in one.text
    assert "Another agent with the skill works this shift and you work one of theirs" in plain
    assert "[another agent] and [another agent] never start late; ask [another agent]" in plain
    assert "To be changed by the reviewer" in plain  # Ada is on the rota herself
    assert "Accepted by Dana Reed" in plain
    assert "(superseded)" in plain
    assert "Suits me well" not in plain
    assert "a start from 08:00 before 08:30: met" in plain
    assert "SIMULATED DATA" in text


def test_terms_of_an_exchange_are_the_reviewers_alone(made: Path) -> None:
    """A declined request or a burden of the other person could be read from them."""
    filed = json.loads((made / "justifications.json").read_text(encoding="utf-8"))
    mine = {
        change["id"]
        for one in filed
        if one["agent_id"] == "A2"
        for other in one["comparison"]["alternatives"]
        for change in other["change"]
    }
    assert len(mine) > 5
    own = {
        e.attributes["data-claim"] for e in ReportPage.of(page_of(made, "A2")).marked("data-claim")
    }
    review = (made.parent / "plan-review.html").read_text(encoding="utf-8")
    all_of_it = {e.attributes["data-claim"] for e in ReportPage.of(review).marked("data-claim")}
    assert mine & own == set()
    assert mine <= all_of_it


def test_team_so_small_that_its_mean_tells_is_left_out() -> None:
    def ledger(people: int) -> FairnessLedger:
        return FairnessLedger(
            tuple(Burden(f"A{n}", 10.0 * n, 100.0, 0.0, 30.0) for n in range(people))
        )

    small, enough = own_share(ledger(3), "A1"), own_share(ledger(4), "A1")
    assert (small.shows_team, small.chart) == (False, None)
    assert "fair share" not in small.words
    assert enough.shows_team
    assert enough.words == (  # 10 hours against a mean of 15 at the same hours
        "After this you carry 5.0 unsocial hours fewer than your fair share."
    )
    assert not own_share(ledger(4), "A9").takes_part


def test_redaction_knows_whole_words_and_leaves_the_reader_alone(made: Path) -> None:
    redactor = Redactor(read_scenario(made / "scenario").agents, "A1")
    assert redactor.text("Ada Lovelace (A1) with Ben Okri (A2), Cleo Laine (A3)") == (
        "Ada Lovelace (A1) with 2 other agents"
    )
    assert redactor.text("A2 at 08:00, 12 A20 of BA2") == "another agent at 08:00, 12 A20 of BA2"
    assert redactor.text("Benefit of Developers") == "Benefit of Developers"
    assert redactor.quoted("Ben said so, not Ada") == "[another agent] said so, not Ada"


def test_reviewer_sees_everybody_and_has_a_place_for_each_decision(made: Path) -> None:
    text = (made.parent / "plan-review.html").read_text(encoding="utf-8")
    page = ReportPage.of(text)
    articles = [element for element in page.elements if element.tag == "article"]
    assert len(articles) == 20
    places = [element for element in page.elements if "decide" in element.classes]
    assert len(places) == 19  # all but the one decided on
    (monday,) = [one for one in articles if one.attributes["id"] == "A2-2026-03-02"]
    plain = " ".join(monday.text.split())
    assert plain.index("Accepted by Dana Reed") < plain.index("Contest by Ben Okri (A2)")
    assert "Cleo and A4 never start late; ask Ada Lovelace" in plain
    assert "To be changed by Ada Lovelace" in plain
    superseded = [e for e in page.elements if "superseded" in e.classes and monday in e.ancestors]
    assert ["Accepted by Dana Reed" in one.text for one in superseded] == [True]
    for name in NAMES.values():
        assert name in text
    (section,) = [element for element in page.elements if element.attributes.get("id") == "review"]
    lead = " ".join(section.text.split())
    assert "Of 20 allocations, 19 wait for a decision, 0 are accepted, 1 is to be changed" in lead
    for line in ("Without this shift, nothing else moved", "Best exchange found"):
        assert line in text


def test_mentor_is_told_when_and_whom_wherever_they_look(made: Path) -> None:
    """She was on the phone in her own page, her calendar and line 1, and nobody had told her."""
    calendars = run_here("export", made, "--format", "ics")
    assert calendars.returncode == 0, calendars.stderr
    told = {
        name: (made.parent / "plan-calendars" / f"{name}.ics")
        .read_bytes()
        .decode()
        .replace("\r\n ", "")
        for name in NAMES
    }
    assert "10:00–11:00  mentor of Dev Patel (A4): practice on Sales" in told["A1"]
    assert "10:00–11:00  practice: Sales\\, with Ada Lovelace (A1) as mentor" in told["A4"]
    assert "10:00–10:30  coaching with Ben Okri (A2)" in told["A1"]
    assert "Okri" not in told["A3"] + told["A4"]
    for who, words in (
        (
            "A1",
            "in the shift 08:00–16:00; mentor of Dev Patel (A4) on sales 10:00–11:00.",
        ),
        ("A4", "practises on sales with Ada Lovelace (A1) as mentor Tue 3 Mar 10:00–11:00"),
    ):
        done = run_here("explain", made, "--agent", who, "--at", "2026-03-03T10:30")
        assert words in done.stdout.splitlines()[0]


def test_plain_report_has_no_review_in_it(made: Path) -> None:
    text = (made / "report.html").read_text(encoding="utf-8")
    assert "Before publication" not in text
    assert "Dana Reed" not in text


def test_notice_board_has_every_shift_and_no_reason(made: Path) -> None:
    text = (made.parent / "plan-notice-board.html").read_text(encoding="utf-8")
    page = ReportPage.of(text)
    table = [element for element in page.elements if element.tag == "tbody"]
    plain = " ".join(" ".join(one.text.split()) for one in table)
    starts = {
        (row["agent_id"], row["start"][:10]): row["start"][11:16]
        for row in reversed(rows(made / "rota.csv"))
    }
    for (_, day), start in starts.items():
        assert f"{start}–" in plain, day
    assert "draft, 20 shifts not yet accepted" in text
    for word in (
        "late contact",
        "request",
        "leave",
        "declined",
        "burden",
        "coaching",
        "Dana",
        "Suits",
        CAUSE,
    ):
        assert words_in(html.unescape(without_style(text)), word) == []
    assert plain.count("meeting 10:00") == 4  # coach and coached; learner and mentor, by time alone
    leave = run_here("export", made, "--for", "notice-board", "--show-leave")
    assert leave.returncode == 0
    shown = (made.parent / "plan-notice-board.html").read_text(encoding="utf-8")
    assert shown.count(">leave<") == 1  # Dev on Sunday, without a word why


def test_notice_board_is_no_draft_once_all_is_accepted(made: Path, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(made, tmp_path / "plan"))
    everything = ("--waiting", "--accept", "--by", "Dana Reed")
    assert run_here("record", plan, *everything).returncode == 0
    assert run_here("record", plan, *BEN_MONDAY, "--accept", "--by", "Dana Reed").returncode == 0
    assert run_here("export", plan, "--for", "notice-board").returncode == 0
    board = (tmp_path / "plan-notice-board.html").read_text(encoding="utf-8")
    assert "draft" not in board
    assert run_here("record", plan, *BEN_MONDAY, "--contest", "Still not fair").returncode == 0
    assert run_here("export", plan, "--for", "notice-board").returncode == 0
    board = (tmp_path / "plan-notice-board.html").read_text(encoding="utf-8")
    assert "accepted, 1 shift looked at again" in board
    assert "draft" not in board
    assert run_here("record", plan, *BEN_MONDAY, "--contest", "Nor was last week").returncode == 0
    assert run_here("export", plan, "--for", "reviewer").returncode == 0
    review = (tmp_path / "plan-review.html").read_text(encoding="utf-8")
    (section,) = [
        one for one in ReportPage.of(review).elements if one.attributes.get("id") == "review"
    ]
    told = " ".join(section.text.split())
    assert "A2/2026-03-02: Still not fair; Nor was last week" in told  # not those answered since
    assert "1 is contested" in told


@pytest.mark.parametrize(
    "name", ["plan-agents/A2.html", "plan-review.html", "plan-notice-board.html"]
)
def test_pages_can_be_read_by_anybody_anywhere(made: Path, name: str) -> None:
    """Language, landmarks, headings without a step left out, heads of tables, nothing fetched."""
    text = (made.parent / name).read_text(encoding="utf-8")
    page = ReportPage.of(text)
    tags = [element.tag for element in page.elements]
    assert page.elements[0].attributes == {"lang": "en"}
    assert [tags.count(tag) for tag in ("h1", "main")] == [1, 1]
    assert len(re.findall(r"<head>.*<title>[^<]+</title>.*</head>", text, re.DOTALL)) == 1
    assert {"header", "footer"} <= set(tags)
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(b <= a + 1 for a, b in pairwise(levels)), levels
    for element in page.elements:
        if element.tag == "th":
            assert "scope" in element.attributes
        if element.tag == "section":
            label = element.attributes.get("aria-labelledby")
            assert label is None or f'id="{label}"' in text
    assert "script" not in tags
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*|url\((?!#)[^)]*|https?://[^\"< ]*", text) == []


def test_details_open_in_print_of_an_agents_report(made: Path) -> None:
    text = page_of(made, "A2")
    printed = text[text.rindex("@media print") :]
    assert '<body class="opens-in-print' in text
    assert ".opens-in-print details::details-content{content-visibility:visible" in printed


def test_one_agents_report_lands_beside_the_plan(made: Path, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(made, tmp_path / "week-10"))
    before = contents(plan)
    done = run("export", plan, "--for", "agents", "--agent", "Ben Okri", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["path"] == str(tmp_path / "week-10-A2.html")
    assert (told["people"], told["shifts"]) == (1, 5)
    assert contents(plan) == before
    file = tmp_path / "week-10-A2.html"
    assert file.read_bytes() == (made.parent / "plan-agents" / "A2.html").read_bytes()
    assert run_here("export", plan, "--for", "agents", "--agent", "A2").returncode == 0
    file.write_text(file.read_text(encoding="utf-8").replace("Okri", "Other"), encoding="utf-8")
    again = run_here("export", plan, "--for", "agents", "--agent", "A2")
    assert again.returncode == 2
    assert "has been changed since" in again.stderr


def test_reasons_of_another_rota_are_refused(made: Path, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(made, tmp_path / "plan"))
    rota = plan / "rota.csv"
    lines = rota.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("A4,2026-03-06")]
    rota.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = run_here("export", plan, "--for", "reviewer")
    assert done.returncode == 2
    assert "another rota than stands in rota.csv" in done.stderr
    assert "A4/2026-03-06" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--for", "reviewer", "--agent", "A2"], "goes with --for agents alone"),
        (["--for", "agents", "--format", "pdf"], "--for agents writes html"),
        (["--format", "html"], "--for with a reader"),
        ([], "--for with a reader"),
        (["--for", "reviewer", "--names"], "go with --for portfolio"),
        (["--for", "portfolio", "--format", "xlsx"], "docx or pdf"),
        (["--for", "reviewer", "--out", "review.pdf"], "does not end in .html"),
    ],
)
def test_what_does_not_go_together_is_refused(made: Path, arguments: list[str], says: str) -> None:
    done = run_here("export", made, *arguments)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
