"""Compare the shifts that begin soon with those that people were told of."""

from __future__ import annotations

from allocator.domain.findings import Finding, Place
from allocator.domain.grid import UTC
from allocator.domain.view import RotaView
from allocator.rules.notice.card import CARD, Notice


def check(view: RotaView, parameters: Notice) -> list[Finding]:
    """Find shifts given, changed or withdrawn with less notice than is due.

    A shift is known by its start and its end; a published one outside the planned days is not
    looked at. Days given are those from the publication to the operating date, none where the
    date is past.
    """
    scenario = view.scenario
    published_on = scenario.settings.week.published_on
    if published_on is None:
        return []
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        given = {
            (shift.start.astimezone(UTC), shift.end.astimezone(UTC))
            for shift in view.shifts(agent_id)
        }
        told = {
            (row.start.astimezone(UTC), row.end.astimezone(UTC))
            for row in scenario.published_by_agent.get(agent_id, ())
            if scenario.grid.operating_date(row.start) in scenario.grid.days
        }
        for start, end in sorted(given ^ told):
            days = (scenario.grid.operating_date(start) - published_on).days
            if days < parameters.notice_days:
                finding = CARD.finding(
                    "too_soon" if (start, end) in given else "withdrawn",
                    Place(agent_id, view.local(start), view.local(end)),
                    days_given=max(0, days),
                    published_on=published_on,
                    notice_days=parameters.notice_days,
                )
                findings.append(finding)
    return findings
