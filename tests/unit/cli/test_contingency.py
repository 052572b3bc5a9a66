"""``allocator contingency`` at the command line: what it prints, writes and refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from allocator.domain.contingency import Contingency
from allocator.export.contingency_pdf import contingency_pdf
from allocator.report.contingency_page import contingency_page
from allocator.report.contingency_view import contingency_view
from tests.command_line import run_here
from tests.small_contingency import small_contingency


@pytest.fixture(scope="module")
def tested(small_plan: Path) -> Contingency:
    return small_contingency(small_plan)


def test_page_opens_offline_and_says_what_hurts(tested: Contingency) -> None:
    page = contingency_page(tested)
    assert "http" not in page
    assert "<script" not in page
    assert "SIMULATED DATA" in page
    for row in contingency_view(tested).rows:
        assert row.what in page.replace("&amp;", "&")


def test_pdf_is_one_page_and_the_same_bytes(tmp_path: Path, tested: Contingency) -> None:
    place = tmp_path / "page.pdf"
    place.write_bytes(contingency_pdf(tested))
    (page,) = PdfReader(place).pages
    text = page.extract_text()
    assert "What hurts most" in text
    assert "SIMULATED DATA" in text
    assert contingency_pdf(tested) == place.read_bytes()


def test_rows_are_those_that_hurt_most(tested: Contingency) -> None:
    rows = contingency_view(tested).rows
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0].what == tested.losses[0].words
    assert rows[0].bar_share == 1.0


@pytest.mark.parametrize(
    ("name", "says"),
    [("page.docx", "no kind of file"), ("plan/page.html", "lies in the plan's folder")],
)
def test_other_places_are_refused_before_the_work(
    tmp_path: Path, small_plan: Path, name: str, says: str
) -> None:
    folder = shutil.copytree(small_plan, tmp_path / "plan")
    ended = run_here("contingency", folder, "--out", tmp_path / name)
    assert ended.returncode == 2
    assert says in " ".join(ended.stderr.split())


def test_a_file_of_somebody_else_stays(tmp_path: Path, small_plan: Path) -> None:
    place = tmp_path / "page.html"
    place.write_text("mine", encoding="utf-8")
    ended = run_here("contingency", small_plan, "--out", place)
    assert ended.returncode == 2
    assert place.read_text(encoding="utf-8") == "mine"


def test_another_scenario_is_refused(tmp_path: Path, small_plan: Path) -> None:
    other = shutil.copytree(small_plan / "scenario", tmp_path / "other")
    agents = other / "agents.csv"
    text = agents.read_text(encoding="utf-8")
    agents.write_text(text.replace("Ada", "Adam", 1), encoding="utf-8")
    assert agents.read_text(encoding="utf-8") != text
    ended = run_here("contingency", other, small_plan)
    assert ended.returncode == 2
    assert "is not the scenario" in " ".join(ended.stderr.split())
