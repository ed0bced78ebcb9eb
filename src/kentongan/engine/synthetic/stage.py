"""What every part of a growing world shares, and a notice before it has its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kentongan.engine.synthetic.geography import Gazetteer
from kentongan.engine.synthetic.names import HOTLINES, LEGAL_AGENCIES
from kentongan.engine.synthetic.seasons import next_working_day
from kentongan.engine.synthetic.sources import Sources, Teller
from kentongan.engine.synthetic.supply import Supply
from kentongan.engine.synthetic.world import (
    Channel,
    CommonThing,
    Origin,
    Place,
    Thing,
    ThingKind,
    WorldSettings,
)

VILLAGE_HALLS = 6  # halls whose number stands under many circulars

# Longest delay in days between seeing and handing in; assumptions, a visit gathers older news.
LONGEST_DELAY = {Channel.VISIT: 9, Channel.PARTNER: 6, Channel.COUNTER: 0, Channel.PUBLIC: 3}
LONGEST_OF_ALL = 9 + 2  # and the weekend after it


@dataclass(frozen=True)
class Draft:
    """A notice with its truth, before it is dated and placed as an office would write it.

    village and day are true. copies: key of the draft that it repeats. Fee in rupiah.
    """

    key: int
    channel: Channel
    teller: Teller
    village: Place
    day: date
    reported_on: date
    text: str
    origin: Origin
    things: tuple[Thing, ...] = ()
    destination: str = ""
    job: str = ""
    fee_rupiah: int | None = None
    indicators: tuple[str, ...] = ()
    planted: str = ""
    copies: int | None = None


@dataclass(frozen=True)
class Common:
    """Public numbers and licensed firms (name → office phone), which mean nothing by themselves."""

    halls: tuple[str, ...]
    hotlines: dict[str, str]
    legal: dict[str, str]

    def listed(self) -> tuple[CommonThing, ...]:
        """All of them with the reason why they are common."""
        phones = [(phone, "balai desa") for phone in self.halls]
        phones += [(phone, name) for name, phone in (self.hotlines | self.legal).items()]
        firms = [
            CommonThing(ThingKind.ORGANISATION, name, "perusahaan berizin") for name in self.legal
        ]
        return (*(CommonThing(ThingKind.PHONE, phone, why) for phone, why in phones), *firms)


class Stage:
    """The places, people and numbers of one world, and the one source of chance."""

    def __init__(self, places: Sequence[Place], settings: WorldSettings) -> None:
        self.settings = settings
        self.rng = np.random.default_rng(settings.seed)
        self.gazetteer = Gazetteer(sorted(places, key=lambda place: place.code), self.rng)
        self.supply = Supply(self.rng)
        self.sources = Sources(self.rng, self.supply)
        self.common = Common(
            tuple(self.supply.phone() for _ in range(VILLAGE_HALLS)),
            {name: self.supply.phone() for name in HOTLINES},
            {name: self.supply.phone() for name in LEGAL_AGENCIES},
        )

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens."""
        return bool(self.rng.random() < chance)

    def span(self, shortest: int, longest: int) -> tuple[date, date]:
        """A first and last day inside the world, early enough to be reported before its end.

        It lasts `shortest` to `longest` days, or less in a world that is too short for it.
        """
        room = self.settings.days - LONGEST_OF_ALL
        length = min(int(self.rng.integers(shortest, longest + 1)), room)
        first = self.settings.start + timedelta(int(self.rng.integers(room - length + 1)))
        return first, first + timedelta(length - 1)

    def handed_in(self, channel: Channel, day: date) -> date:
        """When something seen on `day` is reported; never after the world's last day."""
        delay = int(self.rng.integers(LONGEST_DELAY[channel] + 1))
        reported = day + timedelta(delay)
        if channel is not Channel.PUBLIC:
            reported = next_working_day(reported)
        return min(reported, self.settings.end)
