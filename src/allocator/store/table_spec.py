"""What a CSV file holds: its columns and the model of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

RowT_co = TypeVar("RowT_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class TableSpec(Generic[RowT_co]):
    """What one CSV file holds.

    Parameters
    ----------
    row_model
        Model of a row; its fields are the file's columns.
    clock_columns
        Columns of local clock readings, kept without an offset.
    moment_columns
        Columns of moments, which become aware datetimes of the site.
    date_columns
        Columns of dates.
    """

    file: str
    row_model: type[RowT_co]
    clock_columns: tuple[str, ...] = ()
    moment_columns: tuple[str, ...] = ()
    date_columns: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns, in the order of the documentation."""
        return tuple(self.row_model.model_fields)

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Columns that the header must hold."""
        fields = self.row_model.model_fields
        return tuple(name for name, field in fields.items() if field.is_required())
