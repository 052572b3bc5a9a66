"""The pages of a Word document: paper, fonts, what stands on each, and what it says of itself."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from allocator.evidence.paper import Paper
from allocator.evidence.word_watermark import watermark
from allocator.evidence.word_xml import element, xml

MARK = "allocator-portfolio-export"
"""Keyword in the document's properties, by which an earlier export is known."""

_PAGE_WIDTH_MM, _PAGE_HEIGHT_MM, _MARGIN_MM = 297, 210, 16
TEXT_WIDTH_MM = _PAGE_WIDTH_MM - 2 * _MARGIN_MM
PLAIN_PT = 10
INK = RGBColor(0x1C, 0x23, 0x2E)


def set_up(document: WordDocument, paper: Paper) -> None:
    """Lay out the pages, and write what stands on each and in the properties."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_WIDTH_MM), Mm(_PAGE_HEIGHT_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(_MARGIN_MM + 5), Mm(_MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(9)
    normal = document.styles["Normal"]
    font = cast("Any", normal).font
    font.name, font.size = "Calibri", Pt(PLAIN_PT)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        cast("Any", document.styles[name]).font.color.rgb = INK
    run_properties = cast("Any", normal).element.get_or_add_rPr()
    language = element("w:lang", val="en-GB")
    run_properties.append(language)
    head = section.header.paragraphs[0]
    head.add_run(" · ".join(paper.marks)).bold = True
    if paper.watermark:
        xml(head.add_run()).append(watermark(paper.watermark))
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{paper.foot} · page ").font.size = Pt(8)
    _add_field(foot, "PAGE")
    properties = document.core_properties
    moment = dt.datetime.fromtimestamp(paper.made_at_s, dt.UTC).replace(tzinfo=None)
    properties.title = f"{paper.title}: {paper.subtitle}"
    properties.subject = ". ".join(paper.marks)
    properties.author = "allocator"
    properties.last_modified_by = ""
    properties.keywords = MARK
    properties.comments = f"Run {paper.run_id}"
    properties.content_status = "Incomplete" if any(paper.blanks()) else "Complete"
    properties.language = "en-GB"
    properties.created = properties.modified = moment


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        if kind:
            xml(run).append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = text
            xml(run).append(code)
