"""The work plan: one content in three forms, figures that can be cited, blanks that are blank."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from allocator.domain.contingency import Contingency
from allocator.evidence.word_report import blank_places
from allocator.justify.reference import reference
from allocator.pipeline.cite import citables, cite
from allocator.pipeline.contingency import skills
from allocator.pipeline.contingency.bench import Bench
from allocator.pipeline.contingency.cases import person_cases, queue_cases, seat_cases
from allocator.pipeline.work_plan import make_work_plan
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run, run_here
from tests.readers_plan import ACTIVITY, CAUSE, NAMES, write_readers_plan

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
LAID_OUT = ("Objectives", "Timeline of the week", "Resources by pool and day", "Rota")
REFERENCE = re.compile(r"\[([0-9A-HJKMNP-TV-Z]{8})\]")
NOTE = "Ada Lovelace (A1) said so"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_readers_plan(tmp_path_factory.mktemp("work-plan"))


@pytest.fixture(scope="module")
def losses(folder: Path) -> Contingency:
    """Losses with nothing done; no response is looked for."""
    scenario, plan = read_scenario(folder / SCENARIO_FOLDER), read_plan(folder)
    bench = Bench(scenario, plan.requirements, plan.rota)
    cases = [
        *person_cases(scenario, plan.rota),
        *queue_cases(scenario, plan.requirements)[:1],
        *seat_cases(scenario)[:1],
    ]
    found = [bench.measured(case) for case in cases]
    summary = plan.summary
    return Contingency(
        run_id=summary.run_id,
        input_hash=summary.input_hash,
        version=summary.version,
        created_at=summary.created_at,
        seed=1,
        site="Corner office",
        first_day=scenario.grid.days[0],
        last_day=scenario.grid.days[-1],
        simulated_data=True,
        offered_contacts=sum(row.forecast_contacts for row in plan.requirements),
        plan_contacts=found[0].plan_contacts,
        losses=tuple(sorted(found, key=lambda loss: -loss.extra_contacts)),
        pairs_tested=0,
        responses_prepared=0,
        volume_share=0.0,
        volume_words="",
        notes=(NOTE,),
    )


@pytest.fixture(scope="module")
def plan(folder: Path, losses: Contingency) -> Path:
    """Plan with its work plan beside it."""
    make_work_plan(folder, contingency=lambda _: losses, clock=lambda: NOON)
    return folder


@pytest.fixture(scope="module")
def word(plan: Path) -> bytes:
    return (plan.parent / "plan-work-plan" / "work-plan.docx").read_bytes()


@pytest.fixture(scope="module")
def pdf(plan: Path) -> bytes:
    return (plan.parent / "plan-work-plan" / "work-plan.pdf").read_bytes()


@pytest.fixture(scope="module")
def page(plan: Path) -> str:
    return (plan.parent / "plan-work-plan" / "work-plan.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def word_text(word: bytes) -> str:
    return text_of_word(Document(io.BytesIO(word)))


@pytest.fixture(scope="module")
def pdf_text(pdf: bytes) -> str:
    return text_of_pdf(pdf)


def text_of_word(document: Any) -> str:
    return "\n".join(element.text or "" for element in document.element.body.iter(qn("w:t")))


def text_of_pdf(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def text_of_page(page: str) -> str:
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))


def test_three_forms_hold_the_same_figures_and_headings(
    word_text: str, pdf_text: str, page: str
) -> None:
    in_word = set(REFERENCE.findall(word_text))
    assert len(in_word) > 100
    assert set(REFERENCE.findall(text_of_page(page))) == in_word
    # A line may be broken inside a reference in a narrow column of the PDF, nowhere else.
    assert set(REFERENCE.findall(pdf_text.replace(" ", ""))) == in_word
    headings = re.findall(r'<h2 id="[^"]*">([^<]*)</h2>', page)
    assert headings[:4] == list(LAID_OUT)
    for heading in headings:
        assert html.unescape(heading) in word_text
        assert html.unescape(heading) in pdf_text


def test_every_reference_is_that_of_a_figure_of_the_plan(
    plan: Path, word_text: str, losses: Contingency
) -> None:
    known = {one.reference for one in citables(plan)}
    run_id = read_plan(plan).summary.run_id
    of_losses = {
        reference(run_id, f"contingency.json/{loss.id}/nothing_done") for loss in losses.losses
    }
    cited = set(REFERENCE.findall(word_text))
    assert cited & of_losses
    assert cited <= known | of_losses


def test_values_shown_are_those_of_the_claims(plan: Path, page: str) -> None:
    known = {one.reference: one.claim for one in citables(plan)}
    wrong: list[str] = []
    # The list of sorts at the end has examples beside counts.
    text = text_of_page(page[: page.index(">References</h2>")]).replace("\u202f", "")
    seen = re.findall(r"([+−]?[\d.]+%?) \[([0-9A-Z]{8})\]", text)
    assert len(seen) > 100
    for told, ref in seen:
        value = known[ref].value if ref in known else None
        if not isinstance(value, int | float):
            continue
        plain = told.replace("−", "-").replace("%", "")
        shown = float(plain) / (100 if told.endswith("%") else 1)
        decimals = len(plain.partition(".")[2]) + (2 if told.endswith("%") else 0)
        # A trailing nought is left out, so that one decimal fewer may be shown than was rounded.
        if abs(shown - value) > 0.5001 * 10.0**-decimals:
            wrong.append(f"{ref}: {told} for {value}")
    assert wrong == []


def test_loss_is_measured_again_by_its_reference(plan: Path, losses: Contingency) -> None:
    loss = next(one for one in losses.losses if one.agent_ids == ("A1",))
    name = f"contingency.json/{loss.id}/nothing_done"
    found = cite(reference(read_plan(plan).summary.run_id, name), [plan])
    assert found.found.claim.id == name
    assert found.found.claim.value == pytest.approx(loss.extra_contacts, abs=1e-6)


def test_skill_is_worked_out_again_by_its_reference(
    plan: Path, losses: Contingency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def few_steps(_: int) -> int:
        return 300

    monkeypatch.setattr(skills, "usual_steps", few_steps)
    scenario, made = read_scenario(plan / SCENARIO_FOLDER), read_plan(plan)
    gain = skills.to_search(skills.estimates(scenario, made.requirements, made.rota))[0]
    base = skills.search(scenario, made.requirements, made.rota, None, 7, 300).rota
    without, others = (
        [skills.search(scenario, made.requirements, base, one, seed, 300) for seed in (8, 9)]
        for one in (None, gain)
    )
    gain = skills.valued(gain, without, others)
    tested = losses.model_copy(update={"skills": (gain,), "seed": 7})
    page = make_work_plan(plan, tmp_path / "skills.html", contingency=lambda _: tested).path
    text = page.read_text(encoding="utf-8")
    for name, value in (
        ("estimated", gain.estimated_contacts),
        ("searched_seed_7", gain.saved_contacts),
        ("apart_seed_7", gain.searches_apart_contacts),
    ):
        ref = reference(made.summary.run_id, f"contingency.json/{gain.id}/{name}")
        assert f"[{ref}]" in text
        assert cite(ref, [plan]).found.claim.value == pytest.approx(value, abs=1e-6)


def test_days_add_up_to_the_tables_of_the_plan(plan: Path) -> None:
    claims = {one.claim.id: one.claim.value for one in citables(plan)}
    hours: defaultdict[str, float] = defaultdict(float)
    with (plan / "staffing.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # The tiny scenario's days begin at midnight.
            name = f"staffing.csv/{row['interval_start'][:10]}/{row['pool']}/required_hours"
            hours[name] += int(row["required_agents"]) / 4
            hours[f"staffing.csv/all-days/{row['pool']}/required_hours"] += (
                int(row["required_agents"]) / 4
            )
    assert len(hours) > 5
    assert {name: claims[name] for name in hours} == pytest.approx(hours)
    paid = [
        value
        for name, value in claims.items()
        if re.fullmatch(r"rota\.csv/\d{4}-\d\d-\d\d/paid_hours", name)
    ]
    assert sum(float(str(value)) for value in paid) == pytest.approx(
        read_plan(plan).summary.paid_hours
    )


def test_every_place_is_blank_and_every_page_says_so(word: bytes, pdf: bytes, page: str) -> None:
    places = blank_places(word)
    assert {"development", "involvement", "objective.1.1", "risk.1.1", "review.1.agreed"} <= set(
        places
    )
    assert set(places.values()) == {""}
    document = Document(io.BytesIO(word))
    head = document.sections[0].header.paragraphs[0].text
    found = re.fullmatch(r"SIMULATED DATA · INCOMPLETE: (\d+) places are blank", head)
    assert found is not None
    assert document.core_properties.content_status == "Incomplete"
    for one in PdfReader(io.BytesIO(pdf)).pages:
        assert head in one.extract_text()
    assert head in text_of_page(page)


def test_simulated_data_are_watermarked_in_each_form(word: bytes, pdf_text: str, page: str) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        heads = [parts.read(name).decode() for name in parts.namelist() if "header" in name]
    assert any('string="SIMULATED DATA"' in head for head in heads)
    assert 'class="watermark"' in page
    assert pdf_text.count("SIMULATED DATA") >= 2  # beside the mark at the head of the page


def test_nobody_has_signed(word: bytes, page: str) -> None:
    tables = Document(io.BytesIO(word)).tables
    (signed,) = [one for one in tables if one.rows[0].cells[0].text == "Role"]
    rows = {row.cells[0].text: [cell.text for cell in row.cells][2:] for row in signed.rows[1:]}
    assert list(rows) == ["Supervisor", "Manager", "Assessor"]
    assert all(cells == ["none recorded", "", "", ""] for cells in rows.values())
    for role in rows:
        assert f"{role}: signature, blank" in page


def test_week_that_was_not_tested_says_so_on_every_page(plan: Path, tmp_path: Path) -> None:
    made = make_work_plan(plan, tmp_path / "untested.pdf", clock=lambda: NOON)
    assert not made.is_tested
    for one in PdfReader(made.path).pages:
        assert "CONTINGENCY NOT TESTED" in one.extract_text()
    assert "NOT TESTED. No loss of a person" in text_of_pdf(made.path.read_bytes())


def test_people_are_ids_and_causes_are_nowhere(
    word: bytes, word_text: str, pdf_text: str, page: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        everything = "\n".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
        )
    for text in (everything, word_text, pdf_text, page):
        for name in NAMES.values():
            for part in name.split():
                assert not re.search(rf"(?<!\w){part}(?!\w)", text), part
        assert CAUSE not in text
        assert ACTIVITY not in text
    assert "A1 said so" in word_text


def test_names_stand_beside_ids_where_asked_for(
    plan: Path, tmp_path: Path, losses: Contingency
) -> None:
    made = make_work_plan(
        plan, tmp_path / "named.html", names=True, show_leave=True, contingency=lambda _: losses
    )
    text = text_of_page(made.path.read_text(encoding="utf-8"))
    assert "Ben Okri (A2)" in text
    assert f"coaching ({ACTIVITY})" in text
    assert NOTE in text
    assert " leave " in text


def test_pdf_is_tagged(pdf: bytes) -> None:
    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the file
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_same_moment_gives_the_same_bytes_and_leaves_the_plan_alone(
    plan: Path, losses: Contingency
) -> None:
    before = contents(plan), contents(plan.parent / "plan-work-plan")
    make_work_plan(plan, contingency=lambda _: losses, clock=lambda: NOON)
    assert (contents(plan), contents(plan.parent / "plan-work-plan")) == before


def test_words_are_passed_on_and_only_all_of_them_make_it_complete(
    plan: Path, word: bytes, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    first.write_bytes(word)
    write_into(first, lambda name: "Answer chats sooner" if name == "objective.1.1" else "")
    made = make_work_plan(plan, second, written=first, clock=lambda: NOON)
    assert blank_places(second.read_bytes())["objective.1.1"] == "Answer chats sooner"
    assert made.blanks > 0
    # Lines that need not be used, and reviews not held yet, may stay blank.
    write_into(
        second, lambda name: "" if re.search(r"^(objective|risk)\.[2-4]|held$", name) else "so"
    )
    whole = make_work_plan(plan, tmp_path / "whole.pdf", written=second, clock=lambda: NOON)
    assert whole.blanks == 0
    assert "INCOMPLETE" not in text_of_pdf(whole.path.read_bytes())


def write_into(file: Path, words: Callable[[str], str]) -> None:
    """Type into the controls of a document, as Word does."""
    document = Document(str(file))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        paragraph = next(control.find(qn("w:sdtContent")).iter(qn("w:p")))
        run = paragraph.makeelement(qn("w:r"), {})
        text = run.makeelement(qn("w:t"), {})
        text.text = words(tag.removeprefix("learner."))
        run.append(text)
        paragraph.append(run)
    document.core_properties.modified = dt.datetime(2030, 1, 1)  # noqa: DTZ001 - as Word writes it
    document.save(str(file))


def test_copy_that_somebody_wrote_in_is_not_replaced(
    plan: Path, word: bytes, page: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.docx").write_bytes(word)
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    make_work_plan(plan, tmp_path / "plan.html")  # nobody has changed it yet
    write_into(tmp_path / "plan.docx", lambda _: "mine")
    (tmp_path / "plan.html").write_text(page.replace("Work plan", "My plan"), encoding="utf-8")
    for name in ("plan.docx", "plan.html"):
        done = run_here("work-plan", plan, "--without-contingency", "--out", tmp_path / name)
        assert done.returncode == 2
        assert "has been changed since" in done.stderr


def test_command_takes_scenario_and_plan(plan: Path, tmp_path: Path, losses: Contingency) -> None:
    file = tmp_path / "contingency.json"
    file.write_text(losses.model_dump_json(), encoding="utf-8")
    out = tmp_path / "out"
    words = (plan / SCENARIO_FOLDER, plan, "--contingency", file, "--format", "html")
    done = run("work-plan", *words, "--format", "pdf", "--out", out)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "contingency.json",
        "export.json",
        "work-plan.html",
        "work-plan.pdf",
    ]
    assert "figures cited; incomplete: " in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--without-contingency", "--format", "word", "--out", "plan.pdf"), "does not end in"),
        (("--format", "pdf", "--format", "html", "--out", "a.pdf"), "is the name of one file"),
        (("--contingency", "other.json"), "was tested on another plan"),
        (("--contingency", "broken.json"), "holds no result of a contingency test"),
        (("--contingency", "broken.json", "--without-contingency"), "Give one of"),
    ],
)
def test_faults_are_told_and_nothing_is_written(
    plan: Path, tmp_path: Path, words: tuple[str, ...], says: str, losses: Contingency
) -> None:
    other = losses.model_copy(update={"run_id": "another"})
    (tmp_path / "other.json").write_text(other.model_dump_json(), encoding="utf-8")
    (tmp_path / "broken.json").write_text("{}", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    out = () if "--out" in words else ("--out", "out")
    done = run_here("work-plan", plan, *words, *out, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_another_scenario_than_the_plans_is_refused(plan: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(plan / SCENARIO_FOLDER, tmp_path / "other"))
    text = (other / "agents.csv").read_text(encoding="utf-8")
    (other / "agents.csv").write_text(text.replace("Dev Patel", "Eve Patel"), encoding="utf-8")
    done = run_here("work-plan", other, plan, "--without-contingency", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "is not the scenario that the plan was made from" in done.stderr
