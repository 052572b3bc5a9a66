r"""A small valid scenario for tests: four agents, two queues in one pool, quarter-hours.

Use it in a test so::

    from tests.tiny_scenario import read_tiny_scenario, write_tiny_scenario

    scenario = read_tiny_scenario(tmp_path)                      # a Scenario, read by the store
    folder = write_tiny_scenario(tmp_path)                       # only the folder
    folder = write_tiny_scenario(
        tmp_path,
        edits={"seats: 3": "seats: 1"},                          # text of scenario.yaml
        files={"pins.csv": "agent_id,start,end,kind\n...",       # text or bytes of a file
               "ledger.csv": None},                              # None leaves the file out
    )

``edits`` fails on a text that is not in ``SCENARIO_YAML``, so that no test goes stale in silence.
``append_row(name, row)`` gives a default table with one more row, for ``files``. ``edits`` that
move the week keep the tables as they are: replace those that name a date as well.

The week is Monday 2 to Sunday 8 March 2026 in London, open Monday to Friday 08:00 to 18:00; two
weeks of half-hour history lie before it. Every rule that the tables give work to is declared. A
rota that meets the hard rules exists: full-timers five shifts of eight hours (one unpaid
half-hour), part-timers five of four or five hours.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from allocator.domain.scenario import Scenario
from allocator.store.scenario_folder import read_scenario

SCENARIO_YAML = """\
name: Tiny
simulated: true
site:
  name: Corner office
  time_zone: Europe/London
week:
  start: 2026-03-02
  days: 7
  day_starts_at: 00:00
interval_minutes: 15
history_interval_minutes: 30
opening_hours:
  - days: [mon, tue, wed, thu, fri]
    open: 08:00
    close: 18:00
queues:
  - id: sales
    name: Sales
    target_share: 0.8
    target_s: 20
    floor_share: 0.5
  - id: help
    name: Help desk
    target_share: 0.7
    target_s: 60
    floor_share: 0.4
    weight: 1.5
    patience_s: 240
pools:
  - id: main
    queues: [sales, help]
    seats: 3
    max_occupancy_share: 0.9
shrinkage_share: 0.05
default_patience_s: 180
shift_patterns:
  - id: full_day
    days: [mon, tue, wed, thu, fri]
    start_from: 08:00
    start_to: 09:30
    start_every_minutes: 30
    shortest_minutes: 450
    longest_minutes: 510
    length_every_minutes: 30
  - id: part_day
    days: [mon, tue, wed, thu, fri]
    start_from: 08:00
    start_to: 14:00
    start_every_minutes: 30
    shortest_minutes: 240
    longest_minutes: 360
    length_every_minutes: 30
break_plans:
  - id: short
    shift_over_minutes: 240
    shift_up_to_minutes: 360
    breaks:
      - id: pause
        activity: break
        minutes: 15
        start_after_minutes: [90, 210]
  - id: long
    shift_over_minutes: 360
    shift_up_to_minutes: 510
    breaks:
      - id: morning
        activity: break
        minutes: 15
        start_after_minutes: [75, 150]
      - id: lunch
        activity: lunch
        minutes: 30
        paid: false
        start_after_minutes: [180, 285]
      - id: afternoon
        activity: break
        minutes: 15
        start_after_minutes: [330, 405]
contracts:
  - id: full
    patterns: [full_day]
    tolerance_minutes: 30
  - id: part
    patterns: [part_day]
    tolerance_minutes: 30
unsocial:
  - days: [mon, tue, wed, thu]
    start: 17:00
    end: 18:00
    weight: 1
  - days: [fri]
    start: 16:00
    end: 18:00
    weight: 1.5
rules:
  one_shift_a_day: {}
  contracted_hours: {}
  shift_patterns: {}
  availability: {}
  skills: {}
  days_in_seven: {days_max: 6}
  daily_rest: {rest_minutes: 660}
  breaks: {}
  weekly_rest: {}
  average_weekly_hours: {}
  night_hours: {}
  young_hours: {}
  young_nights: {}
  seats: {}
  opening_hours: {}
  pins: {}
  requests: {}
  steady_starts: {tolerance_minutes: 120}
  unsocial_fairness: {}
prices:
  late_contact: 1
  declined_request: 3
"""

AGENTS_CSV = """\
agent_id,name,contract,weekly_hours
A1,Ada,full,37.5
A2,Ben,full,37.5
A3,Cleo,part,25
A4,Dev,part,20
"""

SKILLS_CSV = """\
agent_id,queue,level,aht_factor
A1,sales,2,0.9
A1,help,1,1.1
A2,sales,1,1.0
A3,sales,1,1.05
A3,help,2,0.95
A4,help,1,1.0
A4,sales,0,1.4
"""

AVAILABILITY_CSV = """\
agent_id,days,available_from,available_to
A3,wed,12:00,18:00
A4,2026-03-06,08:00,14:00
"""

REQUESTS_CSV = """\
agent_id,date,kind,start_from,start_to,weight
A2,2026-03-06,start_between,08:00,08:30,1
A3,2026-03-03,day_off,,,2
"""

PINS_CSV = """\
agent_id,start,end,kind,queue
A3,2026-03-05T12:00,2026-03-05T13:00,work,help
A4,2026-03-04T08:00,2026-03-04T10:00,off,
"""

WORKED_CSV = """\
agent_id,start,end
A1,2026-02-27T09:30,2026-02-27T17:30
A2,2026-02-27T08:00,2026-02-27T16:00
"""

LEDGER_CSV = """\
agent_id,unsocial_hours,contracted_hours
A1,6,150
A2,2.5,150
"""


def history_csv(first_day: dt.date = dt.date(2026, 2, 16), weeks: int = 2) -> str:
    """Half-hours of Monday to Friday, 08:00 to 18:00: busy at ten, slack towards the evening."""
    lines = ["interval_start,queue,contacts,aht_s,abandoned,mean_wait_s"]
    for day_number in range(7 * weeks):
        day = first_day + dt.timedelta(days=day_number)
        if day.weekday() >= 5:
            continue
        for half_hour in range(16, 36):
            clock = f"{day.isoformat()}T{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"
            busy = max(1, 8 - abs(half_hour - 21) // 2) + (day.weekday() == 0)
            lines.append(f"{clock},sales,{busy},{180 + half_hour},{busy // 4},{2 * busy}")
            lines.append(f"{clock},help,{1 + busy // 3},{290 + half_hour},0,{3 * busy}")
    return "\n".join(lines) + "\n"


def default_files() -> dict[str, str | bytes | None]:
    """Text of each file of the scenario by its name."""
    return {
        "scenario.yaml": SCENARIO_YAML,
        "agents.csv": AGENTS_CSV,
        "skills.csv": SKILLS_CSV,
        "history.csv": history_csv(),
        "availability.csv": AVAILABILITY_CSV,
        "requests.csv": REQUESTS_CSV,
        "pins.csv": PINS_CSV,
        "worked.csv": WORKED_CSV,
        "ledger.csv": LEDGER_CSV,
    }


def append_row(name: str, row: str) -> dict[str, str | bytes | None]:
    """Return ``{name: default text with one more row}``, to be merged into ``files``."""
    return {name: f"{default_files()[name]}{row}\n"}


def write_tiny_scenario(
    parent: Path,
    *,
    edits: dict[str, str] | None = None,
    files: dict[str, str | bytes | None] | None = None,
) -> Path:
    """Write the scenario to ``parent/scenario`` and return that folder.

    Parameters
    ----------
    edits
        Pieces of ``SCENARIO_YAML`` with what takes the place of each; every piece must be there
        exactly once.
    files
        Files that differ from the default: text, bytes, or ``None`` for a file left out.
    """
    contents = default_files()
    settings = SCENARIO_YAML
    for old, new in (edits or {}).items():
        assert settings.count(old) == 1, f"{old!r} is in scenario.yaml {settings.count(old)} times"
        settings = settings.replace(old, new)
    contents["scenario.yaml"] = settings
    contents.update(files or {})
    folder = parent / "scenario"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    return folder


def read_tiny_scenario(
    parent: Path,
    *,
    edits: dict[str, str] | None = None,
    files: dict[str, str | bytes | None] | None = None,
) -> Scenario:
    """Write the scenario, see :func:`write_tiny_scenario`, and read it by the store."""
    return read_scenario(write_tiny_scenario(parent, edits=edits, files=files))
