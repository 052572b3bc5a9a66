"""What the event kernel reads and writes: tables of contacts, queues and people as they are now.

Each table is an array of records, so that compiled code can say ``agents[a].in_hand`` and hand on
few arrays (a call that hands on many costs more than what it does). Numbers stand for queues (q),
agents (a), contacts (c) and logins (s, a list of queues that somebody is logged into at once).
"""

from __future__ import annotations

import numpy as np

CALL, CHAT, MESSAGE, CALL_BACK = 0, 1, 2, 3
"""Kinds of queue: one at a time and waited for; several at once; kept until done and put aside for
whoever waits; kept until done, but finished once begun."""

OFF, IDLE, BUSY, CHATTING, ON_MESSAGE = 0, 1, 2, 3, 4
"""States of an agent. Whoever is away is busy; so is who is on a call or a call-back."""

IN_AGENDA, STINTS, MESSAGES_IN_HAND = 0, 1, 2
"""Places in the array of counts: of moments in the agenda, stints, and agents on a message."""

CONTACT = np.dtype(
    [
        ("arrival_s", np.float64),
        ("queue", np.int64),
        ("work_s", np.float64),
        ("wrap_s", np.float64),
        ("gives_up_s", np.float64),  # inf for never
        ("since_s", np.float64),  # what its place in the line goes by: see kernel.serve
        ("answered_s", np.float64),  # first taken; NaN for never
        ("agent", np.int64),  # by whom; NOBODY for nobody
        ("done_s", np.float64),  # NaN for never
        ("left_share", np.float64),  # of a message: what remains to be done
        ("before", np.int64),  # neighbours in the line; NOBODY for none
        ("after", np.int64),
    ]
)

QUEUE = np.dtype(
    [
        ("kind", np.int64),
        ("at_once", np.int64),  # most chats in hand after taking one of this queue
        ("first", np.int64),  # ends of the line; NOBODY for none
        ("last", np.int64),
    ]
)

RULE = np.dtype(
    [
        ("answers", np.int64),  # whether a login holds a queue
        ("contact_rank", np.float64),
        ("agent_rank", np.float64),
        ("overflow_s", np.float64),
    ]
)

AGENT = np.dtype(
    [
        ("login", np.int64),  # NOBODY for none
        ("idle_since_s", np.float64),  # since when a call or chat is waited for
        ("away_due_s", np.float64),  # how long to go away once nothing is in hand
        ("in_hand", np.int64),  # chats
        ("settled_s", np.float64),  # when held.left_s was right
        ("begun_s", np.float64),  # of the stint on chats or on a message
        ("first", np.int64),  # contact that the stint began with
    ]
)

HELD = np.dtype(
    [
        ("contact", np.int64),
        ("left_s", np.float64),  # time that it would still take alone
    ]
)

STINT = np.dtype(
    [
        ("agent", np.int64),
        ("contact", np.int64),
        ("start_s", np.float64),
        ("end_s", np.float64),
    ]
)

ENTRY = np.dtype(
    [
        ("moment_s", np.float64),
        ("agent", np.int64),
        ("place", np.int64),  # of the agent with this *number* in the agenda
    ]
)
