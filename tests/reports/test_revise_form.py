"""The form over an existing report: untouched it says the same, touched it says only that more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.entities.told import Written
from kentongan.indicators.catalogue import catalogue
from kentongan.regions.models import Region
from kentongan.reports.actions import revise_report
from kentongan.reports.boxes import box_of, pieces, things_in_box
from kentongan.reports.content import Content, tidied
from kentongan.reports.forms import ReviseForm, initial_of
from kentongan.reports.models import Report, TimePrecision

TODAY = date(2026, 11, 25)
DAY = date(2026, 11, 3)
Made = Callable[..., Report]
AsUser = Callable[[User], Client]


def form_over(was: Content, writer: User, **changes: object) -> ReviseForm:
    """The revise form as the browser sends it back, with what the writer changed."""
    shown = {name: "" if value is None else value for name, value in initial_of(was).items()}
    data = shown | {"based_on": 1, "reason": "salah tulis"} | changes
    return ReviseForm(data, writer=writer, today=TODAY, was=was)


def said(form: ReviseForm) -> Content:
    """What a valid form says, as it would be stored."""
    assert form.is_valid(), form.errors
    return tidied(form.content())


words = st.text(alphabet="abc dé,;:|\"'<>&%", max_size=20)
things = st.lists(
    st.builds(Written, kind=st.sampled_from(["alias", "organisation"]), raw=words), max_size=3
)
moments = st.one_of(
    st.just((None, "unknown")),
    st.tuples(
        st.dates(date(2000, 1, 1), TODAY), st.sampled_from(["exact", "day", "week", "month"])
    ),
)
contents = st.builds(
    lambda moment, **rest: Content(noticed_on=moment[0], time_precision=moment[1], **rest),
    moment=moments,
    noticed=words.map(lambda text: f"Ada {text}"),
    place_text=words,
    destination=words,
    job=words,
    things=things.map(tuple),
    indicators=st.lists(st.sampled_from([*list(catalogue())[:5], "retired"])).map(tuple),
    source_kind=st.sampled_from(["seen", "told", "document", "rumour"]),
    reliability=st.sampled_from("ABCDEF"),
    credibility=st.sampled_from("123456"),
).map(tidied)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(was=contents)
def test_whatever_a_report_says_the_untouched_form_says_it_again(
    was: Content, sari: User, bima: User
) -> None:
    distinct = {thing.raw: thing for thing in was.things}
    was = replace(was, things=tuple(distinct.values()))
    for writer in (sari, bima):
        assert said(form_over(was, writer)) == was


def test_a_number_that_is_both_a_phone_and_an_account_stays_both(sari: User) -> None:
    """Wallets: the account is the phone number."""
    number = fake_phone(4)
    was = Content("x", things=(Written("phone", number), Written("account", number)))
    assert said(form_over(was, sari)).things == was.things


@pytest.mark.parametrize("precision", ["exact", "day", "week", "month"])
def test_a_day_that_was_emptied_is_asked_for_and_not_guessed(precision: str, sari: User) -> None:
    """ "About that week" without a day says nothing; today's week would be an invention."""
    was = Content("x", noticed_on=DAY, time_precision=precision)
    form = form_over(was, sari, noticed_on="")
    assert not form.is_valid()
    assert list(form.errors) == ["when"]


def test_a_day_that_was_emptied_with_its_chip_is_unknown(sari: User) -> None:
    was = Content("x", noticed_on=DAY, time_precision="week")
    says = said(form_over(was, sari, noticed_on="", when="unknown"))
    assert (says.noticed_on, says.time_precision) == (None, "unknown")


@pytest.mark.parametrize("precision", [p for p in TimePrecision.values if p != "unknown"])
def test_only_the_precision_may_be_corrected(precision: str, sari: User) -> None:
    was = Content("x", noticed_on=DAY, time_precision="exact")
    assert said(form_over(was, sari, when=precision)) == replace(was, time_precision=precision)


@pytest.mark.parametrize("chip", ["today", "yesterday"])
def test_the_chips_of_the_day_of_writing_are_not_offered_later(chip: str, sari: User) -> None:
    form = form_over(Content("x"), sari, when=chip)
    assert "when" in form.errors


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_a_reason_is_one_sentence(reason: str, sari: User) -> None:
    assert list(form_over(Content("x"), sari, reason=reason).errors) == ["reason"]


@pytest.mark.parametrize("based_on", ["", "x", "1.5", "\x00"])
def test_a_form_that_does_not_know_its_version_is_refused(based_on: str, sari: User) -> None:
    assert list(form_over(Content("x"), sari, based_on=based_on).errors) == ["based_on"]


def test_a_sign_of_another_report_cannot_be_smuggled_in(sari: User) -> None:
    was = Content("x", indicators=("retired",))
    assert form_over(was, sari, indicators=["retired"]).is_valid()
    assert "indicators" in form_over(was, sari, indicators=["retired", "elsewhere"]).errors


def test_a_place_far_away_is_shown_as_a_chip_and_stays(
    sari: User, areas: dict[str, Region]
) -> None:
    far = areas["35.05.01.2001"]
    was = Content("x", "village", region_id=far.pk, region_code=far.code)
    form = form_over(was, sari)
    assert (form.place_chips[0].value, form.place_chips[0].within) == (far.code, "Kec. Wonodadi")
    assert said(form) == was


def test_a_place_whose_name_was_once_confirmed_is_not_asked_about_again(
    sari: User, areas: dict[str, Region]
) -> None:
    here = areas["35.03.05.2001"]
    was = Content("x", "village", region_id=here.pk, region_code=here.code, place_text="Masaran")
    assert said(form_over(was, sari)) == was
    other = form_over(was, sari, place_text="Cepoko")
    assert "Anda memilih Prigi tetapi menulis Cepoko" in other.errors["place"][0]


def test_a_number_added_below_the_others_leaves_those_as_they_were(sari: User) -> None:
    was = Content(
        "x", things=(Written("organisation", "PT Maju, Tbk"), Written("alias", "Bu Wati"))
    )
    more = said(form_over(was, sari, things=f"{box_of(was.things)}\n{fake_phone(2)}")).things
    assert more[:2] == was.things
    assert [thing.kind for thing in more[2:]] == ["phone"]


@given(st.text(alphabet="ab;, \t1", max_size=30))
def test_cutting_a_line_loses_no_letter(line: str) -> None:
    kept = "".join("".join(pieces(line)).split())
    assert kept.replace(",", "") == "".join(line.split()).replace(";", "").replace(",", "")
    assert pieces("; ".join(pieces(line))) == pieces(line)


@pytest.mark.parametrize("between", ["\n", "\r\n", "; ", ";", ", "])
def test_two_phones_are_two_however_they_are_divided(between: str) -> None:
    found = things_in_box(between.join([fake_phone(1), fake_phone(2)]))
    assert [thing.kind for thing in found] == ["phone", "phone"]


def test_the_same_thing_on_two_lines_is_one() -> None:
    assert len(things_in_box(f"{fake_phone(1)}\n {fake_phone(1)} \nBu Wati\nBu Wati")) == 2


def test_an_account_is_told_from_a_phone_by_its_words() -> None:
    (found,) = things_in_box(f"BRI {fake_account(3)}")
    assert found.kind == "account"


@pytest.mark.parametrize("name", ["sari", "bima"])
def test_sending_the_untouched_page_writes_no_version(
    name: str, sari: User, made_report: Made, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    report = made_report(sari, things=(Written("phone", fake_phone(1)),), fee="15 juta",
                         fee_rupiah=15_000_000, place_text="dekat dermaga")  # fmt: skip
    client = as_user(request.getfixturevalue(name))
    where = reverse("reports:revise", args=[report.uuid])
    shown = client.get(where).context["form"].initial
    data = {key: "" if value is None else value for key, value in shown.items()}
    answer = client.post(where, data | {"reason": "tidak ada"})
    assert answer.status_code == 302
    assert report.revisions.count() == 1


def test_after_a_conflict_the_other_hands_things_keep_their_kind(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    theirs = Content("Versi Bima.", things=(Written("organisation", "PT Maju, Tbk"),))
    data = initial_of(Content("Versi Sari.")) | {"noticed_on": "", "based_on": 1, "reason": "salah"}
    revise_report(by=bima, report=report, content=theirs, reason="lebih tahu")
    page = as_user(sari).post(reverse("reports:revise", args=[report.uuid]), data)
    assert page.status_code == 409
    assert page.context["form"].things_before == theirs.things


def test_a_revision_with_an_old_token_is_shown_again_and_not_saved(
    sari: User, made_report: Made
) -> None:
    report = made_report(sari)
    client = Client(enforce_csrf_checks=True)
    client.force_login(sari, backend="allauth.account.auth_backends.AuthenticationBackend")
    data = {"noticed": "Sebenarnya tiga orang.", "csrfmiddlewaretoken": "x" * 32}
    page = client.post(reverse("reports:revise", args=[report.uuid]), data)
    assert page.status_code == 403
    assert "Sebenarnya tiga orang." in page.text
    assert "Tekan Simpan sekali lagi." in page.text
    assert report.revisions.count() == 1


def test_a_kept_text_has_every_tick_and_every_box(made_report: Made, sari: User) -> None:
    signs = list(catalogue())[:3]
    data: dict[str, object] = {
        "noticed": "Ada <calo>", "indicators": signs, "things": "a\nb", "reason": "r",
        "based_on": "1", "place_checked": "x|y", "csrfmiddlewaretoken": "old", "evil": "1",
    }  # fmt: skip
    page = Client().post(reverse("reports:revise", args=[made_report(sari).uuid]), data)
    kept = page.context["fields"]
    assert [value for name, value in kept if name == "indicators"] == signs
    assert {name for name, _value in kept} == set(data) - {"csrfmiddlewaretoken", "evil"}
    assert "Ada <calo>" not in page.text
