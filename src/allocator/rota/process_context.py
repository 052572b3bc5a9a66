"""How the second process of a search is started."""

from __future__ import annotations

from multiprocessing import get_all_start_methods, get_context
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
