"""Inside the database of a measurement of the log: many rows at once, and each tampering tried."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import batched

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from kentongan.audit import guards  # noqa: E402
from kentongan.audit.actions import Deed, record_many  # noqa: E402
from kentongan.audit.chain import GENESIS, Row, canonical_json, link, moment_text  # noqa: E402
from tests.audit.tampering import TAMPERINGS, unlocked  # noqa: E402

EVENTS, ANCHOR_AT, TOUCHED = 60, 40, 20
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = "sequence, at, actor, action, subject, detail, previous, hash"


def rows(count: int) -> Iterator[Row]:
    """A good chain as a busy office writes it: readings of lists and of single reports."""
    previous = GENESIS
    for number in range(1, count + 1):
        detail = {"label": 3}
        if number % 5 == 0:
            detail |= {"rows": 20, "subjects": [f"report:{number + n}" for n in range(20)]}  # type: ignore[dict-item]
        at = moment_text(BEGUN + timedelta(milliseconds=130 * number))
        words = (at, f"petugas{number % 40}", "report.read", f"report:{number % 9999}")
        told = (*words, canonical_json(detail))
        stated = link(previous, number, *told)
        yield (number, *told, previous, stated)
        previous = stated


def fill(count: int) -> None:
    """So many rows, past the program; the triggers stand again afterwards."""
    call_command("migrate", verbosity=0)
    with unlocked(), transaction.atomic(), connection.cursor() as cursor:
        last = GENESIS
        for some in batched(rows(count), 5000, strict=False):
            last = some[-1][-1]
            write(cursor, some)
        cursor.execute(f"UPDATE {guards.HEAD} SET sequence = %s, hash = %s", [count, last])


def write(cursor: object, some: tuple[Row, ...]) -> None:
    """By the quickest way each database has."""
    if connection.vendor == "postgresql":
        moments = [(one[0], f"{one[1]}+00", *one[2:]) for one in some]
        with cursor.copy(f"COPY {guards.EVENT} ({COLUMNS}) FROM STDIN") as copy:  # type: ignore[attr-defined]
            for row in moments:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * 8)
    cursor.executemany(f"INSERT INTO {guards.EVENT} ({COLUMNS}) VALUES ({marks})", some)  # type: ignore[attr-defined]


def try_tamperings() -> list[tuple[str, bool]]:
    """(kind, whether the command ended with the code that this kind must have)."""
    call_command("migrate", verbosity=0)
    write_events(ANCHOR_AT)
    call_command("audit_anchor", stdout=StringIO())
    write_events(EVENTS - ANCHOR_AT)
    if exit_code() != 0:
        return [("an untouched log", False)]
    return [(kind, is_found(kind)) for kind in TAMPERINGS]


def write_events(count: int) -> None:
    with transaction.atomic():
        record_many(None, [Deed("report.read", f"report:{n}", {"label": 3}) for n in range(count)])


def is_found(kind: str) -> bool:
    """One kind tried and taken back."""
    tamper, code = TAMPERINGS[kind]
    with transaction.atomic():
        with unlocked():
            tamper(TOUCHED)
        found = exit_code()
        transaction.set_rollback(True)
    return found == code


def exit_code() -> int:
    """How ``kentongan audit verify`` ends."""
    try:
        call_command("audit_verify", stdout=StringIO(), stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code))
    return 0
