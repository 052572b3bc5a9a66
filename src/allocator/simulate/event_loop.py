"""The event loop of the kernel: what happens next, and who takes what then; compiled.

At one moment, whoever finishes is free first, then people come, go and step away, then contacts
that have waited long enough overflow, then new contacts arrive.
"""

from __future__ import annotations

import numpy as np

from allocator.simulate.agenda import enter, strike
from allocator.simulate.choices import agent_for, contact_for, may_take
from allocator.simulate.compiled import Array, compiled, entry
from allocator.simulate.event_heap import pop, push
from allocator.simulate.floor import (
    BUSY,
    CHAT,
    CHATTING,
    IDLE,
    IN_AGENDA,
    MESSAGE,
    OFF,
    ON_MESSAGE,
)
from allocator.simulate.hands import begin_chat, begin_message, end_chat, end_message, put_aside
from allocator.simulate.waiting_line import NOBODY, join, leave

_FINISH, _CHANGE, _GO_AWAY, _OVERFLOW, _ARRIVE, _END = 0, 1, 2, 3, 4, 5


@entry
def run(
    contacts: Array,
    queues: Array,
    rules: Array,
    factor: Array,
    speed: Array,
    state: Array,
    agents: Array,
    held: Array,
    stints: Array,
    agenda: Array,
    count: Array,
    due_s: Array,
    due_contact: Array,
    change_s: Array,
    change_agent: Array,
    change_login: Array,
    away_s: Array,
    away_agent: Array,
    away_length_s: Array,
) -> None:
    """Let one event after the other happen."""
    changes, aways = change_s.shape[0], away_s.shape[0]
    due, next_contact, next_change, next_away = 0, 0, 0, 0
    while True:
        now_s, event = np.inf, _END
        if count[IN_AGENDA] > 0:
            now_s, event = agenda[0].moment_s, _FINISH
        if next_change < changes and change_s[next_change] < now_s:
            now_s, event = change_s[next_change], _CHANGE
        if next_away < aways and away_s[next_away] < now_s:
            now_s, event = away_s[next_away], _GO_AWAY
        if due > 0 and due_s[0] < now_s:
            now_s, event = due_s[0], _OVERFLOW
        if next_contact < contacts.shape[0] and contacts[next_contact].arrival_s < now_s:
            now_s, event = contacts[next_contact].arrival_s, _ARRIVE
        if event == _END:
            break
        a, c, aside = NOBODY, NOBODY, NOBODY
        if event == _FINISH:
            a = agenda[0].agent
            strike(agenda, count, a)
            if state[a] == ON_MESSAGE:
                contacts[held[a, 0].contact].done_s = now_s
                end_message(a, now_s, state, agents, stints, count)
            else:
                if state[a] == CHATTING:
                    end_chat(a, now_s, contacts, speed, agents, held, stints, agenda, count)
                if agents[a].in_hand == 0:
                    _be_free(a, now_s, state, agents, agenda, count)
        elif event == _CHANGE:
            a = change_agent[next_change]
            s = change_login[next_change]
            next_change += 1
            agents[a].login = s
            if state[a] == ON_MESSAGE and (
                s == NOBODY or not rules[s, contacts[held[a, 0].contact].queue].answers
            ):
                aside = put_aside(
                    a, now_s, contacts, factor, state, agents, held, stints, agenda, count
                )
            if state[a] == IDLE and s == NOBODY:
                state[a] = OFF
            elif state[a] == OFF and s != NOBODY:
                state[a], agents[a].idle_since_s = IDLE, now_s
        elif event == _GO_AWAY:
            a = away_agent[next_away]
            if agents[a].login != NOBODY:
                agents[a].away_due_s += away_length_s[next_away]
            next_away += 1
            if state[a] == ON_MESSAGE:
                aside = put_aside(
                    a, now_s, contacts, factor, state, agents, held, stints, agenda, count
                )
            if state[a] == IDLE:
                _be_free(a, now_s, state, agents, agenda, count)
        elif event == _OVERFLOW:
            c = due_contact[0]
            due = pop(due_s, due_contact, due)
            if contacts[c].agent != NOBODY or contacts[c].gives_up_s <= now_s:
                continue
        else:
            c = next_contact
            next_contact += 1
        waits = event == _OVERFLOW
        while a != NOBODY or c != NOBODY or aside != NOBODY:
            # Somebody looks for contacts, or a contact for somebody; then a message put aside.
            if a != NOBODY:
                if may_take(a, state, agents):
                    c = contact_for(a, now_s, contacts, queues, rules, state, agents)
                if c == NOBODY:
                    a = NOBODY
                    continue
                leave(queues, contacts, c)
            else:
                if c == NOBODY:
                    c, aside = aside, NOBODY
                a = agent_for(c, now_s, contacts, queues, rules, state, agents, count)
                if a == NOBODY:
                    q = contacts[c].queue
                    if not waits and contacts[c].gives_up_s > now_s:
                        join(queues, contacts, c)
                        for s in range(rules.shape[0]):
                            if rules[s, q].overflow_s > 0:
                                overflow_s = now_s + rules[s, q].overflow_s
                                due = push(due_s, due_contact, due, overflow_s, c)
                    c = NOBODY
                    continue
                if waits:
                    leave(queues, contacts, c)
            if state[a] == ON_MESSAGE:
                aside = put_aside(
                    a, now_s, contacts, factor, state, agents, held, stints, agenda, count
                )
            kind = queues[contacts[c].queue].kind
            if kind == MESSAGE:
                begin_message(a, c, now_s, contacts, factor, state, agents, held, agenda, count)
            elif kind == CHAT:
                begin_chat(a, c, now_s, contacts, factor, speed, state, agents, held, agenda, count)
            else:
                state[a] = BUSY
                work_s = contacts[c].work_s * factor[a, contacts[c].queue]
                done_s = now_s + work_s + contacts[c].wrap_s
                contacts[c].answered_s, contacts[c].agent, contacts[c].done_s = now_s, a, done_s
                enter(agenda, count, a, done_s)
            c, waits = NOBODY, False
            if state[a] != CHATTING:
                a = NOBODY


@compiled
def _be_free(
    a: int, now_s: float, state: Array, agents: Array, agenda: Array, count: Array
) -> None:
    """Somebody with nothing in hand goes away if that is due, or home, or is idle."""
    away_s, agents[a].away_due_s = agents[a].away_due_s, 0.0
    if agents[a].login == NOBODY:
        state[a] = OFF
    elif away_s > 0:
        state[a] = BUSY
        enter(agenda, count, a, now_s + away_s)
    else:
        state[a], agents[a].idle_since_s = IDLE, now_s
