"""A table as bytes, the same on every machine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """A CSV file of the scenario."""

    file: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]

    def write(self, folder: Path) -> None:
        """Write the file into a folder."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        (folder / self.file).write_bytes(text.getvalue().encode("utf-8"))
