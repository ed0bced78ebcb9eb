"""What a synthetic world consists of: places, notices, and the truth behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from kentongan.engine.synthetic.names import RECRUITER_NICKNAMES

# Sizes from what one class II office could plausibly receive in a year over three kabupaten:
# 8-20 village visits and 5-30 public tips a month; partners and the passport counter add the rest.
DEFAULT_DAYS = 365
FEWEST_DAYS = 30
MOST_NETWORKS = len(RECRUITER_NICKNAMES)  # each has a nickname of its own


@dataclass(frozen=True)
class Place:
    """A village with its kecamatan and kabupaten; longitude and latitude in degrees (WGS84)."""

    code: str
    name: str
    district: str
    regency: str
    lon: float
    lat: float


class Agency(StrEnum):
    """Who handed the notice in: the unit in which independence is counted."""

    IMMIGRATION = "immigration"
    POLICE = "police"
    ARMY = "army"
    LABOUR = "labour"
    CIVIL_REGISTRY = "civil_registry"
    RELIGIOUS_AFFAIRS = "religious_affairs"
    LOCAL_GOVERNMENT = "local_government"
    PUBLIC = "public"


class Channel(StrEnum):
    """The way by which a notice reached the office."""

    VISIT = "visit"
    PARTNER = "partner"
    COUNTER = "counter"
    PUBLIC = "public"


class DatePrecision(StrEnum):
    """How exactly the day is told; the day of a WEEK is its Monday, UNKNOWN has no day."""

    EXACT = "exact"
    DAY = "day"
    WEEK = "week"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """How exactly the place is told."""

    VILLAGE = "village"
    DISTRICT = "district"
    UNSURE = "unsure"


class ThingKind(StrEnum):
    """The sort of thing a notice mentions."""

    PHONE = "phone"
    ACCOUNT = "account"
    HANDLE = "handle"
    ALIAS = "alias"
    ORGANISATION = "organisation"
    HOLDING_HOUSE = "holding_house"


class Origin(StrEnum):
    """What really lies behind a notice."""

    NETWORK = "network"
    CLUSTER = "cluster"
    RUMOUR = "rumour"
    NOISE = "noise"


@dataclass(frozen=True)
class Thing:
    """A phone, account, name … `raw` as it was written, `value` in its one true form."""

    kind: ThingKind
    raw: str
    value: str


@dataclass(frozen=True)
class Notice:
    """One notice as the office holds it; it shows nothing of the truth.

    `place` is the village told, or its kecamatan (code PP.KK.CC, name of the kecamatan), or None.
    `source` names the one who told, as an office writes it. Fee in rupiah.
    Reliability A-F and credibility 1-6 are the usual grading of source and information.
    """

    id: str
    channel: Channel
    agency: Agency
    source: str
    noticed_on: date | None
    date_precision: DatePrecision
    reported_on: date
    place: Place | None
    place_precision: PlacePrecision
    text: str
    things: tuple[Thing, ...]
    destination: str
    job: str
    fee_rupiah: int | None
    indicators: tuple[str, ...]
    source_kind: str
    reliability: str
    credibility: str

    def raw(self, kind: ThingKind) -> tuple[str, ...]:
        """The things of one kind as they were written."""
        return tuple(thing.raw for thing in self.things if thing.kind == kind)


@dataclass(frozen=True)
class NoticeTruth:
    """What is true of one notice.

    planted: id of its network, cluster or rumour, "" for none.
    duplicate_of: id of the notice it repeats, "" for none.
    voice: one person's knowledge; a duplicate has the voice of its original.
    village: code of the true village. day: the true day.
    """

    origin: Origin
    planted: str
    duplicate_of: str
    voice: str
    village: str
    day: date


@dataclass(frozen=True)
class Network:
    """A planted recruiter network and when it could be seen.

    second_report_on: the day its second independent notice was reported, None if never.
    linkable_on: the first day on which two independent notices share one thing, None if never.
    """

    id: str
    things: tuple[Thing, ...]
    destination: str
    job: str
    fee_rupiah: int
    villages: tuple[str, ...]
    first_day: date
    last_day: date
    notice_ids: tuple[str, ...] = ()
    second_report_on: date | None = None
    linkable_on: date | None = None

    def values(self, kind: ThingKind) -> tuple[str, ...]:
        """The true values of one kind of thing, such as its phones in E.164 form."""
        return tuple(thing.value for thing in self.things if thing.kind == kind)


@dataclass(frozen=True)
class Cluster:
    """A planted excess of notices in neighbouring villages that share no phone."""

    id: str
    villages: tuple[str, ...]
    first_day: date
    last_day: date
    notice_ids: tuple[str, ...] = ()
    second_report_on: date | None = None


@dataclass(frozen=True)
class CommonThing:
    """Something that many notices share without meaning anything by it."""

    kind: ThingKind
    value: str
    reason: str


@dataclass(frozen=True)
class Truth:
    """The answers to a world: what lies behind each notice id, and what was planted."""

    start: date
    end: date
    notices: Mapping[str, NoticeTruth]
    networks: tuple[Network, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    common: tuple[CommonThing, ...] = ()


@dataclass(frozen=True)
class World:
    """Notices in the order in which they were reported, and the truth behind them."""

    notices: tuple[Notice, ...]
    truth: Truth

    @property
    def networks(self) -> tuple[Network, ...]:
        """The planted recruiter networks."""
        return self.truth.networks

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """The planted clusters."""
        return self.truth.clusters


@dataclass(frozen=True)
class WorldSettings:
    """How big a world is and what is planted in it; volumes are notices a month.

    emerging: how many of the clusters still go on on the last day.
    Raises ValueError for fewer than 30 days, a negative volume, a share outside 0..1 or more
    networks than there are nicknames.
    """

    seed: int
    start: date
    days: int = DEFAULT_DAYS
    visits: float = 14
    partners: float = 52
    counter: float = 22
    public: float = 20
    networks: int = 7
    clusters: int = 2
    emerging: int = 0
    rumours: int = 3
    duplicate_share: float = 0.05
    network_duplicate_share: float = 0.15

    def __post_init__(self) -> None:
        if self.days < FEWEST_DAYS:
            raise ValueError(f"{self.days} days are too few; a world lasts {FEWEST_DAYS} or more")
        sizes = (self.visits, self.partners, self.counter, self.public)
        if min(*sizes, self.networks, self.clusters, self.rumours) < 0:
            raise ValueError("a volume or a number of planted things is negative")
        if self.networks > MOST_NETWORKS:
            raise ValueError(f"there are nicknames for {MOST_NETWORKS} networks only")
        for share in (self.duplicate_share, self.network_duplicate_share):
            if not 0 <= share <= 1:
                raise ValueError(f"share {share} is outside 0..1")

    @classmethod
    def ending(
        cls, last_day: date, *, seed: int, days: int = DEFAULT_DAYS, emerging: int = 0
    ) -> Self:
        """Settings of a world of the usual size whose last day is `last_day`."""
        start = last_day - timedelta(days=days - 1)
        return cls(seed=seed, start=start, days=days, emerging=emerging)

    @property
    def end(self) -> date:
        """The last day, included."""
        return self.start + timedelta(days=self.days - 1)
