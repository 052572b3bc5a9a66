"""Progress off and on a terminal."""

from __future__ import annotations

import io

from allocator.cli.progress import stage_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_a_stage_where_there_is_no_terminal_and_one_from_time_to_time() -> None:
    stream = io.StringIO()
    now = iter([0.0, 1.0, 9.0, 12.0, 21.0])
    with stage_progress(stream, lambda: next(now)) as report:
        report("Forecast", "")
        report("Rota", "gap 3.1%")
        report("Rota", "gap 0.8%")
        report("Rota", "gap 0.7%")
        report("Rota", "gap 0.6%")
    assert stream.getvalue() == "Forecast\nRota   gap 3.1%\nRota   gap 0.7%\n"


def test_stages_and_what_they_reached_on_a_terminal() -> None:
    stream = Terminal()
    with stage_progress(stream) as report:
        report("Forecast", "")
        report("Rota", "gap 3.1%")
        report("Rota", "gap 0.8%")
    shown = stream.getvalue()
    last_frame = shown[shown.rindex("Forecast") :]
    assert "gap 0.8%" in last_frame
    assert last_frame.count("✓") == 1, "the mark of Rota; that of Forecast stands before its name"
