"""An agent's own place in the fairness ledger, without anybody else's."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from allocator.justify.ledger import FairnessLedger
from allocator.report.svg import element

FEWEST_FOR_A_MEAN = 4
"""People in the ledger from which the team's mean is shown: of fewer it tells others' burdens."""

_WIDTH, _HEIGHT, _EDGE = 300.0, 18.0, 8.0


@dataclass(frozen=True)
class OwnShare:
    """What an agent's report says of fairness.

    Parameters
    ----------
    takes_part
        Whether the agent is in the ledger.
    shows_team
        Whether the team's mean may be shown.
    words
        Where the agent stands, in a sentence.
    """

    takes_part: bool
    shows_team: bool
    words: str
    chart: Markup | None


def own_share(ledger: FairnessLedger, agent_id: str) -> OwnShare:
    """Place of one agent, on a scale that nobody else's burden has made."""
    mine = ledger.burden(agent_id)
    shows_team = len(ledger.burdens) >= FEWEST_FOR_A_MEAN
    if mine is None:
        words = "You have no part in the fair share of unsocial hours, and no debt comes of it."
        return OwnShare(False, shows_team, words, None)
    fair = ledger.team_after_share
    if not shows_team or fair is None:
        words = "In so small a team its mean would tell the burden of others: it is left out."
        return OwnShare(True, False, words, None)
    above = ledger.above_fair_hours(mine)
    if abs(above) < 0.05:  # less than three minutes
        words = "After this you carry your fair share of unsocial hours."
    else:
        side = "more" if above > 0 else "fewer"
        words = f"After this you carry {abs(above):.1f} unsocial hours {side} than your fair share."
    return OwnShare(True, True, words, _chart(mine.before_share, mine.after_share, fair))


def _chart(before: float | None, after: float, fair: float) -> Markup:
    """Draw a ring before, a dot after and a line for the fair share."""
    most = max(after, fair, before or 0.0, 1e-9)

    def x(share: float) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * share / most

    middle = _HEIGHT / 2
    parts = [
        element("line", x1=_EDGE, x2=_WIDTH - _EDGE, y1=middle, y2=middle, class_="grid-line"),
        element("line", x1=x(fair), x2=x(fair), y1=0.0, y2=_HEIGHT, class_="fair"),
    ]
    if before is not None:
        parts += [
            element("line", x1=x(before), x2=x(after), y1=middle, y2=middle, class_="moved"),
            element("circle", cx=x(before), cy=middle, r=4.0, class_="before"),
        ]
    parts.append(element("circle", cx=x(after), cy=middle, r=4.5, class_="after"))
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        class_="burden-chart",
        aria_hidden="true",
    )
