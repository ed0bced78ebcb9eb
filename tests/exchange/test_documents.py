"""What stands in the document of each profile: the golden files say it, and nothing else does."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation

from kentongan.access.models import Grant, Profile, Purpose
from kentongan.access.share_profiles import profile_rules, rule_of
from kentongan.accounts.models import User
from kentongan.exchange.document import body_of
from kentongan.exchange.material import Event, Material, MonthCount
from kentongan.exchange.profiles import LAYOUTS, Citizen, Told, Victim
from tests.exchange.conftest import PRIGI, WORDS_OF_THE_TIP, Share

GOLDEN = Path(__file__).parent / "golden"
UUID_OF_ALL = "11111111-2222-4333-8444-555555555555"
WATULIMO, MUNJUNGAN = "Watulimo, Trenggalek", "Munjungan, Trenggalek"
TOLD = Told(
    materials=(
        Material(
            kind="alert",
            about="Hal yang sama di beberapa laporan",
            state="Verifikasi",
            outcome="Terbukti",
            signs=("unrealistic_pay", "told_to_keep_secret"),
            things=(
                ("account", "0012-3456"),
                ("alias", "Pak Jalak"),
                ("holding_house", "Rumah di Jl. Rekaan 5"),
                ("organisation", "PT Kenari Jaya Abadi"),
                ("organisation", "PT Merpati Umrah Travel"),
                ("phone", "+6285000777001"),
                ("place", "Terminal Rekaan"),
                ("route", "Surabaya - Batam - Johor"),
            ),
            events=(Event(WATULIMO, date(2026, 10, 1)), Event(MUNJUNGAN, date(2026, 11, 1))),
            month=date(2026, 11, 1),
        ),
    ),
    counts=(
        MonthCount("Trenggalek", date(2026, 9, 1), 0),
        MonthCount("Trenggalek", date(2026, 10, 1), 17),
    ),
    victim=Victim("Wulan Rekaan", "0850-0000-1111", "Tempat aman dan pelatihan"),
    citizen=Citizen("9901154413900001", "Wulan Rekaan", date(1990, 4, 15)),
)
every_profile = pytest.mark.parametrize("profile", Profile)


def grant_of(profile: Profile, name: str = "Joko Sembodo") -> Grant:
    """A grant that is in no database."""
    rule = rule_of(profile)
    return SimpleNamespace(  # type: ignore[return-value]
        uuid=UUID_OF_ALL,
        profile=profile,
        purpose=rule.purposes[0],
        label=rule.label,
        recipient=name,
        recipient_office=SimpleNamespace(name="Polsek Watulimo"),
        office=SimpleNamespace(name="Kantor Imigrasi Uji"),
        expires_at=datetime(2026, 12, 9, 3, 0, tzinfo=UTC),
    )


@every_profile
@pytest.mark.parametrize("form", ["html", "json"])
def test_the_document_is_that_of_the_golden_file(profile: Profile, form: str) -> None:
    body = body_of(grant_of(profile), 2, TOLD)
    golden = (GOLDEN / f"{profile.value}.{form}").read_bytes()
    assert (body.page if form == "html" else body.data) == golden


@every_profile
def test_every_profile_has_a_layout_and_a_rule(profile: Profile) -> None:
    assert set(LAYOUTS) == set(profile_rules()) == set(Profile)
    assert LAYOUTS[profile].tables


@every_profile
def test_the_document_is_indonesian_whatever_the_sender_reads(profile: Profile) -> None:
    with translation.override("en"):
        assert body_of(grant_of(profile), 2, TOLD) == body_of(grant_of(profile), 2, TOLD)
        page = body_of(grant_of(profile), 2, TOLD).page
    assert page == (GOLDEN / f"{profile.value}.html").read_bytes()


@every_profile
def test_the_document_says_who_reads_it_until_when_and_which_copy_it_is(profile: Profile) -> None:
    page = body_of(grant_of(profile), 7, TOLD).page.decode()
    assert page.count("untuk Joko Sembodo, sampai 9 Desember 2026 10.00, salinan ke-7") == 2


@every_profile
def test_the_page_and_the_data_say_the_same(profile: Profile) -> None:
    body = body_of(grant_of(profile), 2, TOLD)
    cells = [
        value
        for table in json.loads(body.data)["tables"]
        for row in table["rows"]
        for value in row.values()
    ]
    shown = re.findall(r"<td>(.*?)</td>", body.page.decode())
    assert len(shown) == len(cells)


# Which words may stand in which document; every other pair must not meet.
MAY_HOLD = {
    "Wulan Rekaan": {Profile.POLICE_INQUIRY, Profile.LABOUR_SERVICE, Profile.REGISTRY_MATCH},
    "0850-0000-1111": {Profile.POLICE_INQUIRY, Profile.LABOUR_SERVICE},
    "Tempat aman": {Profile.LABOUR_SERVICE},
    "9901154413900001": {Profile.REGISTRY_MATCH},
    "Pak Jalak": {Profile.POLICE_INQUIRY, Profile.IMMIGRATION_CASE},
    "6285000777001": {Profile.POLICE_INQUIRY, Profile.IMMIGRATION_CASE},
    "Jl. Rekaan": {Profile.POLICE_INQUIRY, Profile.IMMIGRATION_CASE},
    "Kenari Jaya": {
        Profile.POLICE_INQUIRY,
        Profile.IMMIGRATION_CASE,
        Profile.LABOUR_COMPANY,
    },
    "Merpati Umrah": {
        Profile.POLICE_INQUIRY,
        Profile.IMMIGRATION_CASE,
        Profile.TRAVEL_COMPANY,
    },
    "Oktober 2026": {Profile.POLICE_INQUIRY, Profile.PUBLIC_COUNTS},
    "November 2026": {Profile.POLICE_INQUIRY, Profile.AREA_SUMMARY},
    "Terbukti": {Profile.IMMIGRATION_CASE},
}


@pytest.mark.parametrize("word", MAY_HOLD)
def test_a_word_stands_only_where_its_profile_lets_it(word: str) -> None:
    holding = {
        profile for profile in Profile if word in body_of(grant_of(profile), 2, TOLD).page.decode()
    }
    assert holding == MAY_HOLD[word]


@every_profile
def test_a_field_outside_the_allow_list_stops_the_document(profile: Profile) -> None:
    table = LAYOUTS[profile].tables[0]
    row = dict.fromkeys(table.fields, "x")
    assert table.checked(row) == row
    with pytest.raises(ValueError, match="fields"):
        table.checked(row | {"sumber": "Ibu Kenari"})
    with pytest.raises(ValueError, match="fields"):
        table.checked({})


@every_profile
def test_a_name_that_is_a_script_stays_a_text(profile: Profile) -> None:
    page = body_of(grant_of(profile, "<script>alert(1)</script>"), 1, TOLD).page.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "<10"), (1, "<10"), (9, "<10"), (10, "10"), (12, "10"), (13, "15"), (17, "15")],
)
def test_small_counts_are_hidden_and_others_rounded(count: int, shown: str) -> None:
    told = Told(counts=(MonthCount("Trenggalek", date(2026, 9, 1), count),))
    body = body_of(grant_of(Profile.PUBLIC_COUNTS), 1, told)
    assert json.loads(body.data)["tables"][0]["rows"][0]["jumlah"] == shown


# --- out of the database ----------------------------------------------------------------


NEVER = (WORDS_OF_THE_TIP, "Prigi", "Masaran", "Sari", "Dimas", "Polri", "3 November", "3 Nov")


def test_no_share_tells_who_told_it_where_exactly_on_which_day_or_how(
    share: Share, joko: User
) -> None:
    for profile, to in ((Profile.AREA_SUMMARY, None), (Profile.POLICE_INQUIRY, joko)):
        wish = {"recipient": to, "purpose": Purpose.INVESTIGATION} if to else {}
        text = share("proposed", profile=profile, **wish).copies.get().page
        assert [word for word in NEVER if word.encode() in bytes(text)] == []


def test_the_police_read_what_the_sender_reads_of_the_things_behind_an_alert(
    share: Share, joko: User
) -> None:
    grant = share(
        "proposed",
        profile=Profile.POLICE_INQUIRY,
        recipient=joko,
        purpose=Purpose.INVESTIGATION,
    )
    text = bytes(grant.copies.get().page).decode().casefold()
    assert "kenari jaya abadi" in text
    assert "munjungan" in text
    assert "oktober 2026" in text


def test_the_army_reads_sub_district_month_and_modus(share: Share) -> None:
    rows = json.loads(bytes(share("proposed").copies.get().data))["tables"][0]["rows"]
    assert {row["kecamatan"] for row in rows} == {WATULIMO, MUNJUNGAN}
    assert {row["bulan"] for row in rows} == {"November 2026"}
    assert all("Gaji tidak masuk akal" in row["modus"] for row in rows)


def test_a_second_copy_of_the_same_alert_says_that_it_is_the_second(share: Share) -> None:
    numbers = [share("proposed").copies.get().serial for _time in range(3)]
    assert numbers == [1, 2, 3]


def test_a_report_is_shared_without_its_words(
    share: Share, joko: User, told: list, made_report: Callable
) -> None:
    grant = share(
        "proposed",
        about=f"report:{told[0].uuid}",
        profile=Profile.POLICE_INQUIRY,
        recipient=joko,
        purpose=Purpose.INVESTIGATION,
    )
    text = bytes(grant.copies.get().page)
    assert b"Ibu Kenari" not in text
    assert PRIGI.encode() not in text
