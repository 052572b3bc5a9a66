"""A paper as a Word document: headings, tables with heads that repeat, and controls to fill.

Source
------
ECMA-376, part 1: structured document tags (17.5.2), of which each blank place is one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell  # pyright: ignore[reportPrivateUsage]  # the type of a public thing
from docx.text.paragraph import Paragraph as WordParagraph

from allocator.evidence.paper import (
    Blank,
    Heading,
    Paper,
    Paragraph,
    Part,
    Signatures,
    Table,
)

MARK = "allocator-portfolio-export"
"""Keyword in the document's properties, by which an earlier export is known."""

BLANK_TAG = "learner."
"""What the tag of a learner's control begins with; the id of the place follows."""

_PAGE_WIDTH_MM, _PAGE_HEIGHT_MM, _MARGIN_MM = 297, 210, 16
_TEXT_WIDTH_MM = _PAGE_WIDTH_MM - 2 * _MARGIN_MM
_INK = RGBColor(0x1C, 0x23, 0x2E)


def word_report(paper: Paper) -> bytes:
    """Set a paper; the same paper gives the same bytes."""
    document = Document()
    _set_up(document, paper)
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.subtitle, style="Subtitle")
    for part in paper.parts:
        _add(document, part)
    target = io.BytesIO()
    document.save(target)
    return _with_fixed_times(target.getvalue())


def is_untouched_report(data: bytes) -> bool:
    """Whether the bytes are a document made here that no program has saved since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            core = parts.read("docProps/core.xml").decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        return False
    times = re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", core)
    return MARK in core and len(times) == 2 and times[0] == times[1]


def blank_places(data: bytes) -> dict[str, str]:
    """Read back what stands in each of the learner's places, by id; empty where nothing does."""
    document = Document(io.BytesIO(data))
    found: dict[str, str] = {}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and (name := tag.get(qn("w:val"), "")).startswith(BLANK_TAG):
            lines = [
                "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
                for paragraph in control.iter(qn("w:p"))
            ]
            found[name.removeprefix(BLANK_TAG)] = "\n".join(lines).strip()
    return found


def run_of(data: bytes) -> str | None:
    """Run that a document was made from; ``None`` where it is no report of ours."""
    try:
        properties = Document(io.BytesIO(data)).core_properties
    except (zipfile.BadZipFile, KeyError, ValueError):
        return None
    about, _, run_id = properties.comments.partition(" ")
    return run_id if about == "Run" and MARK in properties.keywords else None


def _set_up(document: WordDocument, paper: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_WIDTH_MM), Mm(_PAGE_HEIGHT_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    normal = document.styles["Normal"]
    font = cast("Any", normal).font
    font.name, font.size = "Calibri", Pt(10)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        cast("Any", document.styles[name]).font.color.rgb = _INK
    run_properties = cast("Any", normal).element.get_or_add_rPr()
    language = _element("w:lang", val="en-GB")
    run_properties.append(language)
    head = section.header.paragraphs[0]
    head.add_run(" · ".join(paper.marks)).bold = True
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


def _add(document: WordDocument, part: Part) -> None:
    match part:
        case Heading():
            document.add_heading(part.text, level=part.level)
        case Paragraph():
            document.add_paragraph(part.text)
        case Table():
            _add_table(document, part)
        case Blank():
            _add_blank(document, part)
        case Signatures():
            columns = ("Role", "Meaning", "Recorded by the system", "Name", "Signature", "Date")
            rows = tuple((p.role, p.meaning, p.recorded, "", "", "") for p in part.places)
            _add_table(
                document,
                Table("Signatures: places for people", columns, rows, (1.2, 2.4, 2.4, 1.6, 2, 1.2)),
                row_height_mm=14,
            )


def _add_table(document: WordDocument, part: Table, row_height_mm: float | None = None) -> None:
    caption = document.add_paragraph(part.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    cast("Any", caption.runs[0]).font.color.rgb = _INK
    table = document.add_table(rows=1 + len(part.rows), cols=len(part.columns), style="Table Grid")
    table.autofit = False
    _xml(table).tblPr.append(_element("w:tblDescription", val=part.caption))
    widths = [Mm(_TEXT_WIDTH_MM * width / sum(part.widths)) for width in part.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Cells one by one are found by walking the whole table: rows are read once.
    for row, texts in zip(table.rows, [part.columns, *part.rows], strict=True):
        head = texts is part.columns
        properties = _xml(row).get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if head:
            properties.append(_element("w:tblHeader"))
        elif row_height_mm is not None:
            row.height = Mm(row_height_mm)
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[place]
            _write(cell, text, bold=head or place == 0)
            if head:
                _shade(cell)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _add_blank(document: WordDocument, part: Blank) -> None:
    """Prompt, and below it a framed control with what the learner wrote, which may be nothing."""
    prompt = document.add_paragraph()
    prompt.paragraph_format.keep_with_next = True
    prompt.add_run(part.label).bold = True
    table = document.add_table(rows=1, cols=1, style="Table Grid")
    row = table.rows[0]
    row.height = Mm(6 * part.lines)
    cell = row.cells[0]
    lines = part.text.split("\n")
    cell.paragraphs[0].add_run(lines[0])
    inside = [_xml(cell.paragraphs[0]), *(_xml(cell.add_paragraph(line)) for line in lines[1:])]
    control = _element("w:sdt")
    about = _element("w:sdtPr")
    about.append(_element("w:alias", val=part.prompt[:60]))
    about.append(_element("w:tag", val=f"{BLANK_TAG}{part.id}"))
    content = _element("w:sdtContent")
    inside[0].addprevious(control)
    control.append(about)
    control.append(content)
    content.extend(inside)
    # A cell ends with a paragraph of its own.
    control.addnext(_element("w:p"))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _write(cell: _Cell, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(8.5)
    paragraph.paragraph_format.space_after = Pt(1)


def _shade(cell: _Cell) -> None:
    _xml(cell).get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="E3E7EC"))


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        if kind:
            _xml(run).append(_element("w:fldChar", fldCharType=kind))
        else:
            code = _element("w:instrText")
            code.text = text
            _xml(run).append(code)


def _xml(proxy: Any) -> Any:
    """Element behind a thing of python-docx, for what it has no words for."""
    return proxy._element


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _with_fixed_times(data: bytes) -> bytes:
    """Archive whose entries bear no time of writing, so that the same paper gives the same."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()
