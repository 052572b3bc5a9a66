"""Figures of a portfolio with the short reference of each, gathered for the list at its end."""

from __future__ import annotations

import re
from collections.abc import Collection
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
    _claims: dict[str, Claim] = field(default_factory=dict[str, Claim])

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
        self._claims.setdefault(ref, made)
        return f"{shown} [{ref}]"

    @property
    def claims(self) -> dict[str, Claim]:
        """Every claim that was cited, by its reference, in the order in which it first stood."""
        return dict(self._claims)

    def sorts(self, hidden: Collection[str] = ()) -> Table:
        """Sorts of figures that were cited, each with where it comes from and the first of it.

        Parameters
        ----------
        hidden
            Words of the centre that may name somebody; dots stand for them.
        """
        names = sorted(hidden, key=len, reverse=True)
        hide = re.compile("|".join(map(re.escape, names)) or r"(?!)")
        found: dict[tuple[str, str, str], list[str]] = {}
        for ref, made in self._claims.items():
            sort = made.id.rpartition("/")[2], made.unit, _without_names(made)
            found.setdefault(sort, []).append(ref)
        return Table(
            caption=f"Sorts of the {len(self._claims)} figures above that have a reference, the "
            "first of each as an example (all computed but where imported or typed is said)",
            columns=("Example", "Figure", "Value", "Kind", "How known", "Source", "How many"),
            rows=tuple(
                (
                    f"[{refs[0]}]",
                    *(hide.sub("…", text) for text in self._told(refs[0])),
                    str(len(refs)),
                )
                for refs in found.values()
            ),
            widths=(0.72, 3.4, 1.4, 1.28, 0.8, 4.4, 0.7),
            is_dense=True,
        )

    def _told(self, ref: str) -> tuple[str, ...]:
        _, _, value, unit, kind, known, source = self._rows[ref]
        return self._claims[ref].subject, f"{value} {unit}".strip(), kind, known, source

    def table(self) -> Table:
        """Every figure that was cited, in the order in which it first stood."""
        return Table(
            caption="Figures by reference; allocator cite REF gives value, run and recomputation",
            columns=("Reference", "Figure", "Value", "Unit", "Kind", "How known", "Source"),
            rows=tuple(self._rows.values()),
            widths=(1.1, 2.6, 0.9, 1.0, 0.9, 0.9, 2.4),
        )


def _without_names(made: Claim) -> str:
    """Source of a claim up to what it names: the same for all of a sort."""
    return made.source.partition(":")[0].partition(",")[0]


def provenance(source: str) -> Provenance:
    """How a figure with a source came about."""
    file = source.partition(":")[0]
    if file == "scenario.yaml":
        return Provenance.TYPED
    of_the_rota = "rota.csv" in source or "adjustments.csv" in source
    is_imported = file in _IMPORTED and not of_the_rota
    return Provenance.IMPORTED if is_imported else Provenance.COMPUTED


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
