"""The need at a moment: people, contacts, and the service with somebody there and without."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Block
from allocator.domain.scenario import Scenario
from allocator.pipeline.explain.moment import Moment
from allocator.verify.service_state import ServiceState


@dataclass(frozen=True)
class QueueNeed:
    """One queue in the interval.

    Parameters
    ----------
    row
        Of ``requirements.csv``.
    with_share, without_share
        Contacts expected in time with the agent on the phone then, and with the agent not there.
    target_share
        What the queue is to reach.
    """

    row: Requirement
    with_share: float
    without_share: float
    target_share: float
    definition: str


@dataclass(frozen=True)
class Need:
    """One pool in the interval that holds a moment.

    Parameters
    ----------
    is_there
        Whether the agent is one of the people scheduled.
    """

    pool: str
    required_agents: int
    scheduled_agents: int
    is_there: bool
    late_with: float
    late_without: float
    queues: tuple[QueueNeed, ...]


def need_at(plan: Plan, moment: Moment) -> Need | None:
    """Need of the pool that the agent serves then; or, off the phone, could serve first.

    Service is that of the exact curves for the interval; ``None`` where the site is closed or the
    agent can serve no pool. Off the phone, ``with`` is the rota with the agent on the phone for
    that one interval besides.
    """
    scenario = moment.scenario
    interval = scenario.grid.index(moment.at)
    pool_id = _pool(moment)
    if pool_id is None or interval not in scenario.open_intervals:
        return None
    state = ServiceState.of(scenario, ServiceModel.of(scenario, plan.requirements), plan.rota)
    there = _there(scenario, moment, pool_id, interval)
    if moment.is_on_phone:
        with_state, without_state = state, state.with_change((there,), ())
    else:
        with_state, without_state = state.with_change((), (there,)), state
    place = state.service.intervals.index(interval)
    shares = [one.service_levels() for one in (with_state, without_state)]
    rows = {
        row.queue: row
        for row in plan.requirements
        if scenario.grid.index(row.interval_start) == interval and row.pool == pool_id
    }
    (staffing,) = [
        row
        for row in plan.staffing
        if scenario.grid.index(row.interval_start) == interval and row.pool == pool_id
    ]
    late = [
        sum(
            rows[queue].forecast_contacts * (1.0 - float(share[queue].interval_shares[place]))
            for queue in rows
        )
        for share in shares
    ]
    return Need(
        pool=pool_id,
        required_agents=staffing.required_agents,
        scheduled_agents=staffing.scheduled_agents or 0,
        is_there=moment.is_on_phone,
        late_with=late[0],
        late_without=late[1],
        queues=tuple(
            QueueNeed(
                row=rows[queue],
                with_share=float(shares[0][queue].interval_shares[place]),
                without_share=float(shares[1][queue].interval_shares[place]),
                target_share=scenario.queue_by_id[queue].target_share,
                definition=scenario.queue_by_id[queue].definition,
            )
            for queue in scenario.pool_by_id[pool_id].queues
        ),
    )


def _pool(moment: Moment) -> str | None:
    scenario, block = moment.scenario, moment.block
    if block is not None and moment.is_on_phone:
        return scenario.pool_of_queue.get(block.queues[0])
    usual = moment.allocation.pools if moment.allocation is not None else ()
    able = [
        pool.id
        for pool in scenario.settings.pools
        if scenario.usable_queues(moment.agent_id, pool.id)
    ]
    return next(iter((*usual, *able)), None)


def _there(scenario: Scenario, moment: Moment, pool_id: str, interval: int) -> Block:
    """Block of work of the agent in the one interval."""
    queues = (
        moment.block.queues
        if moment.block is not None and moment.is_on_phone
        else scenario.usable_queues(moment.agent_id, pool_id)
    )
    return Block(
        agent_id=moment.agent_id,
        start=scenario.grid.moment(interval),
        end=scenario.grid.moment(interval + 1),
        activity=Activity.WORK,
        queues=queues or scenario.pool_by_id[pool_id].queues[:1],
    )
