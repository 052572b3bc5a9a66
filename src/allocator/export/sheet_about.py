"""The workbook's last sheet: which run this is, how good it is, and what the words mean."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from xlsxwriter import Workbook

from allocator.export.run_facts import SIMULATED
from allocator.export.sheet_page import set_page
from allocator.export.wall_rota import WallRota
from allocator.report.formats import percent

SHEET = "About"

DEFINITIONS = {
    "Paid hours": "Elapsed hours of the shifts without unpaid breaks, on the days when clocks "
    "change as well. Leave is not in them.",
    "OFF": "No shift. Days of leave are shown so as well, unless they were asked for.",
    "required": "People to schedule on the phone, shrinkage included, so that every queue of the "
    "pool meets its target.",
    "planned": "People on the phone in this rota, those on a break or at another activity not "
    "counted.",
    "short": "People missing: required less planned, where that is more than none.",
    "contacts": "Contacts expected in the interval, all queues of the pool.",
    "day": "Operating day: a shift belongs to the day on which it begins, as the centre counts it.",
    "start, end": "Times of the centre's own clock; utc_offset_minutes tells the two readings of "
    "a repeated hour apart.",
    "Gap": "How much better a rota that keeps the hard rules could be at most, as a share of "
    "this one's cost in late contacts.",
}
"""Words of the workbook's sheets and what they mean."""


def _gap(share: float | None) -> str:
    return "not proven" if share is None else f"at most {percent(share, 2)}"


def write_about(book: Workbook, wall: WallRota, paper: Literal["a3", "a4"]) -> None:
    """Write the facts of the run and the definitions."""
    sheet = book.add_worksheet(SHEET)
    facts = wall.facts
    set_page(sheet, facts, paper)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    mark = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#000000"})
    rows = [
        ("Rota", f"{facts.centre}, {facts.week}"),
        ("Run", facts.run_id),
        ("Input hash", facts.input_hash),
        ("Made", f"{facts.made_text} ({facts.made_at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC)"),
        ("Program", f"allocator {facts.version}"),
        ("Status", facts.status),
        ("Gap", _gap(facts.gap_share)),
        ("Check", f"The rota {facts.check_text}."),
        ("Time zone", wall.time_zone),
        ("Left out", "Reasons, requests, contracts and personal limits are not in this workbook."),
    ]
    at = 0
    if facts.simulated:
        sheet.write_string(at, 0, SIMULATED, mark)
        sheet.write_string(at, 1, "No real centre and no real people stand behind this rota.", mark)
        at += 1
    for name, value in rows:
        sheet.write_string(at, 0, name, bold)
        sheet.write_string(at, 1, value, wrapped)
        at += 1
    at += 1
    sheet.write_string(at, 0, "What the words mean", bold)
    for row, (name, value) in enumerate(DEFINITIONS.items(), start=at + 1):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, value, wrapped)
