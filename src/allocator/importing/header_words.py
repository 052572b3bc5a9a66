"""What the headers of an export's columns say that the columns hold."""

from __future__ import annotations

import re
from enum import StrEnum

_RATE = re.compile(
    r"%|\b(rate|percent(age)?|pct|share|sla|sl|gos|level|occupancy|utili[sz]ation)\b"
)
_DURATION = re.compile(
    r"\b(time|times|aht|att|asa|acw|talk|hold|wrap|wait|waiting|duration|speed|avg|average|mean"
    r"|longest|max(imum)?|min(imum)?|delay|seconds|secs?)\b"
)
_NOT_OFFERED = re.compile(
    r"aband|answer|handl|transfer|outb|within|lost|refus|short|overflow|callback|accept|complet"
    r"|connect|missed|agent|staff|forecast"
)
_OFFERED = (
    re.compile(r"\b(offer|offers|offered|presented|nco)\b"),
    re.compile(r"\b(received|entered|arriv\w*|incoming|inbound|queued)\b"),
    re.compile(r"\b(contacts?|calls?|volume|interactions?|chats?|emails?|cases|count|total)\b"),
)
_ANSWERED = re.compile(
    r"\b(answer|answers|answered|handled|accepted|connected|completed|taken|acd calls)\b"
)
_ABANDONED = re.compile(r"\b(aban\w*|lost|hung ?up|dropped|renounced)\b")
_QUEUE = (
    re.compile(r"\b(queue|skill|split|vdn|workgroup|hunt)\b"),
    re.compile(r"\b(service|campaign|line|group|department|dept|topic|media|channel|team)\b"),
)
_DATE = re.compile(r"\b(date|day|datum)\b")
_TIME = re.compile(r"\b(time|interval|from|start|hour|period|slot|half ?hour|end|to|until)\b")
_MOMENT = re.compile(r"\b(date|time|timestamp|interval|start|end|period|from|to|until)\b")
_END = re.compile(r"\b(end|ends|to|until|ending)\b")
_START = re.compile(r"\b(start|starts|from|begin|begins|starting)\b")


class DurationKind(StrEnum):
    """Whether durations are means per contact or totals, as far as the header tells."""

    MEAN = "mean"
    TOTAL = "total"
    UNTOLD = "untold"


def words_of(header: str) -> str:
    """Header in small letters, its words parted by blanks: ``CallsOffered`` is two."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", parted.lower()).split())


def is_known(header: str) -> bool:
    """Whether a header means anything here, so that its line may be the one with the names."""
    words = words_of(header)
    patterns = (*_OFFERED, _ANSWERED, _ABANDONED, *_QUEUE, _DATE, _TIME, _DURATION)
    return len(words) <= 40 and any(pattern.search(words) for pattern in patterns)


def offered_rank(header: str) -> int | None:
    """How surely a column counts contacts offered, 0 the surest; ``None`` if it does not."""
    words = words_of(header)
    if _is_measure(words) or _NOT_OFFERED.search(words):
        return None
    return next((rank for rank, found in enumerate(_OFFERED) if found.search(words)), None)


def counts_answered(header: str) -> bool:
    """Whether a column counts contacts answered."""
    words = words_of(header)
    unsure = re.search(r"within|aband|not|un\w+|short|%", words)
    return bool(_ANSWERED.search(words)) and not _is_measure(words) and not unsure


def counts_abandoned(header: str) -> bool:
    """Whether a column counts contacts abandoned."""
    words = words_of(header)
    return (
        bool(_ABANDONED.search(words))
        and not _is_measure(words)
        and not re.search(r"within|short|before|after", words)
    )


def queue_rank(header: str) -> int | None:
    """How surely a column names the queue, 0 the surest; ``None`` if it does not."""
    words = words_of(header)
    if _is_measure(words) or re.search(r"\b(id|agent|number)\b", words):
        return None
    return next((rank for rank, found in enumerate(_QUEUE) if found.search(words)), None)


def handling(header: str) -> DurationKind | None:
    """Kind of handling time that a column holds, talk, hold and wrap-up in one."""
    words = words_of(header)
    whole = re.search(r"\b(aht|handl\w* (time|duration|secs?|seconds|s)|t handle)\b", words)
    averaged = re.search(r"\b(avg|average|mean|total) handl\w*( time)?$", words)
    if _RATE.search(words) or not (whole or averaged):
        return None
    if re.search(r"\bt handle\b", words):
        return DurationKind.TOTAL
    return DurationKind.MEAN if "aht" in words.split() else _kind(words)


def handling_part(header: str) -> tuple[str, DurationKind] | None:
    """Part of the handling time that a column holds (talk, hold or wrap), and its kind."""
    words = words_of(header)
    if _RATE.search(words) or re.search(r"\b(longest|max|min|calls|contacts|held)\b", words):
        return None
    for part, pattern in (
        ("talk", r"\b(talk|att|conversation|acd time)\b"),
        ("hold", r"\bhold\b"),
        ("wrap", r"\b(wrap( up)?|acw|after (call|contact)|wrapup)\b"),
    ):
        if re.search(pattern, words):
            return part, _kind(words)
    return None


def waiting(header: str) -> DurationKind | None:
    """Kind of time in queue over all contacts that a column holds."""
    words = words_of(header)
    if _RATE.search(words) or re.search(r"answer|asa|longest|max|min|aband", words):
        return None
    if not re.search(r"\b(wait|waiting|queue time|time in queue|delay)\b", words):
        return None
    return _kind(words)


def is_speed_of_answer(header: str) -> bool:
    """Whether a column holds the wait of the answered alone."""
    return bool(re.search(r"\b(asa|speed (of|to) answer|time to answer)\b", words_of(header)))


def says_date(header: str) -> bool:
    """Whether a column holds dates."""
    return bool(_DATE.search(words_of(header)))


def says_time(header: str) -> bool:
    """Whether a column holds clock times or intervals, and no durations."""
    words = words_of(header)
    longs = r"\b(avg|average|mean|total|talk|hold|wrap|wait|handl\w*|answer|aht|acw|sum|longest)\b"
    return bool(_TIME.search(words)) and not re.search(longs, words) and not _RATE.search(words)


def says_moment(header: str) -> bool:
    """Whether a column holds dates with times."""
    return bool(_MOMENT.search(words_of(header)))


def says_end(header: str) -> bool:
    """Whether a time is the end of its interval."""
    words = words_of(header)
    return bool(_END.search(words)) and not _START.search(words)


def _is_measure(words: str) -> bool:
    return bool(_RATE.search(words) or _DURATION.search(words))


def _kind(words: str) -> DurationKind:
    if re.search(r"\b(avg|average|mean|per|att)\b", words):
        return DurationKind.MEAN
    return DurationKind.TOTAL if re.search(r"\b(total|sum)\b", words) else DurationKind.UNTOLD
