"""The records of a plan, one a line: added to, never written anew."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from allocator.domain.record import Entry, Record
from allocator.errors import InputError, InputProblem

RECORDS_FILE = "records.jsonl"
_LOCK_FILE = ".records.lock"
_NO_SEAL = ""
"""What stands for the seal before the first record's."""


def read_records(folder: Path, run_id: str) -> tuple[Record, ...]:
    """Read the records of a plan, the first made first; none where there is no file.

    Parameters
    ----------
    run_id
        Of the plan in the folder.

    Raises
    ------
    InputError
        If a line cannot be read, belongs to another plan, or is not as it was recorded.
    """
    return _parsed(_bytes_of(folder), run_id)


def append_records(
    folder: Path,
    run_id: str,
    entries: Sequence[Entry],
    clock: Callable[[], dt.datetime],
    wait_s: float = 5.0,
) -> tuple[Record, ...]:
    """Add entries behind all that stands there, in one write, and return them as recorded.

    Parameters
    ----------
    clock
        Gives the moment of now, on the site's clock; all entries get the same.
    wait_s
        Seconds to wait for somebody else who is recording.

    Raises
    ------
    InputError
        If the records cannot be read or written, or the clock is behind the last of them.
    """
    with _alone(folder, wait_s):
        data = _bytes_of(folder)
        before = _parsed(data, run_id)
        now = clock().replace(microsecond=0)
        if before and now < before[-1].recorded_at:
            raise InputError.of(
                RECORDS_FILE,
                f"was last added to at {before[-1].recorded_at.isoformat()}, which the clock of "
                "this machine has not reached",
                "Set the clock right: nothing is recorded with an earlier time.",
                now.isoformat(),
            )
        seal = before[-1].seal if before else _NO_SEAL
        made: list[Record] = []
        for entry in entries:
            fields = {
                "recorded_at": now.isoformat(),
                "run_id": run_id,
                **entry.model_dump(mode="json"),
            }
            seal = _seal(seal, fields)
            made.append(Record.model_validate({**fields, "seal": seal}))
        lines = "".join(_line(record) for record in made)
        try:
            with (folder / RECORDS_FILE).open("ab") as stream:
                stream.write(lines.encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise InputError.of(
                folder / RECORDS_FILE,
                f"cannot be written: {error.strerror}",
                "Choose a plan in a folder where you are allowed to write.",
            ) from error
    return tuple(made)


def _bytes_of(folder: Path) -> bytes:
    path = folder / RECORDS_FILE
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        remedy = "Make it a file that you may read."
        raise InputError.of(path, f"cannot be read: {error.strerror}", remedy) from error


def _parsed(data: bytes, run_id: str) -> tuple[Record, ...]:
    records: list[Record] = []
    seal = _NO_SEAL
    for row, line in enumerate(data.split(b"\n"), start=1):
        if not line:
            continue
        try:
            fields: Any = json.loads(line)
            record = Record.model_validate(fields)
        except (ValueError, ValidationError) as error:
            raise _fault(row, "is no record", line) from error
        if record.run_id != run_id:
            raise InputError(
                [
                    InputProblem(
                        RECORDS_FILE,
                        f"belongs to another plan than this one, {run_id}",
                        "Put it back into the folder of the plan that it was made in.",
                        row,
                        "run_id",
                        record.run_id,
                    )
                ]
            )
        del fields["seal"]
        seal = _seal(seal, fields)
        if record.seal != seal:
            raise _fault(row, "is not as it was recorded, or a line before it is gone", line)
        records.append(record)
    if data and not data.endswith(b"\n"):
        raise _fault(data.count(b"\n") + 1, "is cut off", data.rsplit(b"\n", 1)[-1])
    return tuple(records)


def _fault(row: int, message: str, line: bytes) -> InputError:
    remedy = "Bring back the file as allocator record wrote it: records are added to, never edited."
    value = line.decode(errors="replace")[:200]
    return InputError([InputProblem(RECORDS_FILE, message, remedy, row, None, value)])


def _line(record: Record) -> str:
    fields = record.model_dump(mode="json") | {"recorded_at": record.recorded_at.isoformat()}
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _seal(before: str, fields: dict[str, Any]) -> str:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


@contextmanager
def _alone(folder: Path, wait_s: float) -> Generator[None]:
    """Keep others from adding at the same time: seals are one after another."""
    lock = folder / _LOCK_FILE
    until = time.monotonic() + wait_s
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError as error:
            if time.monotonic() >= until:
                raise InputError.of(
                    lock,
                    "is there: somebody else is recording, or a recording was broken off",
                    "Try again; if nobody else is at it, delete this file.",
                ) from error
            time.sleep(0.05)
        except OSError as error:
            raise InputError.of(
                folder,
                f"cannot be written to: {error.strerror}",
                "Choose a plan in a folder where you are allowed to write.",
            ) from error
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            lock.unlink()
