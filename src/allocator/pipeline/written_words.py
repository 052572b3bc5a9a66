"""Words that somebody wrote into the places of an earlier Word document."""

from __future__ import annotations

from pathlib import Path

from allocator.errors import InputError


def written_words(written: Path, run_id: str) -> dict[str, str]:
    """Words by the id of their place.

    Raises
    ------
    InputError
        If the file cannot be read, or is no paper made from the same plan.
    """
    from allocator.evidence.word_report import blank_places, run_of

    try:
        data = written.read_bytes()
    except OSError as error:
        remedy = "Give the Word file in which the words stand."
        raise InputError.of(written, f"cannot be read: {error.strerror}", remedy) from error
    if run_of(data) != run_id:
        raise InputError.of(
            written,
            f"is no work plan of this plan, run {run_id}",
            "Give a Word file that allocator work-plan made from this plan.",
        )
    return blank_places(data)
