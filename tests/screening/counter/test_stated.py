"""What answers and fields say before anything is saved; pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import Office
from kentongan.screening.counter.typed import typed_day, typed_sheet
from kentongan.screening.facts.rules import ORDER
from kentongan.screening.interview.stated import DATES, TODAY, consents, span_of, stated_dates

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2026-12", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2028-02", (date(2028, 2, 1), date(2028, 2, 29))),
        ("2026-12-05", (date(2026, 12, 5), date(2026, 12, 5))),
        ("2026-13", None),
        ("0000-01", None),
        ("", None),
        ("besok", None),
        ("2026-12-32", None),
    ],
)
def test_a_month_is_all_its_days(written: str, span: tuple[date, date] | None) -> None:
    assert span_of(written) == span


def test_stated_days_are_called_as_the_rules_call_them() -> None:
    told = dict.fromkeys(DATES, "2026-12-05")
    names = {one.name for one in stated_dates(told, DAY)}
    assert names == {name for pair in ORDER for name in pair}
    assert TODAY in names


@given(st.dictionaries(st.sampled_from(sorted(DATES)), st.text(max_size=12)))
def test_whatever_is_written_a_span_begins_before_it_ends(told: dict[str, str]) -> None:
    assert all(one.earliest <= one.latest for one in stated_dates(told, DAY))


def test_consent_is_asked_before_it_can_be_missing() -> None:
    assert consents({}, DAY) == []
    assert [one.given_by for one in consents({"consent": "none"}, DAY)] == ["none"]


def test_typed_fields_become_a_sheet() -> None:
    posted = {"name": " Wati ", "birth_date": "2015-02-03", "phone": "0850", "sponsor": "Darto"}
    sheet = typed_sheet(Office(name="Kantor"), posted, DAY)
    assert sheet.applicant.person.name == "Wati"
    assert sheet.applicant.person.phones == ("0850",)
    assert sheet.applicant.sponsor == "Darto"
    assert sheet.is_child


@given(
    st.dictionaries(
        st.sampled_from(["name", "national_id", "birth_date", "phone", "purpose", "companion"]),
        st.text(max_size=300),
    )
)
def test_no_typing_breaks_the_sheet(posted: dict[str, str]) -> None:
    sheet = typed_sheet(Office(name="Kantor"), posted, DAY)
    assert sheet.fed == {}
    assert sheet.pk == 0


@pytest.mark.parametrize(("words", "day"), [("2026-02-03", date(2026, 2, 3)), ("3 Feb", None)])
def test_half_a_date_is_none(words: str, day: date | None) -> None:
    assert typed_day(words) == day
