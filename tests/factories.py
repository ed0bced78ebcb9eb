"""The cast and the small real part of the area tree they live in. All names are made up.

Sari is PIMPASA for Watulimo; Bima and Ratna sit in the enforcement section; Hadi heads the
office; Joko, Wening and Camat Tulus are partners; Agung audits; Asing works in another office.
"""

from datetime import date

from kentongan.accounts.models import Agency, Office, Posting, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.regions.models import Region

EDITION = date(2025, 1, 1)
# code, name, kind, lat, lon: two sub-districts of Trenggalek, one of Ponorogo, one outside.
AREAS = (
    ("35", "Jawa Timur", "provinsi", -7.54, 112.24),
    ("35.03", "Trenggalek", "kabupaten", -8.05, 111.71),
    ("35.03.05", "Watulimo", "kecamatan", -8.26, 111.72),
    ("35.03.05.2001", "Prigi", "desa", -8.284, 111.727),
    ("35.03.05.2002", "Tasikmadu", "desa", -8.293, 111.742),
    ("35.03.05.2003", "Karanggandu", "desa", -8.302, 111.700),
    ("35.03.04", "Munjungan", "kecamatan", -8.30, 111.58),
    ("35.03.04.2001", "Masaran", "desa", -8.31, 111.58),
    ("35.03.04.2002", "Craken", "desa", -8.33, 111.56),
    ("35.02", "Ponorogo", "kabupaten", -7.95, 111.50),
    ("35.02.03", "Ngrayun", "kecamatan", -8.10, 111.46),
    ("35.02.03.2001", "Baosan Lor", "desa", -8.07, 111.42),
    ("35.02.03.2002", "Cepoko", "desa", -8.13, 111.47),
    ("35.05", "Blitar", "kabupaten", -8.10, 112.20),
    ("35.05.01", "Wonodadi", "kecamatan", -8.02, 112.03),
    ("35.05.01.2001", "Tawangrejo", "desa", -8.03, 112.04),
)
LEVEL_OF_KIND = {"provinsi": 1, "kabupaten": 2, "kecamatan": 3, "desa": 4}
PASSWORD = "kentongan dipukul tiga kali"


def make_areas() -> dict[str, Region]:
    """The areas above by code."""
    made: dict[str, Region] = {}
    for code, name, kind, latitude, longitude in AREAS:
        made[code] = Region.objects.create(
            code=code,
            name=name,
            kind=kind,
            level=LEVEL_OF_KIND[kind],
            parent=made.get(code.rpartition(".")[0]),
            latitude=latitude,
            longitude=longitude,
            valid_from=EDITION,
        )
    return made


def make_office(name: str, kind: AgencyKind, areas: list[Region]) -> Office:
    """An office of the (one) agency of its kind, responsible for ``areas``."""
    agency, _ = Agency.objects.get_or_create(
        code=kind.value, defaults={"name": str(kind.label), "kind": kind}
    )
    office = Office.objects.create(agency=agency, name=name)
    office.areas.set(areas)
    return office


def make_user(username: str, role: RoleKey, office: Office, full_name: str = "") -> User:
    """A user with the common test password (hashed only when a test logs in by form)."""
    return User.objects.create(
        username=username, role=role, office=office, full_name=full_name or username.title()
    )


def post(user: User, region: Region, since: date = EDITION) -> Posting:
    """An open-ended posting."""
    return Posting.objects.create(user=user, region=region, valid_from=since, decree="SK-UJI/1")
