"""``allocator verify``: whether a finished plan is what it says it is."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click


def _print_schema(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the schema of the justifications, and be done."""
    del option
    if wanted and not ctx.resilient_parsing:
        from allocator.pipeline.justifications_schema import schema_text

        click.echo(schema_text(), nl=False)
        ctx.exit()


@click.command("verify")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option("--claims", is_flag=True, help="Recompute every claim of the justifications too.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of justifications.json instead.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context, scenario: Path, plan: Path | None, claims: bool, as_json: bool
) -> None:
    """Check a finished plan against its scenario, without the solver.

    Runs every rule that the scenario declares on the written rota, forecasts the demand again
    and recomputes every figure of plan.json. SCENARIO may be left out: then the copy in the
    plan's folder is used. Exit code 3 means that something was found.

    With --claims every claim of justifications.json and of the filed comparisons is recomputed
    as well, from the scenario and the written files: its value, its words, that none is missing
    and none invented. The first that is not so is named.

    Example: allocator verify plan-bank --claims
    """
    from allocator.cli.claim_lines import claim_lines, claims_json
    from allocator.cli.finding_lines import finding_lines
    from allocator.pipeline.verify_plan import verify_plan

    if plan is None:
        result = verify_plan(scenario, claims=claims)
    else:
        result = verify_plan(plan, scenario, claims=claims)
    verdict = result.verdict
    if as_json:
        click.echo(
            json.dumps(
                {
                    "verdict": str(verdict),
                    "rules": list(verdict.rule_ids),
                    "objective": verdict.objective.terms,
                    "objective_total": verdict.objective.total,
                    "findings": [finding.model_dump(mode="json") for finding in verdict.findings],
                    **({} if result.claims is None else {"claims": claims_json(result.claims)}),
                },
                indent=2,
            )
        )
    else:
        click.echo(_heading(len(verdict.rule_ids), len(verdict.findings)))
        for line in finding_lines(verdict.findings, result.people.in_text):
            click.echo(f"  {line}", err=True)
        for term, cost in verdict.objective.terms.items():
            click.echo(f"  {term:<20} {cost:>12,.2f}")
        click.echo(f"  {'total':<20} {verdict.objective.total:>12,.2f}")
        if result.claims is not None:
            for line in claim_lines(result.claims):
                click.echo(line, err=bool(result.claims.faults))
    if not result.passed:
        ctx.exit(3)


def _heading(rules: int, findings: int) -> str:
    """Verdict, how much was found, and how many rules were run."""
    if not findings:
        return f"Passed: {rules} rules run"
    return f"Failed: {findings:,} {'finding' if findings == 1 else 'findings'}; {rules} rules run"
