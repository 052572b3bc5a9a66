"""A calendar a person: one event a shift, in the site's own time zone.

Source
------
RFC 5545 (iCalendar). A local time that the clock shows twice means the first of the two there
(section 3.3.5), so an event that touches such a time is written in UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from allocator.domain.practice import is_company
from allocator.domain.rota import Activity, Block
from allocator.export.person_files import file_name, person_files
from allocator.export.run_facts import SIMULATED
from allocator.export.shift_text import ACTIVITY_WORDS, is_repeated, span_text
from allocator.export.wall_rota import WallPerson, WallRota, WallShift

ENDING = ".ics"
PRODUCT = "-//allocator//rota export//EN"


def calendar_files(wall: WallRota) -> dict[str, bytes]:
    """Calendar of every person by file name; each names only whom its person sits with."""
    people = {person.agent_id: person for person in wall.people}
    return person_files(people, ENDING, lambda agent_id: calendar(wall, people[agent_id]))


def calendar(wall: WallRota, person: WallPerson) -> bytes:
    """Calendar of one person; the same plan gives the same bytes."""
    zone = ZoneInfo(wall.time_zone)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", f"Rota of {person.name}, {wall.facts.centre}")
    made.add("x-wr-timezone", wall.time_zone)
    made.add_component(
        Timezone.from_tzinfo(
            zone,
            tzid=wall.time_zone,
            first_date=dt.date(wall.days[0].year, 1, 1),
            last_date=dt.date(wall.days[-1].year + 2, 1, 1),
        )
    )
    for shift in person.shifts:
        made.add_component(_event(wall, person, shift))
    return made.to_ical()


def is_untouched_export(data: bytes) -> bool:
    """Whether the bytes of a file are a calendar made here."""
    return data.startswith(b"BEGIN:VCALENDAR") and f"PRODID:{PRODUCT}".encode() in data


def _event(wall: WallRota, person: WallPerson, shown: WallShift) -> Event:
    shift, facts = shown.shift, wall.facts
    start, end = shift.start, shift.end
    if is_repeated(start) or is_repeated(end):
        start, end = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
    stamp = facts.made_at.astimezone(dt.UTC)
    in_utc = shift.start.astimezone(dt.UTC)
    event = Event()
    event.add("uid", f"{facts.run_id}-{file_name(person.agent_id, '')}-{in_utc:%Y%m%dT%H%M%SZ}")
    event.add("dtstamp", stamp)
    event.add("dtstart", start)
    event.add("dtend", end)
    mark = f"[{SIMULATED}] " if facts.simulated else ""
    event.add("summary", f"{mark}Shift {span_text(shift)}")
    event.add("location", facts.centre)
    event.add("description", _description(wall, shown))
    event.add("transp", "OPAQUE")
    return event


def _description(wall: WallRota, shown: WallShift) -> str:
    """Lines of what is done when; only mentor and learner, coach and coached are named."""
    told = [(block, _what(wall, block)) for block in shown.shift.blocks]
    told += [(block, _mentor_of(wall, block)) for block in shown.mentored]
    told.sort(key=lambda line: line[0].span_s[0])
    lines = [f"{span_text(block)}  {what}" for block, what in told]
    lines.append(f"Paid hours: {shown.paid_hours:g}")
    lines.append(f"Rota {wall.facts.run_id}, made {wall.facts.made_text}")
    if wall.facts.simulated:
        lines.append(f"{SIMULATED}: no real centre stands behind this rota.")
    return "\n".join(lines)


def _what(wall: WallRota, block: Block) -> str:
    beside = _named(wall, block.with_agents) if is_company(block) else ""
    if block.activity is not Activity.WORK or not block.queues:
        return f"{ACTIVITY_WORDS[block.activity]}{f' with {beside}' if beside else ''}"
    queues = _queues(wall, block)
    return f"practice: {queues}, with {beside} as mentor" if block.is_practice else queues


def _mentor_of(wall: WallRota, block: Block) -> str:
    return f"mentor of {_named(wall, (block.agent_id,))}: practice on {_queues(wall, block)}"


def _queues(wall: WallRota, block: Block) -> str:
    return ", ".join(wall.queue_names.get(queue, queue) for queue in block.queues)


def _named(wall: WallRota, agent_ids: Iterable[str]) -> str:
    return ", ".join(wall.called.get(one, one) for one in agent_ids)
