"""docs/asvs.csv: every requirement of levels 1 and 2 of OWASP ASVS 5.0, each explained, each proof
there. Also the few requirements that no other test proves."""

import ast
import csv
import re
from collections import Counter

import pytest
from django.test import Client

from kentongan.accounts.models import User
from tests.source import PACKAGE, ROOT, expect_none, text_of, tracked

COLUMNS = ["id", "level", "status", "requirement", "why", "proof"]
# Counted in the published standard: 5.0.0, levels 1 and 2.
OF_LEVEL = {"1": 70, "2": 183}
IN_CHAPTER = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}
STATUSES = {"met", "not applicable", "planned", "not met"}
SENTENCE = re.compile(r"^[A-Z\d<].{3,}\.$|^[a-z][\w/ ',.:;()\-<>=]{3,}\.$", re.DOTALL)
Row = dict[str, str]


def rows() -> list[Row]:
    """The lines of the file."""
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        assert reader.fieldnames == COLUMNS
        return list(reader)


ROWS = rows()


def test_every_requirement_of_both_levels_stands_there_once() -> None:
    assert Counter(row["level"] for row in ROWS) == OF_LEVEL
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 253


def test_every_chapter_has_as_many_as_the_standard() -> None:
    assert Counter(int(row["id"].split(".")[0]) for row in ROWS) == IN_CHAPTER


def test_they_stand_in_the_order_of_the_standard() -> None:
    ids = [tuple(map(int, row["id"].split("."))) for row in ROWS]
    assert ids == sorted(ids)


def test_every_line_has_a_known_status_and_is_explained() -> None:
    expect_none([row["id"] for row in ROWS if row["status"] not in STATUSES])
    expect_none([row["id"] for row in ROWS if not SENTENCE.match(row["why"])])
    expect_none([row["id"] for row in ROWS if not row["requirement"]])


def test_our_words_are_short_and_our_own() -> None:
    long = [row["id"] for row in ROWS if len(row["requirement"].split()) > 12]
    expect_none(long + [row["id"] for row in ROWS if row["requirement"].startswith("Verify")])


def test_what_is_met_names_its_proof_and_nothing_else_does() -> None:
    expect_none([row["id"] for row in ROWS if (row["status"] == "met") != bool(row["proof"])])


@pytest.mark.parametrize("row", [row for row in ROWS if row["proof"]], ids=lambda row: row["id"])
def test_the_named_file_and_the_named_test_exist(row: Row) -> None:
    name, _, test = row["proof"].partition("::")
    path = ROOT / name
    assert path.is_file(), name
    assert path in tracked(), f"{name} is not kept in the repository"
    if test:
        named = {node.name for node in ast.walk(ast.parse(text_of(path))) if is_function(node)}
        assert test in named


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef)


# --- requirements without another test --------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/laporan/", "/peringatan/", "/akun/login/", "/healthz"])
def test_trace_is_not_answered_with_what_was_sent(path: str, bima: User) -> None:
    client = Client()
    client.force_login(bima, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.trace(path, headers={"X-Rahasia": "tidak-boleh-kembali"})
    assert answer.status_code in {302, 400, 404, 405}
    assert b"tidak-boleh-kembali" not in answer.content


def test_no_script_writes_into_the_storage_of_the_browser() -> None:
    writes = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
    scripts = sorted((PACKAGE / "website" / "static").rglob("*.js"))
    assert scripts
    expect_none([path.name for path in scripts if writes.search(text_of(path))])
