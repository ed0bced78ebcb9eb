"""Which role opens which page of entries and figures, and that reading is written down."""

import pytest

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions.interest import enter_interest
from kentongan.screening.interest.queries import line_of, open_entries
from kentongan.screening.interest.rules import Standing
from kentongan.screening.models import Application, InterestEntry
from tests import factories
from tests.screening.conftest import refuse
from tests.website.conftest import client_of

REASON = "Nomor sponsor sama dengan tiga permohonan yang ditolak bulan ini."
KEEPERS = {RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD}
AUDITORS = {RoleKey.AUDITOR}
pytestmark = pytest.mark.django_db
every_role = pytest.mark.parametrize("role", list(RoleKey), ids=str)


def somebody(role: RoleKey, office: Office) -> User:
    return factories.make_user(f"x_{role.value}"[:30], role, office)


@pytest.fixture
def entry(application: Application, nur: User, ratna: User) -> InterestEntry:
    refused = refuse(nur, ratna, application)
    return enter_interest(by=ratna, application=refused, months=3, reason=REASON)


@every_role
def test_the_list_of_entries_is_for_who_keeps_them(role: RoleKey, office: Office) -> None:
    status = client_of(somebody(role, office)).get("/perhatian/").status_code
    assert status == (200 if role in KEEPERS else 404)


@every_role
def test_the_figures_are_for_the_auditor(role: RoleKey, office: Office) -> None:
    client = client_of(somebody(role, office))
    for path in ("/mutu-loket/", "/mutu-loket/aturan/"):
        assert client.get(path).status_code == (200 if role in AUDITORS else 404)


@every_role
def test_the_menu_leads_only_where_the_role_may_go(role: RoleKey, office: Office) -> None:
    text = client_of(somebody(role, office)).get("/akses/saya/").content.decode()
    assert ('href="/perhatian/"' in text) is (role in KEEPERS)
    assert ('href="/mutu-loket/"' in text) is (role in AUDITORS)


@every_role
def test_nobody_but_its_keepers_ends_an_entry(
    role: RoleKey, office: Office, entry: InterestEntry
) -> None:
    path = f"/perhatian/{entry.application.uuid}/{entry.pk}/cabut/"
    status = client_of(somebody(role, office)).post(path).status_code
    entry.refresh_from_db()
    assert (entry.ended_at is not None) is (role in KEEPERS)
    assert status == 302 if role in KEEPERS else status in {403, 404}


def test_nobody_who_is_not_logged_in_finds_anything(entry: InterestEntry, agung: User) -> None:
    stranger = client_of(agung)
    stranger.logout()
    for path in ("/perhatian/", f"/perhatian/{entry.application.uuid}/", "/mutu-loket/"):
        answer = stranger.get(path)
        assert answer.status_code in {302, 404}
        assert REASON not in answer.content.decode()


def test_reading_the_list_is_written_down_for_each_application(
    entry: InterestEntry, ratna: User
) -> None:
    client_of(ratna).get("/perhatian/")
    row = AuditEvent.objects.get(action="interest.listed", actor="ratna")
    assert row.subject == entry.application.subject
    assert REASON not in str(row.detail)


def test_a_line_says_what_each_reader_may_do(entry: InterestEntry, ratna: User, hadi: User) -> None:
    own, other = (line_of(person, entry, entry.starts_on) for person in (ratna, hadi))
    assert (own.standing, other.standing) == (Standing.LIVE, Standing.LIVE)
    assert not own.may_renew
    assert not other.may_renew
    assert own.may_lift
    assert other.may_lift
    over = line_of(hadi, entry, entry.ends_on)
    assert not over.may_lift
    assert not over.may_renew


def test_an_ended_entry_leaves_the_list_and_stays_on_the_application(
    entry: InterestEntry, ratna: User
) -> None:
    client = client_of(ratna)
    client.post(f"/perhatian/{entry.application.uuid}/{entry.pk}/cabut/")
    assert not open_entries(ratna).exists()
    page = client.get(f"/permohonan/{entry.application.uuid}/").content.decode()
    assert "Dicabut lebih awal" in page


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_deeds_are_done_by_post_alone(entry: InterestEntry, ratna: User, method: str) -> None:
    path = f"/perhatian/{entry.application.uuid}/{entry.pk}/cabut/"
    answer = getattr(client_of(ratna), method)(path)
    assert answer.status_code in {404, 405}
    entry.refresh_from_db()
    assert entry.ended_at is None
