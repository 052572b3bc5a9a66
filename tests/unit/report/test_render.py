"""The page as a whole: sound, accessible, and honest about what it shows."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest

from allocator.domain.findings import Finding
from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.scenario import Scenario
from allocator.justify.justify import justify
from allocator.report.render import render
from tests.honest_plan import honest_plan
from tests.report_page import ReportPage
from tests.tiny_scenario import AGENTS_CSV, read_tiny_scenario

STYLE = Path(__file__).parents[3] / "src" / "allocator" / "report" / "templates" / "style.css"
MOST_TIMES = 5
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return read_tiny_scenario(tmp_path_factory.mktemp("render"))


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    return honest_plan(scenario)


@pytest.fixture(scope="module")
def html(scenario: Scenario, plan: Plan) -> str:
    return render(scenario, plan, justify(scenario, plan))


@pytest.fixture(scope="module")
def page(html: str) -> ReportPage:
    return ReportPage.of(html)


def with_summary(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update={"summary": plan.summary.model_copy(update=changes)})


def test_it_is_quick_and_small(scenario: Scenario, plan: Plan) -> None:
    """It takes less than finding the reasons that it shows, which tells how fast the machine is."""
    begun = time.process_time()
    justifications = justify(scenario, plan)
    justified_s = time.process_time() - begun
    begun = time.process_time()
    html = render(scenario, plan, justifications)
    assert time.process_time() - begun < MOST_TIMES * justified_s
    assert len(html.encode()) < MOST_BYTES


def test_same_plan_gives_the_same_page(scenario: Scenario, plan: Plan, html: str) -> None:
    assert render(scenario, plan, justify(scenario, plan)) == html


def test_ids_are_there_once_and_links_lead_to_them(page: ReportPage) -> None:
    ids = [element.attributes["id"] for element in page.marked("id")]
    assert len(set(ids)) == len(ids)
    targets = {element.attributes["href"] for element in page.marked("href")}
    assert targets <= {f"#{name}" for name in ids}
    labels = {element.attributes["aria-labelledby"] for element in page.marked("aria-labelledby")}
    assert labels <= set(ids)


def test_headings_step_down_one_at_a_time(page: ReportPage) -> None:
    levels = [int(e.tag[1]) for e in page.elements if re.fullmatch(r"h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_table_headers_have_a_scope(page: ReportPage) -> None:
    headers = [element for element in page.elements if element.tag == "th"]
    assert headers
    assert all("scope" in element.attributes for element in headers)


def test_pictures_are_described_or_hidden_from_screen_readers(page: ReportPage) -> None:
    for picture in (element for element in page.elements if element.tag == "svg"):
        described = picture.attributes.get("role") == "img" and picture.attributes["aria-label"]
        assert described or picture.attributes.get("aria-hidden") == "true"


def test_language_is_named(page: ReportPage) -> None:
    assert page.elements[0].attributes["lang"] == "en"


def test_pools_are_told_apart_without_colour(tmp_path: Path) -> None:
    """A block of the second pool has a pattern, and the cell says the pool in words."""
    two = {
        "    queues: [sales, help]\n    seats: 3\n": (
            "    queues: [sales]\n    seats: 3\n  - id: desk\n    queues: [help]\n"
        )
    }
    lines = ["A2 mon 08:00 work:sales 12:00", "A4 mon 08:00 work:help 12:00"]
    scenario = read_tiny_scenario(tmp_path, edits=two)
    plan = honest_plan(scenario, lines)
    page = ReportPage.of(render(scenario, plan, justify(scenario, plan)))
    fills = {
        e.attributes["fill"]
        for e in page.elements
        if "pool-1" in e.classes and "fill" in e.attributes
    }
    assert fills == {"url(#weave-1)"}
    (cell,) = [e for e in page.elements if e.attributes.get("href") == "#A4-2026-03-02"]
    assert "desk" in cell.text


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_colours_stand_out_from_every_background() -> None:
    """Contrast of 4.5 to 1 as WCAG 2.2, 1.4.3, asks of text."""
    css = STYLE.read_text(encoding="utf-8")
    names = re.findall(r"--(ink|soft|accent|short|good):(#[0-9a-f]{6})", css)
    pools = re.findall(r"\.(pool-\d)\{color:(#[0-9a-f]{6})", css)
    assert len(names) == 5
    assert len(pools) == 6
    faintest = min(luminance(colour) for colour in ("#ffffff", "#f4f6f8", "#fbf8ee"))
    for name, colour in [*names, *pools]:
        assert (faintest + 0.05) / (luminance(colour) + 0.05) >= 4.5, name


def test_simulated_data_are_marked_and_real_ones_not(tmp_path: Path) -> None:
    for written, marked in (("true", True), ("false", False)):
        scenario = read_tiny_scenario(tmp_path, edits={"simulated: true": f"simulated: {written}"})
        plan = honest_plan(scenario)
        page = ReportPage.of(render(scenario, plan, justify(scenario, plan)))
        (body,) = [element for element in page.elements if element.tag == "body"]
        assert ("simulated" in body.classes) is marked
        assert ("simulated data" in body.text) is marked


def test_names_are_text_and_never_markup(tmp_path: Path) -> None:
    agents = AGENTS_CSV.replace("Ada", "<script>Ada & co</script>")
    scenario = read_tiny_scenario(tmp_path, files={"agents.csv": agents})
    plan = honest_plan(scenario)
    html = render(scenario, plan, justify(scenario, plan))
    assert "<script" not in html
    assert "&lt;script&gt;Ada &amp; co&lt;/script&gt;" in html


def test_a_failed_check_is_told_at_the_top(scenario: Scenario, plan: Plan) -> None:
    finding = Finding(rule_id="seats", message="main has 4 agents on the phone and 3 seats")
    failed = with_summary(plan, verdict="failed", findings=(finding,))
    html = render(scenario, failed, justify(scenario, plan))
    top = html[: html.index("<main>")]
    assert "Failed" in top
    assert finding.message in top


def test_gap_is_told_in_percent_and_in_late_contacts(page: ReportPage) -> None:
    (header,) = [element for element in page.elements if element.tag == "header"]
    text = " ".join(header.text.split())
    assert re.search(r"at most [\d.]+% \(1\.0 late contacts\) from the best possible rota", text)


@pytest.mark.parametrize("status", list(PlanStatus))
def test_every_status_has_words(scenario: Scenario, plan: Plan, status: PlanStatus) -> None:
    assert render(scenario, with_summary(plan, status=status), justify(scenario, plan))


def test_reviewer_and_agent_have_a_place_in_every_justification(page: ReportPage) -> None:
    articles = [element for element in page.elements if element.tag == "article"]
    assert articles
    for article in articles:
        assert "Reviewer’s decision and reason" in article.text
        assert "The agent’s response" in article.text


def test_whose_unsocial_hours_were_agreed_is_named_beside_the_ledger(tmp_path: Path) -> None:
    agents = AGENTS_CSV.replace("weekly_hours\n", "weekly_hours,unsocial_agreed\n")
    agents = agents.replace("37.5\n", "37.5,\n").replace(",25\n", ",25,yes\n")
    scenario = read_tiny_scenario(
        tmp_path, files={"agents.csv": agents.replace(",20\n", ",20,no\n")}
    )
    made = honest_plan(scenario)
    justifications = justify(scenario, made)
    html = render(scenario, made, justifications)
    (note,) = re.findall(r"Left out, as unsocial hours are what .*?</p>", html)
    assert "Cleo" in note
    assert not {"Ada", "Ben", "Dev"} & set(re.findall(r"\w+", note))
    said = [
        (claim.id, claim.value)
        for justification in justifications
        for claim in justification.claims()
        if claim.id.endswith("unsocial.left_out")
    ]
    assert said == [
        (f"A3/2026-03-0{day}/unsocial.left_out", "unsocial hours agreed in the contract")
        for day in range(2, 7)
    ]


def test_long_stretches_are_shown_in_hours_and_short_ones_in_minutes(page: ReportPage) -> None:
    shown = {element.attributes["data-claim"]: element for element in page.marked("data-claim")}
    rest = shown["A1/2026-03-02/rest.before"]
    assert (rest.text, rest.attributes["data-value"], rest.attributes["data-per"]) == (
        "62.5",
        "3750.0",
        "60",
    )
    free = shown["A3/2026-03-04/availability.before"]
    assert (free.text, "data-per" in free.attributes) == ("90", False)


def test_each_rule_says_what_it_rests_on(page: ReportPage) -> None:
    (section,) = [e for e in page.elements if e.attributes.get("id") == "rules"]
    rows = [e.text for e in page.elements if e.tag == "tr" and section in e.ancestors]
    (rest,) = [row for row in rows if "daily_rest" in row]
    assert "hardlaw" in rest
