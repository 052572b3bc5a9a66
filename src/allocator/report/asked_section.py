"""Questions that were asked of a finished plan, and their answers: a section of the report.

Answers are filed after the report was written, so the section stands between two marks and can be
put in anew without working anything else out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from allocator.justify.filed_comparison import FiledComparison
from allocator.justify.reference import reference
from allocator.report.environment import environment
from allocator.report.formats import signed
from allocator.report.marks import claim, quote

_TEMPLATE = "asked.html.j2"
_BEGIN, _END = "<!-- asked -->", "<!-- end of asked -->"


@dataclass(frozen=True)
class AskedRow:
    """An answer.

    Parameters
    ----------
    price
        Change of the whole objective, in late contacts.
    """

    folder: Markup
    words: tuple[Markup, ...]
    price: Markup
    reference: Markup


def asked_section(filed: Sequence[FiledComparison]) -> Markup:
    """Write the section with its marks; nothing stands between them where nothing was asked."""
    rows = [_row(one) for one in filed]
    text = environment().get_template(_TEMPLATE).render(asked=rows)
    return Markup(f"{_BEGIN}\n{text}\n{_END}")


def with_asked(page: str, filed: Sequence[FiledComparison]) -> str:
    """Return a report with the section put in anew; as it was where it has no place for one."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        return page
    return f"{before}{asked_section(filed)}{after}"


def _row(one: FiledComparison) -> AskedRow:
    name = f"comparisons/{one.id}"
    total = next(made for made in one.claims if made.id == f"{name}/change.total")
    assert isinstance(total.value, int | float)
    return AskedRow(
        folder=quote(f"comparison/{one.id}", name),
        words=tuple(quote(f"{name}/words/{n}", line) for n, line in enumerate(one.words)),
        price=claim(total, signed(total.value)),
        reference=quote(f"reference/{total.id}", reference(one.run_id, total.id)),
    )
