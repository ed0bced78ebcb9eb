"""Who may do what with a grant: every state, deed and person against a table written by hand."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.access.grant_permissions import (
    check_can_take_over,
    check_consent,
    check_is_party,
    check_may_hand_to,
    parties,
)
from kentongan.access.grant_rules import Deed, Facts, Party, check_deed
from kentongan.access.labels import Label
from kentongan.access.models import Consent, Grant, GrantState, Profile, Purpose
from kentongan.access.permissions import allowed
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from tests.alerts.conftest import NOW

LEADING = {"approve", "refuse", "revoke", "transfer"}
# Bima made it ready and answers for it; Joko is to receive it. Nobody else stands in this table.
DEEDS_OF = {
    "bima": {"offer", "revoke", "transfer"},
    "ratna": LEADING,
    "hadi": LEADING,
    "joko": {"accept", "decline", "deliver", "answer"},
}
OTHERS = ("sari", "dimas", "agung", "laras", "wening", "asing")
OPEN_IN = {
    "proposed": {"approve", "offer", "transfer", "refuse", "revoke"},
    "approved": {"offer", "transfer", "refuse", "revoke"},
    "offered": {"accept", "transfer", "decline", "revoke"},
    "accepted": {"deliver", "answer", "transfer", "revoke"},
    "ended": set[str](),
}
MakeGrant = Callable[..., Grant]


@pytest.fixture
def made_grant(bima: User, joko: User) -> MakeGrant:
    """``made_grant(owner=…, label=…)``: a grant that is nowhere stored."""

    def make(**other: object) -> Grant:
        words: dict[str, object] = {"office": bima.office, "proposed_by": bima, "owner": bima}
        words |= {"recipient": joko, "profile": Profile.POLICE_INQUIRY, "label": Label.CONFIDENTIAL}
        return Grant(**(words | other))

    return make


def may_do(by: User, grant: Grant) -> set[str]:
    """The deeds that are this person's, whatever the state."""
    return {deed.value for deed in Deed if allowed(check_is_party, by, grant, deed)}


def in_force(state: GrantState) -> Facts:
    why = "revoked" if state is GrantState.ENDED else ""
    return Facts(state, why, NOW + timedelta(days=1), True, True, True)


@pytest.mark.parametrize("name", [*DEEDS_OF, *OTHERS])
def test_each_person_has_the_deeds_of_the_table_and_no_other(
    name: str, made_grant: MakeGrant, request: pytest.FixtureRequest
) -> None:
    assert may_do(request.getfixturevalue(name), made_grant()) == DEEDS_OF.get(name, set())


@pytest.mark.parametrize(("name", "state"), [*product([*DEEDS_OF, "sari"], GrantState)])
def test_a_deed_is_done_where_the_state_and_the_person_both_let_it(
    name: str, state: GrantState, made_grant: MakeGrant, request: pytest.FixtureRequest
) -> None:
    own = may_do(request.getfixturevalue(name), made_grant())
    open_ = {d.value for d in Deed if allowed(check_deed, d, in_force(state), NOW)}
    assert own & open_ == DEEDS_OF.get(name, set()) & OPEN_IN[state]


@pytest.mark.parametrize(
    ("proposed_by", "owner", "may_approve"),
    [
        ("bima", "bima", {"ratna", "hadi"}),
        ("ratna", "ratna", {"hadi"}),
        ("bima", "ratna", {"hadi"}),  # handed over to her: she may not wave her own through
        ("ratna", "bima", {"hadi"}),
    ],
)
def test_who_made_it_ready_or_answers_for_it_does_not_approve_it(
    proposed_by: str, owner: str, may_approve: set[str],
    made_grant: MakeGrant, bima: User, ratna: User, hadi: User,
) -> None:  # fmt: skip
    cast = {"bima": bima, "ratna": ratna, "hadi": hadi}
    grant = made_grant(proposed_by=cast[proposed_by], owner=cast[owner])
    found = {name for name, one in cast.items() if "approve" in may_do(one, grant)}
    assert found == may_approve


def test_the_two_refusals_tell_a_stranger_from_an_own_approval(
    made_grant: MakeGrant, ratna: User, sari: User
) -> None:
    with pytest.raises(Refused, match="bukan untuk Anda"):
        check_is_party(sari, made_grant(), Deed.APPROVE)
    with pytest.raises(Refused, match="disetujui oleh orang lain"):
        check_is_party(ratna, made_grant(owner=ratna), Deed.APPROVE)


def test_who_left_the_office_answers_for_nothing_there_any_more(
    made_grant: MakeGrant, bima: User, ratna: User, other_office: Office
) -> None:
    grant = made_grant()
    for one in (bima, ratna):
        one.office = other_office
        assert may_do(one, grant) == set()


@pytest.mark.parametrize("name", ["bima", "ratna", "hadi"])
def test_a_disabled_account_does_nothing_for_the_sender(
    name: str, made_grant: MakeGrant, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    person.is_active = False
    assert may_do(person, made_grant()) == set()


def test_what_is_sealed_has_neither_owner_nor_leader(
    made_grant: MakeGrant, bima: User, ratna: User, hadi: User
) -> None:
    for one in (bima, ratna, hadi):
        assert parties(one, made_grant(label=Label.SEALED)) == set()


def test_a_leader_who_receives_it_is_the_receiver_and_no_leader(
    made_grant: MakeGrant, hadi: User
) -> None:
    assert parties(hadi, made_grant(recipient=hadi)) == {Party.RECIPIENT}


# --- any role anywhere ---------------------------------------------------------------------------

SHARING = {RoleKey.ANALYST, RoleKey.SECTION_HEAD}  # create, all up to label 4
APPROVING = {RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD}


@given(
    role=st.sampled_from(list(RoleKey)), is_active=st.booleans(), is_here=st.booleans(),
    part=st.sampled_from(["owner", "recipient", "nobody"]), label=st.sampled_from(list(Label)),
)  # fmt: skip
def test_the_part_of_any_person_is_that_of_the_slow_table(
    role: RoleKey, is_active: bool, is_here: bool, part: str, label: Label
) -> None:
    person = User(pk=1, role=role, is_active=is_active, office_id=7 if is_here else 8)
    keys = {f"{word}_id": 1 if word == part else 2 for word in ("owner", "recipient")}
    grant = Grant(office_id=7, label=label, **keys)
    trusted = is_active and is_here and label < Label.SEALED
    expected = {
        "owner": trusted and role in SHARING and part == "owner",
        "leader": trusted and role in APPROVING and part != "recipient",
        "recipient": part == "recipient",
    }
    assert parties(person, grant) == {Party(word) for word, is_it in expected.items() if is_it}


# --- handing to, taking over, consent -----------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "to", "profile", "label", "sentence"),
    [
        ("sari", "joko", Profile.POLICE_INQUIRY, Label.CONFIDENTIAL, "Peran Anda tidak diberi"),
        ("hadi", "joko", Profile.POLICE_INQUIRY, Label.CONFIDENTIAL, "Peran Anda tidak diberi"),
        ("agung", "joko", Profile.POLICE_INQUIRY, Label.CONFIDENTIAL, "Peran Anda tidak diberi"),
        ("bima", "joko", Profile.POLICE_INQUIRY, Label.SEALED, "setingkat ini"),
        ("bima", "bima", Profile.IMMIGRATION_CASE, Label.CONFIDENTIAL, "Bima Satriya tidak boleh"),
        ("bima", "wening", Profile.POLICE_INQUIRY, Label.CONFIDENTIAL, "Wening Asih tidak boleh"),
        ("bima", "ratna", Profile.IMMIGRATION_CASE, Label.CONFIDENTIAL, "kantor yang lain"),
        ("asing", "laras", Profile.PUBLIC_COUNTS, Label.OPEN, "kantor yang lain"),
    ],
)
def test_what_may_not_be_handed_over_is_refused_with_what_to_do(
    by: str, to: str, profile: Profile, label: Label, sentence: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    people = [request.getfixturevalue(name) for name in (by, to)]
    with pytest.raises(Refused, match=sentence):
        check_may_hand_to(*people, profile, label)


@pytest.mark.parametrize(
    ("to", "profile", "label"),
    [
        ("joko", Profile.POLICE_INQUIRY, Label.CONFIDENTIAL),
        ("wening", Profile.LABOUR_SERVICE, Label.PERSONAL),
        ("asing", Profile.IMMIGRATION_CASE, Label.CONFIDENTIAL),
        ("laras", Profile.PUBLIC_COUNTS, Label.OPEN),
    ],
)
def test_what_may_be_handed_over_is_not_stopped(
    to: str, profile: Profile, label: Label, bima: User, request: pytest.FixtureRequest
) -> None:
    check_may_hand_to(bima, request.getfixturevalue(to), profile, label)


@pytest.mark.parametrize("name", ["bima", "ratna", "hadi", "sari", "agung", "asing", "joko"])
def test_only_a_colleague_who_shares_takes_it_over(
    name: str, made_grant: MakeGrant, request: pytest.FixtureRequest
) -> None:
    person, grant = request.getfixturevalue(name), made_grant()
    assert allowed(check_can_take_over, person, grant) is (name in {"bima", "ratna"})


def test_neither_the_receiver_nor_who_reads_less_nor_who_left_takes_it_over(
    made_grant: MakeGrant, ratna: User
) -> None:
    for grant in (made_grant(recipient=ratna), made_grant(label=Label.SEALED)):
        with pytest.raises(Refused, match="Ratna Kusuma tidak diberi hak"):
            check_can_take_over(ratna, grant)
    ratna.is_active = False
    with pytest.raises(Refused, match="tidak dapat memegang"):
        check_can_take_over(ratna, made_grant())


def agreed(**other: object) -> Consent:
    words = {"subject": "alert:1", "purpose": "layanan_korban", "agencies": ["labour"]}
    return cast(Consent, SimpleNamespace(**(words | other)))


@pytest.mark.parametrize(
    "other", [{"subject": "alert:2"}, {"purpose": "cegah"}, {"agencies": ["police"]}]
)
def test_a_consent_to_something_else_covers_nothing(other: dict[str, object], wening: User) -> None:
    what = (Profile.LABOUR_SERVICE, wening, Purpose.VICTIM_SERVICE.value, "alert:1")
    check_consent(*what, agreed())
    with pytest.raises(Refused, match="tidak berlaku"):
        check_consent(*what, agreed(**other))


@pytest.mark.parametrize("profile", Profile)
def test_only_the_service_for_victims_waits_for_a_consent(profile: Profile, wening: User) -> None:
    what = (profile, wening, Purpose.VICTIM_SERVICE.value, "alert:1")
    needs_none = allowed(check_consent, *what, None)
    assert needs_none is (profile is not Profile.LABOUR_SERVICE)


def test_a_profile_without_persons_takes_no_consent(wening: User) -> None:
    what = (Profile.LABOUR_COMPANY, wening, Purpose.VICTIM_SERVICE.value, "alert:1")
    with pytest.raises(Refused, match="tidak berlaku"):
        check_consent(*what, agreed())
