"""How every sheet of the workbook prints: landscape, one page wide, run and week on each page."""

from __future__ import annotations

from typing import Literal

from xlsxwriter.worksheet import Worksheet

from allocator.export.run_facts import SIMULATED, RunFacts

_PAPER_NUMBERS = {"a3": 8, "a4": 9}  # of Excel
_MOST_SIGNS = 60  # of a name in a header, which holds 255 in all


def set_page(sheet: Worksheet, facts: RunFacts, paper: Literal["a3", "a4"]) -> None:
    """Set up printing: paper, header and footer, header row on every page."""
    sheet.set_landscape()
    sheet.set_paper(_PAPER_NUMBERS[paper])
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    sheet.repeat_rows(0)
    centre = facts.centre[:_MOST_SIGNS].replace("&", "&&")
    # The space keeps a name that begins with a figure from being read as part of the size.
    marks = [SIMULATED] if facts.simulated else []
    marks += ["BREAKS HARD RULES"] if facts.rules_broken else []
    sheet.set_header(f'&L&"-,Bold"&14 {centre}&C&"-,Bold"&14{" · ".join(marks)}&R&12{facts.week}')
    sheet.set_footer(
        f"&LRun {facts.run_id}, made {facts.made_text}, allocator {facts.version}"
        "&C&A&RPage &P of &N"
    )
