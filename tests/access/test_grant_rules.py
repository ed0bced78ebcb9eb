"""The life of a grant as a table, and how it stands at a moment."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.access.grant_rules import (
    END_OF,
    NEXT,
    WHO,
    Deed,
    Facts,
    Party,
    Standing,
    check_approval,
    check_deed,
    check_reason,
    end_of_days,
    lets_recipient_read,
    standing,
)
from kentongan.access.models import EndReason, GrantState

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
# The table a second time, by hand: what may be done in each state.
ARROWS = {
    "proposed": {"approve": "approved", "offer": "offered", "transfer": "proposed"},
    "approved": {"offer": "offered", "transfer": "approved"},
    "offered": {"accept": "accepted", "transfer": "offered"},
    "accepted": {"deliver": "accepted", "answer": "accepted", "transfer": "accepted"},
    "ended": {},
}
ENDS = {
    "proposed": {"refuse", "revoke"},
    "approved": {"refuse", "revoke"},
    "offered": {"decline", "revoke"},
    "accepted": {"revoke"},
    "ended": set(),
}
moments = st.integers(-40, 40).map(lambda days: NOW + timedelta(days=days))
live_facts = st.builds(
    Facts,
    state=st.sampled_from([one for one in GrantState if one is not GrantState.ENDED]),
    end_reason=st.just(""),
    expires_at=moments,
    is_recipient_active=st.booleans(),
    is_recipient_in_place=st.booleans(),
    has_consent=st.booleans(),
)
ended_facts = st.builds(
    Facts,
    state=st.just(GrantState.ENDED),
    end_reason=st.sampled_from(sorted(END_OF.values())),
    expires_at=moments,
    is_recipient_active=st.booleans(),
    is_recipient_in_place=st.booleans(),
    has_consent=st.booleans(),
)
any_facts = live_facts | ended_facts


def facts(state: GrantState, **other: object) -> Facts:
    fields: dict[str, object] = {
        "end_reason": "revoked" if state is GrantState.ENDED else "",
        "expires_at": NOW + timedelta(days=1),
        "is_recipient_active": True,
        "is_recipient_in_place": True,
        "has_consent": True,
    }
    return Facts(state=state, **(fields | other))  # type: ignore[arg-type]


def after(deed: Deed, found: Facts, now: datetime = NOW) -> str:
    """The state after a deed, "" when it is refused."""
    try:
        return check_deed(deed, found, now).value
    except Refused:
        return ""


@pytest.mark.parametrize(("state", "deed"), list(product(GrantState, Deed)))
def test_the_table_has_these_arrows_and_no_others(state: GrantState, deed: Deed) -> None:
    expected = ARROWS[state].get(deed, "ended" if deed in ENDS[state] else "")
    assert after(deed, facts(state)) == expected


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_belongs_to_somebody_and_stands_in_the_table(deed: Deed) -> None:
    assert WHO[deed]
    assert any(deed in deeds for deeds in NEXT.values())


def test_the_receiver_hands_nothing_on_and_lengthens_nothing() -> None:
    receivers = {deed for deed, who in WHO.items() if Party.RECIPIENT in who}
    assert receivers == {Deed.ACCEPT, Deed.DECLINE, Deed.DELIVER, Deed.ANSWER}


@given(found=ended_facts, deed=st.sampled_from(list(Deed)), now=moments)
def test_nothing_leads_out_of_the_end(found: Facts, deed: Deed, now: datetime) -> None:
    assert after(deed, found, now) == ""


@given(found=any_facts, now=moments)
def test_the_receiver_reads_only_what_is_accepted_in_force_and_meant_for_that_desk(
    found: Facts, now: datetime
) -> None:
    expected = (
        found.state is GrantState.ACCEPTED
        and now < found.expires_at
        and found.is_recipient_active
        and found.is_recipient_in_place
        and found.has_consent
    )
    assert lets_recipient_read(found, now) is expected


@given(found=any_facts, now=moments, later=st.integers(0, 80))
def test_what_time_ended_no_later_moment_brings_back(
    found: Facts, now: datetime, later: int
) -> None:
    ended = standing(found, now).reason is EndReason.EXPIRED
    if ended:
        assert standing(found, now + timedelta(days=later)).reason is EndReason.EXPIRED


@given(found=live_facts, now=moments)
def test_what_has_ended_by_itself_allows_nothing_but_writing_the_end_down(
    found: Facts, now: datetime
) -> None:
    if standing(found, now).reason:
        assert {deed for deed in Deed if after(deed, found, now)} == {Deed.REVOKE}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"expires_at": NOW}, EndReason.EXPIRED),
        ({"has_consent": False}, EndReason.CONSENT),
        ({"is_recipient_active": False}, EndReason.DISABLED),
        ({"is_recipient_in_place": False}, EndReason.MOVED),
    ],
)
def test_an_end_that_nobody_wrote_down_says_why(change: dict, reason: EndReason) -> None:
    found = facts(GrantState.ACCEPTED, **change)
    assert standing(found, NOW) == Standing(GrantState.ENDED, reason)
    with pytest.raises(Refused, match=str(reason.label)):
        check_deed(Deed.DELIVER, found, NOW)


def test_what_needs_approval_is_not_sent_without_it() -> None:
    with pytest.raises(Refused, match="disetujui"):
        check_approval(Deed.OFFER, GrantState.PROPOSED, needs_approval=True)
    check_approval(Deed.OFFER, GrantState.APPROVED, needs_approval=True)
    check_approval(Deed.OFFER, GrantState.PROPOSED, needs_approval=False)


def test_what_needs_no_approval_is_not_approved() -> None:
    with pytest.raises(Refused, match="langsung mengirim"):
        check_approval(Deed.APPROVE, GrantState.PROPOSED, needs_approval=False)


@pytest.mark.parametrize("days", [-1, 0, 31, 10**6])
def test_a_grant_lasts_one_to_thirty_days(days: int) -> None:
    with pytest.raises(Refused, match="1 sampai 30 hari"):
        end_of_days(NOW, days)


@pytest.mark.parametrize("days", [1, 14, 30])
def test_the_days_count_from_its_making(days: int) -> None:
    assert end_of_days(NOW, days) == NOW + timedelta(days=days)


@pytest.mark.parametrize("reason", ["", "darurat", "." * 200, "1234567890 1234567890"])
def test_a_reason_is_a_sentence(reason: str) -> None:
    with pytest.raises(Refused, match="satu kalimat"):
        check_reason(reason)


def test_a_reason_is_kept_without_its_blanks() -> None:
    assert (
        check_reason("  Orang ini diancam malam ini juga. ") == "Orang ini diancam malam ini juga."
    )
