"""The settings of a scenario: everything in ``scenario.yaml``."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from allocator.domain.clock import ClockMinutes, Weekday, WeekdayOrClosed
from allocator.domain.development_settings import DevelopmentSettings
from allocator.domain.fairness_settings import FairnessSettings
from allocator.domain.forecast_settings import ForecastSettings
from allocator.domain.people import Identifier
from allocator.domain.queue_settings import PoolSetting, QueueSetting
from allocator.domain.setting import Price, Setting

RuleValue = int | float | str | bool | list[str] | dict[str, int | float]
"""Value of a rule's parameter: one thing, a list of names, or numbers by name."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("is not a time zone; use an IANA name such as Europe/London") from error
    return name


class Site(Setting):
    """Where the centre is."""

    name: str = Field(min_length=1)
    time_zone: Annotated[str, AfterValidator(_known_zone)]


class Week(Setting):
    """The days to plan.

    Parameters
    ----------
    start
        First operating day, on any weekday.
    days
        Number of days; six weeks are the most that planning is measured on.
    published_on
        Day on which the rota is, or was, given to the people in it.
    day_starts_at
        Clock time at which an operating day begins; work after midnight and before this time
        belongs to the day before. Less than 24:00.
    """

    start: dt.date
    days: int = Field(default=7, ge=1, le=371)
    published_on: dt.date | None = None
    day_starts_at: Annotated[ClockMinutes, Field(lt=1440)] = 0


class OpeningSpan(Setting):
    """Hours in which contacts are taken on some days.

    Parameters
    ----------
    days
        Weekdays the span applies to.
    date
        One date it applies to instead; spans with a date replace those of the weekday. With
        ``open`` equal to ``close`` the date is closed.
    """

    days: tuple[Weekday, ...] = ()
    date: dt.date | None = None
    open: ClockMinutes
    close: ClockMinutes

    @model_validator(mode="after")
    def _ordered(self) -> OpeningSpan:
        if bool(self.days) == (self.date is not None):
            raise ValueError("has both days and a date, or neither; give one of the two")
        if self.close < self.open or (self.days and self.close == self.open):
            raise ValueError("close is not later than open; past midnight write 26:00 for 02:00")
        return self


class BreakSetting(Setting):
    """One break of a shift.

    Parameters
    ----------
    start_after_minutes
        Earliest and latest start, in elapsed minutes after the shift's start.
    """

    id: Identifier
    activity: Literal["break", "lunch"]
    minutes: int = Field(gt=0, le=240)
    paid: bool = True
    start_after_minutes: tuple[int, int]

    @model_validator(mode="after")
    def _ordered(self) -> BreakSetting:
        earliest, latest = self.start_after_minutes
        if not 0 < earliest <= latest:
            raise ValueError(
                "start_after_minutes is not a window; give [earliest, latest] after the shift's "
                "start, the first more than 0 and no more than the second"
            )
        return self


class BreakPlan(Setting):
    """The breaks of all shifts of some lengths.

    Parameters
    ----------
    shift_over_minutes, shift_up_to_minutes
        Applies to shifts longer than the first and no longer than the second.
    """

    id: Identifier
    shift_over_minutes: int = Field(ge=0)
    shift_up_to_minutes: int = Field(gt=0)
    breaks: tuple[BreakSetting, ...] = Field(default=(), max_length=8)


class ShiftPattern(Setting):
    """A family of shifts: where they may start and how long they may last.

    Parameters
    ----------
    days
        Weekdays on which such a shift may start.
    start_from, start_to
        Earliest and latest start, both included.
    start_every_minutes, length_every_minutes
        Steps between starts and between lengths.
    shortest_minutes, longest_minutes
        Elapsed length, breaks included.
    """

    id: Identifier
    days: tuple[Weekday, ...] = Field(min_length=1)
    start_from: ClockMinutes
    start_to: ClockMinutes
    start_every_minutes: int = Field(default=30, gt=0)
    shortest_minutes: int = Field(gt=0)
    longest_minutes: int = Field(gt=0, le=1440)
    length_every_minutes: int = Field(default=30, gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> ShiftPattern:
        if self.start_to < self.start_from:
            raise ValueError("start_to is earlier than start_from; exchange them or correct one")
        if self.longest_minutes < self.shortest_minutes:
            raise ValueError(
                "longest_minutes is less than shortest_minutes; exchange them or correct one"
            )
        return self


class Contract(Setting):
    """What a kind of contract allows.

    Parameters
    ----------
    patterns
        Ids of the shift patterns that may be given.
    tolerance_minutes
        How far the plan's paid time may lie from the contracted time, either way.
    week_tolerance_minutes
        How far the paid time of each whole week of a longer plan may lie from that of a week;
        as ``tolerance_minutes`` where not given.
    rules
        Parameters of rules that differ for people of this contract, by the rules' ids.
    """

    id: Identifier
    patterns: tuple[Identifier, ...] = Field(min_length=1)
    tolerance_minutes: int = Field(default=0, ge=0)
    week_tolerance_minutes: int | None = Field(default=None, ge=0)
    rules: dict[str, dict[str, RuleValue]] = Field(default={})

    @property
    def minutes_off_a_week(self) -> int:
        """How far the paid time of a week of a longer plan may lie from that contracted."""
        own = self.week_tolerance_minutes
        return self.tolerance_minutes if own is None else own


class RotationWeek(Setting):
    """One week of a rotation.

    Parameters
    ----------
    patterns
        Ids of the shift patterns that may be given in this week.
    days
        Weekdays on which a shift may be given; empty for all.
    """

    patterns: tuple[Identifier, ...] = Field(min_length=1)
    days: tuple[Weekday, ...] = ()


class Rotation(Setting):
    """Weeks that follow one another in a circle, such as early, middle, late.

    Parameters
    ----------
    first_week
        A day of a week in which those without an offset are in the first of ``weeks``; weeks of
        a rotation begin on its weekday.
    """

    id: Identifier
    first_week: dt.date
    weeks: tuple[RotationWeek, ...] = Field(min_length=1, max_length=52)


class ShiftKind(Setting):
    """A kind of shift, such as ``late``: starts at or after ``start_from``, before ``start_to``."""

    id: Identifier
    start_from: ClockMinutes
    start_to: ClockMinutes

    @model_validator(mode="after")
    def _ordered(self) -> ShiftKind:
        if self.start_to <= self.start_from:
            raise ValueError("start_to is not later than start_from; exchange or correct them")
        return self


class BankHolidays(Setting):
    """Public holidays of a nation, and how they are run.

    Parameters
    ----------
    runs_like
        Weekday whose opening hours, shift patterns, unsocial hours and volumes hold on a bank
        holiday, or ``closed``. A date in ``opening_hours`` goes before it.
    """

    nation: Literal["England", "Wales", "Scotland", "Northern Ireland"]
    runs_like: WeekdayOrClosed


class UnsocialSpan(Setting):
    """Hours that count as unsocial, and how much an hour of them weighs.

    Parameters
    ----------
    pay_premium_share
        Share of basic pay that an hour of them earns on top.
    """

    days: tuple[Weekday, ...] = Field(min_length=1)
    start: ClockMinutes
    end: ClockMinutes
    weight: float = Field(default=1.0, gt=0, le=10)
    pay_premium_share: float = Field(default=0.0, ge=0, le=5)


class Prices(Setting):
    """What each evil costs, in late contacts.

    Parameters
    ----------
    late_contact
        A contact answered after its queue's target time or lost, times the queue's weight.
    uncovered_contact
        Further price of a contact that arrives while nobody is logged into its queue.
    below_floor_contact
        Further price of each contact by which a queue's day falls short of its floor.
    declined_request
        A request not met, times its weight.
    unsocial_hour_above_fair_share
        A weighted unsocial hour above the agent's fair share: this much for each of the first
        four, twice for each of the next four, four times beyond.
    backward_start_hour
        An hour by which a start is earlier than that of the day before, beyond the tolerance
        of the rule ``steady_starts``.
    unbroken_screen_hour
        An hour on the phone beyond the stretch that the rule ``screen_breaks`` leaves free.
    cover_deviation
        An agent missing from what ``cover.csv`` asks for, or beyond it, times the row's weight.
    development_hour
        An hour of practice or coaching that goals ask for in the planned days and do not get.
    changed_shift_within_24_hours, changed_shift_within_72_hours, changed_shift_within_7_days
        In a replan, a person's day whose published shift becomes another one, is taken away or
        is new, by the notice: elapsed time until the earlier of the two begins.
    changed_break
        In a replan, a person's day whose breaks, queues or activities move inside the same shift.
    overtime_hour
        In a replan, a paid hour of overtime that was offered and is taken up.
    """

    late_contact: Price = 1.0
    uncovered_contact: Price = 1.0
    below_floor_contact: Price = 4.0
    declined_request: Price = 3.0
    unsocial_hour_above_fair_share: Price = 0.5
    backward_start_hour: Price = 0.5
    unbroken_screen_hour: Price = 0.5
    cover_deviation: Price = 1.0
    development_hour: Price = 10.0
    changed_shift_within_24_hours: Price = 4.0
    changed_shift_within_72_hours: Price = 2.0
    changed_shift_within_7_days: Price = 1.0
    changed_break: Price = 0.3
    overtime_hour: Price = 1.0


class Settings(Setting):
    """All of ``scenario.yaml``.

    Parameters
    ----------
    interval_minutes
        Grid of the rota: shifts, breaks and blocks begin on it.
    history_interval_minutes
        Interval of ``history.csv``; a multiple of ``interval_minutes``.
    shrinkage_share
        Share of on-phone time lost to what the rota does not place.
    default_patience_s
        Mean patience where neither the records nor the queue's setting tell it.
    rotations
        Rotations that agents may follow.
    shift_kinds
        Kinds of shift by their start, for the rules that speak of kinds.
    forecast
        How the history is treated before contacts are forecast from it.
    fairness
        How burdens are remembered and shared.
    development
        How goals become sessions of practice.
    currency
        Currency of pay, by its three letters.
    rules
        The rules that bind, by id, each with the parameters that differ from its card's.
    """

    name: str = Field(min_length=1)
    simulated: bool = False
    site: Site
    week: Week
    interval_minutes: Literal[5, 10, 15, 20, 30, 60] = 15
    history_interval_minutes: Literal[5, 10, 15, 20, 30, 60] = 30
    opening_hours: tuple[OpeningSpan, ...] = Field(min_length=1)
    queues: tuple[QueueSetting, ...] = Field(min_length=1)
    pools: tuple[PoolSetting, ...] = Field(min_length=1)
    shrinkage_share: float = Field(default=0.0, ge=0, lt=0.9)
    default_patience_s: float = Field(default=180, gt=0)
    shift_patterns: tuple[ShiftPattern, ...] = Field(min_length=1)
    break_plans: tuple[BreakPlan, ...] = ()
    contracts: tuple[Contract, ...] = Field(min_length=1)
    rotations: tuple[Rotation, ...] = ()
    shift_kinds: tuple[ShiftKind, ...] = ()
    bank_holidays: BankHolidays | None = None
    forecast: ForecastSettings = ForecastSettings()
    unsocial: tuple[UnsocialSpan, ...] = ()
    fairness: FairnessSettings = FairnessSettings()
    development: DevelopmentSettings = DevelopmentSettings()
    currency: str = Field(default="GBP", pattern="^[A-Z]{3}$")
    rules: dict[str, dict[str, RuleValue]] = Field(min_length=1)
    prices: Prices = Prices()

    @model_validator(mode="after")
    def _grid_fits(self) -> Settings:
        if self.history_interval_minutes % self.interval_minutes:
            raise ValueError(
                "history_interval_minutes is not a multiple of interval_minutes; "
                "use a multiple, such as 30 over 15"
            )
        return self
