"""The commands by name, each with its summary, so that the list needs no import of them.

Each command lives in ``allocator.cli.<name>`` (hyphens as underscores) as ``command``, whose
help begins with the summary given here; a test compares the two.
"""

from __future__ import annotations

SUMMARIES = {
    "check": "Check a scenario's files and say what they hold.",
    "forecast": "Forecast the planned week of a SCENARIO from its history alone.",
    "staff": "Work out the agents that the planned week of a SCENARIO needs on the phone.",
    "erlang": "Agents that one queue needs in one interval, by Erlang C or A.",
    "plan": "Plan the week: rota, justifications and report.",
    "verify": "Check a finished plan against its scenario, without the solver.",
}
