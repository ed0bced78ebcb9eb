"""The made-up people of the demo: one login for every role that logs in. No name is a real one."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from kentongan.accounts.models import Agency, Office, Posting, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.regions.models import Region

PASSWORD = "kentongan dipukul tiga kali"  # noqa: S105  # printed by the demo, guards nothing
POSTED_SINCE = date(2025, 1, 2)


@dataclass(frozen=True)
class Place:
    """An office of the demo: its name, kind of agency and working areas."""

    name: str
    kind: AgencyKind
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A login of the demo; ``villages`` are postings (a sub-district code posts to all of it)."""

    username: str
    full_name: str
    role: RoleKey
    office: str
    villages: tuple[str, ...] = ()


IMMIGRATION = settings.OFFICE_NAME
PLACES = (
    Place(IMMIGRATION, AgencyKind.IMMIGRATION, settings.HOME_REGENCIES),
    Place("Polsek Watulimo", AgencyKind.POLICE, ("35.03.08",)),
    Place("Koramil Ngrayun", AgencyKind.ARMY, ("35.02.02",)),
    Place("Disnaker Trenggalek", AgencyKind.LABOUR, ("35.03",)),
    Place("Dukcapil Ponorogo", AgencyKind.CIVIL_REGISTRY, ("35.02",)),
    Place("Kemenag Pacitan", AgencyKind.RELIGIOUS_AFFAIRS, ("35.01",)),
    Place("Kecamatan Watulimo", AgencyKind.LOCAL_GOVERNMENT, ("35.03.08",)),
    Place("Warga (lewat kotak laporan)", AgencyKind.PUBLIC, ()),
)
PEOPLE = (
    Person("sari", "Sari Wulandari", RoleKey.VILLAGE_OFFICER, IMMIGRATION, ("35.03.08",)),
    Person("dimas", "Dimas Prayoga", RoleKey.VILLAGE_OFFICER, IMMIGRATION, ("35.02.02",)),
    Person("tari", "Tari Anggraini", RoleKey.VILLAGE_OFFICER, IMMIGRATION, ("35.01.05",)),
    Person("bima", "Bima Satriya", RoleKey.ANALYST, IMMIGRATION),
    Person("ratna", "Ratna Kusuma", RoleKey.SECTION_HEAD, IMMIGRATION),
    Person("galih", "Galih Permana", RoleKey.PASSPORT_OFFICER, IMMIGRATION),
    Person("hadi", "Hadi Prakoso", RoleKey.OFFICE_HEAD, IMMIGRATION),
    Person("laras", "Laras Ati", RoleKey.INFORMATION_OFFICER, IMMIGRATION),
    Person("eko", "Eko Nugroho", RoleKey.SYSTEM_ADMIN, IMMIGRATION),
    Person("joko", "Joko Sembodo", RoleKey.POLICE_VILLAGE_OFFICER, "Polsek Watulimo"),
    Person("yudi", "Yudi Hartono", RoleKey.ARMY_VILLAGE_OFFICER, "Koramil Ngrayun"),
    Person("wening", "Wening Asih", RoleKey.LABOUR_OFFICER, "Disnaker Trenggalek"),
    Person("citra", "Citra Lestari", RoleKey.CIVIL_REGISTRY_OFFICER, "Dukcapil Ponorogo"),
    Person("fauzan", "Fauzan Hakim", RoleKey.RELIGIOUS_AFFAIRS_OFFICER, "Kemenag Pacitan"),
    Person("tulus", "Tulus Widodo", RoleKey.DISTRICT_HEAD, "Kecamatan Watulimo"),
    Person("agung", "Agung Waskita", RoleKey.AUDITOR, IMMIGRATION),
)


def make_people() -> dict[str, User]:
    """Offices, logins and postings; returns the users by login. The areas are loaded before."""
    offices = {place.name: make_office(place) for place in PLACES}
    # Hashed once: sixteen Argon2 hashes would take two seconds and guard nothing in a demo.
    password = make_password(PASSWORD)
    return {person.username: make_user(person, offices, password) for person in PEOPLE}


def make_office(place: Place) -> Office:
    agency, _made = Agency.objects.get_or_create(
        code=place.kind.value, defaults={"name": str(place.kind.label), "kind": place.kind}
    )
    office = Office.objects.create(agency=agency, name=place.name)
    office.areas.set(Region.objects.filter(code__in=place.areas, valid_to=None))
    return office


def make_user(person: Person, offices: dict[str, Office], password: str) -> User:
    user = User.objects.create(
        username=person.username,
        full_name=person.full_name,
        role=person.role,
        office=offices[person.office],
        password=password,
    )
    regions = Region.objects.filter(code__in=person.villages, valid_to=None)
    Posting.objects.bulk_create(
        Posting(user=user, region=region, valid_from=POSTED_SINCE, decree="SK peragaan")
        for region in regions
    )
    return user


def logins() -> list[str]:
    """One line a login, for the end of ``kentongan demo``."""
    return [f"{one.username:<8} {RoleKey(one.role).label} · {one.full_name}" for one in PEOPLE]
