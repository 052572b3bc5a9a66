"""The allocation report for a portfolio: figures that can be cited, and blanks that are blank."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from allocator.domain.people import Agent
from allocator.evidence.pseudonyms import Pseudonyms
from allocator.evidence.word_report import blank_places
from allocator.pipeline.cite import citables
from allocator.pipeline.export_portfolio import export_portfolio
from tests.command_line import contents, run, run_here
from tests.readers_plan import CAUSE, NAMES, write_readers_plan

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
PLACES = [
    *(f"rationale.{agent_id}" for agent_id in NAMES),
    "objectives",
    "equity",
    "development",
    "involvement",
    "situation",
    "task",
    "action",
    "result",
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan with records, and its portfolio beside it."""
    folder = write_readers_plan(tmp_path_factory.mktemp("portfolio"))
    friday = ("--agent", "A2", "--day", "2026-03-06")
    for words in (
        ("--contest", "Cleo Laine never starts late"),
        ("--accept", "--by", "Dana Reed", "--reason", "Ben asked for the early start"),
    ):
        assert run_here("record", folder, *friday, *words).returncode == 0
    export_portfolio(folder, clock=lambda: NOON)
    return folder


@pytest.fixture(scope="module")
def word(plan: Path) -> bytes:
    return (plan.parent / "plan-portfolio" / "allocation-report.docx").read_bytes()


@pytest.fixture(scope="module")
def pdf(plan: Path) -> bytes:
    return (plan.parent / "plan-portfolio" / "allocation-report.pdf").read_bytes()


@pytest.fixture(scope="module")
def word_text(word: bytes) -> str:
    document = Document(io.BytesIO(word))
    return "\n".join(element.text or "" for element in document.element.body.iter(qn("w:t")))


@pytest.fixture(scope="module")
def pdf_text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_place_of_the_learner_is_there_and_blank(word: bytes, pdf_text: str) -> None:
    assert blank_places(word) == dict.fromkeys(PLACES, "")
    assert pdf_text.count("(typed by the learner; blank)") == len(PLACES)


def test_report_with_blanks_is_marked_incomplete_on_every_page(word: bytes, pdf: bytes) -> None:
    mark = f"SIMULATED DATA · INCOMPLETE: {len(PLACES)} places of the learner are blank"
    document = Document(io.BytesIO(word))
    assert document.sections[0].header.paragraphs[0].text == mark
    assert document.core_properties.content_status == "Incomplete"
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert mark in page.extract_text()


def test_data_of_a_real_centre_are_not_called_simulated(tmp_path: Path, small_plan: Path) -> None:
    folder = Path(shutil.copytree(small_plan, tmp_path / "plan"))
    for file, old, new in (
        ("scenario/scenario.yaml", "simulated: true", "simulated: false"),
        ("plan.json", '"simulated_data": true', '"simulated_data": false'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    made = export_portfolio(folder, "docx", clock=lambda: NOON)
    text = Document(str(made.path)).sections[0].header.paragraphs[0].text
    assert text == f"INCOMPLETE: {len(PLACES)} places of the learner are blank"


def test_what_a_learner_types_is_read_back_from_its_place(word: bytes) -> None:
    document = Document(io.BytesIO(word))
    (control,) = [
        one
        for one in document.element.body.iter(qn("w:sdt"))
        if one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == "learner.equity"
    ]
    paragraph = next(control.iter(qn("w:p")))
    run = paragraph.makeelement(qn("w:r"), {})
    text = run.makeelement(qn("w:t"), {})
    text.text = "I judged it fair, as …"
    run.append(text)
    paragraph.append(run)
    target = io.BytesIO()
    document.save(target)
    read = blank_places(target.getvalue())
    assert read["equity"] == "I judged it fair, as …"
    assert [name for name, words in read.items() if words] == ["equity"]


def test_words_of_the_learner_are_passed_on_and_only_then_is_it_complete(
    plan: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    portfolio = ("export", plan, "--for", "portfolio")
    assert run_here(*portfolio, "--format", "docx", "--out", first).returncode == 0
    write_into(first, {"equity": "It is fair,\nby [K7Q2M9FX]"})
    done = run_here(*portfolio, "--format", "docx", "--out", second, "--written", first)
    assert done.returncode == 0, done.stderr
    assert blank_places(second.read_bytes())["equity"] == "It is fair,\nby [K7Q2M9FX]"
    assert Document(str(second)).core_properties.content_status == "Incomplete"
    write_into(second, {name: f"words on {name}" for name in PLACES if name != "equity"})
    whole = tmp_path / "whole.pdf"
    done = run_here(*portfolio, "--format", "pdf", "--out", whole, "--written", second)
    assert done.returncode == 0, done.stderr
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(whole).pages).split())
    assert "INCOMPLETE" not in text
    assert "; blank)" not in text
    for words in ("It is fair, by [K7Q2M9FX]", "words on rationale.A3", "words on result"):
        assert words in text


def test_words_of_another_plan_are_refused(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    document = Document()
    document.core_properties.keywords = "allocator-portfolio-export"
    document.core_properties.comments = "Run another"
    document.save(str(other))
    out = tmp_path / "out.docx"
    done = run_here("export", plan, "--for", "portfolio", "--written", other, "--out", out)
    assert done.returncode == 2
    assert "is no allocation report of this plan" in done.stderr


def write_into(file: Path, words: dict[str, str]) -> None:
    """Type into the controls of a document, as Word does."""
    document = Document(str(file))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        for line in words.get(tag.removeprefix("learner."), "").split("\n"):
            content = control.find(qn("w:sdtContent"))
            paragraph = content.makeelement(qn("w:p"), {})
            run = paragraph.makeelement(qn("w:r"), {})
            text = run.makeelement(qn("w:t"), {})
            text.text = line
            run.append(text)
            paragraph.append(run)
            content.append(paragraph)
    document.save(str(file))


def test_every_reference_is_that_of_a_figure_of_the_plan(plan: Path, word_text: str) -> None:
    known = {one.reference: one.claim for one in citables(plan)}
    cited = set(re.findall(r"\[([0-9A-Z]{8})\]", word_text))
    assert len(cited) > 60
    assert cited <= known.keys()
    listed = set(re.findall(r"^[0-9A-HJKMNP-TV-Z]{8}$", word_text, re.MULTILINE))
    assert cited <= listed
    done = run_here("cite", sorted(cited)[0], plan)
    assert done.returncode == 0, done.stderr


def test_values_shown_are_those_of_the_claims(plan: Path, word_text: str) -> None:
    known = {one.reference: one.claim for one in citables(plan)}
    wrong: list[str] = []
    for text, ref in re.findall(r"([+−]?[\d.\u202f]+%?|–) \[([0-9A-Z]{8})\]", word_text):
        value = known[ref].value
        if text == "–":
            wrong += [] if value is None else [ref]
            continue
        plain = text.replace("−", "-").replace("\u202f", "").replace("%", "")
        shown = float(plain) / (100 if text.endswith("%") else 1)
        decimals = len(plain.partition(".")[2]) + (2 if text.endswith("%") else 0)
        assert isinstance(value, int | float)
        if abs(shown - value) > 0.5001 * 10.0**-decimals:
            wrong.append(f"{ref}: {text} for {value}")
    assert wrong == []


def test_each_table_says_how_its_fields_are_known(word: bytes) -> None:
    document = Document(io.BytesIO(word))
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
    tables = [table for table in document.tables if len(table.rows) > 1]
    assert len(captions) == len(tables)
    for caption, table in zip(captions, tables, strict=True):
        heads = " ".join(cell.text for cell in table.rows[0].cells)
        told = f"{caption} {heads}"
        if "Signatures" not in caption:
            assert re.search(r"computed|imported|typed|How known", told), caption
        if "How known" in heads:
            place = [cell.text for cell in table.rows[0].cells].index("How known")
            for row in table.rows[1:]:
                assert re.match(r"computed|imported|typed", row.cells[place].text)


def test_tables_of_the_word_file_have_heads_that_repeat(word: bytes) -> None:
    document = Document(io.BytesIO(word))
    heads = [table.rows[0]._tr for table in document.tables if len(table.rows) > 1]
    assert heads
    assert all(head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for head in heads)
    styles = [p.style.name for p in document.paragraphs if p.style]
    assert styles[0] == "Title"
    assert styles.count("Heading 2") == 5  # what was weighed, and four people


def test_pdf_is_tagged(pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the file
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    found = list(tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"} <= set(found)
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Allocation report: Corner office")


def tags(part: Any) -> Iterator[str]:
    """Types of all elements of a structure tree."""
    part = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(part, list):
        for one in part:
            yield from tags(one)
    elif isinstance(part, dict):
        if "/S" in part:
            yield str(part["/S"])
        if "/K" in part:
            yield from tags(part["/K"])


def test_people_are_ids_and_causes_are_nowhere(word: bytes, pdf_text: str) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        everything = "\n".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
        )
    for text in (everything, pdf_text):
        for name in NAMES.values():
            for part in name.split():
                assert not re.search(rf"(?<!\w){part}(?!\w)", text), part
        assert CAUSE not in text
        assert "A3 never starts late" in text
        assert "A2 asked for the early start" in text


def test_names_stand_beside_ids_where_asked_for(plan: Path) -> None:
    out = plan.parent / "named.docx"
    done = run_here(
        "export", plan, "--for", "portfolio", "--format", "docx", "--names", "--out", out
    )
    assert done.returncode == 0, done.stderr
    text = "".join(e.text or "" for e in Document(str(out)).element.body.iter(qn("w:t")))
    assert "Ben Okri (A2)" in text


def test_signatures_are_blank_and_their_moments_the_systems(word: bytes) -> None:
    table = Document(io.BytesIO(word)).tables
    (signed,) = [one for one in table if one.rows[0].cells[0].text == "Role"]
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in signed.rows[1:]}
    assert list(rows) == ["Learner", "Reviewer", "Team member", "Assessor"]
    for cells in rows.values():
        assert cells[3:] == ["", "", ""]
    assert rows["Learner"][2] == rows["Assessor"][2] == "none recorded"
    moment = dt.datetime.fromisoformat(rows["Reviewer"][2][:10]).date()
    today = dt.datetime.now(dt.UTC).date()
    assert today - dt.timedelta(days=1) <= moment <= today  # midnight may have passed
    assert "Dana Reed, 1 of 20 accepted" in rows["Reviewer"][2]
    assert rows["Team member"][2].endswith("words of 1 agent")


def test_same_moment_gives_the_same_bytes(plan: Path, word: bytes, pdf: bytes) -> None:
    before = contents(plan)
    made = export_portfolio(plan, clock=lambda: NOON)
    assert (made.path / "allocation-report.docx").read_bytes() == word
    assert (made.path / "allocation-report.pdf").read_bytes() == pdf
    assert contents(plan) == before


def test_report_that_somebody_wrote_in_is_not_replaced(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    words = ("export", plan, "--for", "portfolio", "--format", "docx", "--out", out)
    assert run_here(*words).returncode == 0
    assert run_here(*words).returncode == 0
    document = Document(str(out))
    document.core_properties.modified = dt.datetime(2030, 1, 1)  # noqa: DTZ001 - as Word writes it
    document.save(str(out))
    done = run_here(*words)
    assert done.returncode == 2
    assert "has been changed since" in done.stderr


def test_centre_loads_its_own_criteria(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "ours.csv"
    own.write_text(
        "id,unit,criterion,shown_by,who\n7.2,Team leading,Share out work fairly,Ledger,Learner\n",
        encoding="utf-8",
    )
    out = tmp_path / "report.docx"
    done = run(
        "export", plan, "--for", "portfolio", "--format", "docx", "--criteria", own, "--out", out
    )
    assert done.returncode == 0, done.stderr
    (table,) = [one for one in Document(str(out)).tables if one.rows[0].cells[0].text == "Id"]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["7.2", "Share out work fairly", "Team leading", "Ledger", "Learner"]
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,unit,criterion,shown_by\n1,A,B,C\n", "column who: the column is missing"),
        ("id,unit,criterion,shown_by,who\n1,A,,C,D\n", "row 2, column criterion: is empty"),
        (
            "id,unit,criterion,shown_by,who\n1,A,B,C,D\n1,A,B,C,D\n",
            "row 3, column id: is there twice",
        ),
        ("id,unit,criterion,shown_by,who\n", "holds no criterion"),
    ],
)
def test_faults_of_criteria_are_told(plan: Path, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "ours.csv"
    file.write_text(text, encoding="utf-8")
    out = tmp_path / "report.docx"
    done = run_here(
        "export", plan, "--for", "portfolio", "--format", "docx", "--criteria", file, "--out", out
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert not out.exists()


def test_parts_of_names_become_ids_where_one_has_them_alone() -> None:
    people = [
        Agent(agent_id=f"P{n}", name=name, contract="c", weekly_hours=20)
        for n, name in enumerate(("Ann Lee", "Ann Poe", "Bo May"))
    ]
    written = Pseudonyms(people).text("Ann Lee, Ann and Poe; May not, mayhap")
    assert written == "P0, an agent and P1; P2 not, mayhap"
