"""Every form of a cell of a hand-made rota, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from allocator.rota_files.cell_forms import (
    ABSENCE_CODES,
    OFF_CODES,
    CellSays,
    parse_cell,
    parse_clock_text,
)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("08:00-16:30", [(480, 990)]),
        ("08:00–16:30", [(480, 990)]),
        ("08:00 — 16:30", [(480, 990)]),
        ("8-16.30", [(480, 990)]),
        ("0800-1630", [(480, 990)]),
        ("800-1630", [(480, 990)]),
        ("8h00-16h30", [(480, 990)]),
        ("08:00 to 16:30", [(480, 990)]),
        ("8am-4:30pm", [(480, 990)]),
        ("8 a.m. - 4.30 p.m.", [(480, 990)]),
        ("12am-12pm", [(0, 720)]),
        ("22:00-06:00", [(1320, 1800)]),
        ("22:00-30:00", [(1320, 1800)]),
        ("16:00-24:00", [(960, 1440)]),
        ("16:00-00:00", [(960, 1440)]),
        ("08:00-12:00 / 14:00-18:00", [(480, 720), (840, 1080)]),
        ("14:00-18:00, 08:00-12:00", [(480, 720), (840, 1080)]),
        ("08:00-12:00\n14:00-18:00", [(480, 720), (840, 1080)]),
        ("08:00-12:00 and 14:00-18:00", [(480, 720), (840, 1080)]),
        ("08:00-12:00+12:00-16:00", [(480, 960)]),
        ("\u00a008:10-16:40 ", [(490, 1000)]),
    ],
)
def test_shifts(text: str, spans: list[tuple[int, int]]) -> None:
    assert parse_cell(text) == CellSays(spans=tuple(spans))


@pytest.mark.parametrize("code", ["", None, " ", *OFF_CODES, "Off", "RD", "rdo."])
def test_days_off(code: str | None) -> None:
    assert parse_cell(code) == CellSays()


@pytest.mark.parametrize("code", [*ABSENCE_CODES, "Sick", "A/L", "Leave."])
def test_absences(code: str) -> None:
    assert parse_cell(code) == CellSays(absence=code.upper().rstrip("."))


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("WFH", "neither a shift nor a known code"),
        ("08:00", "neither a shift nor a known code"),
        (8, "neither a shift nor a known code"),
        ("08:00-16:30 late", "neither a shift nor a known code"),
        ("late 08:00-16:30", "neither a shift nor a known code"),
        ("2026-03-02", "neither a shift nor a known code"),
        ("08:00-16:75", "is not a clock time"),
        ("08:00-41:00", "is not a clock time"),
        ("13pm-14pm", "is not a clock time"),
        ("08:00-08:00", "starts and ends at the same time"),
        ("9-5", "ends at 05:00 on the next day; write 09:00-17:00 if the afternoon is meant"),
        ("8:30-4:45", "write 08:30-16:45 if the afternoon is meant, and 08:30-28:45 if not"),
        ("08:00-12:00/11:00-15:00", "overlap, the first 08:00-12:00"),
        (dt.time(8), "is one time and not a shift"),
    ],
)
def test_what_is_no_shift_is_refused_with_a_remedy(cell: str | int | dt.time, message: str) -> None:
    with pytest.raises(ValueError, match="; ") as refused:
        parse_cell(cell)
    assert message in str(refused.value)


def test_unknown_code_is_told_with_the_codes_known() -> None:
    with pytest.raises(ValueError, match="OFF") as refused:
        parse_cell("WFH")
    assert all(code.upper() in str(refused.value) for code in (*OFF_CODES, *ABSENCE_CODES))


def test_clock_times() -> None:
    assert [parse_clock_text(text) for text in ("8", "08", "8.30", "0830", "12:05am", "26:00")] == [
        480,
        480,
        510,
        510,
        5,
        1560,
    ]


def test_codes_of_the_documentation_are_those_known() -> None:
    text = (Path(__file__).parents[3] / "docs" / "how-to.md").read_text(encoding="utf-8")
    (off,) = re.findall(r"^\| empty, (.*) \| no shift \|$", text, re.MULTILINE)
    (away,) = re.findall(r"^\| (.*) \| away, no shift\.", text, re.MULTILINE)
    dashes = {"–", "—", "D/O", "R/D", "REST", "A/L"}  # other spellings of some of them
    for shown, known in ((off, OFF_CODES), (away, ABSENCE_CODES)):
        named = set(re.findall(r"`([^`]+)`", shown))
        assert named <= {code.upper() for code in known}
        assert {code.upper() for code in known} - named <= dashes
