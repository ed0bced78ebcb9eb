"""What the checks before the start say of each fault, and what they let pass."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kentongan.access.doors import Door, addresses, read_door
from kentongan.access.gate_checks import (
    DOORS,
    POLICY,
    TABLES,
    errors,
    faults_of,
    leads,
    paths_of,
    sight_paths,
)
from kentongan.access.policy import Kind, policy
from kentongan.access.tables import Sight, Tables, read_sight, sight_of, tables
from kentongan.alerts.models import Alert, AlertArea, Evidence
from kentongan.reports.models import Report


def closed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@login_not_required
def open_to_all(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def said(door: Door, view: Any = closed, where: str = "laporan/<int:pk>/") -> list[str]:
    return list(faults_of(door, path(where, view), policy()))


# --- one door ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "door",
    [
        Door(kind=Kind.REPORT),
        Door(kind=Kind.REPORT, deed="create"),
        Door(kind=Kind.REPORT, subject="report/pk"),
        Door(kind=Kind.PRIVACY, deed="answer", export=True),
        Door(open="every_login", why="the first page"),
    ],
)
def test_a_door_that_fits_its_address_has_no_fault(door: Door) -> None:
    assert said(door) == []


@pytest.mark.parametrize(
    ("door", "fault"),
    [
        (Door(kind=Kind.REPORT, deed="burn"), "nobody knows the deed burn"),
        (Door(kind=Kind.IMPORT, deed="revise"), "nobody knows the deed revise"),
        (Door(kind=Kind.WEEKLY_SHEET, deed="create"), "nobody knows the deed create"),
        (Door(kind=Kind.REPORT, subject="report/uuid"), "the address has no part 'uuid'"),
        (Door(kind=Kind.REPORT, subject="report"), "the address has no part ''"),
    ],
)
def test_a_door_that_does_not_fit_says_what_is_wrong(door: Door, fault: str) -> None:
    assert said(door) == [fault]


def test_two_faults_are_told_both() -> None:
    assert len(said(Door(kind=Kind.REPORT, deed="burn", subject="report/uuid"))) == 2


@pytest.mark.parametrize(
    ("door", "faults"),
    [
        (Door(kind=Kind.REPORT), 1),
        (Door(open="every_login", why="the first page"), 1),
        (Door(kind=Kind.REPORT, stranger="a typed report goes back"), 0),
        (Door(open="public", why="says ok"), 0),
    ],
)
def test_a_view_without_login_is_public_or_says_what_a_stranger_finds(
    door: Door, faults: int
) -> None:
    found = said(door, open_to_all)
    assert found == ["the view asks for no login, the door does not say why"] * faults


@pytest.mark.parametrize(
    "words",
    [
        {"open": "public", "why": ""},
        {"open": "public", "why": "says ok", "kind": "report"},
        {"why": "nobody knows for whom"},
        {"kind": ""},
        {"kind": None},
        {"kind": "report", "opened": "public"},
    ],
)
def test_a_door_that_is_half_open_is_not_read(words: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        read_door(words)


@pytest.mark.parametrize(
    ("door", "address", "subject"),
    [
        (Door(subject="report/uuid"), {"uuid": "u"}, "report:u"),
        (Door(subject="report/uuid"), {"pk": 1}, ""),
        (Door(subject="/subject"), {"subject": "thing:4"}, "thing:4"),
        (Door(subject="report"), {"report": 4}, ""),
        (Door(), {"uuid": "u"}, ""),
    ],
)
def test_the_subject_behind_a_filled_in_address(
    door: Door, address: dict[str, object], subject: str
) -> None:
    assert door.subject_in(address) == subject


# --- all addresses ----------------------------------------------------------------------------


def test_an_address_is_named_with_every_space_it_stands_in() -> None:
    inner = ([path("isi/", closed, name="leaf")], "inner")
    outer = ([path("dalam/", include(inner)), path("tepi/", closed, name="edge")], "outer")
    tree = [path("luar/", include(outer)), path("datar/", include([path("", closed, name="a")]))]
    assert [name for name, _pattern in addresses(tree)] == ["outer:inner:leaf", "outer:edge", "a"]


# --- the table of tables --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "lookup", "is_there"),
    [
        (Report, "pk", True),
        (Report, "office", True),
        (Report, "office__agency__kind", True),
        (Alert, "areas__region_code", True),
        (AlertArea, "alert__office", True),
        (Evidence, "signal__alert__label", True),
        (Report, "kantor", False),
        (Report, "office__kantor", False),
        (Report, "label__office", False),
        (Report, "", False),
    ],
)
def test_a_lookup_leads_somewhere_or_does_not(model: type, lookup: str, is_there: bool) -> None:
    assert leads(model, lookup) is is_there


def test_a_sight_is_looked_up_by_what_it_names_and_no_more() -> None:
    bare = Sight(Kind.IMPORT, region_code=None, author=None, office=None, label=None)
    assert sight_paths(bare) == []
    named = Sight(Kind.REPORT, hidden_from="hidden_from", subjects=(("report", "uuid"),))
    assert set(sight_paths(named)) == {
        *("region_code", "author", "office", "label", "hidden_from", "uuid"),
    }


def test_the_paths_of_a_table_come_from_where_it_is_named() -> None:
    found = Tables({"a.A": Sight(Kind.REPORT)}, {}, {"a.B": "a__office"}, {"a.C": "no record"})
    assert paths_of("a.B", found) == ["a__office"]
    assert paths_of("a.C", found) == []
    assert "region_code" in paths_of("a.A", found)


@pytest.mark.parametrize("words", [{}, {"kind": "harta"}, {"kind": "report", "rahasia": "x"}])
def test_a_sight_with_a_word_nobody_knows_is_not_read(words: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_sight(words)


def test_what_no_table_keeps_has_no_home() -> None:
    assert tables().home_of("") is None
    assert tables().home_of("harta") is None
    with pytest.raises(KeyError):
        sight_of("reports.Nothing")


# --- how it is told -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [POLICY, DOORS, TABLES])
def test_a_fault_says_in_which_file_it_stands(name: str) -> None:
    (told,) = errors(name, lambda: iter(["something"]))
    assert (told.msg, told.id) == ("something", name)
    assert told.hint == f"See src/kentongan/access/{name.removeprefix('kentongan.')}.yaml."


@pytest.mark.parametrize("problem", [KeyError("read"), TypeError("words"), ValueError("kind")])
def test_a_file_that_cannot_be_read_is_one_fault(problem: Exception) -> None:
    def broken() -> Any:
        raise problem
        yield ""

    (told,) = errors(POLICY, broken)
    assert told.msg == f"{type(problem).__name__}: {problem}"


def test_a_fault_of_the_program_itself_is_not_taken_for_one_of_the_file() -> None:
    def broken() -> Any:
        raise ZeroDivisionError
        yield ""

    with pytest.raises(ZeroDivisionError):
        errors(POLICY, broken)
