"""The people and records of a measurement: fifteen roles, two offices, three places.

Records come through the product's own actions. Only what no action sets is written by hand: the
label of a report, and the author where the role may not write such a record itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from acceptance.access.expected import Person
from kentongan.accounts.models import Agency, Office, Posting, User
from kentongan.accounts.roles import ROLES, AgencyKind, RoleKey
from kentongan.alerts.actions.raising import raise_alert
from kentongan.alerts.detectors import Found
from kentongan.alerts.models import Alert
from kentongan.engine.linkage.people import Person as PersonToldOf
from kentongan.entities.actions import record_people
from kentongan.entities.models import AnyPersonMention, Mention
from kentongan.entities.sides import SIDES
from kentongan.entities.told import Role, Setting, WrittenPerson
from kentongan.regions.models import Region
from kentongan.reports.actions import record_report
from kentongan.reports.actions.imports import receive_file
from kentongan.reports.content import Content
from kentongan.reports.models import ImportBatch, ImportState, Report

from acceptance.access.inside import FOREIGN_REGENCY  # isort: skip

POSTED, IN_OFFICE, FOREIGN = "posting", "office area", "foreign"
RELATIONS = (POSTED, IN_OFFICE, FOREIGN)
OWN, SHARED, NEITHER = "own", "shared", "neither"
OWNERSHIPS = (OWN, SHARED, NEITHER)
SINCE = date(2026, 1, 1)
# Changed alerts are listed from a day back, fifty at a time: this far apart each is in one answer.
BETWEEN_ALERTS = timedelta(seconds=35)


@dataclass
class World:
    """Everybody and everything; ``people`` by role, ``others`` are their colleagues."""

    seed: int
    random: Random
    places: dict[str, Region]
    home: Office
    foreign: Office
    people: dict[str, User] = field(default_factory=dict)
    others: dict[str, User] = field(default_factory=dict)
    strangers: dict[str, User] = field(default_factory=dict)
    counter: int = 0
    once: dict[object, Any] = field(default_factory=dict)

    def number(self) -> int:
        """A number never given before."""
        self.counter += 1
        return self.counter

    def kept(self, name: object, make: Callable[[], Any]) -> Any:
        """Something made once."""
        if name not in self.once:
            self.once[name] = make()
        return self.once[name]

    def uuid(self) -> UUID:
        """A random uuid of this seed."""
        return UUID(int=self.random.getrandbits(128), version=4)


def make_world(seed: int) -> World:
    """Offices, one person and one colleague of every role at home, and an analyst elsewhere."""
    random = Random(seed)
    places = choose_places(random)
    home_areas = [parent_at(places[POSTED], 2)]
    home = make_office("Kantor Imigrasi Uji", AgencyKind.IMMIGRATION, home_areas)
    foreign = make_office(
        "Kantor Imigrasi Lain", AgencyKind.IMMIGRATION, [parent_at(places[FOREIGN], 2)]
    )
    world = World(seed, random, places, home, foreign)
    # An auditor sits in the office whose work is looked at.
    offices = {AgencyKind.IMMIGRATION: home, AgencyKind.OVERSIGHT: home}
    for kind in AgencyKind:
        if kind not in offices:
            offices[kind] = make_office(f"Kantor {kind.value}", kind, home_areas)
    for role in RoleKey:
        office = offices[ROLES[role].agency]
        world.people[role] = make_person(f"uji-{role}", role, office)
        world.others[role] = make_person(f"rekan-{role}", role, office)
        world.strangers[role] = make_person(f"asing-{role}", role, foreign)
    return world


def choose_places(random: Random) -> dict[str, Region]:
    """A village to be posted to, one in another sub-district of the regency, one elsewhere."""
    villages = Region.objects.filter(level=4, valid_to=None).order_by("code")
    home = random.choice(sorted({code[:5] for code in codes_of(villages)} - {FOREIGN_REGENCY}))
    within = codes_of(villages.filter(code__startswith=f"{home}."))
    posted = random.choice(within)
    elsewhere = random.choice([code for code in within if code[:8] != posted[:8]])
    foreign = random.choice(codes_of(villages.filter(code__startswith=f"{FOREIGN_REGENCY}.")))
    chosen = {POSTED: posted, IN_OFFICE: elsewhere, FOREIGN: foreign}
    return {relation: villages.get(code=code) for relation, code in chosen.items()}


def codes_of(regions: object) -> list[str]:
    """The codes of a query of areas."""
    return list(regions.values_list("code", flat=True))  # type: ignore[attr-defined]


def parent_at(region: Region, level: int) -> Region:
    """The area of a level around another one."""
    while region.level > level and region.parent is not None:
        region = region.parent
    return region


def make_office(name: str, kind: AgencyKind, areas: list[Region]) -> Office:
    """An office of the one agency of its kind."""
    agency, _made = Agency.objects.get_or_create(
        code=kind.value, defaults={"name": str(kind.label), "kind": kind}
    )
    office = Office.objects.create(agency=agency, name=name)
    office.areas.set(areas)
    return office


def make_person(username: str, role: str, office: Office) -> User:
    """A login without a password; sessions are opened for it."""
    return User.objects.create(username=username, full_name=username, role=role, office=office)


def post_all(world: World) -> None:
    """Everybody of the home side is posted to the first village."""
    for person in (*world.people.values(), *world.others.values()):
        Posting.objects.get_or_create(
            user=person, region=world.places[POSTED], defaults={"valid_from": SINCE}
        )


def unpost_all() -> None:
    """Everybody answers for the area of the office again."""
    Posting.objects.all().delete()


def person_of(user: User) -> Person:
    """The plain facts about somebody, read from the tables."""
    today = timezone.localdate()
    posted = [
        posting.region.code
        for posting in Posting.objects.filter(user=user).select_related("region")
        if posting.valid_from <= today and (posting.valid_to is None or posting.valid_to > today)
    ]
    areas = [area.code for area in user.office.areas.all()] if user.office else []
    return Person(
        pk=user.pk,
        role=str(user.role),
        office=user.office_id,
        areas=tuple(posted or areas),
        is_active=bool(user.is_active),
        agency=user.office.agency_id if user.office else None,
        office_areas=tuple(areas),
    )


# --- records ----------------------------------------------------------------------------------


def writer_of(world: World, role: str, relation: str, ownership: str) -> User:
    """Whose record it is: the person's own, else a colleague's or, elsewhere, a stranger's."""
    if ownership == OWN:
        return world.people[role]
    if relation == FOREIGN:
        return world.strangers[RoleKey.ANALYST]
    return world.others[RoleKey.ANALYST]


def content_at(region: Region, noticed: str, **more: object) -> Content:
    """A report about one village."""
    return Content(
        noticed=noticed,
        region_id=region.pk,
        region_code=region.code,
        place_precision="village",
        noticed_on=timezone.localdate(),
        time_precision="day",
        **more,  # type: ignore[arg-type]
    )


def put_report(
    world: World, by: User, relation: str, label: int, text: str = "", **more: object
) -> Report:
    """A report with words of its own; ``search`` finds it by ``tanda<number>``."""
    words = text or f"Ada tawaran kerja tanpa kontrak, tanda{world.number()}x."
    content = content_at(world.places[relation], words, **more)
    if by.role in may_report():
        report = record_report(by=by, uuid=world.uuid(), content=content)
    else:
        substitute = world.strangers if relation == FOREIGN else world.others
        report = record_report(by=substitute[RoleKey.ANALYST], uuid=world.uuid(), content=content)
    changes = {"label": label, "author": by}
    Report.objects.filter(pk=report.pk).update(**changes)
    Mention.objects.filter(source=f"report:{report.uuid}").update(label=label)
    report.refresh_from_db()
    return report


def may_report() -> set[str]:
    """The roles that can write a report themselves, as the product refuses the others."""
    return {
        role for role in RoleKey if role not in {
            RoleKey.OFFICE_HEAD, RoleKey.INFORMATION_OFFICER, RoleKey.AUDITOR,
            RoleKey.SYSTEM_ADMIN, RoleKey.PUBLIC_REPORTER,
        }
    }  # fmt: skip


def put_thing(world: World, by: User, relation: str, label: int) -> Mention:
    """A telephone number that one report mentions."""
    phone = f"0850 {world.number():08d}"
    report = put_report(world, by, relation, label, f"Nomor {phone} menawari kerja.")
    return Mention.objects.select_related("thing").get(
        source=f"report:{report.uuid}", thing__kind="phone"
    )


def put_person(world: World, by: User, relation: str, label: int, role: Role) -> AnyPersonMention:
    """Somebody whom one report names, at least as confidential as people of the sort are."""
    name = f"Uji Tanda{world.number()}x"
    told = WrittenPerson(role, PersonToldOf(name=name))
    inside = {"people": (told,)} if role == Role.SUSPECTED else {}
    report = put_report(world, by, relation, label, f"{name} disebut warga.", **inside)
    if not inside:
        record_people(by=by, told=[(setting_beside(report), [told])], roles=[role])
    side = SIDES[role]
    side.told.filter(source=f"report:{report.uuid}").update(
        label=max(label, side.sight.least_label), author=by
    )
    found: AnyPersonMention = side.told.get(source=f"report:{report.uuid}")
    return found


def setting_beside(report: Report) -> Setting:
    """Who told it, where and when: whom to protect stands beside a report and not in it."""
    return Setting(
        source=f"report:{report.uuid}",
        agency_id=report.agency_id,
        office_id=report.office_id,
        region_code=report.region_code,
        noticed_on=timezone.localdate(),
        recorded_at=report.recorded_at,
        voice=report.voice,
        label=report.label,
        author_id=report.author_id,
    )


def put_alert(world: World, by: User, relation: str, label: int, owned: bool) -> Alert:
    """An alert about one village, changed at a moment of its own; ``owned``: it is ``by``'s."""
    number = world.number()
    moment = datetime.now(UTC) - timedelta(hours=23) + number * BETWEEN_ALERTS
    found = Found(
        key=f"uji:{number}", kind="same_thing", rule="uji", rule_version="1",
        title=f"Peringatan tanda{number}x", sentence="Nomor yang sama disebut tiga orang.",
        checks=("Hubungi pelapor.",), urgency=2, label=label,
        areas=(world.places[relation].code,), figures={"voices": 3}, evidence=(),
    )  # fmt: skip
    office = world.foreign if relation == FOREIGN else world.home
    alert = raise_alert(found, office=office, now=min(moment, datetime.now(UTC)))
    if owned:
        Alert.objects.filter(pk=alert.pk).update(owner=by)
    alert.refresh_from_db()
    return alert


def put_import(world: World, by: User, relation: str, label: int) -> ImportBatch:
    """A line list that came in; its rows are not read, which would start a process for each."""
    number = world.number()
    text = f"Tanggal;Uraian Kejadian;Lokasi\n20/11/2026;Tawaran kerja baris{number}x;Desa\n"
    sender = world.strangers if relation == FOREIGN else world.others
    who = by if by.role in {RoleKey.ANALYST, RoleKey.SECTION_HEAD} else sender[RoleKey.ANALYST]
    batch = receive_file(by=who, name=f"daftar-{number}.csv", content=text.encode())
    ImportBatch.objects.filter(pk=batch.pk).update(
        label=label, author=by, state=ImportState.COMMITTED
    )
    batch.refresh_from_db()
    return batch


def spread_keys(models: list[type[Model]], step: int = 1_000_000) -> None:
    """Let every table count from a number of its own, so that one number names one record."""
    for place, model in enumerate(models, start=1):
        table, column = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [f'"{table}"', column, place * step],
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, place * step]
                )
