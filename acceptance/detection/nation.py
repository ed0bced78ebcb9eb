"""A nation in one database: so many reports of a year over all its villages, written in bulk.

``python -m acceptance.detection.nation fill COUNT SEED`` makes it in the database of its
surroundings. Every row is as the product writes it, with keys of its own; only the way in is short.
One office holds the whole country, which is harder than the 133 it has.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
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
from django.utils import timezone  # noqa: E402

from kentongan.access.encryption.fields import EncryptedColumn  # noqa: E402
from kentongan.accounts.models import Agency, Office, User  # noqa: E402
from kentongan.accounts.roles import AgencyKind, RoleKey  # noqa: E402
from kentongan.alerts.models import CountedReport  # noqa: E402
from kentongan.entities.models import Mention, Thing  # noqa: E402
from kentongan.regions.models import Level, Region  # noqa: E402
from kentongan.reports.models import Report, Revision  # noqa: E402

AT_ONCE = 5_000
DAYS = 365
THINGS = 150_000
MENTIONING, SIGNED, UNSURE = 0.2, 0.3, 0.02
SIGNS = ("fee_before_contract", "private_account", "documents_withheld", "own_route_soon", "child_offered_work")
COUNTRIES = ("Taiwan", "Malaysia", "Kamboja", "Hong Kong", "Arab Saudi", "")
WORDS = (
    "perempuan lelaki muda tetangga saudara kenalan perekrut agen sponsor teman ibu bapak paman "
    "menawari mengajak menjanjikan membawa menyuruh meminta mencari mendaftar kerja pabrik kebun "
    "restoran rumah kapal gaji besar cepat tanpa ongkos visa paspor kontrak berangkat minggu depan "
    "bulan ini malam pagi pasar warung balai masjid terminal rumahnya kecamatan sebelah"
).split()  # fmt: skip


def fill(count: int, seed: int) -> None:
    """The areas, one office with its people, and the reports of a year; all examined."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    call_command("load_regions", all=True, stdout=StringIO())
    people = make_people()
    made = Nation(np.random.default_rng(seed), people)
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

    def things(self) -> None:
        """The telephone numbers."""
        rows = (
            Thing(pk=n, kind="phone", key=f"nation{n:07d}", display=f"+62 850 0{n:07d}")
            for n in range(1, THINGS + 1)
        )
        for some in batched(rows, AT_ONCE, strict=False):
            insert(Thing, some)

    def reports(self, numbers: Sequence[int]) -> None:
        """Some reports with all that hangs on them."""
        size, random = len(numbers), self.random
        where = random.choice(len(self.villages), size, p=self.weights)
        ages, late = random.integers(0, DAYS, size), random.geometric(0.5, size) - 1
        unsure = random.random(size) < UNSURE
        uuids = [UUID(bytes=random.bytes(16), version=4) for _ in numbers]
        drawn = [
            Drawn(
                number, uuid, None if lost else self.villages[village],
                self.today - timedelta(days=int(age)), min(int(age), int(delay)),
                int(random.integers(3)),
            )
            for number, uuid, village, age, delay, lost in zip(
                numbers, uuids, where, ages, late, unsure, strict=True
            )
        ]  # fmt: skip
        insert(Report, [self.report(one) for one in drawn])
        insert(Revision, [self.revision(one) for one in drawn])
        insert(CountedReport, [self.counted(one) for one in drawn if one.village])
        told = [one for one in drawn if random.random() < MENTIONING]
        insert(Mention, [self.mention(one) for one in told])

    def report(self, one: "Drawn") -> Report:
        """The bare row."""
        return Report(
            pk=one.number, uuid=one.uuid, author_id=self.author.pk, office_id=self.office.pk,
            agency_id=self.office.agency_id, region_code=one.code, voice=one.voice,
            current_id=one.number, recorded_at=self.told_at(one), examined_at=self.now,
        )  # fmt: skip

    def told_at(self, one: "Drawn") -> datetime:
        """When it came in: some days after it was noticed."""
        age = (self.today - one.day).days - one.late
        return self.now - timedelta(days=age, minutes=1 + one.number % 60)

    def revision(self, one: "Drawn") -> Revision:
        """What it says."""
        words = " ".join(WORDS[n] for n in self.random.integers(0, len(WORDS), 14))
        signs = [SIGNS[one.number % len(SIGNS)]] if self.random.random() < SIGNED else []
        return Revision(
            pk=one.number, report_id=one.number, number=1, written_by_id=self.author.pk,
            written_at=self.told_at(one), noticed=f"{words}.", indicators=signs,
            region_id=one.village[0] if one.village else None, noticed_on=one.day,
            place_precision="village" if one.village else "unsure", time_precision="day",
            destination=COUNTRIES[one.number % len(COUNTRIES)],
        )  # fmt: skip

    def counted(self, one: "Drawn") -> CountedReport:
        """Every one counts."""
        return CountedReport(
            report_id=one.uuid, office_id=self.office.pk, region_code=one.code, day=one.day,
            counts=True,
        )  # fmt: skip

    def mention(self, one: "Drawn") -> Mention:
        """One of the numbers."""
        self.mentions += 1
        return Mention(
            pk=self.mentions, thing_id=int(self.random.integers(1, THINGS + 1)), raw="0850",
            source=f"report:{one.uuid}", agency_id=self.office.agency_id, office_id=self.office.pk,
            region_code=one.code, noticed_on=one.day, recorded_at=self.told_at(one),
            voice=one.voice, label=3,
        )  # fmt: skip


class Drawn:
    """One report as it was drawn; ``late``: days until it was told."""

    def __init__(
        self, number: int, uuid: UUID, village: tuple[int, str] | None, day: date, late: int,
        teller: int,
    ) -> None:  # fmt: skip
        self.number, self.uuid, self.village = number, uuid, village
        self.day, self.late = day, late
        self.code = village[1] if village else ""
        self.voice = f"1:{self.code}:{teller}"


def insert(model: type[Model], rows: Sequence[Model]) -> None:
    """The rows by the quickest way each database has."""
    fields = model._meta.concrete_fields
    values = [list(columns(row, fields)) for row in rows]
    names = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def columns(row: Model, fields: Sequence[Any]) -> Iterator[Any]:
    """A row as the database keeps it."""
    for field in fields:
        # Only a field that encrypts needs its row; `recorded_at` would take the present moment.
        sealed = isinstance(field, EncryptedColumn) or field.attname == "data_key"
        value = field.pre_save(row, True) if sealed else getattr(row, field.attname)
        yield field.get_db_prep_save(value, connection)
