"""Words set large and pale behind every page of a Word document.

Source
------
ECMA-376, part 4: VML, in which Word itself writes its watermarks, as WordArt in the header.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml

_PALE = "#eceef1"


def watermark(text: str) -> Any:
    """Element of a run in the header that shows the words across the page.

    It is a picture for the eye alone: the same words stand in the header as text.
    """
    return parse_xml(
        '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" '
        'style="position:absolute;margin-left:0;margin-top:0;width:560pt;height:70pt;'
        "rotation:-24;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        f'mso-position-vertical-relative:margin" fillcolor="{_PALE}" stroked="f">'
        '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold" '
        f"string={quoteattr(text)}/></v:shape></w:pict>"
    )
