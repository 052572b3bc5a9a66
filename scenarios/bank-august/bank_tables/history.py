"""``history.csv``: contacts, handling time, abandonment and waiting by half-hour and queue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import fsum

from bank_tables.records import Contact

HEADER = ("interval_start", "queue", "contacts", "aht_s", "abandoned", "mean_wait_s")
INTERVAL_MINUTES = 30


def half_hour(moment: dt.datetime) -> dt.datetime:
    """Start of the half-hour that holds a moment."""
    return moment.replace(
        minute=moment.minute // INTERVAL_MINUTES * INTERVAL_MINUTES, second=0, microsecond=0
    )


def history_rows(contacts: Iterable[Contact], queues: tuple[str, ...]) -> Iterator[list[object]]:
    """Rows of ``history.csv`` by time, then in the order of the queues.

    A half-hour in which anybody came to any queue has a row for every queue, so that a nought is
    written where it was seen; a day without rows was not recorded.
    """
    cells: defaultdict[tuple[dt.datetime, str], list[Contact]] = defaultdict(list)
    starts: set[dt.datetime] = set()
    for contact in contacts:
        start = half_hour(contact.arrived_at)
        starts.add(start)
        cells[start, contact.queue].append(contact)
    for start in sorted(starts):
        for queue in queues:
            offered = cells[start, queue]
            services_s = [
                contact.believed_service_s
                for contact in offered
                if contact.believed_service_s is not None
            ]
            aht_s = fsum(services_s) / len(services_s) if services_s else 0.0
            wait_s = fsum(c.queue_s for c in offered) / len(offered) if offered else None
            yield [
                start.isoformat(sep=" ", timespec="minutes"),
                queue,
                len(offered),
                # Nought means that the line hung up at once: no handling time was seen.
                f"{aht_s:.1f}" if aht_s >= 0.05 else "",
                len(offered) - len(services_s),
                "" if wait_s is None else f"{wait_s:.1f}",
            ]
