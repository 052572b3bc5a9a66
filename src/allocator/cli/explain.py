"""``allocator explain``: what a moment of somebody's week rests on."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click


@click.command("explain")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--agent", required=True, help="Whom it is about: an agent_id, or a name in quotes.")
@click.option(
    "--at",
    required=True,
    help="A time of the plan, such as 1999-08-23T14:30; local, or with an offset from UTC.",
)
@click.option("--detail", is_flag=True, help="Show every rule and every term, weighed or not.")
@click.option("--json", "as_json", is_flag=True, help="Print the chain as one JSON object.")
def command(plan: Path, agent: str, at: str, detail: bool, as_json: bool) -> None:
    """Say what a moment of somebody's week rests on, back to the history rows.

    PLAN is the folder that allocator plan wrote. Three lines say who does what, the need that it
    serves, and what is expected after what was seen; then the chain: the need of the interval, the
    forecast behind it, the rows of the history behind that, and the rules and prices that weighed.
    A break, time off the phone and a day off are answered too.

    Example: allocator explain plan-bank --agent A07 --at 1999-08-23T14:30
    """
    from allocator.cli.explain_lines import chain_json, chain_lines
    from allocator.pipeline.explain.explain import explain

    found = explain(plan, agent=agent, at=at)
    if as_json:
        click.echo(json.dumps(chain_json(found), ensure_ascii=False, indent=2))
        return
    for line in chain_lines(found, detail=detail):
        click.echo(line)
