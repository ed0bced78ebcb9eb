"""The readiness list: what proves each item, who signs, and that "live" waits for all of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from pydantic import ValidationError

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent, Confirmation
from kentongan.website import readiness, readiness_checks
from kentongan.website.backups import shelf
from kentongan.website.checks import live_is_ready
from kentongan.website.management.commands import serve
from kentongan.website.models import Chore
from kentongan.website.privacy.actions.confirmations import countersign, sign, withdraw
from kentongan.website.readiness import Item, answer, checklist, item_called, missing
from kentongan.website.readiness_checks import CHECKS, Finding
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS, Post

PATH = "/privasi/kesiapan/"
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def item(name: str) -> Item:
    found = item_called(name)
    assert found is not None
    return found


@pytest.fixture
def all_checks_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CHECKS:
        monkeypatch.setitem(CHECKS, name, lambda _now: Finding(True, "Sudah."))


@pytest.fixture
def all_signed(hadi: User, agung: User, ratna: User) -> None:
    """Every signature the list asks for."""
    people = {RoleKey.OFFICE_HEAD: hadi, RoleKey.AUDITOR: agung, RoleKey.SECTION_HEAD: ratna}
    for one in checklist():
        if one.roles:
            sign(by=people[one.roles[0]], item=one, note="", now=timezone.now())
        if one.second:
            countersign(by=people[one.second[0]], item=one, now=timezone.now())


# --- the list itself --------------------------------------------------------------


def test_the_list_names_each_item_once() -> None:
    ids = [one.id for one in checklist()]
    assert len(ids) == len(set(ids)) >= 15


def test_every_check_of_the_software_stands_in_the_list() -> None:
    assert {one.check for one in checklist()} - {""} == set(CHECKS)


def test_who_may_be_the_second_can_open_the_page() -> None:
    signing = {role for one in checklist() for role in (*one.roles, *one.second)}
    assert signing == {RoleKey.OFFICE_HEAD, RoleKey.AUDITOR, RoleKey.SECTION_HEAD}


@pytest.mark.parametrize(
    "fault",
    [
        "{proof: check}",
        "{proof: check, check: nothing_like_it}",
        "{proof: signed}",
        "{proof: signed, roles: [king]}",
        "{proof: signed, check: chain_is_whole}",
    ],
)
def test_a_malformed_item_is_not_read(fault: str) -> None:
    words = {"id": "one_two", "what": "Sesuatu", "why": "Karena", "how": "Begini"}
    with pytest.raises(ValidationError):
        Item.model_validate(words | yaml.safe_load(fault))


# --- signatures ---------------------------------------------------------------------


def test_one_signature_suffices_where_the_list_asks_for_one(hadi: User) -> None:
    signed = sign(by=hadi, item=item("jurist"), note="", now=timezone.now())
    assert answer(item("jurist"), signed, timezone.now()).holds


def test_two_are_needed_where_the_list_asks_for_two(hadi: User, agung: User) -> None:
    now, one = timezone.now(), item("impact_assessment")
    signed = sign(by=hadi, item=one, note="", now=now)
    assert answer(one, signed, now).words == "Menunggu orang kedua."
    assert answer(one, countersign(by=agung, item=one, now=now), now).holds


def test_another_role_signs_nothing(agung: User, bima: User) -> None:
    for person in (agung, bima):
        with pytest.raises(Refused, match="peran lain"):
            sign(by=person, item=item("jurist"), note="", now=timezone.now())


def test_one_person_is_never_both(hadi: User) -> None:
    one = item("impact_assessment").model_copy(update={"second": (RoleKey.OFFICE_HEAD,)})
    sign(by=hadi, item=one, note="", now=timezone.now())
    with pytest.raises(Refused, match="orang lain"):
        countersign(by=hadi, item=one, now=timezone.now())


def test_nothing_is_signed_twice(hadi: User) -> None:
    sign(by=hadi, item=item("jurist"), note="", now=timezone.now())
    with pytest.raises(Refused, match="sudah ditandatangani"):
        sign(by=hadi, item=item("jurist"), note="", now=timezone.now())


def test_withdrawing_makes_the_item_missing_again(hadi: User) -> None:
    sign(by=hadi, item=item("jurist"), note="", now=timezone.now())
    withdraw(by=hadi, item=item("jurist"), now=timezone.now())
    assert "jurist" in {one.item.id for one in missing(timezone.now())}
    assert Confirmation.objects.count() == 1


def test_a_changed_wording_must_be_signed_anew(hadi: User) -> None:
    signed = sign(by=hadi, item=item("jurist"), note="", now=timezone.now())
    changed = item("jurist").model_copy(update={"what": "Ahli hukum lain telah membaca."})
    assert not answer(changed, signed, timezone.now()).holds


def test_a_drill_is_signed_for_a_month_only(ratna: User) -> None:
    now = timezone.now()
    signed = sign(by=ratna, item=item("restore_drill"), note="", now=now)
    assert answer(item("restore_drill"), signed, now + 30 * DAY).holds
    assert not answer(item("restore_drill"), signed, now + 31 * DAY).holds


# --- what the software sees -----------------------------------------------------------


def test_a_check_that_breaks_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_now: object) -> Finding:
        raise LookupError

    found = readiness.looked_up(broken, timezone.now())
    assert (found.holds, found.words) == (False, "Pemeriksaan ini gagal: LookupError")


@pytest.fixture
def key_file(tmp_path: Path, settings: Any) -> Path:
    """A key file as it should be."""
    settings.DATA_FOLDER = tmp_path / "data"
    path = tmp_path / "kunci" / "kunci"
    path.parent.mkdir()
    path.write_text("rahasia")
    path.chmod(0o600)
    settings.KEY_FILE = path
    return path


def key_found() -> Finding:
    return readiness_checks.key_file_is_apart(timezone.now())


def test_a_key_file_apart_for_its_owner_alone_is_right(key_file: Path) -> None:
    assert key_found().holds


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_file_that_others_read_is_wrong(mode: int, key_file: Path) -> None:
    key_file.chmod(mode)
    assert not key_found().holds


def test_a_key_file_beside_the_data_is_wrong(key_file: Path, settings: Any) -> None:
    settings.DATA_FOLDER = key_file.parent
    assert key_found().words == "terletak di folder data atau cadangan"


def test_a_key_file_among_the_backups_is_wrong(key_file: Path, settings: Any) -> None:
    settings.BACKUP_FOLDER = str(key_file.parent)
    assert not key_found().holds


def test_a_missing_key_file_is_wrong(key_file: Path) -> None:
    key_file.unlink()
    assert not key_found().holds


@pytest.mark.parametrize("bypassed", [True, False])
def test_a_role_that_passes_the_second_wall_is_wrong(
    bypassed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness_checks, "is_bypassed", lambda: bypassed)
    assert readiness_checks.database_role_is_held_by_the_wall(timezone.now()).holds != bypassed


@pytest.mark.parametrize(("hours", "holds"), [(1, True), (23, True), (25, False)])
def test_a_backup_is_a_day_old_at_most(
    hours: int, holds: bool, tmp_path: Path, settings: Any
) -> None:
    settings.BACKUP_FOLDER = str(tmp_path)
    now = timezone.now()
    shelf.path_for(tmp_path, shelf.DATA, now - timedelta(hours=hours)).write_bytes(b"x")
    assert readiness_checks.backup_is_fresh(now).holds == holds


@pytest.mark.parametrize(
    ("days", "problem", "holds"), [(0, "", True), (3, "", False), (0, "LookupError", False)]
)
def test_the_retention_chore_ran_lately_and_well(days: int, problem: str, holds: bool) -> None:
    now = timezone.now()
    Chore.objects.create(name="retention", due_at=now, done_at=now - days * DAY, problem=problem)
    assert readiness_checks.retention_ran(now).holds == holds


def test_a_time_in_the_future_is_no_proof_but_clocks_may_differ_a_little() -> None:
    now = timezone.now()
    assert readiness_checks.recent(now + timedelta(minutes=1), now, DAY).holds
    ahead = readiness_checks.recent(now + timedelta(minutes=6), now, DAY)
    assert not ahead.holds
    assert "jam komputer" in ahead.words


def test_without_any_proof_nothing_is_taken_for_granted() -> None:
    for name in ("anchor_is_fresh", "chain_is_whole", "retention_ran"):
        assert not CHECKS[name](timezone.now()).holds


def test_debug_and_the_admin_site_are_seen(settings: Any) -> None:
    now = timezone.now()
    assert readiness_checks.no_debug_and_no_admin_site(now).holds
    settings.DEBUG = True
    assert not readiness_checks.no_debug_and_no_admin_site(now).holds


# --- live -----------------------------------------------------------------------------


def test_training_and_demo_start_without_the_list(settings: Any) -> None:
    for mode in ("demo", "training"):
        settings.MODE = mode
        assert readiness.reasons_not_to_start() == []
        assert live_is_ready(None) == []


def test_live_does_not_start_and_says_why(settings: Any) -> None:
    settings.MODE = "live"
    with pytest.raises(CommandError, match="Tiga pemegang kunci segel") as refusal:
        call_command("serve", port=0)
    assert (
        str(refusal.value).count("\n- ") == len(live_is_ready(None)) == len(missing(timezone.now()))
    )


def test_live_starts_when_everything_holds(
    settings: Any, all_checks_hold: None, all_signed: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.MODE = "live"
    monkeypatch.setattr(serve, "keep_running", lambda _commands: 0)
    with pytest.raises(SystemExit) as end:
        call_command("serve", port=0)
    assert end.value.code == 0


@pytest.mark.parametrize("name", [one.id for one in checklist()])
def test_one_missing_item_keeps_live_from_starting(
    name: str, settings: Any, all_checks_hold: None, all_signed: None,
    monkeypatch: pytest.MonkeyPatch, hadi: User, ratna: User,
) -> None:  # fmt: skip
    settings.MODE = "live"
    one = item(name)
    if one.check:
        monkeypatch.setitem(CHECKS, one.check, lambda _now: Finding(False, "Belum."))
    else:
        by = hadi if RoleKey.OFFICE_HEAD in one.roles else ratna
        withdraw(by=by, item=one, now=timezone.now())
    assert len(live_is_ready(None)) == 1


# --- pages ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_the_office_s_guardians_open_the_list(name: str, people: dict[str, User]) -> None:
    answer = client_of(people[name]).get(PATH)
    assert answer.status_code == 200
    assert all(one.what in answer.text for one in checklist())


@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_no_such_page(name: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(PATH).status_code == 404


def test_an_item_is_signed_by_two_through_the_page(hadi: User, agung: User, post_as: Post) -> None:
    where = f"{PATH}impact_assessment/"
    assert post_as(agung, where).status_code == 403
    assert post_as(hadi, where, keterangan="Rapat 3.").status_code == 302
    assert post_as(hadi, f"{where}kedua/").status_code == 403
    assert post_as(agung, f"{where}kedua/").status_code == 302
    row = Confirmation.objects.get()
    assert (row.said_by, row.second_by, row.note) == ("hadi", "agung", "Rapat 3.")
    assert AuditEvent.objects.filter(subject=f"readiness:{row.pk}").count() == 2


def test_an_item_that_is_not_on_the_list_is_not_found(hadi: User, post_as: Post) -> None:
    assert post_as(hadi, f"{PATH}tidak_ada/").status_code == 404


@pytest.mark.parametrize("mode", ["demo", "training"])
def test_every_page_warns_until_the_office_is_live(mode: str, settings: Any, ratna: User) -> None:
    settings.MODE = mode
    for path in ("/", PATH, "/peringatan/"):
        assert "MODE LATIHAN: jangan masukkan data orang" in client_of(ratna).get(path).text


def test_a_live_office_has_no_such_warning(settings: Any, ratna: User) -> None:
    settings.MODE = "live"
    assert "MODE LATIHAN" not in client_of(ratna).get("/").text
