"""What was agreed with one agent holds."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="agreed_adjustments",
    title="What was agreed with one person holds",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "Agreement with the person, in adjustments.csv: reasonable adjustments (Equality Act "
        "2010, section 20) and agreed flexible working (Employment Rights Act 1996, part 8A, as "
        "amended in 2023). Days in a row include those of worked.csv; days in a week are those of "
        "the seven from the first planned day, and of the seven after these; a stretch of work is "
        "broken by a break or a lunch and by nothing else."
    ),
    basis="agreement",
    wording={
        "start_not_before": (
            "{agent_id} starts at {start}; agreed is no start before {agreed_clock}"
        ),
        "end_not_after": "{agent_id} ends at {end}; agreed is no end after {agreed_clock}",
        "longest_shift_minutes": (
            "{agent_id} has a shift of {length_minutes} from {start}; agreed are {agreed_minutes} "
            "at most"
        ),
        "days_in_a_row_max": (
            "{agent_id} works on {days_worked} days in a row, from {first_day} to {last_day}; "
            "agreed are {agreed_days} at most"
        ),
        "days_in_week_max": (
            "{agent_id} works on {days_worked} of the seven days from {first_day}; agreed are "
            "{agreed_days} at most"
        ),
        "unbroken_work_minutes_max": (
            "{agent_id} works {unbroken_minutes} without a rest from {start}; agreed are "
            "{agreed_minutes} at most"
        ),
        "only_queues": (
            "{agent_id} is logged into {queue} from {start} to {end}; agreed is {agreed_queues} "
            "alone"
        ),
    },
)
