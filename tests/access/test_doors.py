"""A new address or table that nobody put under the policy stops the start."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from kentongan.access import doors as doors_module
from kentongan.access import gate_checks, table, tables
from kentongan.access.apps import TAG
from kentongan.access.doors import Door, doors, read_door
from kentongan.access.gate_checks import doors_are_known, policy_is_understood, tables_are_known
from kentongan.access.policy import Kind, policy
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.website.doorkeeper import DoorMiddleware
from tests.source import PACKAGE, expect_none, place, python_files, templates, text_of, tree_of
from tests.website.conftest import Everyone, client_of, everyone

__all__ = ["everyone"]

GATE = {gate_checks.POLICY, gate_checks.DOORS, gate_checks.TABLES}
ASKING = {"may", "check_may"}


@pytest.fixture
def rewritten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    """``rewritten(module, name, change)``: a file of the gate, changed, as the checks read it."""

    def rewrite(module: object, name: str, change: object) -> None:
        raw = yaml.safe_load((PACKAGE / "access" / name).read_text("utf-8"))
        change(raw)  # type: ignore[operator]
        (tmp_path / name).write_text(yaml.safe_dump(raw), "utf-8")
        monkeypatch.setattr(module, "files", lambda _package: tmp_path)

    return rewrite


def test_the_files_of_the_gate_fit_the_product() -> None:
    assert [found for found in run_checks(tags=[TAG]) if found.id in GATE] == []


def test_a_new_address_without_a_door_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    new = path("baru/", lambda _request: HttpResponse(), name="brand_new")
    known = [*gate_checks.addresses(), ("brand_new", new)]
    monkeypatch.setattr(gate_checks, "addresses", lambda: known)
    assert [found.msg for found in doors_are_known()] == ["the address brand_new has no door"]


def test_a_door_to_nowhere_stops_the_start(rewritten) -> None:
    rewritten(doors_module, "doors.yaml", lambda raw: raw.update(gone={"kind": "report"}))
    assert [found.msg for found in doors_are_known()] == ["the door gone has no address"]


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "harta"},
        {"kind": "report", "deed": "delete"},
        {"kind": "report", "mya": "x"},
        {"open": "everybody", "why": "no reason"},
        {"open": "public"},
        {},
        {"kind": "report", "subject": "report/pk"},
    ],
)
def test_a_word_nobody_knows_on_a_door_stops_the_start(words: dict, rewritten) -> None:
    rewritten(doors_module, "doors.yaml", lambda raw: raw.update({"reports:detail": words}))
    assert [found.id for found in doors_are_known()] == [gate_checks.DOORS]


def test_a_view_without_login_must_say_why_or_be_public(rewritten) -> None:
    rewritten(doors_module, "doors.yaml", lambda raw: raw["reports:new"].pop("stranger"))
    assert "asks for no login" in doors_are_known()[0].msg


def test_a_new_table_that_nobody_put_under_the_gate_stops_the_start(rewritten) -> None:
    rewritten(tables, "tables.yaml", lambda raw: raw["guarded"].pop("alerts.Evidence"))
    assert [found.msg for found in tables_are_known()] == [
        "nobody said how alerts.Evidence is guarded"
    ]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda raw: raw["guarded"]["reports.Report"].update(office="kantor"), "no kantor"),
        (lambda raw: raw["guarded"]["reports.Report"].update(kind="harta"), "harta"),
        (lambda raw: raw["guarded"]["reports.Report"].update(sesuatu="x"), "sesuatu"),
        (lambda raw: raw["system"].update({"reports.Report": "x"}), "twice"),
        (lambda raw: raw["system"].update({"reports.Nothing": "x"}), "no table"),
        (lambda raw: raw["through"].update({"reports.Revision": "laporan"}), "no laporan"),
    ],
)
def test_what_the_table_of_tables_gets_wrong_stops_the_start(change, word: str, rewritten) -> None:
    rewritten(tables, "tables.yaml", change)
    assert any(word in found.msg for found in tables_are_known())


def test_an_unknown_word_in_the_policy_stops_the_start(rewritten) -> None:
    rewritten(table, "policy.yaml", lambda raw: raw["analyst"].update(harta={"read": "own"}))
    assert [found.id for found in policy_is_understood()] == [gate_checks.POLICY]


def test_the_web_application_starts_only_after_the_checks() -> None:
    assert "run_checks(" in text_of(PACKAGE / "website" / "wsgi.py")


# --- at run time ------------------------------------------------------------------------------


def asked(user: User, name: str, method: str = "GET") -> HttpResponse | None:
    request = RequestFactory().generic(method, "/")
    request.user = user
    request.resolver_match = SimpleNamespace(view_name=name)  # type: ignore[assignment]
    return DoorMiddleware(lambda _r: HttpResponse()).process_view(request, HttpResponse, [], {})


@pytest.mark.django_db
def test_an_address_without_a_door_is_not_there_for_anybody(
    hadi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = {name: door for name, door in doors().items() if name != "reports:list"}
    monkeypatch.setattr("kentongan.website.doorkeeper.doors", lambda: fewer)
    assert client_of(hadi).get("/laporan/").status_code == 404
    assert client_of(hadi).get("/peringatan/").status_code == 200


def test_who_has_nothing_of_a_kind_finds_none_of_its_pages(everyone: Everyone) -> None:
    for role, person in everyone.items():
        for name, door in doors().items():
            cell = policy().cells[role].get(door.kind) if door.kind else None
            if door.kind and (cell is None or cell.is_empty):
                with pytest.raises(Exception, match=r"^$"):
                    asked(person, name)


def test_who_lacks_the_deed_of_a_page_is_refused_with_the_reason(everyone: Everyone) -> None:
    answer = asked(everyone[RoleKey.AUDITOR], "access:emergency_allow", "POST")
    assert answer is not None
    assert answer.status_code == 403
    assert asked(everyone[RoleKey.SECTION_HEAD], "access:emergency_allow", "POST") is None


def test_a_door_names_the_record_behind_it() -> None:
    assert Door(kind=Kind.REPORT, subject="report/uuid").subject_in({"uuid": 7}) == "report:7"
    assert Door(kind=Kind.CASE, subject="/subject").subject_in({"subject": "alert:3"}) == "alert:3"
    assert read_door({"kind": "report"}).subject_in({"uuid": 7}) == ""


# --- words in the code ------------------------------------------------------------------------


def asked_deeds(file: Path) -> list[tuple[int, str, str]]:
    """Every (line, kind, deed) that ``may`` and ``check_may`` are called with."""
    calls = [
        node
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ASKING
        and len(node.args) == 3
    ]
    return [
        (call.lineno, call.args[1].attr, str(call.args[2].value))
        for call in calls
        if isinstance(call.args[1], ast.Attribute) and isinstance(call.args[2], ast.Constant)
    ]


def test_every_deed_the_code_asks_for_stands_in_the_policy() -> None:
    deeds = policy().deeds
    expect_none(
        f"{place(file, line)} {kind}.{deed}"
        for file in python_files(PACKAGE)
        for line, kind, deed in asked_deeds(file)
        if kind in Kind.__members__ and deed not in deeds.get(Kind[kind], ())
    )


def test_every_ability_a_template_asks_for_stands_in_the_policy() -> None:
    deeds = policy().deeds
    known = {f"{kind}_{deed}" for kind in deeds for deed in deeds[kind]}
    known |= {f"{kind}_read" for kind in Kind}
    asking = re.compile(r"[\"'](\w+)[\"'] (?:not )?in abilities")
    expect_none(
        f"{place(file)} {word}"
        for file in templates()
        for word in asking.findall(text_of(file))
        if word not in known
    )


def test_every_deed_of_the_policy_is_asked_for_somewhere() -> None:
    text = "".join(text_of(file) for file in (*python_files(PACKAGE), *templates()))
    text += text_of(PACKAGE / "access" / "doors.yaml")
    waiting = {Kind.REPORTER, Kind.SHARE, Kind.AUDIT, Kind.PRIVACY}  # their folders ask
    expect_none(
        f"{kind}.{deed}"
        for kind, words in policy().deeds.items()
        if kind not in waiting
        for deed in words
        if f'"{deed}"' not in text and f"deed: {deed}" not in text
    )
