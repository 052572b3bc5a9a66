"""What recomputing claims came to, in a few lines: the first that is not so, and how many more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.pipeline.verify_claims import ClaimsCheck


def claim_lines(check: ClaimsCheck) -> list[str]:
    """Return the count by kind and, where something is not so, the first thing."""
    kinds = ", ".join(f"{count:,} {kind.value}" for kind, count in check.by_kind.items())
    said = f"{check.count:,} recomputed ({kinds})"
    if not check.faults:
        return [f"Claims: {said}, all so"]
    others = len(check.faults) - 1
    more = f" (and {others:,} more; all with --json)" if others else ""
    return [f"Claims: not so; {said}", f"  {check.faults[0].words}{more}"]


def claims_json(check: ClaimsCheck) -> dict[str, Any]:
    """Return counts and every fault in plain JSON types."""
    return {
        "recomputed": check.count,
        "by_kind": {kind.value: count for kind, count in check.by_kind.items()},
        "faults": [
            {
                "claim_id": fault.claim_id,
                "what": fault.what,
                "filed": fault.filed,
                "recomputed": fault.recomputed,
                "source": fault.source,
                "file": fault.file,
            }
            for fault in check.faults
        ],
    }
