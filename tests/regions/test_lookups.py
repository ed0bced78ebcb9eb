"""Codes inside an area, held to the plain comparison of their beginnings."""

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet

from kentongan.regions.lookups import InArea
from kentongan.regions.models import Region

AREAS = ("35", "35.02", "35.03", "35.03.08", "35.03.08.2011", "35.99", "36", "99")
NO_AREAS = ("", "3", "35.", "35.0", "35.03.", "35.03.0", "35.03_", "35%", "%")


@pytest.fixture(autouse=True)
def office(real_office: None, db: None) -> None:
    """The loaded office."""


def inside(area: str) -> QuerySet[Region]:
    return Region.objects.filter(Q(InArea(F("code"), area))).order_by()


@pytest.mark.parametrize("area", AREAS + NO_AREAS)
def test_an_area_holds_the_codes_that_begin_with_its_own(area: str) -> None:
    every = Region.objects.values_list("code", flat=True)
    wanted = sorted(code for code in every if f"{code}.".startswith(f"{area}."))
    assert sorted(inside(area).values_list("code", flat=True)) == wanted


@pytest.mark.skipif(connection.vendor != "sqlite", reason="what SQLite says of its plan")
def test_an_area_is_found_in_the_index_of_codes() -> None:
    plan = inside("35.03").values("code").explain()
    assert "SEARCH" in plan
    assert "code>" in plan
    assert "SCAN" not in plan
