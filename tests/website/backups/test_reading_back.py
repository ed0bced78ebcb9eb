"""A value comes back out of a copy as it went in, and a spoilt copy is refused in a sentence."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import Agency
from kentongan.audit.models import AuditEvent
from kentongan.encryption.cells import Sealed
from kentongan.encryption.fields import EncryptedText
from kentongan.website.backups.restoring import handfuls, restore
from kentongan.website.backups.saving import MANIFEST, VERSION, migrations, save
from kentongan.website.backups.shelf import DATA, KEYS, NotABackup, made_at, path_for
from kentongan.website.backups.tables import Encoder, columns, kept_apart, read_back, tables
from kentongan.website.models import Chore

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
instants = st.datetimes(timezones=st.just(UTC))
VALUES: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "text": (models.TextField(), st.text(st.characters())),
    "number": (models.BigIntegerField(), st.integers(-(2**63), 2**63 - 1)),
    "yes or no": (models.BooleanField(), st.booleans()),
    "instant": (models.DateTimeField(), instants),
    "day": (models.DateField(), st.dates()),
    "hour": (models.TimeField(), st.times()),
    "duration": (models.DurationField(), st.timedeltas()),
    "amount": (
        models.DecimalField(max_digits=12, decimal_places=2),
        st.decimals(0, 10**9, places=2, allow_nan=False),
    ),
    "random id": (models.UUIDField(), st.uuids()),
    "bytes": (models.BinaryField(), st.binary()),
    "ciphertext": (EncryptedText(), st.binary().map(Sealed)),
    "list": (models.JSONField(), st.lists(st.integers() | st.text(), max_size=4)),
}


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_every_sort_of_value_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    field, values = VALUES[kind]
    value = data.draw(values)
    written = json.dumps(value, cls=Encoder, ensure_ascii=False)
    assert read_back(field, json.loads(written)) == value


@pytest.mark.parametrize("kind", VALUES)
def test_nothing_stays_nothing(kind: str) -> None:
    assert read_back(VALUES[kind][0], None) is None


def test_an_instant_keeps_its_microseconds_and_a_day_its_form() -> None:
    told = [datetime(2026, 1, 2, 3, 4, 5, 678901, UTC), date(2026, 1, 2), time(3, 4)]
    more = [timedelta(days=1, seconds=2), Decimal("10.50"), UUID(int=7)]
    written = json.loads(json.dumps([*told, *more], cls=Encoder))
    assert written[:2] == ["2026-01-02T03:04:05.678901+00:00", "2026-01-02"]
    assert written[2:5] == ["03:04:00", "P1DT00H00M02S", "10.50"]


def test_only_keys_and_sealed_identities_are_kept_apart() -> None:
    apart = {frozenset(kept_apart(model)) for model in tables()}
    assert apart == {
        frozenset(),
        frozenset({"data_key", "key_id"}),
        frozenset({"blob", "erased_at"}),
    }


def test_every_column_kept_apart_is_a_column() -> None:
    for model in tables():
        assert set(kept_apart(model)) <= {field.attname for field in columns(model)}


@given(st.integers(0, 1700))
def test_handfuls_lose_nothing_and_keep_the_order(count: int) -> None:
    rows = [[n] for n in range(count)]
    some = list(handfuls(iter(rows)))
    assert [row for many in some for row in many] == rows
    assert all(0 < len(many) <= 500 for many in some)


@given(instants.map(lambda at: at.replace(microsecond=0, year=max(at.year, 1000))))
def test_the_name_of_a_copy_tells_when_it_was_made(at: datetime) -> None:
    assert made_at(path_for(Path("x"), DATA, at)) == at


@pytest.mark.parametrize("name", ["data-2026.zip", "data-20261126T030000Z.zip.part", "x.zip"])
def test_other_names_are_no_copies(name: str) -> None:
    assert made_at(Path(name)) is None


# --- spoilt copies ---------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path, db: None) -> Path:
    """A folder with a whole copy of an office without people."""
    save(tmp_path, NOW)
    return tmp_path


def written_anew(folder: Path, part: str, change: Callable[[dict[str, bytes]], object]) -> None:
    """The archive of one part, with its members changed."""
    path = path_for(folder, part, NOW)
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def manifest(**more: object) -> bytes:
    told = {"version": VERSION, "migrations": migrations(), "rows": {}} | more
    return json.dumps(told).encode()


def cut_in_half(folder: Path) -> None:
    path = path_for(folder, DATA, NOW)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(folder: Path) -> None:
    """In the middle of the largest table."""
    path = path_for(folder, DATA, NOW)
    with ZipFile(path) as archive:
        table = max(archive.infolist(), key=lambda member: member.compress_size)
    content = bytearray(path.read_bytes())
    content[table.header_offset + len(table.filename) + table.compress_size // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def with_agency(folder: Path, code: str | None = "imi", moment: str = "2026-11-26T03:00Z") -> None:
    """One agency, and one chore that is due at a moment."""
    chore = {"id": 1, "name": "x", "due_at": moment, "done_at": None, "problem": ""}
    agency = {"id": 1, "code": code, "name": "Imigrasi", "kind": "x"}
    for model, row in ((Agency, agency), (Chore, chore)):
        line = json.dumps([row[field.attname] for field in columns(model)]).encode() + b"\n"
        name = f"{model._meta.db_table}.jsonl"
        written_anew(folder, DATA, lambda all_, name=name, line=line: all_.update({name: line}))


SPOILT: dict[str, Callable[[Path], object]] = {
    "cut in half": cut_in_half,
    "keys are no archive": lambda folder: path_for(folder, KEYS, NOW).write_bytes(b"PK\x03\x04"),
    "no manifest": lambda folder: written_anew(folder, DATA, lambda all_: all_.pop(MANIFEST)),
    "manifest is no JSON": lambda folder: written_anew(
        folder, DATA, lambda all_: all_.update({MANIFEST: b"{"})
    ),
    "a table is missing": lambda folder: written_anew(
        folder, DATA, lambda all_: all_.pop("accounts_user.jsonl")
    ),
    "a table of keys is missing": lambda folder: written_anew(
        folder, KEYS, lambda all_: all_.pop("reports_revision.jsonl")
    ),
    "a row is too short": lambda folder: written_anew(
        folder, DATA, lambda all_: all_.update({"accounts_agency.jsonl": b"[1]\n"})
    ),
    "a moment is none": lambda folder: with_agency(folder, moment="kemarin"),
    "something is missing in a row": lambda folder: with_agency(folder, code=None),
    "a flipped byte": flipped,
    "a row is no list": lambda folder: written_anew(
        folder, DATA, lambda all_: all_.update({"accounts_agency.jsonl": b"7\n"})
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_copy_is_refused_and_nothing_is_changed(how: str, copy: Path) -> None:
    standing = list(AuditEvent.objects.values_list("sequence", "hash"))
    SPOILT[how](copy)
    with pytest.raises(NotABackup, match="tidak dapat dibaca"):
        restore(copy)
    assert standing  # the making of the copy, at least
    assert list(AuditEvent.objects.values_list("sequence", "hash")) == standing
    assert not Agency.objects.exists()


@pytest.mark.parametrize("more", [{"version": 2}, {"migrations": ["reports.0001_initial"]}])
def test_a_copy_of_another_version_says_what_to_do(more: dict[str, object], copy: Path) -> None:
    written_anew(copy, DATA, lambda all_: all_.update({MANIFEST: manifest(**more)}))
    with pytest.raises(NotABackup, match="Pasang versi itu, pulihkan, lalu perbarui"):
        restore(copy)
