"""Demand alone: forecast, staffing need, and one queue by Erlang."""

from __future__ import annotations

from pathlib import Path

from allocator.demand.chain_weights import VOICE
from allocator.demand.erlang_answer import erlang_answer as erlang_answer
from allocator.demand.queue_answer import ServiceLevel as ServiceLevel
from allocator.demand.queue_answer import refuse
from allocator.domain.queue_settings import QueueSetting
from allocator.pipeline.staffing_need import StaffingNeed as StaffingNeed
from allocator.pipeline.staffing_need import staffing_json as staffing_json
from allocator.pipeline.staffing_need import staffing_need
from allocator.store.scenario_folder import read_scenario


def chat_speeds_of(
    chats_at_once: int | None, speeds: tuple[float, ...] | None
) -> tuple[float, ...]:
    """Speeds of agents who hold so many chats; of calls where neither is given.

    Raises
    ------
    InputError
        If there are fewer speeds than chats.
    """
    if chats_at_once is None and speeds is None:
        return VOICE
    usual: tuple[float, ...] = QueueSetting.model_fields["chat_speeds"].default
    table = usual if speeds is None else speeds
    most = len(table) if chats_at_once is None else chats_at_once
    if len(table) < most:
        raise refuse(
            "speeds",
            len(table),
            f"is the number of speeds given, for {most} chats at once",
            "Give a speed for each number of chats held, such as 1,1.7,2.5.",
        )
    return table[:most]


def staff_scenario(folder: Path) -> StaffingNeed:
    """Agents that the planned week of a scenario's folder needs."""
    return staffing_need(read_scenario(folder))
