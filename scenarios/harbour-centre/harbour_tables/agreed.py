"""What is agreed, asked for and arranged for the planned week, as written here."""

from __future__ import annotations

from harbour_tables.past import weeks_away
from harbour_tables.people import PEOPLE
from harbour_tables.table import Table

BANK_HOLIDAY = "2026-08-31"

BANK_HOLIDAY_OFF = ("H01", "H02", "H06", "H13", "H15", "H17", "H18")
"""Full-timers who have the bank holiday as a paid day: the others may be asked to work it."""


def availability() -> Table:
    """Table of the days and hours that some people's contracts are for."""
    return Table(
        "availability.csv",
        ("agent_id", "days", "available_from", "available_to"),
        [
            ["H10", "fri", "", ""],
            # evenings, and Saturdays at any time
            ["H12", "mon|tue|wed|thu|fri", "15:30", "20:00"],
            ["H12", "sun", "", ""],
            # office hours
            ["H13", "mon|tue|wed|thu|fri", "09:00", "17:00"],
            ["H13", "sat|sun", "", ""],
            # weekends, which begin on Friday evening
            ["H21", "mon|tue|wed|thu", "", ""],
            ["H21", "fri", "15:30", "20:00"],
            # school hours
            ["H22", "mon|tue|wed|thu|fri", "08:00", "15:00"],
            ["H22", "sat|sun", "", ""],
        ],
    )


def leave(seed: int) -> Table:
    """Table of days away, with the hours that count as worked.

    That of the seventeen weeks before is there for the 48-hour average, which leave must not lower.
    """
    rows: list[list[object]] = [
        [agent_id, BANK_HOLIDAY, BANK_HOLIDAY, 7.5] for agent_id in BANK_HOLIDAY_OFF
    ]
    rows += [
        ["H09", BANK_HOLIDAY, BANK_HOLIDAY, 6],  # pro rata: a fifth of 30 hours
        ["H22", BANK_HOLIDAY, BANK_HOLIDAY, 4],  # of 20
        ["H05", "2026-08-31", "2026-09-04", 7.5],  # the whole of her week
        ["H16", "2026-09-03", "2026-09-04", 7.5],
        ["H20", "2026-09-04", "2026-09-04", 0],  # unpaid: the hours are worked on other days
    ]
    hours = {person.agent_id: person.weekly_hours / 5 for person in PEOPLE}
    rows += [
        [agent_id, monday.isoformat(), friday.isoformat(), f"{hours[agent_id]:g}"]
        for agent_id, (monday, friday) in weeks_away(seed).items()
    ]
    header = ("agent_id", "first_day", "last_day", "paid_hours_a_day")
    return Table("leave.csv", header, sorted(rows, key=str))


def adjustments() -> Table:
    """Table of adjustments agreed with people: what holds, never why."""
    return Table(
        "adjustments.csv",
        ("agent_id", "kind", "value"),
        [["H09", "end_not_after", "18:00"], ["H09", "unbroken_work_minutes_max", 150]],
    )


def requests() -> Table:
    """Table of wishes for the week; a weight of 2 for what matters most to the one who asks."""
    return Table(
        "requests.csv",
        ("agent_id", "date", "kind", "start_from", "start_to", "weight"),
        [
            ["H01", "2026-09-05", "day_off", "", "", 1],
            ["H02", "2026-09-04", "start_between", "08:00", "09:30", 1],
            ["H03", "2026-09-06", "day_off", "", "", 2],
            ["H04", "2026-09-03", "day_off", "", "", 1],
            ["H06", "2026-09-04", "day_off", "", "", 1],
            ["H07", "2026-09-01", "start_between", "08:00", "09:00", 1],
            ["H07", "2026-09-03", "start_between", "08:00", "09:00", 1],
            ["H08", "2026-09-02", "start_between", "08:00", "09:30", 1],
            ["H10", "2026-09-05", "day_off", "", "", 2],
            ["H11", "2026-09-05", "day_off", "", "", 1],
            ["H14", "2026-09-05", "day_off", "", "", 1],
            ["H15", "2026-09-06", "day_off", "", "", 1],
            ["H18", "2026-09-05", "day_off", "", "", 2],
            ["H19", "2026-08-31", "day_off", "", "", 1],
            ["H20", "2026-09-03", "start_between", "08:00", "09:30", 1],
            ["H23", "2026-09-01", "start_between", "12:00", "16:00", 1],
            ["H24", "2026-09-06", "day_off", "", "", 1],
        ],
    )


def activities() -> Table:
    """Table of meetings, coaching and training: at a fixed time, or inside a window."""
    quay = "H01|H02|H03|H04|H06|H07|H08|H09|H10|H11"
    pier = "H13|H14|H15|H16|H17|H18|H19|H20|H22|H23|H24"
    return Table(
        "activities.csv",
        ("activity_id", "kind", "participants", "minutes", "start", "earliest", "latest"),
        [
            # Farah comes in the evening, Bethan is away, Kwame works weekends: they read the notes
            ["quay_briefing", "briefing", quay, 30, "2026-09-02T14:30", "", ""],
            # in school hours, so that Sofia is there; welcomes Amira on her first day
            ["pier_briefing", "briefing", pier, 30, "", "2026-09-01T12:00", "2026-09-01T15:00"],
            ["first_day", "training", "H24|H17", 120, "2026-09-01T10:00", "", ""],
            ["chat_tools", "training", "H03|H08", 60, "", "2026-09-01T09:00", "2026-09-04T18:00"],
            ["coaching_leo", "coaching", "H01|H11", 45, "", "2026-09-01T09:00", "2026-09-04T17:00"],
            ["coaching_olivia", "coaching", "H13|H20", 45, "", "2026-09-01T09:00",
             "2026-09-03T17:00"],
            ["one_to_one_idris", "one_to_one", "H01|H06", 30, "", "2026-09-01T09:00",
             "2026-09-04T18:00"],
            ["one_to_one_yuki", "one_to_one", "H13|H19", 30, "2026-09-03T15:00", "", ""],
            ["one_to_one_patrick", "one_to_one", "H13|H23", 30, "", "2026-09-02T09:00",
             "2026-09-04T17:00"],
        ],
    )  # fmt: skip


def goals() -> Table:
    """Table of what people are learning, by when, and the least level of their mentor."""
    return Table(
        "goals.csv",
        ("agent_id", "goal", "queue", "hours", "due", "mentor_level"),
        [
            ["H08", "chat_basics", "chat", 6, "2026-09-30", 2],
            ["H11", "first_sales", "sales", 8, "2026-10-30", 3],
            ["H24", "chat_basics", "chat", 10, "2026-09-30", 2],
            ["H24", "first_service_calls", "service", 6, "2026-10-16", 2],
        ],
    )
