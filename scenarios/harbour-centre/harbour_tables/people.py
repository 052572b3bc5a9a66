"""``agents.csv`` and ``skills.csv``: who works at the harbour centre.

Nobody in it exists. What each person is there to show stands in the scenario's README.
"""

from __future__ import annotations

from dataclasses import dataclass

from harbour_tables.table import Table

AGENT_COLUMNS = (
    "agent_id",
    "name",
    "team",
    "contract",
    "weekly_hours",
    "hourly_pay",
    "adult_from",
    "opted_out_48h",
    "unsocial_agreed",
    "first_day",
    "rotation",
    "rotation_offset_weeks",
)
SKILL_COLUMNS = ("agent_id", "queue", "level", "aht_factor")

ROTATION = "early_middle_late"


@dataclass(frozen=True)
class Person:
    """A person of the centre.

    Parameters
    ----------
    skills
        Level and handling-time factor by queue, as ``"sales 2 0.95, chat 1 1.1"``; level 0 is a
        learner who needs a mentor.
    rotation_offset
        Weeks ahead in the rotation; ``None`` for whoever does not go round.
    """

    agent_id: str
    name: str
    team: str
    contract: str
    weekly_hours: float
    hourly_pay: float
    skills: str
    rotation_offset: int | None = None
    adult_from: str = ""
    opted_out_48h: bool = False
    unsocial_agreed: bool = False
    first_day: str = ""

    @property
    def is_young(self) -> bool:
        """Whether under 18 in every week of this scenario."""
        return bool(self.adult_from)

    @property
    def works_short_shifts(self) -> bool:
        """Whether shifts last 4 to 6 hours."""
        return self.contract == "short_shifts"


PEOPLE: tuple[Person, ...] = (
    # -- Quay: calls in the first place --------------------------------------------------------
    Person("H01", "Margaret Okafor", "quay", "full_time", 37.5, 17.40,
           "sales 3 0.9, service 3 0.88, chat 2 1.0"),
    Person("H02", "Tomasz Zielinski", "quay", "full_time", 37.5, 14.60,
           "sales 2 1.0, service 2 0.98"),
    Person("H03", "Priya Raman", "quay", "full_time", 37.5, 14.90,
           "sales 3 0.92, service 2 0.96, chat 1 1.12"),
    Person("H04", "Callum Fraser", "quay", "full_time", 37.5, 14.20,
           "sales 2 0.97, service 2 1.0, email 1 1.1"),
    Person("H05", "Bethan Prosser", "quay", "full_time", 37.5, 14.60,
           "sales 2 1.02, service 3 0.92"),
    Person("H06", "Idris Mahmood", "quay", "full_time", 37.5, 13.80,
           "sales 1 1.08, service 2 1.02"),
    Person("H07", "Gareth Llewellyn", "quay", "full_time", 37.5, 14.60,
           "sales 2 0.95, service 3 0.94", opted_out_48h=True),
    Person("H08", "Chloe Martin", "quay", "part_time", 30, 14.00,
           "sales 2 0.99, service 2 1.0, chat 0 1.4"),
    Person("H09", "Samuel Adeyemi", "quay", "part_time", 30, 14.20,
           "sales 1 1.04, service 2 0.97"),
    Person("H10", "Niamh Gallagher", "quay", "part_time", 22.5, 14.00,
           "sales 2 0.98, service 2 1.0"),
    Person("H11", "Leo Whitfield", "quay", "part_time", 30, 10.60,
           "service 1 1.15, sales 0 1.4", adult_from="2026-11-19"),
    Person("H12", "Farah Siddiqui", "quay", "short_shifts", 16, 13.60,
           "service 1 1.05, sales 1 1.12", unsocial_agreed=True),
    # -- Pier: chat and email, and calls when they ring ----------------------------------------
    Person("H13", "Helen Marsh", "pier", "office_hours", 37.5, 17.10,
           "chat 3 0.9, email 3 0.85, service 2 0.98, sales 1 1.05"),
    Person("H14", "Daniel Osei", "pier", "full_time", 37.5, 14.60,
           "chat 2 0.97, email 2 1.0, service 2 1.0", rotation_offset=0),
    Person("H15", "Aoife Brennan", "pier", "full_time", 37.5, 14.40,
           "chat 3 0.93, email 2 0.96", rotation_offset=0),
    Person("H16", "Rajesh Pillai", "pier", "full_time", 37.5, 14.90,
           "chat 2 1.0, email 2 1.0, service 2 0.97, sales 2 1.0", rotation_offset=1),
    Person("H17", "Eleanor Whitcombe", "pier", "full_time", 37.5, 14.40,
           "chat 3 0.94, email 3 0.9", rotation_offset=1),
    Person("H18", "Marcus Campbell", "pier", "full_time", 37.5, 14.20,
           "chat 2 1.02, service 2 0.99, sales 2 0.97", rotation_offset=2),
    Person("H19", "Yuki Tanaka", "pier", "full_time", 37.5, 14.20,
           "chat 2 0.98, email 2 0.97, service 1 1.06", rotation_offset=2),
    Person("H20", "Olivia Hartley", "pier", "part_time", 30, 13.80,
           "chat 1 1.05, email 2 1.0"),
    Person("H21", "Kwame Boateng", "pier", "short_shifts", 16, 13.60,
           "service 2 1.0, sales 1 1.06, chat 1 1.08", unsocial_agreed=True),
    Person("H22", "Sofia Marques", "pier", "short_shifts", 20, 13.80,
           "chat 2 0.99, email 2 0.98"),
    Person("H23", "Patrick Doyle", "pier", "short_shifts", 20, 13.80,
           "email 2 1.02, service 1 1.03"),
    Person("H24", "Amira Haddad", "pier", "part_time", 30, 13.20,
           "email 1 1.25, chat 0 1.4, service 0 1.4", first_day="2026-09-01"),
)  # fmt: skip


def agents() -> Table:
    """Table of the people."""
    return Table("agents.csv", AGENT_COLUMNS, [_agent_row(person) for person in PEOPLE])


def _agent_row(person: Person) -> list[object]:
    goes_round = person.rotation_offset is not None
    return [
        person.agent_id,
        person.name,
        person.team,
        person.contract,
        f"{person.weekly_hours:g}",
        f"{person.hourly_pay:.2f}",
        person.adult_from,
        "yes" if person.opted_out_48h else "",
        "yes" if person.unsocial_agreed else "",
        person.first_day,
        ROTATION if goes_round else "",
        person.rotation_offset if goes_round else "",
    ]


def skills() -> Table:
    """Table of what they can do."""
    rows = [
        [person.agent_id, *skill.split()]
        for person in PEOPLE
        for skill in person.skills.split(", ")
    ]
    return Table("skills.csv", SKILL_COLUMNS, rows)
