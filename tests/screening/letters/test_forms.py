"""The forms of letters and referrals: what they offer, what they refuse."""

import pytest

from kentongan.screening.letters.forms import (
    LONGEST_NOTE,
    OutcomeForm,
    PapersForm,
    ReferralForm,
    ReplyForm,
)
from kentongan.screening.models import Afterwards, Application, Need, Recipient, Reply


def about(purpose: str = "work", *, child: bool = False) -> Application:
    return Application(purpose=purpose, is_child=child)


def test_papers_are_offered_by_purpose_and_age() -> None:
    adult = PapersForm(application=about())
    child = PapersForm(application=about("umrah", child=True))
    adults = {str(option.data["value"]) for option in adult["kertas"]}
    children = {str(option.data["value"]) for option in child["kertas"]}
    assert {"id_card", "work_1"} <= adults
    assert {"parents_id", "umrah_1"} <= children
    assert "consent" not in adults
    assert "id_card" not in children


@pytest.mark.parametrize(
    ("ticked", "is_valid"),
    [([], True), (["id_card", "work_2"], True), (["parents_id"], False), (["emas"], False)],
)
def test_only_what_is_offered_can_be_ticked(ticked: list[str], is_valid: bool) -> None:
    assert PapersForm({"kertas": ticked}, application=about()).is_valid() == is_valid


@pytest.mark.parametrize("recipient", Recipient.values)
@pytest.mark.parametrize("need", Need.values)
def test_a_referral_names_whom_and_what_for(recipient: str, need: str) -> None:
    form = ReferralForm({"kepada": recipient, "perlu": need})
    assert form.is_valid()
    assert form.cleaned_data["setuju"] is False


@pytest.mark.parametrize("missing", ["kepada", "perlu"])
def test_a_referral_without_one_of_them_is_refused(missing: str) -> None:
    said = {"kepada": "labour_office", "perlu": "papers"}
    form = ReferralForm({name: value for name, value in said.items() if name != missing})
    assert list(form.errors) == [missing]


@pytest.mark.parametrize("kind", Afterwards.values)
def test_an_outcome_needs_no_words(kind: str) -> None:
    assert OutcomeForm({"hasil": kind}).is_valid()


@pytest.mark.parametrize("reply", Reply.values)
def test_a_reply_needs_no_words(reply: str) -> None:
    assert ReplyForm({"jawaban": reply}).is_valid()


@pytest.mark.parametrize("form", [OutcomeForm, ReplyForm])
def test_too_many_words_are_refused(form: type[OutcomeForm | ReplyForm]) -> None:
    choice = {"hasil": "papers", "jawaban": "met"}
    assert form(choice | {"keterangan": "x" * LONGEST_NOTE}).is_valid()
    assert not form(choice | {"keterangan": "x" * (LONGEST_NOTE + 1)}).is_valid()


@pytest.mark.parametrize("form", [OutcomeForm, ReplyForm, ReferralForm])
def test_what_is_not_offered_is_refused(form: type[OutcomeForm]) -> None:
    odd = dict.fromkeys(("hasil", "jawaban", "kepada", "perlu"), "lainnya")
    assert not form(odd).is_valid()


def test_no_answer_of_a_form_names_a_suspicion() -> None:
    labels = [*Recipient.labels, *Need.labels, *Reply.labels]
    assert not any("curiga" in str(one).lower() or "tolak" in str(one).lower() for one in labels)
