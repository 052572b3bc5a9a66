"""A paper as a Word document: headings, tables with heads that repeat, and controls to fill.

Source
------
ECMA-376, part 1: structured document tags (17.5.2), of which each blank place is one.
"""

from __future__ import annotations

import io
import re
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell  # pyright: ignore[reportPrivateUsage]  # the type of a public thing
from docx.text.paragraph import Paragraph as WordParagraph

from allocator.evidence.paper import (
    REFERENCE,
    Blank,
    Heading,
    Paper,
    Paragraph,
    Part,
    Picture,
    Place,
    Signatures,
    Table,
)
from allocator.evidence.word_page import INK, MARK, PLAIN_PT, TEXT_WIDTH_MM, set_up
from allocator.evidence.word_xml import element, xml

BLANK_TAG = "learner."
"""What the tag of a learner's control begins with; the id of the place follows."""

_SOFT = RGBColor(0x56, 0x60, 0x6E)
_SMALLEST_PT, _SPACE_PT, _PICTURE_LESS_MM = 6.5, 7, 4


def word_report(paper: Paper) -> bytes:
    """Set a paper; the same paper gives the same bytes."""
    document = Document()
    set_up(document, paper)
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.subtitle, style="Subtitle")
    for before, part, after in zip(
        (None, *paper.parts), paper.parts, (*paper.parts[1:], None), strict=False
    ):
        leads_on = isinstance(before, Heading) and not isinstance(after, Heading)
        _add(document, part, leads_on=leads_on)
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


def _add(document: WordDocument, part: Part, *, leads_on: bool) -> None:
    match part:
        case Heading():
            heading = document.add_heading(part.text, level=part.level)
            heading.paragraph_format.page_break_before = part.starts_page or None
        case Paragraph():
            paragraph = document.add_paragraph()
            _write_line(paragraph, part.text)
            # A line of words below a heading goes on to what they are about.
            paragraph.paragraph_format.keep_with_next = leads_on or None
        case Table():
            _add_table(document, part)
        case Picture():
            _add_picture(document, part)
        case Blank():
            _add_blank(document, part)
        case Signatures():
            columns = ("Role", "Meaning", "Recorded by the system", "Name", "Signature", "Date")
            rows = tuple((p.role, p.meaning, p.recorded, "", "", "") for p in part.places)
            _add_table(
                document,
                Table(
                    "Signatures: places for people",
                    columns,
                    rows,
                    (1.2, 2.4, 2.4, 1.6, 2, 1.2),
                    row_height_mm=14,
                ),
            )


def _add_picture(document: WordDocument, part: Picture) -> None:
    """Drawing as PNG, which every reader of Word files can show."""
    from allocator.evidence.pdf_report import png_of

    _add_caption(document, part.caption)
    document.add_picture(io.BytesIO(png_of(part.svg)), width=Mm(TEXT_WIDTH_MM - _PICTURE_LESS_MM))
    paragraph = document.paragraphs[-1]
    for about in xml(paragraph).iter(qn("wp:docPr")):
        about.set("descr", part.alternative)


def _add_caption(document: WordDocument, text: str) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    _write_line(caption, text, colour=INK)


def _add_table(document: WordDocument, part: Table) -> None:
    _add_caption(document, part.caption)
    table = document.add_table(rows=1 + len(part.rows), cols=len(part.columns), style="Table Grid")
    table.autofit = False
    xml(table).tblPr.append(element("w:tblDescription", val=part.caption))
    widths = [Mm(TEXT_WIDTH_MM * width / sum(part.widths)) for width in part.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # What is written by hand stays together, and so does what is short; no first row stands alone
    # with the head at the foot of a page.
    kept = len(part.rows) if part.stays_together else min(2, len(part.rows))
    # Cells one by one are found by walking the whole table: rows are read once.
    every = zip(table.rows, [part.columns, *part.rows], strict=True)
    for line, (row, texts) in enumerate(every):
        head = line == 0
        properties = xml(row).get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if head:
            properties.append(element("w:tblHeader"))
        elif part.row_height_mm is not None:
            row.height = Mm(part.row_height_mm)
        keeps = line < kept
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[place]
            if isinstance(text, Place):
                _put_control(cell, text.id, text.prompt, text.text)
            else:
                _write(cell, text, bold=head or place == 0, size_pt=7 if part.is_dense else 8.5)
            if head:
                _shade(cell)
            cell.paragraphs[0].paragraph_format.keep_with_next = keeps or None
    _add_space(document)


def _add_blank(document: WordDocument, part: Blank) -> None:
    """Prompt, and below it a framed control with what the learner wrote, which may be nothing."""
    prompt = document.add_paragraph()
    prompt.paragraph_format.keep_with_next = True
    prompt.add_run(part.label).bold = True
    table = document.add_table(rows=1, cols=1, style="Table Grid")
    row = table.rows[0]
    row.height = Mm(6 * part.lines)
    _put_control(row.cells[0], part.id, part.prompt, part.text)
    _add_space(document)


def _add_space(document: WordDocument) -> None:
    """Part what follows from a table: little, so that it never fills a page of its own."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(_SPACE_PT)
    paragraph.add_run().font.size = Pt(2)


def _put_control(cell: _Cell, name: str, prompt: str, text: str) -> None:
    """Put a control into an empty cell, with what was written there, which may be nothing."""
    lines = text.split("\n")
    cell.paragraphs[0].add_run(lines[0])
    inside = [xml(cell.paragraphs[0]), *(xml(cell.add_paragraph(line)) for line in lines[1:])]
    control = element("w:sdt")
    about = element("w:sdtPr")
    about.append(element("w:alias", val=prompt[:60]))
    about.append(element("w:tag", val=f"{BLANK_TAG}{name}"))
    content = element("w:sdtContent")
    inside[0].addprevious(control)
    control.append(about)
    control.append(content)
    content.extend(inside)
    # A cell ends with a paragraph of its own.
    control.addnext(element("w:p"))


def _write(cell: _Cell, text: str, *, bold: bool, size_pt: float) -> None:
    """Write a cell's lines, the first of which may be bold; references are small and never are."""
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_run().add_break()
        _write_line(paragraph, line, bold=bold and not number, size_pt=size_pt)
    paragraph.paragraph_format.space_after = Pt(1)


def _write_line(
    paragraph: WordParagraph,
    line: str,
    *,
    bold: bool | None = None,
    size_pt: float | None = None,
    colour: RGBColor | None = None,
) -> None:
    """Write a line; sizes and weights not given are the paragraph's own."""
    begin = 0
    for found in [*REFERENCE.finditer(line), None]:
        plain = line[begin : found.start() if found else None]
        if plain:
            run = paragraph.add_run(plain)
            run.bold = bold
            run.font.size = None if size_pt is None else Pt(size_pt)
            if colour is not None:
                run.font.color.rgb = colour
        if found:
            run = paragraph.add_run(found[0])
            run.bold = False
            run.font.size = Pt(max(_SMALLEST_PT, (size_pt or PLAIN_PT) - 2))
            run.font.color.rgb = _SOFT
            begin = found.end()


def _shade(cell: _Cell) -> None:
    xml(cell).get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="E3E7EC"))


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
