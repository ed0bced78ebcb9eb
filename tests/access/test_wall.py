"""The second wall: with the first one gone, the tables themselves keep foreign rows from a page."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.db.utils import ProgrammingError
from django.utils import timezone

from kentongan.access import visibility
from kentongan.access.actions import break_glass
from kentongan.access.seats import NOBODY, TRUSTED, taken
from kentongan.access.tables import sight_of
from kentongan.access.wall import is_bypassed, seat_of, seated, trusted
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert, Evidence, Signal, Step
from kentongan.entities.actions import judge_people
from kentongan.entities.models import Mention, PersonJudgement, PersonMention
from kentongan.entities.told import Person, Role, WrittenPerson
from kentongan.reports.models import ImportBatch, ImportRow, Report, Revision
from tests.alerts.conftest import make_alert
from tests.website.conftest import client_of
from tests.website.pages import Page

PRIGI = "35.03.05.2001"
CANARY = "Burung kenari kuning di dermaga"
PLAIN = "kentongan_plain"
EVERYTHING = Q(pk__isnull=False)
WALLED = (Report, Revision, Mention, Alert, Evidence, Step, ImportBatch, ImportRow)
REASON = "Keluarga menelepon: anak ini akan diterbangkan malam ini."

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="row-level security needs PostgreSQL"
)
in_the_open = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain(transactional_db: None) -> Iterator[None]:
    """The connection becomes a role that may write every table and bypasses nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {PLAIN}")
        cursor.execute(f"CREATE ROLE {PLAIN} NOSUPERUSER NOBYPASSRLS")
        for what in ("TABLES", "SEQUENCES"):
            cursor.execute(f"GRANT ALL ON ALL {what} IN SCHEMA public TO {PLAIN}")
        cursor.execute(f"SET ROLE {PLAIN}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {PLAIN}")
        cursor.execute(f"DROP ROLE {PLAIN}")


@pytest.fixture
def no_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first wall lets everything through."""
    monkeypatch.setattr(visibility, "condition", lambda *_words: EVERYTHING)
    monkeypatch.setattr(visibility, "limits", lambda *_words: EVERYTHING)
    monkeypatch.setattr(visibility, "up_to", lambda *_words: EVERYTHING)


@pytest.fixture
def foreign(plain: None, bima: User, office: Office, made_report: Callable[..., Report]) -> Report:
    """The immigration office's own report with everything that hangs on it."""
    report = made_report(bima, PRIGI, noticed=f"{CANARY}. Hubungi 0850-0077-7001.")
    with transaction.atomic():
        alert = make_alert(office, PRIGI, label=2, title=CANARY, sentence=CANARY)
        now = timezone.now()
        signal = Signal.objects.create(alert=alert, kind="indicators", found_at=now)
        Evidence.objects.create(signal=signal, source=f"report:{report.uuid}")
        Step.objects.create(alert=alert, at=now, to_state="received", note=CANARY)
        batch = ImportBatch.objects.create(
            sha256="0" * 64, file_name=CANARY, size=1, content=b"x", author=bima, office=office
        )
        ImportRow.objects.create(batch=batch, number=1, cells=[CANARY])
    return report


def counts() -> list[int]:
    return [model.objects.count() for model in WALLED]


@needs_postgresql
@in_the_open
def test_a_connection_without_a_seat_sees_nothing(foreign: Report) -> None:
    assert min(counts()) > 0
    with seated(NOBODY):
        assert counts() == [0] * len(WALLED)
    assert min(counts()) > 0


@needs_postgresql
@in_the_open
def test_a_partner_reads_no_foreign_row_though_the_gate_is_gone(
    foreign: Report, joko: User, no_gate: None
) -> None:
    with seated(seat_of(joko, timezone.now())):
        assert counts() == [0] * len(WALLED)


@needs_postgresql
@in_the_open
@pytest.mark.parametrize("name", ["joko", "wening", "laras", "asing", "dimas"])
def test_no_page_of_a_stranger_tells_of_it_though_the_gate_is_gone(
    name: str, request: pytest.FixtureRequest, foreign: Report, no_gate: None
) -> None:
    client = client_of(request.getfixturevalue(name))
    alert = Alert.objects.get()
    for path in (f"/laporan/{foreign.uuid}/", f"/peringatan/{alert.pk}/"):
        assert client.get(path).status_code == 404
    waiting, seen = ["/", "/laporan/", "/peringatan/", "/hal/", "/laporan/impor/"], set()
    while waiting and len(seen) < 25:
        path = waiting.pop(0)
        seen.add(path)
        answer = client.get(path)
        if answer["Content-Type"].startswith("text/html"):
            assert CANARY not in answer.text, path
            waiting += [one for one in Page(answer.text).inside if one not in seen]


@needs_postgresql
@in_the_open
def test_people_and_what_was_judged_of_them_are_behind_the_wall(
    plain: None,
    bima: User,
    asing: User,
    ratna: User,
    sari: User,
    made_report: Callable[..., Report],
) -> None:
    for name in ("Soleh", "Sholeh"):
        made_report(bima, people=(WrittenPerson(Role.SUSPECTED, Person(name)),))
    first, second = PersonMention.objects.order_by("pk")
    judge_people(by=bima, first=first, second=second, verdict="unsure", reason=REASON)
    for viewer, seen in ((ratna, (2, 1)), (asing, (0, 0)), (sari, (0, 0))):
        with seated(seat_of(viewer, timezone.now())):
            assert (PersonMention.objects.count(), PersonJudgement.objects.count()) == seen


@needs_postgresql
@in_the_open
def test_the_office_itself_reads_works_and_writes_behind_both_walls(
    foreign: Report, bima: User, ratna: User
) -> None:
    client = client_of(bima)
    assert CANARY in client.get(f"/laporan/{foreign.uuid}/").text
    alert = Alert.objects.get()
    assert client.get(f"/peringatan/{alert.pk}/").status_code == 200
    client.post(f"/peringatan/{alert.pk}/ambil/", {"take-catatan": "Saya periksa dahulu."})
    assert Alert.objects.get().owner == bima
    form = {"place": "unsure", "when": "unknown", "noticed": "Kabar dari pasar."}
    form["uuid"] = "00000000-0000-4000-8000-000000000009"
    assert client.post("/laporan/baru/", form).status_code == 302
    assert Report.objects.count() == 2


@needs_postgresql
@in_the_open
@pytest.mark.parametrize("role", RoleKey)
def test_both_walls_agree_on_what_a_role_reads(
    role: RoleKey, foreign: Report, bima: User, sari: User, made_report: Callable[..., Report]
) -> None:
    made_report(sari)
    User.objects.filter(pk=sari.pk).update(role=role)
    sari.refresh_from_db()
    gated = [shown(model, sari) for model in (Report, Alert, Mention, ImportBatch)]
    with seated(seat_of(sari, timezone.now())):
        behind_both = [shown(model, sari) for model in (Report, Alert, Mention, ImportBatch)]
    assert behind_both == gated


def shown(model: type, viewer: User) -> list[int]:
    sight = sight_of(model._meta.label)
    return sorted(
        visibility.visible(model.objects.all(), viewer, sight).values_list("pk", flat=True)
    )


@needs_postgresql
@in_the_open
def test_an_emergency_opens_the_second_wall_too(foreign: Report, sari: User) -> None:
    client, page = client_of(sari), f"/laporan/{foreign.uuid}/"
    assert client.get(page).status_code == 404
    subject = f"report:{foreign.uuid}"
    break_glass(by=sari, subject=subject, category="child", reason=REASON)
    assert client.get(page).status_code == 200


@needs_postgresql
@in_the_open
def test_the_special_channel_holds_behind_the_second_wall(
    foreign: Report, bima: User, hadi: User, office: Office, no_gate: None
) -> None:
    for model in (Report, Mention, Alert, Evidence):
        with transaction.atomic():
            model.objects.update(hidden_from=office.agency)
    now = timezone.now()
    with seated(seat_of(hadi, now)):
        assert Report.objects.count() == Alert.objects.count() == 1
    with seated(seat_of(bima, now)):
        assert (Mention.objects.count(), Alert.objects.count(), Evidence.objects.count()) == (
            0,
            0,
            0,
        )


@needs_postgresql
@in_the_open
def test_outside_a_transaction_a_page_writes_nothing(foreign: Report, bima: User) -> None:
    with seated(seat_of(bima, timezone.now())), pytest.raises(ProgrammingError):
        Report.objects.filter(pk=foreign.pk).update(voice="9:9")


@needs_postgresql
@in_the_open
def test_a_transaction_is_trusted_and_no_longer(foreign: Report, joko: User) -> None:
    with seated(seat_of(joko, timezone.now())):
        with transaction.atomic():
            assert Report.objects.count() == 1
        assert Report.objects.count() == 0
        with pytest.raises(Report.DoesNotExist), transaction.atomic():
            Report.objects.get(voice="nobody's")
        assert Report.objects.count() == 0
        with trusted():
            assert Report.objects.count() == 1
        assert Report.objects.count() == 0


def fail_from_the_seat_of(viewer: User) -> None:
    with seated(seat_of(viewer, timezone.now())):
        assert json.loads(taken.get().facts)["viewer"] == viewer.pk
        raise LookupError


@pytest.mark.django_db
def test_the_seat_before_comes_back_even_after_an_error(joko: User) -> None:
    with pytest.raises(LookupError):
        fail_from_the_seat_of(joko)
    assert taken.get() == TRUSTED


@pytest.mark.django_db
def test_who_is_not_logged_in_or_rests_sits_nowhere(joko: User) -> None:
    assert seat_of(object(), timezone.now()) == NOBODY
    joko.is_active = False
    assert seat_of(joko, timezone.now()) == NOBODY


@in_the_open
@needs_postgresql
def test_a_plain_role_stands_before_the_wall_and_a_superuser_behind_it(plain: None) -> None:
    assert not is_bypassed()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert is_bypassed()


@pytest.mark.django_db
def test_a_database_without_a_wall_has_nothing_to_bypass() -> None:
    assert connection.vendor == "postgresql" or not is_bypassed()
