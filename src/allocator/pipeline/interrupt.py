"""Ctrl-C while a rota is searched: once for the best so far, twice to leave all as it was."""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from multiprocessing import active_children
from types import FrameType

_PATIENCE_S = 3.0
"""How long a second Ctrl-C lets the main thread come back from a solver before all is ended."""
EXIT_INTERRUPTED = 1
"""Exit code where Ctrl-C left nothing behind."""


class Interrupts:
    """What Ctrl-C has asked for so far; without :func:`interruptible`, nothing ever."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._when_asked: Callable[[], None] | None = None
        self._writing = threading.Lock()
        self._is_written = False
        self._end = threading.Timer(_PATIENCE_S, _end_all)
        self._end.daemon = True

    def is_asked(self) -> bool:
        """Whether the search is to stop."""
        return self._asked.is_set()

    def when_asked(self, tell: Callable[[], None]) -> None:
        """Have something called, from another thread, when the search is asked to stop."""
        self._when_asked = tell

    @contextmanager
    def writing(self) -> Generator[None]:
        """Files are written inside this, whole whatever is asked; after it all is done."""
        with self._writing:
            yield
            self._is_written = True

    def take(self) -> None:
        """Take one Ctrl-C: ask for the end, or if that was asked already, end all."""
        if not self._asked.is_set():
            self._asked.set()
            if self._when_asked is not None:
                self._when_asked()
            return
        with self._writing:
            if not self._is_written and not self._end.is_alive():
                self._end.start()
                _thread.interrupt_main()

    def close(self) -> None:
        """Take no more."""
        self._end.cancel()


def _end_all() -> None:
    """End this process and those that it started: the main thread hangs in a solver."""
    for child in active_children():
        child.kill()
    os._exit(EXIT_INTERRUPTED)


@contextmanager
def interruptible() -> Generator[Interrupts]:
    """Take Ctrl-C from here on as a request to stop; the second one raises KeyboardInterrupt.

    A thread waits for the signal, since a solver may hold the main one for seconds, and since
    CP-SAT puts a handler of its own in place of Python's and takes it away with its end. For that
    the signal is blocked in the main thread and in all that it starts from now on: enter this
    before threads are started.
    """
    interrupts = Interrupts()

    def handle(_number: int, _frame: FrameType | None) -> None:
        interrupts.take()

    if not hasattr(signal, "pthread_sigmask"):  # Windows
        before = signal.signal(signal.SIGINT, handle)
        try:
            yield interrupts
        finally:
            interrupts.close()
            signal.signal(signal.SIGINT, before)
        return
    ended = threading.Event()

    def listen() -> None:
        while True:
            signal.sigwait({signal.SIGINT})
            if ended.is_set():
                return
            interrupts.take()

    blocked_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield interrupts
    finally:
        ended.set()
        if listener.ident is not None and listener.is_alive():
            signal.pthread_kill(listener.ident, signal.SIGINT)
        listener.join()
        interrupts.close()
        if interrupts.is_asked():  # all is done or undone: a last one would only spoil the exit
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked_before)
