"""The PDF, its text read back, says what ``rota.csv`` says, and is fit for a wall."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from allocator.errors import InputError
from allocator.export.wall_content import wall_content
from allocator.export.wall_pdf import is_untouched_export, wall_pdf
from tests.tiny_scenario import default_files
from tests.unit.export.exported_plans import (
    AGENTS,
    AUTUMN,
    EARLY_DAY,
    Week,
    turns_of,
    wall_of,
    write_week,
)

MM_A_POINT = 25.4 / 72


def read(folder: Path, paper: str = "a3", *, show_leave: bool = False) -> PdfReader:
    made = wall_pdf(wall_of(folder, show_leave=show_leave), "a4" if paper == "a4" else "a3")
    return PdfReader(io.BytesIO(made))


def text_of(reader: PdfReader) -> str:
    text = "\n".join(page.extract_text() for page in reader.pages)
    return text.replace("\u00a0", " ")


def test_rows_hold_the_shifts_of_the_rota(plan_folder: Path) -> None:
    text = text_of(read(plan_folder))
    names = ["Ada Ångström", "Cléo & Łukasz", "=Ben()", "Dev", "People on shift"]
    for agent_id, name, following in zip(("A1", "A3", "A2", "A4"), names, names[1:], strict=False):
        row = text[text.index(name) : text.index(following)]
        spans = re.findall(r"(\d\d:\d\d)(?: [A-Z]{3})?–(\d\d:\d\d)(?: [A-Z]{3})?", row)
        expected = [
            (f"{turn.start:%H:%M}", f"{turn.end:%H:%M}")
            for turn in turns_of(plan_folder).get(agent_id, [])
        ]
        assert spans == expected
        days_off = re.findall(r"(?<!\S)–(?!\S)", row)
        assert len(days_off) == 7 - len(expected)


def test_page_tells_centre_week_run_and_that_the_data_is_simulated(tiny_folder: Path) -> None:
    text = text_of(read(tiny_folder))
    for piece in (
        "Corner office",
        "Rota, Monday 2 to Sunday 8 March 2026",
        "Run run-7 · made Thu 26 Feb 2026 15:00 · allocator 0.1.0 · inputs ",
        "SIMULATED DATA",
        "Page 1 of 1",
        "keeps every hard rule",
    ):
        assert piece in text


def test_cell_tells_rests_and_activities(tmp_path: Path) -> None:
    text = " ".join(text_of(read(write_week(tmp_path, AUTUMN))).split())
    assert "meeting 10:00 · lunch 10:30" in text
    assert "coaching" not in text
    assert "break 00:00" in text
    assert "00:00–01:45 GMT" in text


def test_totals_by_day_and_cover_in_words(tiny_folder: Path) -> None:
    text = text_of(read(tiny_folder))
    assert "People on shift 4 4 4 4 4 0 0\n" in text
    assert "Paid hours 24 24 23.5 24 24 0 0 119.5\n" in text
    # On Wednesday Ben is alone until Ada comes at 09:30.
    assert "2.5 agent hours short, most at 08:00: 1 there, 2 needed" in " ".join(text.split())


def test_landscape_a3_and_a4(tiny_folder: Path) -> None:
    for paper, size in (("a3", (420, 297)), ("a4", (297, 210))):
        box = read(tiny_folder, paper).pages[0].mediabox
        assert (round(box.width * MM_A_POINT), round(box.height * MM_A_POINT)) == size


def crowd(count: int) -> str:
    rows = [
        f"P{number:02d},Person {number:02d},part,20,team-{number % 2}" for number in range(count)
    ]
    return AGENTS + "".join(f"{row}\n" for row in rows)


def test_many_people_flow_over_pages_with_days_and_team_on_each(tmp_path: Path) -> None:
    lines = [
        f"P{number:02d} mon 08:00 work:help 10:00 break 10:15 work:help 12:00"
        for number in range(70)
    ]
    folder = write_week(tmp_path, agents=crowd(70), lines=lines)
    pages = [page.extract_text() for page in read(folder).pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "Mon 2 Mar" in text
        assert "Name" in text
        assert "SIMULATED DATA" in text
        assert f"Page {number} of {len(pages)}" in text
    assert "team-" in pages[1]
    everything = "\n".join(pages)
    assert [everything.count(f"Person {number:02d}") for number in range(70)] == [1] * 70
    assert everything.count("08:00–12:00") == 70


def test_two_weeks_are_two_tables_of_seven_days(tmp_path: Path) -> None:
    fortnight = Week(
        "fortnight", {"days: 7": "days: 14"}, ("A1 2026-03-11 08:00 work:sales 12:00",)
    )
    first, second = (page.extract_text() for page in read(write_week(tmp_path, fortnight)).pages)
    assert ("Mon 2 Mar" in first, "Mon 9 Mar" in first) == (True, False)
    assert ("Mon 2 Mar" in second, "Wed 11 Mar" in second) == (False, True)
    assert "08:00–12:00" not in first
    assert "08:00–12:00" in second


def test_accents_and_other_alphabets_are_shown_by_the_fonts_inside(tmp_path: Path) -> None:
    name = "Zoë Đặng-Łuczak Şəfa Ελένη Дмитрий O’Ñandú"
    agents = AGENTS.replace("Dev", name)
    reader = read(write_week(tmp_path, agents=agents))
    text = text_of(reader).replace("\n", " ")
    for word in re.split(r"[ -]", name):
        assert word in text
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all(font.startswith(("LibertinusSerif", "DejaVuSansMono")) for font in fonts)


def test_sign_that_no_font_has_is_told(tmp_path: Path) -> None:
    agents = AGENTS.replace("Dev", "Dev\U0010fff0")
    with pytest.raises(InputError, match="no font here can show a name"):
        read(write_week(tmp_path, agents=agents))


def test_name_is_text_and_never_markup(tmp_path: Path) -> None:
    agents = AGENTS.replace("Dev", "#panic() $x$ *b*")
    assert "#panic() $x$ *b*" in text_of(read(write_week(tmp_path, agents=agents)))


def test_pdf_is_tagged_titled_and_declares_its_standard(tiny_folder: Path) -> None:
    made = wall_pdf(wall_of(tiny_folder), "a3")
    reader = PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Rota of Corner office, Monday 2 to Sunday 8 March 2026"
    assert b"pdfuaid:part" in made


def test_same_plan_gives_the_same_bytes_with_the_time_of_the_plan(tiny_folder: Path) -> None:
    first, second = (wall_pdf(wall_of(tiny_folder), "a3") for _ in range(2))
    assert first == second
    metadata = PdfReader(io.BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.isoformat() == "2026-02-26T15:00:00+00:00"


def test_wall_gives_away_no_leave_no_requests_and_no_limits(tmp_path: Path) -> None:
    leave = "agent_id,first_day,last_day\nA4,2026-03-07,2026-03-07\n"
    kept = ("requests.csv", "availability.csv")
    folder = write_week(
        tmp_path,
        files={name: default_files()[name] for name in kept} | {"leave.csv": leave},
    )
    text = text_of(read(folder)).lower()
    assert not re.search(r"\b(leave|request|wish|available|contract|weekly)\b", text)
    assert "leave" in text_of(read(folder, show_leave=True))
    assert "leave" not in str(wall_content(wall_of(folder)))


def test_export_is_known_again(tiny_folder: Path) -> None:
    assert is_untouched_export(wall_pdf(wall_of(tiny_folder), "a3"))
    assert not is_untouched_export(b"%PDF-1.7 of somebody else")


def test_two_shifts_of_a_day_share_its_cell(tmp_path: Path) -> None:
    lines = ["A1 mon 08:00 work:sales 10:00", "A1 mon 14:00 work:sales 16:00"]
    text = text_of(read(write_week(tmp_path, lines=lines)))
    assert re.search(r"08:00–10:00\s+14:00–16:00\s", text)


def test_rota_without_a_shift_can_be_printed(tmp_path: Path) -> None:
    assert "People on shift 0 0 0 0 0 0 0" in text_of(read(write_week(tmp_path, lines=[])))


def test_date_of_a_shift_that_begins_after_midnight_is_told(tmp_path: Path) -> None:
    """A wall that said 01:30 under Tuesday sent somebody to work a day early."""
    text = " ".join(text_of(read(write_week(tmp_path, EARLY_DAY))).split())
    assert "01:30–05:30 on Wed 4 Mar" in text
