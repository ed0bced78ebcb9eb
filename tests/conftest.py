"""Fixtures every folder shares: the area tree and the cast."""

import socket
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.regions.models import Region
from kentongan.reports.actions import record_report
from kentongan.reports.content import Content
from kentongan.reports.models import Report
from tests import factories
from tests.emptying import emptied


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this computer is an error."""
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "unix"
        if host not in {"unix", "127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address!r}")
        real_connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied() -> Iterator[None]:
    """After a test with real transactions Django empties all tables, the log too."""
    real = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(case: TransactionTestCase) -> None:
        with emptied():
            real(case)

    # TestCase has a teardown of its own and only comes here where transactions are not rolled back.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def no_anchors_of_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the demo's anchors knows another log."""
    monkeypatch.setattr(settings, "AUDIT_ANCHOR_FOLDERS", [])


@pytest.fixture(autouse=True)
def an_index_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tests that run beside each other would take each other's index away."""
    monkeypatch.setattr(settings, "SEARCH_FOLDER", tmp_path_factory.getbasetemp() / "cari")


@pytest.fixture
def areas(db: None) -> dict[str, Region]:
    return factories.make_areas()


@pytest.fixture
def office(areas: dict[str, Region]) -> Office:
    """The immigration office of Ponorogo with Trenggalek."""
    return factories.make_office(
        settings.OFFICE_NAME, AgencyKind.IMMIGRATION, [areas["35.02"], areas["35.03"]]
    )


@pytest.fixture
def other_office(areas: dict[str, Region]) -> Office:
    return factories.make_office("Kantor Imigrasi Blitar", AgencyKind.IMMIGRATION, [areas["35.05"]])


@pytest.fixture
def sari(office: Office, areas: dict[str, Region]) -> User:
    """PIMPASA, posted to the villages of Watulimo."""
    user = factories.make_user("sari", RoleKey.VILLAGE_OFFICER, office, "Sari Wulandari")
    for code in ("35.03.05.2001", "35.03.05.2002", "35.03.05.2003"):
        factories.post(user, areas[code])
    return user


@pytest.fixture
def dimas(office: Office, areas: dict[str, Region]) -> User:
    """PIMPASA, posted to Ngrayun."""
    user = factories.make_user("dimas", RoleKey.VILLAGE_OFFICER, office, "Dimas Prayoga")
    factories.post(user, areas["35.02.03"])
    return user


@pytest.fixture
def bima(office: Office) -> User:
    return factories.make_user("bima", RoleKey.ANALYST, office, "Bima Satriya")


@pytest.fixture
def ratna(office: Office) -> User:
    return factories.make_user("ratna", RoleKey.SECTION_HEAD, office, "Ratna Kusuma")


@pytest.fixture
def hadi(office: Office) -> User:
    return factories.make_user("hadi", RoleKey.OFFICE_HEAD, office, "Hadi Prakoso")


@pytest.fixture
def joko(areas: dict[str, Region]) -> User:
    """Bhabinkamtibmas in Watulimo."""
    polsek = factories.make_office("Polsek Watulimo", AgencyKind.POLICE, [areas["35.03.05"]])
    return factories.make_user("joko", RoleKey.POLICE_VILLAGE_OFFICER, polsek, "Joko Sembodo")


@pytest.fixture
def wening(areas: dict[str, Region]) -> User:
    labour = factories.make_office("Disnaker Trenggalek", AgencyKind.LABOUR, [areas["35.03"]])
    return factories.make_user("wening", RoleKey.LABOUR_OFFICER, labour, "Wening Asih")


@pytest.fixture
def agung(office: Office) -> User:
    return factories.make_user("agung", RoleKey.AUDITOR, office, "Agung Waskita")


@pytest.fixture
def laras(office: Office) -> User:
    """PPID: sees nothing of the casework."""
    return factories.make_user("laras", RoleKey.INFORMATION_OFFICER, office, "Laras Ati")


@pytest.fixture
def asing(other_office: Office) -> User:
    """An analyst of another office: the stranger."""
    return factories.make_user("asing", RoleKey.ANALYST, other_office, "Asing Lintang")


@pytest.fixture
def made_report(areas: dict[str, Region]) -> Callable[..., Report]:
    """``made_report(by, code, noticed=…, things=…, noticed_on=…, uuid=…)`` through the door."""

    def make(
        by: User, code: str = "35.03.05.2001", uuid: UUID | None = None, **fields: object
    ) -> Report:
        content: dict[str, object] = {
            "noticed": "Ada orang menawari kerja ke luar negeri tanpa kontrak.",
            "region_id": areas[code].pk if code else None,
            "region_code": code,
            "place_text": "",
            "place_precision": "village" if code else "unsure",
            "noticed_on": date(2026, 11, 20),
            "time_precision": "day",
        }
        content |= fields
        return record_report(by=by, uuid=uuid or uuid4(), content=Content(**content))  # type: ignore[arg-type]

    return make
