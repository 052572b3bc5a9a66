"""Timeline of a week, and what it has of people and hours by day and by pool."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from allocator.domain.findings import day_text
from allocator.domain.scenario import Scenario
from allocator.evidence.paper import Heading, Paragraph, Part, Picture, Table
from allocator.evidence.week_figures import NOTHING, WeekFigures, hours
from allocator.evidence.week_picture import week_picture
from allocator.justify.held_activities import HeldActivity, held_activities
from allocator.justify.target_claims import ALL_DAYS
from allocator.justify.wording import clock_span
from allocator.report.formats import compact, number
from allocator.report.pool_week import PoolWeek, pool_weeks

_DAYS_A_PICTURE, _NAMED_MOST, _MEETINGS_MOST = 7, 2, 6
_NOTICES = (("7 days", 168), ("72 h", 72), ("24 h", 24))


def timeline(week: WeekFigures) -> list[Part]:
    """Say what each day opens for, who is on, what is held, and until when it may change."""
    grid = week.scenario.grid
    held = defaultdict[dt.date, list[HeldActivity]](list)
    for one in held_activities(week.scenario, week.plan.rota):
        held[grid.operating_date(one.start)].append(one)
    prices = week.scenario.settings.prices
    return [
        Heading(1, "Timeline of the week"),
        Table(
            caption=f"Day by day, clock times of {week.scenario.settings.site.time_zone} "
            "(opening and meetings’ length typed or imported; all else computed)",
            columns=(
                "Day",
                "Opening",
                "Contacts expected",
                f"Busiest {grid.interval_minutes} minutes",
                "People with a shift",
                "Most on the phone at once",
                "Meetings and training",
                "Changing this day’s shifts: notice ends",
            ),
            rows=tuple(_day_row(week, day, held[day]) for day in grid.days),
            widths=(1.15, 1.1, 1.2, 1.5, 1.1, 1.1, 2.75, 2.1),
        ),
        Paragraph(
            "A published shift that changes is priced by the notice that its person has: "
            f"{compact(prices.changed_shift_within_7_days)} late contacts within 7 days, "
            f"{compact(prices.changed_shift_within_72_hours)} within 72 hours, "
            f"{compact(prices.changed_shift_within_24_hours)} within 24 hours (typed, in the "
            "scenario). The times above are those of the day’s first shift."
        ),
    ]


def _day_row(week: WeekFigures, day: dt.date, held: list[HeldActivity]) -> tuple[str, ...]:
    scenario, demand = week.scenario, f"requirements.csv/{day}"
    busiest = NOTHING
    if f"{demand}/busiest_start" in week.claims:
        busiest = (
            f"{week.inline(f'{demand}/busiest_contacts', _tenth)}\n"
            f"from {week.inline(f'{demand}/busiest_start')}"
        )
    return (
        _day_name(scenario, day),
        "\n".join(clock_span(*span) for span in scenario.opening_spans(day)) or "closed",
        week.inline(f"{demand}/forecast_contacts", number),
        busiest,
        week.inline(f"rota.csv/{day}/people"),
        week.inline(f"staffing.csv/{day}/most_scheduled_agents"),
        _meetings(week, held),
        _changes(week, day),
    )


def _tenth(value: float) -> str:
    return number(value, 1)


def _day_name(scenario: Scenario, day: dt.date) -> str:
    holiday = scenario.bank_holidays.get(day)
    return f"{day_text(day)}\n{holiday}" if holiday else day_text(day)


def _meetings(week: WeekFigures, held: list[HeldActivity]) -> str:
    """Meetings of a day one by one, or where there are many, how many of each kind."""
    if len(held) <= _MEETINGS_MOST:
        lines = [_meeting(week, one) for one in sorted(held, key=_begins)]
        return "\n".join(lines) or NOTHING
    kinds = Counter(week.activity_kind(one.activity_id) for one in held)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return f"{told}; see development and meetings"


def _meeting(week: WeekFigures, one: HeldActivity) -> str:
    zone = week.scenario.grid.zone
    span = clock_span(one.start.astimezone(zone), one.end.astimezone(zone))
    activity = week.activity(one.activity_id)
    people = len(one.participants)
    if people > _NAMED_MOST:
        return f"{span} {activity}, {people} people"
    who = " and ".join(week.person(agent_id) for agent_id in sorted(one.participants))
    return f"{span} {activity}, {who}"


def _begins(one: HeldActivity) -> float:
    return one.start.timestamp()


def _changes(week: WeekFigures, day: dt.date) -> str:
    """Moments from which a change to the day's first shift has less than so much notice."""
    grid = week.scenario.grid
    starts = [
        shift.start
        for agent_id in week.plan.rota.agent_ids
        for shift in week.plan.rota.shifts(agent_id)
        if grid.operating_date(shift.start) == day
    ]
    if not starts:
        return NOTHING
    first = min(starts)
    moments = [
        (label, (first - dt.timedelta(hours=length)).astimezone(grid.zone))
        for label, length in _NOTICES
    ]
    return "\n".join(f"{label}: {day_text(at.date())} {at:%H:%M}" for label, at in moments)


def resources(week: WeekFigures) -> list[Part]:
    """People and hours by day, then need and cover of each pool by day with its picture."""
    parts: list[Part] = [
        Heading(1, "Resources by pool and day"),
        _people(week),
        Paragraph(
            "Below: hours on the phone. Needed: what the targets take, with what no rota places "
            "(shrinkage) counted in; missing: where fewer are on than needed, which a surplus at "
            "another hour does not make good."
        ),
    ]
    for pool in pool_weeks(week.scenario, week.plan):
        parts += _pool(week, pool)
    return parts


def _people(week: WeekFigures) -> Table:
    columns = (
        ("People with a shift", "rota.csv/{}/people"),
        ("Paid hours", "rota.csv/{}/paid_hours"),
        ("Hours on the phone", "rota.csv/{}/on_phone_hours"),
        ("Hours of practice", "rota.csv/{}/practice_hours"),
        ("Hours of meetings and training", "rota.csv/{}/meeting_hours"),
        ("People on leave", "leave.csv/{}/people"),
        ("Paid hours of leave", "leave.csv/{}/paid_hours"),
    )
    days = [(day_text(day), str(day)) for day in week.scenario.grid.days]
    rows = tuple(
        (label, *(week.inline(name.format(key), hours) for _, name in columns))
        for label, key in (*days, ("All days", ALL_DAYS))
    )
    due = week.inline("plan.json/contracted_hours", hours)
    return Table(
        caption=f"People and hours by day (computed; leave imported). Due by contract: {due} h, "
        "paid leave taken off",
        columns=("Day", *(head for head, _ in columns)),
        rows=rows,
        widths=(1.2, *(1.3 for _ in columns)),
        is_dense=True,
    )


def _pool(week: WeekFigures, pool: PoolWeek) -> list[Part]:
    setting = week.scenario.pool_by_id[pool.pool_id]
    name = f"{setting.name} ({setting.id})" if setting.name else setting.id
    queues = ", ".join(week.scenario.queue_by_id[queue].name or queue for queue in setting.queues)
    seats = "Seats do not bind."
    if setting.seats is not None:
        seats = f"Seats: {week.inline(f'scenario.yaml/pools/{setting.id}/seats')} (typed)."
    parts: list[Part] = [Heading(2, name), Paragraph(f"Queues: {queues}. {seats}")]
    for first in range(0, len(pool.days), _DAYS_A_PICTURE):
        days = pool.days[first : first + _DAYS_A_PICTURE]
        when = f"{day_text(days[0].day)} to {day_text(days[-1].day)}"
        parts.append(
            Picture(
                svg=week_picture(days, pool),
                caption=f"{name}, {when}: people on the phone (area), needed (line), missing "
                "(dark area)",
                alternative=f"People on the phone in {name} against the need, {when}. The table "
                "below has the hours of each day.",
            )
        )
    parts.append(
        Table(
            caption=f"{name}: need and cover (computed)",
            columns=(
                "Day",
                "Contacts expected",
                "Hours needed",
                "Hours planned",
                "Hours missing",
                "Most needed at once",
                "Most planned at once",
            ),
            rows=tuple(
                _pool_row(week, pool.pool_id, label, key)
                for label, key in (
                    *((day_text(day.day), str(day.day)) for day in pool.days),
                    ("All days", ALL_DAYS),
                )
            ),
            widths=(1.2, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4),
            is_dense=True,
        )
    )
    return parts


def _pool_row(week: WeekFigures, pool_id: str, label: str, key: str) -> tuple[str, ...]:
    cover = f"staffing.csv/{key}/{pool_id}"
    return (
        label,
        week.inline(f"requirements.csv/{key}/{pool_id}/forecast_contacts", number),
        week.inline(f"{cover}/required_hours", hours),
        week.inline(f"{cover}/scheduled_hours", hours),
        week.inline(f"{cover}/missing_hours", hours),
        week.inline(f"{cover}/most_required_agents"),
        week.inline(f"{cover}/most_scheduled_agents"),
    )
