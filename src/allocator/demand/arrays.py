"""Names for the array types of this package."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
"""An array of floating-point numbers; its shape stands in the docstring."""

Booleans = NDArray[np.bool_]
"""An array of truth values."""

Integers = NDArray[np.integer[Any]]
"""An array of whole numbers."""
