"""A report as a browser would read it: every marked figure, claim, quotation and series."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

VOID = {"meta", "br", "hr", "img", "input", "link"}
UNREAD = {"style", "title"}


@dataclass(repr=False, eq=False)
class Element:
    """An element of a page; ``ancestors`` from the outside in.

    Its text is a part of the page's pieces of text: whole strings for every ancestor of every
    piece would take seconds on a long page.
    """

    tag: str
    attributes: dict[str, str]
    ancestors: tuple[Element, ...]
    pieces: list[str]
    first_piece: int
    after_piece: int | None = None

    def __repr__(self) -> str:
        """Show the tag alone: a failed test prints its page, and ancestors hold all the rest."""
        return f"<{self.tag} {self.attributes}>"

    @property
    def text(self) -> str:
        return "".join(self.pieces[self.first_piece : self.after_piece])

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


@dataclass(frozen=True)
class Loose:
    """A piece of text with a digit in it that no mark accounts for."""

    text: str
    parent: Element


@dataclass(repr=False, eq=False)
class ReportPage(HTMLParser):
    """Elements of a page in order, and the text in it that is not marked."""

    elements: list[Element] = field(default_factory=list[Element])
    loose: list[Loose] = field(default_factory=list[Loose])
    _open: list[Element] = field(default_factory=list[Element])
    _pieces: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> Self:
        page = cls()
        page.feed(html)
        page.close()
        assert not page._open, f"never closed: {page._open[-1]}"
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        here = len(self._pieces)
        element = Element(tag, attributes, tuple(self._open), self._pieces, here)
        self.elements.append(element)
        if tag in VOID:
            element.after_piece = here
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open[-1].tag == tag, f"</{tag}> closes {self._open[-1]}"
        self._open.pop().after_piece = len(self._pieces)

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)
        if any(character.isdigit() for character in data) and not self._accounted_for():
            self.loose.append(Loose(" ".join(data.split()), self._open[-1]))

    def _accounted_for(self) -> bool:
        return any(
            {"data-figure", "data-claim", "data-quote"} & element.attributes.keys()
            or "axis" in element.classes
            or element.tag in UNREAD
            for element in self._open
        )

    def marked(self, attribute: str) -> list[Element]:
        """Elements with an attribute."""
        return [element for element in self.elements if attribute in element.attributes]


def shown_number(text: str) -> tuple[float, float]:
    """Read a number as the report writes it, and half a unit of its last digit."""
    plain = text.strip().replace("\u202f", "").replace("\u2212", "-").removeprefix("+")
    scale = 100 if plain.endswith("%") else 1
    plain = plain.removesuffix("%")
    decimals = len(plain.partition(".")[2])
    return float(plain) / scale, 0.5 * 10.0**-decimals / scale
