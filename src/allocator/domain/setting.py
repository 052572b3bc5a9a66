"""What every part of the settings is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Price = Annotated[float, Field(ge=0, le=10_000)]


class Setting(BaseModel):
    """Part of the settings: frozen, with no other fields than those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
