"""The rhythm of the year: how many notices come on one day compared with an average day."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.synthetic.world import Channel

RAMADAN = 9
SHAWWAL = 10
MUHARRAM = 1  # The Javanese month of Suro begins on the same day.

# Monday to Sunday. Offices close at the weekend, villagers write most in the evening of free days.
WEEKDAYS: dict[Channel, tuple[float, ...]] = {
    Channel.VISIT: (1.2, 1.5, 1.6, 1.4, 0.8, 0.4, 0.1),
    Channel.PARTNER: (1.3, 1.2, 1.2, 1.2, 0.9, 0.7, 0.5),
    Channel.COUNTER: (1.6, 1.4, 1.4, 1.4, 1.2, 0.0, 0.0),
    Channel.PUBLIC: (0.9, 0.8, 0.9, 0.9, 1.0, 1.2, 1.3),
}

# In Suro 20-30 applicants come to the counter instead of about 100, and at the end of the year
# some 30 % more (press on Ponorogo); the other factors are assumptions.
HIJRI_FACTORS: dict[Channel, dict[int, float]] = {
    Channel.VISIT: {RAMADAN: 0.6, SHAWWAL: 0.8, MUHARRAM: 1.0},
    Channel.PARTNER: {RAMADAN: 0.8, SHAWWAL: 1.2, MUHARRAM: 0.9},
    Channel.COUNTER: {RAMADAN: 0.7, SHAWWAL: 1.3, MUHARRAM: 0.3},
    Channel.PUBLIC: {RAMADAN: 0.8, SHAWWAL: 1.4, MUHARRAM: 0.9},
}
YEAR_END_FACTOR = 1.3
YEAR_END_MONTHS = (11, 12)


def hijri_month(day: date) -> int:
    """The month (1-12) of the tabular Islamic calendar, within a day or two of the official one.

    Method: the arithmetic calendar with a 30-year cycle of 11 leap years, epoch 16 July 622.
    """
    islamic_epoch = 227015  # as a proleptic Gregorian ordinal
    since = day.toordinal() - islamic_epoch
    year = (30 * since + 10646) // 10631
    first_of_year = 354 * (year - 1) + (3 + 11 * year) // 30
    day_of_year = since - first_of_year
    return min(12, int((day_of_year + 0.5) / 29.5) + 1)


def factor(channel: Channel, day: date) -> float:
    """How busy `channel` is on `day` compared with its average day."""
    busy = WEEKDAYS[channel][day.weekday()] * HIJRI_FACTORS[channel].get(hijri_month(day), 1.0)
    return busy * YEAR_END_FACTOR if day.month in YEAR_END_MONTHS else busy


def factors(channel: Channel, start: date, days: int) -> NDArray[np.float64]:
    """The factor of each of `days` days from `start`."""
    return np.array([factor(channel, start + timedelta(days=n)) for n in range(days)])


def next_working_day(day: date) -> date:
    """`day` itself, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
