"""An agent's burden before and after the week, on one scale with the team's."""

from __future__ import annotations

from markupsafe import Markup

from allocator.justify.ledger import Burden, FairnessLedger
from allocator.report.svg import element

_WIDTH, _HEIGHT = 300.0, 16.0
_EDGE = 6.0


def burden_chart(ledger: FairnessLedger, burden: Burden) -> Markup:
    """Draw a ring before and a dot after, with the fair share as a line."""
    shares = [b.after_share for b in ledger.burdens] + [b.before_share or 0 for b in ledger.burdens]
    most = max(*shares, 1e-9)

    def x(share: float) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * share / most

    middle = _HEIGHT / 2
    parts = [element("line", x1=_EDGE, x2=_WIDTH - _EDGE, y1=middle, y2=middle, class_="grid-line")]
    if ledger.team_after_share is not None:
        fair = x(ledger.team_after_share)
        parts.append(element("line", x1=fair, x2=fair, y1=0.0, y2=_HEIGHT, class_="fair"))
    after = x(burden.after_share)
    if burden.before_share is not None:
        before = x(burden.before_share)
        parts += [
            element("line", x1=before, x2=after, y1=middle, y2=middle, class_="moved"),
            element("circle", cx=before, cy=middle, r=4.0, class_="before"),
        ]
    parts.append(element("circle", cx=after, cy=middle, r=4.5, class_="after"))
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        class_="burden-chart",
        aria_hidden="true",
    )
