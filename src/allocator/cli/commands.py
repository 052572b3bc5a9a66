"""The commands by name, each with its summary, so that the list needs no import of them.

Each command lives in ``allocator.cli.<name>`` (hyphens as underscores; ``import``, a keyword, in
``import_history``) as ``command``, whose help begins with the summary given here; a test compares
the two.
"""

from __future__ import annotations

SUMMARIES = {
    "init": "Make a scenario that plans at once, from a few answers.",
    "import": "Make a contact history from the export of any telephone system.",
    "check": "Check a scenario's files and say what they hold.",
    "forecast": "Forecast the planned week of a SCENARIO from its history alone.",
    "staff": "Work out the agents that the planned week of a SCENARIO needs on the phone.",
    "erlang": "Agents that one queue needs in one interval, by Erlang C or A, or for chats.",
    "plan": "Plan the week: rota, justifications and report.",
    "verify": "Check a finished plan against its scenario, without the solver.",
    "simulate": "Simulate a finished rota, contact by contact, over many weeks.",
    "score": "Check and price a rota made elsewhere, beside the best that can be found.",
    "leave": "Say whether an agent of a finished plan can have days off, and at what price.",
    "why-not": "Say why a plan has not somebody else: what forbids it, or what it would cost.",
    "who-else": "Say who else could be on a queue at a moment, and at what price.",
    "replan": "Replan a published plan after somebody is away or something is down.",
    "contingency": "Test a planned week ahead: what hurts if it is lost, and what to do first.",
    "work-plan": "Make a week's work plan as Word, PDF and HTML, with room for people's words.",
    "record": "Record a reviewer's decision or an agent's response, and say what waits for one.",
    "explain": "Say what a moment of somebody's week rests on, back to the history rows.",
    "cite": "Say what a figure's reference stands for, and recompute it.",
    "export": "Export a finished rota: for the wall, for calendars, as data, for one reader.",
}
