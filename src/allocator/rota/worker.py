"""A process beside this one that tells what it finds as it finds it, and ends when it is told to.

If the first process is gone, it ends by itself.
"""

from __future__ import annotations

import contextlib
import pickle
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from allocator.rota.process_context import deaf_to_interrupts, process_context

Tell = Callable[[str, Any], None]
"""Called with a kind of news and its content."""

Work = Callable[[Any, Tell, Callable[[], bool]], None]
"""What a process does with its inputs: it tells its news, and asks whether to stop."""

_DONE, _FAILED = "done", "failed"


class Worker:
    """A running process.

    Parameters
    ----------
    work
        A function of a module.
    inputs
        Pickled at once, before the search goes on and fills caches.
    on_news
        Called from another thread with each piece of news.
    """

    def __init__(
        self, work: Work, inputs: Any, on_news: Tell = lambda _kind, _content: None
    ) -> None:
        self.heard: dict[str, Any] = {}
        self._on_news = on_news
        self._failure: str | None = "A process of the search ended before its time."
        self._ended = threading.Event()
        context = process_context()
        self._connection, there = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_run, args=(there, work, pickle.dumps(inputs))
        )
        with deaf_to_interrupts():
            self._process.start()
        there.close()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so long at most, and say whether it has come.

        Raises
        ------
        RuntimeError
            If the process failed, with its traceback.
        """
        if not self._ended.wait(seconds):
            return False
        if self._failure is not None:
            raise RuntimeError(self._failure)
        return True

    def ask_to_stop(self) -> None:
        """Ask it to end with what it has."""
        with contextlib.suppress(OSError):  # it may be gone
            self._connection.send("stop")

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.terminate()
        self._process.join()
        self._connection.close()

    def _listen(self) -> None:
        try:
            while True:
                kind, content = self._connection.recv()
                if kind == _DONE:
                    self._failure = None
                elif kind == _FAILED:
                    self._failure = content
                else:
                    self.heard[kind] = content
                    self._on_news(kind, content)
        except (EOFError, OSError):
            pass
        finally:
            self._ended.set()


def _run(connection: Connection, work: Work, inputs: bytes) -> None:
    """Work in the process, and tell how it ended."""

    def tell(kind: str, content: object) -> None:
        try:
            connection.send((kind, content))
        except OSError:
            raise SystemExit(1) from None  # nobody is there to be told

    try:
        # Whatever comes from the first process asks to stop, be it its own end.
        work(pickle.loads(inputs), tell, connection.poll)
        tell(_DONE, None)
    except Exception:
        tell(_FAILED, traceback.format_exc())
