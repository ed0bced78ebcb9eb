"""What privacy work left behind is only filled in: tried with raw SQL, whatever Python says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from kentongan.audit.models import Confirmation, Destruction, Hold, Incident, IncidentEntry
from kentongan.encryption.erasing import erase
from kentongan.encryption.rows import KEY_COLUMNS

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def hold(**more: Any) -> Hold:
    return Hold.objects.create(
        **{
            "subject": "report:1",
            "reason": "Diminta penyidik.",
            "basis": "B/1/2026",
            "review_on": date(2027, 1, 1),
            "proposed_by": "ratna",
            "proposed_at": NOW,
        }
        | more
    )


def destruction(**more: Any) -> Destruction:
    return Destruction.objects.create(
        **{
            "rule": "tip",
            "rule_version": "1",
            "subjects": ["report:1"],
            "list_hash": "0" * 64,
            "approved_by": "hadi",
            "approved_at": NOW,
        }
        | more
    )


def confirmation(**more: Any) -> Confirmation:
    words = {"item": "dpia", "wording": "0" * 64, "said_by": "hadi", "said_role": "office_head"}
    return Confirmation.objects.create(**words | {"said_at": NOW} | more)


def incident(**more: Any) -> Incident:
    told = {"known_at": NOW, "begun_at": NOW, "begun_by": "agung", "what": "Gawai hilang."}
    return Incident.objects.create(**told | more)


def entry(**more: Any) -> IncidentEntry:
    said = {"at": NOW, "by": "agung", "kind": "note", "note": "Sandi diganti."}
    return IncidentEntry.objects.create(**{"incident": incident()} | said | more)


MAKERS = {"hold": hold, "destruction": destruction, "confirmation": confirmation} | {
    "incident": incident, "entry": entry,
}  # fmt: skip
every_kind = pytest.mark.parametrize("kind", MAKERS)


def run(statement: str, *values: object) -> None:
    """One statement past every rule of the program."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@every_kind
def test_no_row_is_ever_deleted(kind: str) -> None:
    row = MAKERS[kind]()
    with pytest.raises(DatabaseError, match="what stands is never changed"):
        run(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)
    assert type(row).objects.filter(pk=row.pk).exists()


def other_value(field: models.Field, row: models.Model) -> object:
    """A value of the right sort that is not the one that stands."""
    if isinstance(field, models.DateTimeField):
        return NOW + timedelta(days=9)
    if isinstance(field, models.DateField):
        return date(2031, 1, 1)
    if isinstance(field, models.JSONField):
        return '["report:9"]'
    if isinstance(field, models.UUIDField):
        return UUID(int=9).hex if connection.vendor == "sqlite" else UUID(int=9)
    if isinstance(field, models.BooleanField):
        return not getattr(row, field.attname)
    return 987 if isinstance(field, models.IntegerField | models.ForeignKey) else "lain"


def columns(filled: bool) -> list[tuple[str, str]]:
    """(kind, attribute) of every column of every such table; the empty ones can be filled."""
    empty = {
        *("confirmed_by", "confirmed_at", "release_reason", "release_proposed_by", "kept"),
        *("release_proposed_at", "released_by", "released_at", "destroyed_by", "destroyed_at"),
        *("number", "second_by", "second_at", "withdrawn_by", "withdrawn_at"),
    }
    models_of = {"hold": Hold, "destruction": Destruction, "confirmation": Confirmation} | {
        "incident": Incident, "entry": IncidentEntry,
    }  # fmt: skip
    return [
        (kind, field.name)
        for kind, model in models_of.items()
        for field in model._meta.concrete_fields
        if (field.name not in empty) == filled
        and not field.primary_key
        and field.name not in KEY_COLUMNS  # rotation wraps the same key anew
    ]


@pytest.mark.parametrize(("kind", "name"), columns(filled=True))
def test_what_was_said_first_is_never_changed(kind: str, name: str) -> None:
    row = MAKERS[kind]()
    field = row._meta.get_field(name)
    with pytest.raises(DatabaseError, match="what stands is never changed"):
        run(
            f"UPDATE {row._meta.db_table} SET {field.column} = %s WHERE id = %s",
            other_value(field, row),
            row.pk,
        )


FILLED: dict[str, dict[str, Any]] = {
    "hold": {
        "confirmed_by": "agung", "confirmed_at": NOW, "release_reason": "Perkara putus.",
        "release_proposed_by": "ratna", "release_proposed_at": NOW,
        "released_by": "hadi", "released_at": NOW,
    },
    "destruction": {"destroyed_by": "agung", "destroyed_at": NOW, "number": 1, "kept": []},
    "confirmation": {
        "second_by": "agung", "second_at": NOW, "withdrawn_by": "hadi", "withdrawn_at": NOW,
    },
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), columns(filled=False))
def test_what_was_filled_in_once_stays(kind: str, name: str) -> None:
    row = MAKERS[kind](**FILLED[kind])
    field = row._meta.get_field(name)
    with pytest.raises(DatabaseError, match="what stands is never changed"):
        run(
            f"UPDATE {row._meta.db_table} SET {field.column} = %s WHERE id = %s",
            other_value(field, row),
            row.pk,
        )


@pytest.mark.parametrize(
    ("kind", "second", "rule"),
    [
        ("hold", {"confirmed_by": "ratna", "confirmed_at": NOW}, "hold_confirmed_by_another"),
        (
            "hold",
            FILLED["hold"] | {"released_by": "ratna"},
            "hold_released_by_another",
        ),
        ("hold", {"confirmed_by": "agung"}, "hold_confirmed_at_a_time"),
        (
            "hold",
            {"release_proposed_by": "agung", "release_proposed_at": NOW},
            "hold_released_after_confirmed",
        ),
        ("destruction", FILLED["destruction"] | {"destroyed_by": "hadi"}, "destroyed_by_another"),
        ("destruction", {"automatic": True}, "automatic_is_the_software"),
        ("destruction", FILLED["destruction"] | {"number": None}, "a_certificate_has_a_number"),
        ("confirmation", {"second_by": "hadi", "second_at": NOW}, "confirmed_by_another"),
    ],
)
def test_the_database_asks_for_a_second_person(
    kind: str, second: dict[str, Any], rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        MAKERS[kind](**second)


@pytest.mark.parametrize(
    ("kind", "column", "moment", "first"),
    [
        ("hold", "confirmed_by", "confirmed_at", "ratna"),
        ("confirmation", "second_by", "second_at", "hadi"),
    ],
)
def test_raw_sql_cannot_make_one_person_two(
    kind: str, column: str, moment: str, first: str
) -> None:
    row = MAKERS[kind]()
    table = row._meta.db_table
    with pytest.raises(IntegrityError):
        run(f"UPDATE {table} SET {column} = %s, {moment} = %s WHERE id = %s", first, NOW, row.pk)
    run(f"UPDATE {table} SET {column} = %s, {moment} = %s WHERE id = %s", "lain", NOW, row.pk)


def test_a_number_of_a_certificate_is_given_once() -> None:
    destruction(**FILLED["destruction"])
    with pytest.raises(IntegrityError), transaction.atomic():
        destruction(**FILLED["destruction"])


def test_an_item_has_one_standing_confirmation() -> None:
    confirmation()
    with pytest.raises(IntegrityError), transaction.atomic():
        confirmation(said_by="agung")


def test_a_withdrawn_confirmation_makes_room_for_a_new_one() -> None:
    confirmation(withdrawn_by="hadi", withdrawn_at=NOW)
    assert confirmation(said_by="agung").pk


def test_the_certificate_lists_what_was_not_kept() -> None:
    row = destruction(
        subjects=["report:1", "report:2"], **FILLED["destruction"] | {"kept": ["report:2"]}
    )
    assert row.done == ["report:1"]
    assert destruction(list_hash="1" * 64).done == []


ERASABLE = {
    "hold": ("reason", "basis"),
    "confirmation": ("note",),
    "incident": ("what",),
    "entry": ("note", "detail"),
}


@pytest.mark.parametrize("kind", ERASABLE)
def test_a_row_is_erased_with_its_key_and_not_by_halves(kind: str) -> None:
    row = MAKERS[kind]()
    for name in ERASABLE[kind]:
        with pytest.raises(DatabaseError, match="what stands is never changed"):
            run(f"UPDATE {row._meta.db_table} SET {name} = %s WHERE id = %s", b"", row.pk)
    erase(row)
    fresh = type(row).objects.get(pk=row.pk)
    assert fresh.is_erased
    with pytest.raises(DatabaseError, match="what stands is never changed"):
        run(f"UPDATE {row._meta.db_table} SET {ERASABLE[kind][0]} = %s", b"lain")
