"""Names are looked up in the newest list that fits the purpose; without one nothing is said."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import Office, User
from kentongan.screening.catalogues import purposes
from kentongan.screening.lists.queries import (
    AGENCY_LISTS,
    OPERATOR_LISTS,
    latest_list,
    lists_of,
    looked_up,
    name_key,
    names_on,
    same_firm,
)
from kentongan.screening.models import LicenceEntry, LicenceList, ListKind
from tests.screening.counter.conftest import NOW

Listed = Callable[..., LicenceList]


@pytest.fixture
def listed(ratna: User) -> Listed:
    """``listed(kind, names, day=…, office=…)``"""

    def make(kind: str, *names: str, day: int = 1, office: Office | None = None) -> LicenceList:
        made = LicenceList.objects.create(
            office=office or ratna.office,
            kind=kind,
            listed_on=date(2026, 11, day),
            source="Laman resmi",
            digest="",
            loaded_by=ratna,
            loaded_at=NOW,
        )
        for name in names:
            LicenceEntry.objects.create(licence_list=made, name=name, key=name_key(name))
        return made

    return make


@pytest.mark.parametrize(("purpose", "kind"), [*AGENCY_LISTS.items(), *OPERATOR_LISTS.items()])
def test_each_purpose_has_a_list_of_its_own(
    listed: Listed, office: Office, purpose: str, kind: ListKind
) -> None:
    listed(kind, "PT Nusa Karya")
    lists = AGENCY_LISTS if purpose in AGENCY_LISTS else OPERATOR_LISTS
    (found,) = looked_up(office, lists, purpose, "nusa karya")
    assert found.is_listed
    assert found.list_name == kind.label


@pytest.mark.parametrize("purpose", ["seafarer", "study", "umrah", "tourism", ""])
def test_a_list_of_another_purpose_says_nothing(
    listed: Listed, office: Office, purpose: str
) -> None:
    listed(ListKind.AGENCY, "PT Nusa Karya")
    assert looked_up(office, AGENCY_LISTS, purpose, "PT Maju") == []


def test_the_newest_list_is_asked(listed: Listed, office: Office) -> None:
    listed(ListKind.AGENCY, "PT Nusa Karya", day=20)
    listed(ListKind.AGENCY, "PT Lama", day=3)
    (found,) = looked_up(office, AGENCY_LISTS, "work", "PT Lama")
    assert (found.is_listed, found.on) == (False, date(2026, 11, 20))


def test_a_list_of_another_office_is_not_asked(
    listed: Listed, office: Office, other_office: Office
) -> None:
    listed(ListKind.AGENCY, "PT Nusa Karya", office=other_office)
    assert latest_list(office, ListKind.AGENCY) is None
    assert looked_up(office, AGENCY_LISTS, "work", "PT Nusa Karya") == []


@pytest.mark.parametrize("name", ["", "PT", "tidak tahu", "12345"])
def test_what_is_no_name_is_not_looked_up(listed: Listed, office: Office, name: str) -> None:
    listed(ListKind.AGENCY, "PT Nusa Karya")
    assert looked_up(office, AGENCY_LISTS, "work", name) == []


def test_lists_tell_how_many_names_they_hold(listed: Listed, rini: User) -> None:
    listed(ListKind.AGENCY, "PT Nusa Karya", "PT Maju Jaya")
    listed(ListKind.UMRAH, day=2)
    assert {one.kind: one.names for one in lists_of(rini)} == {"agency": 2, "umrah": 0}


def test_names_are_searched_by_a_part(listed: Listed) -> None:
    made = listed(ListKind.AGENCY, "PT Nusa Karya", "PT Maju Jaya")
    assert [one.name for one in names_on(made, "nusa")] == ["PT Nusa Karya"]
    assert len(names_on(made, "")) == 2


def test_every_list_belongs_to_a_purpose_that_exists() -> None:
    known = {one.id for one in purposes()}
    assert set(AGENCY_LISTS) | set(OPERATOR_LISTS) <= known
    assert set(AGENCY_LISTS.values()) | set(OPERATOR_LISTS.values()) == set(ListKind)


@given(st.text(max_size=60))
def test_a_firm_is_always_the_same_as_itself(name: str) -> None:
    key = name_key(name)
    assert not key or key in same_firm(key)


@given(st.sampled_from(["PT", "CV"]), st.text("abcdefghij ", min_size=5, max_size=30))
def test_without_its_legal_form_a_firm_is_found(form: str, name: str) -> None:
    bare, full = name_key(name), name_key(f"{form} {name}")
    if bare and full and " " not in name.strip()[:2]:
        assert full in same_firm(bare) or bare in same_firm(full)
