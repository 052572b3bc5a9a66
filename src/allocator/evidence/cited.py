"""Figures of a portfolio with the short reference of each, gathered for the list at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from allocator.evidence.paper import Provenance, Table
from allocator.justify.claim import Claim
from allocator.justify.reference import reference
from allocator.report.formats import compact, number, signed

_IMPORTED = (
    "agents.csv",
    "skills.csv",
    "availability.csv",
    "requests.csv",
    "leave.csv",
    "goals.csv",
    "activities.csv",
    "ledger.csv",
    "worked.csv",
)
"""Files of the scenario: a claim whose source is one row of one of them was imported."""


@dataclass
class CitedFigures:
    """Writes figures with their references and keeps the list of them."""

    run_id: str
    _rows: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def claim(self, made: Claim, text: str | None = None) -> str:
        """Value of a claim with its reference: ``22.9 [K7Q2M9FX]``.

        Parameters
        ----------
        text
            Value as it is to be shown.
        """
        shown = text if text is not None else _shown(made)
        ref = reference(self.run_id, made.id)
        about = made.id.rpartition("/")[0]
        ends = ""
        if made.low is not None and made.high is not None:
            ends = f" ({compact(made.low)} to {compact(made.high)})"
        row = (
            ref,
            f"{about}: {made.subject}",
            f"{shown}{ends}",
            made.unit,
            made.kind.value.replace("_", " "),
            str(provenance(made.source)),
            made.source,
        )
        self._rows.setdefault(ref, row)
        return f"{shown} [{ref}]"

    def table(self) -> Table:
        """Every figure that was cited, in the order in which it first stood."""
        return Table(
            caption="Figures by reference; allocator cite REF gives value, run and recomputation",
            columns=("Reference", "Figure", "Value", "Unit", "Kind", "How known", "Source"),
            rows=tuple(self._rows.values()),
            widths=(1.1, 2.6, 0.9, 1.0, 0.9, 0.9, 2.4),
        )


def provenance(source: str) -> Provenance:
    """How a figure with a source came about."""
    file = source.partition(":")[0]
    return Provenance.IMPORTED if file in _IMPORTED else Provenance.COMPUTED


def _shown(made: Claim) -> str:
    if made.value is None:
        return "–"
    if isinstance(made.value, str):
        return made.value
    if made.kind.value.endswith("comparison"):
        return signed(made.value)
    if made.unit == "h per contracted h":
        return number(made.value, 3)
    return compact(made.value)
