"""A nation in one database: so many reports of a year over all its villages, written in bulk.

``python -m acceptance.detection.nation fill COUNT SEED`` makes it in the database of its
surroundings. Every row is as the product writes it, with keys of its own; only the way in is short.
One office holds the whole country, which is harder than the 133 it has. ``… night DAYS`` does the
detection of one night, so many days from now, ``… day SEED`` stores reports and waits for their
signals; both tell what they measured as a JSON line.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from itertools import batched
from typing import Any
from uuid import UUID

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from kentongan.accounts.models import Agency, Office, User  # noqa: E402
from kentongan.accounts.roles import AgencyKind, RoleKey  # noqa: E402
from kentongan.alerts.actions import examine_new_reports, set_budget  # noqa: E402
from kentongan.alerts.actions.marking import mark  # noqa: E402
from kentongan.alerts.budget import MOST as BUDGET_MOST  # noqa: E402
from kentongan.alerts.detectors.telling_facts import DESTINATION, plain  # noqa: E402
from kentongan.alerts.models import CountedReport  # noqa: E402
from kentongan.encryption.fields import EncryptedColumn  # noqa: E402
from kentongan.entities.models import Mention, Thing  # noqa: E402
from kentongan.entities.told import Written  # noqa: E402
from kentongan.indicators.rulebook import rulebook  # noqa: E402
from kentongan.regions.models import Level, Region  # noqa: E402
from kentongan.reports.actions import record_report  # noqa: E402
from kentongan.reports.content import Content  # noqa: E402
from kentongan.reports.models import Report, Revision  # noqa: E402
from kentongan.website.worker import TICK, WORK  # noqa: E402

AT_ONCE = 5_000
NOBODY = UUID(int=0)
DAYS = 365
THINGS = 150_000
MENTIONING, SIGNED, UNSURE = 0.2, 0.3, 0.02
SIGNS = (
    "fee_before_contract",
    "private_account",
    "documents_withheld",
    "own_route_soon",
    "child_offered_work",
)
COUNTRIES = ("Taiwan", "Malaysia", "Kamboja", "Hong Kong", "Arab Saudi", "")
WORDS = (
    *(
        "perempuan",
        "lelaki",
        "muda",
        "tetangga",
        "saudara",
        "kenalan",
        "perekrut",
        "agen",
        "sponsor",
    ),
    *(
        "teman",
        "ibu",
        "bapak",
        "paman",
        "menawari",
        "mengajak",
        "menjanjikan",
        "membawa",
        "menyuruh",
    ),
    *("meminta", "mencari", "mendaftar", "kerja", "pabrik", "kebun", "restoran", "rumah", "kapal"),
    *(
        "gaji",
        "besar",
        "cepat",
        "tanpa",
        "ongkos",
        "visa",
        "paspor",
        "kontrak",
        "berangkat",
        "minggu",
    ),
    *("depan", "bulan", "ini", "malam", "pagi", "pasar", "warung", "balai", "masjid", "terminal"),
)


def fill(count: int, seed: int) -> None:
    """The areas, one office with its people, and the reports of a year; all examined."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    call_command("load_regions", all=True, stdout=StringIO())
    people = make_people()
    made = Nation(np.random.default_rng(seed), people)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # the indexes are written once, at the end
            cursor.execute("PRAGMA cache_size = -2000000")
    with transaction.atomic():
        made.things()
        for numbers in batched(range(1, count + 1), AT_ONCE, strict=False):
            made.reports(numbers)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in (Report, Revision, Mention, Thing):
                table = model._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                    f"(SELECT max(id) FROM {table}))"
                )
        cursor.execute("ANALYZE")


def make_people() -> tuple[User, User]:
    """An analyst and a village officer of the one office."""
    agency = Agency.objects.create(code="immigration", name="Imigrasi", kind=AgencyKind.IMMIGRATION)
    office = Office.objects.create(agency=agency, name="Kantor seluruh negeri")
    office.areas.set(Region.objects.filter(level=Level.PROVINCE, valid_to=None))
    analyst, officer = (
        User.objects.create(username=name, role=role, office=office, full_name=name.title())
        for name, role in (("bima", RoleKey.ANALYST), ("sari", RoleKey.VILLAGE_OFFICER))
    )
    User.objects.create(
        username="ratna", role=RoleKey.SECTION_HEAD, office=office, full_name="Ratna"
    )
    return analyst, officer


class Nation:
    """What is drawn, and the rows that come of it."""

    def __init__(self, random: np.random.Generator, people: tuple[User, User]) -> None:
        self.random = random
        self.author = people[1]
        office = people[0].office
        if office is None:
            raise ValueError("the people of a nation have an office")
        self.office = office
        villages = Region.objects.filter(level=Level.VILLAGE, valid_to=None)
        self.villages = list(villages.order_by("code").values_list("pk", "code"))
        # Some villages tell ten times what others do.
        self.weights = random.gamma(0.6, 1.0, len(self.villages))
        self.weights /= self.weights.sum()
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.mentions = 0
        self.marks = {to: to and mark(DESTINATION, plain(to)) for to in COUNTRIES}
        author, where = self.author.pk, self.office.pk
        shared = {"office_id": where, "agency_id": self.office.agency_id}
        self.report = Mould(
            Report(
                uuid=NOBODY,
                author_id=author,
                examined_at=self.now,
                counted_at=self.now,
                recorded_at=self.now,
                **shared,
            )
        )
        self.revision = Mould(
            Revision(number=1, written_by_id=author, time_precision="day", written_at=self.now)
        )
        self.counted = Mould(
            CountedReport(
                report_id=NOBODY,
                day=self.today,
                voices=1,
                known_on=self.today,
                marked_by=rulebook().pattern.version,
                **shared,
            )
        )
        self.mention = Mould(Mention(raw="0850", recorded_at=self.now, label=3, **shared))

    def things(self) -> None:
        """The telephone numbers."""
        mould = Mould(Thing(pk=1, kind="phone", key="", display=""))
        rows = (
            mould.cast(id=n, key=f"nation{n:07d}", display=f"+62 850 0{n:07d}")
            for n in range(1, THINGS + 1)
        )
        for some in batched(rows, AT_ONCE, strict=False):
            mould.insert(some)

    def reports(self, numbers: Sequence[int]) -> None:
        """Some reports with all that hangs on them."""
        drawn = list(self.drawn(numbers))
        self.report.insert([self.report.cast(**one.report()) for one in drawn])
        self.revision.insert([self.revision.cast(**self.says(one)) for one in drawn])
        self.counted.insert([self.counted.cast(**one.counted(self.marks)) for one in drawn])
        told = [one for one in drawn if self.random.random() < MENTIONING]
        self.mention.insert([self.mention.cast(**self.mentions_of(one)) for one in told])

    def drawn(self, numbers: Sequence[int]) -> Iterator["Drawn"]:
        """Where, when and by whom."""
        size, random = len(numbers), self.random
        where = random.choice(len(self.villages), size, p=self.weights).tolist()
        ages, late = random.integers(0, DAYS, size).tolist(), random.geometric(0.5, size).tolist()
        unsure, tellers = (random.random(size) < UNSURE).tolist(), random.integers(0, 3, size)
        for at, number in enumerate(numbers):
            place = (None, "") if unsure[at] else self.villages[where[at]]
            told_after = min(ages[at], late[at] - 1)
            moment = self.now - timedelta(days=ages[at] - told_after, minutes=1 + number % 60)
            yield Drawn(
                number,
                random.bytes(16).hex(),
                place,
                str(self.today - timedelta(days=ages[at])),
                connection.ops.adapt_datetimefield_value(moment),
                f"1:{place[1]}:{tellers[at]}",
            )

    def says(self, one: "Drawn") -> dict[str, Any]:
        """What a report says."""
        words = " ".join(WORDS[n] for n in self.random.integers(0, len(WORDS), 14).tolist())
        signs = f'["{SIGNS[one.number % len(SIGNS)]}"]' if self.random.random() < SIGNED else "[]"
        return {
            "id": one.number,
            "report_id": one.number,
            "written_at": one.moment,
            "noticed": f"{words}.",
            "indicators": signs,
            "region_id": one.place[0],
            "noticed_on": one.day,
            "place_precision": "village" if one.code else "unsure",
            "destination": one.destination,
        }

    def mentions_of(self, one: "Drawn") -> dict[str, Any]:
        """One of the numbers."""
        self.mentions += 1
        return {
            "id": self.mentions,
            "thing_id": int(self.random.integers(1, THINGS + 1)),
            "source": f"report:{UUID(one.uuid)}",
            "region_code": one.code,
            "noticed_on": one.day,
            "recorded_at": one.moment,
            "voice": one.voice,
        }


@dataclass(frozen=True)
class Drawn:
    """One report as it was drawn; days and moments as the database keeps them."""

    number: int
    uuid: str
    place: tuple[int | None, str]
    day: str
    moment: Any
    voice: str

    @property
    def code(self) -> str:
        """The village, "" where it is unsure."""
        return self.place[1]

    @property
    def destination(self) -> str:
        """Where to, as it is written."""
        return COUNTRIES[self.number % len(COUNTRIES)]

    def report(self) -> dict[str, Any]:
        """The bare row."""
        return {
            "id": self.number,
            "uuid": self.uuid,
            "current_id": self.number,
            "region_code": self.code,
            "voice": self.voice,
            "recorded_at": self.moment,
        }

    def counted(self, marks: Mapping[str, str]) -> dict[str, Any]:
        """Every one that has a place counts; of what the looks compare it tells where to."""
        voices = int(bool(self.code))
        return {
            "report_id": self.uuid,
            "region_code": self.code,
            "day": self.day,
            "voices": voices,
            "known_on": self.day,  # none is told before the day it tells of
            "destination": marks[self.destination],
        }


class Mould:
    """Rows that differ from a first one in some columns; what is encrypted has keys of its own."""

    def __init__(self, row: Model) -> None:
        self.row, self.fields = row, row._meta.concrete_fields
        self.at = {field.attname: place for place, field in enumerate(self.fields)}
        self.sealed = [one for one in self.fields if isinstance(one, EncryptedColumn)]
        self.plain = {one.attname: one.to_plain(getattr(row, one.attname)) for one in self.sealed}
        # Only a field that encrypts needs its row; `recorded_at` would take the present moment.
        self.values = [
            None
            if one in self.sealed or one.attname == "data_key"
            else one.get_db_prep_save(getattr(row, one.attname), connection)
            for one in self.fields
        ]

    def cast(self, **words: Any) -> list[Any]:
        """One row as the database keeps it."""
        values = self.values.copy()
        for name, value in words.items():
            values[self.at[name]] = value
        if self.sealed:
            self.seal(values, words)
        return values

    def seal(self, values: list[Any], words: dict[str, Any]) -> None:
        """Encrypt as the row itself does."""
        row: Any = self.row
        row.__dict__.update(words)
        row.__dict__.pop("_row_key", None)
        row.make_data_key()
        values[self.at["data_key"]], values[self.at["key_id"]] = row.data_key, row.key_id
        for field in self.sealed:
            name = field.attname
            plain = field.to_plain(words[name]) if name in words else self.plain[name]
            values[self.at[name]] = row.seal(field.place, plain)

    def insert(self, rows: Sequence[Sequence[Any]]) -> None:
        """By the quickest way each database has."""
        names = ", ".join(f'"{field.column}"' for field in self.fields)
        table = self.row._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


# --- one night ----------------------------------------------------------------------------------

# What of the night's work is detection; the others keep, copy and erase.
DETECTION = (
    "mark-hubs",
    "scan-for-clusters",
    "look-over-the-week",
    "let-watched-lapse",
    "rehearse-rules",
)


def night(days: int) -> None:
    """One JSON line: chore → seconds by the clock and seconds of computing."""
    told, now = {}, timezone.now() + timedelta(days=days)
    for work in WORK:
        if work.name in DETECTION:
            begun, computed = time.monotonic(), time.process_time()
            work.do(now)
            told[work.name] = (time.monotonic() - begun, time.process_time() - computed)
    print(json.dumps(told), flush=True)


# --- one day ------------------------------------------------------------------------------------

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TRIES = 10
MOST_REPORTS = 40  # until a cluster must have been seen


def day(seed: int) -> None:
    """One JSON line: kind of signal → for each try the seconds, and those of computing."""
    random = np.random.default_rng(seed)
    head = User.objects.get(username="ratna")
    reason = "Pengukuran: semua isyarat harus menjadi peringatan."
    set_budget(by=head, per_officer=BUDGET_MOST, reason=reason)
    teller = Teller(random)
    teller.signs()  # a worker at work has read its rules, words and neighbourhoods
    told = {
        "indicators": [teller.signs() for _ in range(TRIES)],
        "same_thing": [teller.number(n) for n in range(TRIES)],
        "cluster": [teller.cluster() for _ in range(TRIES)],
    }
    print(json.dumps(told | {"pause": TICK.total_seconds()}), flush=True)


class Teller:
    """Stores reports through the form's action and looks at the inbox as a page does."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random
        self.officer = User.objects.get(username="sari")
        villages = Region.objects.filter(level=Level.VILLAGE, latitude__isnull=False)
        self.villages = list(villages.order_by("code"))
        self.page = Client(SERVER_NAME="localhost")
        self.page.force_login(User.objects.get(username="bima"), backend=BACKEND)
        self.since = timezone.now().isoformat()
        self.seen: set[tuple[int, str]] = set()
        self.words = 0

    def village(self) -> Region:
        """Any one."""
        return self.villages[int(self.random.integers(len(self.villages)))]

    def told(self, region: Region, **says: Any) -> tuple[float, float] | None:
        """Store one report; the seconds until its signal stood in the inbox, None for no signal."""
        self.words += 1
        text = " ".join(WORDS[n] for n in self.random.integers(0, len(WORDS), 14))
        content = Content(
            noticed=f"{text} {self.words}.", region_id=region.pk, region_code=region.code,
            place_precision="village", time_precision="day", noticed_on=timezone.localdate(),
            **says,
        )  # fmt: skip
        made = record_report(by=self.officer, uuid=self.uuid(), content=content)
        # Each from somebody else: one officer writes down what many tell.
        Report.objects.filter(pk=made.pk).update(voice=f"1:{self.words}")
        begun, computed = time.monotonic(), time.process_time()
        examine_new_reports(now=timezone.now())
        if not self.sees_news():
            return None
        return time.monotonic() - begun, time.process_time() - computed

    def uuid(self) -> UUID:
        """A fresh one."""
        return UUID(bytes=self.random.bytes(16), version=4)

    def sees_news(self) -> bool:
        """Whether the inbox tells of an alert, or of a change, that it did not show before."""
        answer = self.page.get("/peringatan/sejak/", {"sejak": self.since}).json()
        fresh = {(alert["id"], alert["changed"]) for alert in answer["alerts"]} - self.seen
        self.seen |= fresh
        self.since = answer["now"]
        return bool(fresh)

    def signs(self) -> tuple[float, float] | None:
        """A report that says enough by itself."""
        return self.told(self.village(), indicators=("holding_house", "locked_in"))

    def number(self, which: int) -> tuple[float, float] | None:
        """The second voice that tells of one number."""
        things = (Written("phone", f"+628500{9_000_000 + which}"),)
        self.told(self.village(), things=things)
        return self.told(self.village(), things=things)

    def cluster(self) -> tuple[float, float] | None:
        """One village tells again and again until it stands out."""
        village = self.village()
        for _ in range(MOST_REPORTS):
            if found := self.told(village):
                return found
        return None


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "night":
        night(int(sys.argv[2]))
    else:
        day(int(sys.argv[2]))
