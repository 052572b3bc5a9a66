"""How the processes beside this one are started."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, resource_tracker
from multiprocessing.context import BaseContext

_PRELOADED = ("allocator.rota.optimise",)


def process_context() -> BaseContext:
    """Return a way to start a process that shares neither threads nor locks with this one.

    Where the system has it, a server that has the solver loaded is forked: the second search of a
    run begins at once, in place of a second later. Elsewhere (Windows) each process loads it anew.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


@contextmanager
def deaf_to_interrupts() -> Generator[None]:
    """Start processes inside this: Ctrl-C, which a terminal sends to all of them, is not theirs.

    A process keeps the signals that are blocked when it is started, and so does the server that
    forks it. Who started them ends them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        # The tracker that is started before the first process opens the mask again.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
