"""Where a small team's gap lies: the rota beside the team that the bound divides.

Run ``python -m benchmarks.gap_parts [--people N] [--seed S] [--seconds T]``. The bound lets
everybody divide the week between several lawful weeks; what that divided team costs is close to the
bound that prices of agents alone prove, once rounds end, but for what goals cost, of which the
team knows nothing. Counting people proves more. Printed: its cost beside the rota's, term by term,
and pool by pool the late contacts and the hours on the phone of both; so that it is seen whether
the rota lacks hours, has them at other times, or pays elsewhere.
"""

from __future__ import annotations

import click
import numpy as np

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.rota.week_bound.head_rounds import HeadRounds
from allocator.rota.week_bound.prove import Rounds
from allocator.verify.service_state import ServiceState
from benchmarks.rota_run import drawn

_ROUNDS = 200


def _silent(_stage: str, _reached: str) -> None:
    """Tell nobody."""


def pool_lines(scenario: Scenario, service: ServiceModel, rota: Rota, team: Rounds) -> list[str]:
    """Late contacts and hours on the phone of both, a row of the table for each pool."""
    state = ServiceState.of(scenario, service, rota)
    tables, hours = team.ties.tables, scenario.settings.interval_minutes / 60
    lines: list[str] = []
    for row, pool in enumerate(service.pools):
        at_work = np.zeros(team.ties.intervals)
        speed = np.asarray(state.presence[pool].speed_percent) / 100
        at_work[list(service.intervals)] = speed * service.effective_share
        vertices = tables.vertices[row, : tables.vertex_count[row]]
        late = [
            sum(
                float(np.interp(agents[interval], vertices, curve[: len(vertices)]))
                for interval, curve in enumerate(tables.late[row])
            )
            for agents in (at_work, team.sums.late[row])
        ]
        there = at_work.sum() * hours, team.sums.late[row].sum() * hours
        lines.append(
            f"| {pool} | {late[0]:,.1f} | {late[1]:,.1f} | {there[0]:,.1f} | {there[1]:,.1f} |"
        )
    return lines


@click.command(help=__doc__)
@click.option("--people", type=click.IntRange(min=10), default=30, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=1), default=60.0, show_default=True)
def main(people: int, seed: int, seconds: float) -> None:
    """Print the tables."""
    scenario, requirements = drawn(people, seed)
    found = optimise(scenario, requirements, SearchLimits(seed, seconds), _silent)
    if found.rota is None:
        raise click.ClickException(found.reason)
    service = ServiceModel.of(scenario, requirements)
    team = Rounds(Instance.of(scenario, service))
    team.prove(_ROUNDS)
    counted = HeadRounds(team)
    counted.prove(_ROUNDS)
    click.echo(f"bound {team.bound:,.1f}, divided team {team.cost_of_weights():,.1f}")
    click.echo(f"bound with people counted {counted.bound:,.1f}")
    for name, cost in team.terms().items():
        click.echo(f"  divided team, {name}: {cost:,.1f}")
    click.echo("\n| pool | late, rota | late, divided | hours, rota | hours, divided |")
    click.echo("|" + "---|" * 5)
    for line in pool_lines(scenario, service, found.rota, team):
        click.echo(line)


if __name__ == "__main__":
    main()
