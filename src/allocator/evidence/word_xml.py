"""Elements of Word documents, for what python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def xml(proxy: Any) -> Any:
    """Element behind a thing of python-docx, for what it has no words for."""
    return proxy._element


def element(tag: str, **attributes: str) -> Any:
    """Make an element of WordprocessingML, attributes in its namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
