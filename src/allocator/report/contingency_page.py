"""The contingency page as HTML: one file that opens offline and prints on one sheet."""

from __future__ import annotations

from allocator.domain.contingency import Contingency
from allocator.report.contingency_view import contingency_view
from allocator.report.environment import environment

_TEMPLATE = "contingency.html.j2"


def contingency_page(tested: Contingency) -> str:
    """Write the page."""
    return environment().get_template(_TEMPLATE).render(view=contingency_view(tested))
