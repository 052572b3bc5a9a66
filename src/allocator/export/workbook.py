"""The rota as an Excel workbook: the wall, every block as data, the cover, and what it all is.

Several weeks have the wall in one sheet, to be read back, and a sheet a week to hang up.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Literal

from xlsxwriter import Workbook

from allocator.export.run_facts import SIMULATED
from allocator.export.sheet_about import write_about
from allocator.export.sheet_blocks import write_blocks
from allocator.export.sheet_cover import write_cover
from allocator.export.sheet_wall import write_wall, write_weeks
from allocator.export.wall_rota import WallRota

MARK = "allocator rota export"
"""Name of the document property, with the run's id as its value, that tells an export."""


def workbook(wall: WallRota, paper: Literal["a3", "a4"]) -> bytes:
    """Bytes of the workbook; the same plan gives the same ones.

    Parameters
    ----------
    paper
        Paper that the sheets are set up to print on, landscape.
    """
    target = io.BytesIO()
    # Whatever a name begins with, it is text: never a formula, a link or a number.
    book = Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    facts = wall.facts
    book.set_properties(
        {
            "title": f"Rota of {facts.centre}",
            "subject": facts.week,
            "comments": SIMULATED if facts.simulated else "",
            "created": facts.made_at.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    book.set_custom_property(MARK, facts.run_id, "text")
    for write in (write_wall, write_weeks, write_blocks, write_cover, write_about):
        write(book, wall, paper)
    book.close()
    return target.getvalue()


def is_untouched_export(data: bytes) -> bool:
    """Whether the bytes of a file are a workbook made here that no program has saved since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            custom = parts.read("docProps/custom.xml").decode()
            core = parts.read("docProps/core.xml").decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return False
    times = re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", core)
    # A program that saves the workbook writes down when it did.
    return f'name="{MARK}"' in custom and len(times) == 2 and times[0] == times[1]
