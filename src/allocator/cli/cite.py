"""``allocator cite``: what a short reference stands for, and whether it is so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from allocator.domain.amount_text import amount_text, number_text

if TYPE_CHECKING:
    from allocator.pipeline.cite import Citable, Citation, Claim


@click.command("cite")
@click.argument("ref", required=False)
@click.argument("plans", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--list",
    "listed",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="PLAN",
    help="Print the references of a plan's own figures instead.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    ref: str | None,
    plans: tuple[Path, ...],
    listed: Path | None,
    as_json: bool,
) -> None:
    """Say what a figure's reference stands for, and recompute it.

    REF is a reference such as K7Q2M9FX, from the report or from --list, or the id of a claim. It
    is looked for in the folders of PLANS; where none is given, in every plan below the current
    folder. Exit code 3 means that the figure is another when recomputed.

    Example: allocator cite plan.json/gap_share plan-bank
    """
    from allocator.pipeline.cite import cite, headlines

    if (ref is None) == (listed is None):
        raise click.UsageError(
            "Give a reference, such as K7Q2M9FX, or --list PLAN for those of a plan's own figures."
        )
    if listed is not None:
        _print_list(headlines(listed), as_json=as_json)
        return
    assert ref is not None
    citation = cite(ref, plans)
    if as_json:
        click.echo(json.dumps(_json(citation), ensure_ascii=False, indent=2))
    else:
        for line in _lines(citation):
            click.echo(line)
    if not citation.is_so:
        ctx.exit(3)


def _lines(citation: Citation) -> list[str]:
    found = citation.found
    claim, summary = found.claim, found.plan.summary
    made_up = "; made-up data" if summary.simulated_data else ""
    return [
        f"{_place(found)}{_sentence(claim)} ({_kind(claim)}).",
        _so(citation),
        (
            f"Cite as: {_place(found)}{claim.subject}, {_amount(claim)} ({_kind(claim)}). "
            f"allocator {summary.version}, run {summary.run_id}, {summary.created_at[:10]}, "
            f"reference {found.reference}{made_up}."
            if citation.is_so
            else "Not to be cited: the figure is not what its source gives."
        ),
        "",
        f"  claim      {claim.id}",
        f"  source     {claim.source}",
        f"  file       {found.folder / found.file}",
        f"  run        {summary.run_id}, made {summary.created_at} by allocator {summary.version}",
        f"  input      {summary.input_hash}",
        f"  recompute  {citation.command}",
    ]


def _so(citation: Citation) -> str:
    """Say whether the figure is so."""
    again = citation.recomputed
    if not citation.is_recomputed:
        return (
            "Not recomputed: it is proven by a search. The plan's objective does not lie below it, "
            "as allocator verify checks."
        )
    if again is None:
        return "Not so: nothing in the plan's scenario and rota gives this claim."
    if citation.is_so:
        return "Recomputed just now from the scenario and the written files: it is so."
    return f"Not so: recomputed just now it is {_amount(again)}."


def _place(found: Citable) -> str:
    """Say what the figure is of, where its subject does not: whose shift, or which interval."""
    parts = found.claim.id.split("/")
    if found.file == "justifications.json":
        return f"{parts[0]}, {parts[1]}: "
    is_of_a_part = parts[0].endswith(".csv") or found.file.startswith("comparisons/")
    return f"{parts[1]}: " if is_of_a_part and len(parts) > 1 else ""


def _sentence(claim: Claim) -> str:
    return f"{claim.subject[0].upper()}{claim.subject[1:]}: {_amount(claim)}"


def _amount(claim: Claim) -> str:
    """Value with its unit, and the interval of an estimate."""
    if claim.value is None:
        return "nothing to measure"
    text = amount_text(claim.value, claim.unit)
    if claim.low is None or claim.high is None:
        return text
    low, high = (number_text(end, claim.unit) for end in (claim.low, claim.high))
    return f"{text}, from {low} to {high}"


def _kind(claim: Claim) -> str:
    return claim.kind.value.replace("_", " ").replace("reoptimised", "re-optimised")


def _json(citation: Citation) -> dict[str, Any]:
    found, again = citation.found, citation.recomputed
    summary = found.plan.summary
    return {
        "reference": found.reference,
        **found.claim.model_dump(mode="json"),
        "file": found.file,
        "plan": str(found.folder),
        "run_id": summary.run_id,
        "created_at": summary.created_at,
        "version": summary.version,
        "input_hash": summary.input_hash,
        "simulated_data": summary.simulated_data,
        "recompute": citation.command,
        "is_recomputed": citation.is_recomputed,
        "recomputed": again and again.model_dump(mode="json"),
        "is_so": citation.is_so,
    }


def _print_list(figures: list[Citable], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"reference": one.reference, **one.claim.model_dump(mode="json")} for one in figures
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in figures:
        click.echo(f"{one.reference}  {_sentence(one.claim)}")
