"""What stands in one cell taken apart: signs by their labels, phones in links and as numbers."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.indicators.catalogue import catalogue, match_label
from kentongan.reports.actions.import_steps import is_label, readable_phone
from kentongan.reports.line_list.cells import (
    MOST_PIECES,
    SEPARATORS,
    is_nothing,
    several,
    several_phones,
    several_routes,
    text_of,
)
from kentongan.reports.models import ImportRow, Report
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, good_row, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")

LABELS = [sign.label for sign in catalogue().values()]
PAPERS = "Data KTP, KK, dan akta berbeda"


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_the_catalogue_is_one_sign_in_a_cell(label: str) -> None:
    assert several(label, is_label) == [label]
    assert len(match_label(label)) == 1


@pytest.mark.parametrize(
    ("cell", "routes"),
    [
        ("Surabaya, Batam, Johor", ["Surabaya, Batam, Johor"]),
        ("Surabaya - Batam dan Johor", ["Surabaya - Batam dan Johor"]),
        ("Surabaya - Batam; via Entikong", ["Surabaya - Batam", "via Entikong"]),
        ("Jakarta - HK / Jakarta - TW", ["Jakarta - HK", "Jakarta - TW"]),
        ("lewat Batam atau lewat Dumai", ["lewat Batam", "lewat Dumai"]),
        ("-", []),
    ],
)
def test_a_comma_parts_no_journey(cell: str, routes: list[str]) -> None:
    assert several_routes(cell) == routes


def test_no_label_has_more_pieces_than_are_tried() -> None:
    phrases = [word for sign in catalogue().values() for word in (sign.label, *sign.aliases)]
    assert max(len(SEPARATORS.split(phrase)) for phrase in phrases) <= MOST_PIECES


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (f"{PAPERS}, Paspor ditahan", [PAPERS, "Paspor ditahan"]),
        (f"Paspor ditahan; {PAPERS}", ["Paspor ditahan", PAPERS]),
        (f"{PAPERS} dan Surat atau stempel palsu", [PAPERS, "Surat atau stempel palsu"]),
        (f"rambut merah, {PAPERS}, topi", ["rambut merah", PAPERS, "topi"]),
        ("data ktp, kk, dan akta berbeda", ["data ktp, kk, dan akta berbeda"]),
        ("Data KTP, topi, KK", ["Data KTP", "topi", "KK"]),
        ("Beberapa pemohon, satu nomor\nUmur atau nama diubah",
         ["Beberapa pemohon, satu nomor", "Umur atau nama diubah"]),
        (" ; ", []),
        ("nihil", []),
    ],
)  # fmt: skip
def test_the_longest_label_is_kept_whole_among_other_words(cell: str, parts: list[str]) -> None:
    assert several(cell, is_label) == parts


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(LABELS), min_size=1, max_size=6), st.sampled_from([", ", "; ", "\n"])
)
def test_labels_written_one_after_the_other_come_back(labels: list[str], between: str) -> None:
    assert several(between.join(labels), is_label) == labels


@settings(max_examples=100, deadline=None)
@given(st.text("ab ,;/\ndn-", max_size=40))
def test_without_labels_a_cell_is_split_at_every_separator(text: str) -> None:
    parts = [part for part in SEPARATORS.split(text) if part and not is_nothing(part)]
    assert several(text) == parts


@settings(max_examples=60, deadline=None)
@given(st.text("abc, ;", max_size=30))
def test_whatever_is_kept_together_no_letter_is_lost(text: str) -> None:
    kept = "".join(several(text, lambda words: len(words) % 2 == 0))
    assert re.sub(r"[,; ]", "", kept) == re.sub(r"[,; ]", "", text)


def test_a_cell_of_ten_thousand_commas_is_not_tried_for_ever() -> None:
    asked = 0

    def counting(_text: str) -> bool:
        nonlocal asked
        asked += 1
        return False

    assert len(several("a," * 10_000, counting)) == 10_000
    assert asked <= 10_000 * MOST_PIECES


# Phones


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("wa.me/6285000123456", ["+6285000123456"]),
        ("https://wa.me/6285000123456", ["+6285000123456"]),
        ("HTTP://WA.ME/+6285000123456", ["+6285000123456"]),
        ("https://www.wa.me/6285000123456?text=Halo%20Bu", ["+6285000123456"]),
        ("wa.me/6285000123456/?text=Halo", ["+6285000123456"]),
        ("https://api.whatsapp.com/send?phone=6285000123456", ["+6285000123456"]),
        ("https://api.whatsapp.com/send/?phone=6285000123456&text=a", ["+6285000123456"]),
        ("wa.me/6285000123456, wa.me/6285000123457", ["+6285000123456", "+6285000123457"]),
        ("wa.me/6285000123456 / 085000123457", ["+6285000123456", "085000123457"]),
        ("wa.me/6285000123456?text=a;085000123457", ["+6285000123456", "085000123457"]),
        ("085000123457 wa.me/6285000123456", ["085000123457", "+6285000123456"]),
        ("wa.me/62-850-0012-3456", ["+62-850-0012-3456"]),
    ],
)
def test_a_chat_link_is_a_number_and_leaves_no_rest(cell: str, numbers: list[str]) -> None:
    assert several_phones(cell) == numbers
    assert all(readable_phone(number) for number in numbers)


@pytest.mark.parametrize("cell", ["wa.me/message/ABC", "wa.me/", "t.me/mami"])
def test_a_link_without_a_number_is_no_phone(cell: str) -> None:
    assert not any(readable_phone(part) for part in several_phones(cell))


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 999_999), min_size=1, max_size=4), st.sampled_from([" / ", "; ", ","])
)
def test_links_of_any_numbers_come_back_as_these_numbers(indices: list[int], between: str) -> None:
    phones = [fake_phone(index) for index in indices]
    links = between.join(f"https://wa.me/{phone[1:]}" for phone in phones)
    assert several_phones(links) == phones


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        (85000123456, ["085000123456"]),
        (85000123456.0, ["085000123456"]),
        (6285000123456, ["+6285000123456"]),
        (6285000123456.0, ["+6285000123456"]),
        ("85000123456.0", ["085000123456.0"]),
        ("085000123456 (WA)", ["085000123456 (WA)"]),
        ("0850-0012-3456 & 0850-0012-3457", ["0850-0012-3456", "0850-0012-3457"]),
        ("085000123456|085000123457", ["085000123456", "085000123457"]),
        ("085000123456 serta 085000123457", ["085000123456", "085000123457"]),
        ("085000123456 ATAU 085000123457", ["085000123456", "085000123457"]),
        ("'+6285000123456", ["+6285000123456"]),
        ("(0850) 0012-3456", ["(0850) 0012-3456"]),
        ("tidak ada", []),
        ("nihil / -", []),
    ],
)
def test_a_phone_cell_in_the_ways_programs_and_people_write_it(
    cell: Any, numbers: list[str]
) -> None:
    assert several_phones(text_of(cell)) == numbers


# In a whole list


def listed(**changes: Any) -> bytes:
    """A list of one row with a column of signs."""
    signs = changes.pop("Indikator", "")
    return xlsx([[*HEADINGS, "Indikator"], [*good_row(1, **changes), signs]])


@pytest.mark.parametrize(
    "label", [PAPERS, "Beberapa pemohon, satu nomor", "Tujuan atau pekerjaan berubah"]
)
def test_a_label_with_a_comma_is_known_without_a_note(label: str, committed: Importing) -> None:
    batch = committed(listed(Indikator=label))
    row = batch.rows.get()
    assert (row.status, row.messages) == ("accepted", [])
    report = Report.objects.get()
    assert report.current is not None
    assert report.current.indicators == match_label(label)


def test_two_labels_with_commas_are_two_signs(committed: Importing) -> None:
    batch = committed(listed(Indikator=f"{PAPERS}, Beberapa pemohon, satu nomor, rambut merah"))
    row = batch.rows.get()
    assert len(row.parsed["content"]["indicators"]) == 2
    assert row.messages == ["Tanda “rambut merah” tidak dikenal; tulisannya disimpan dalam cerita."]


def phones_of(row: ImportRow) -> list[str]:
    """The phones that a row was understood to hold."""
    return [raw for kind, raw in row.parsed["content"]["things"] if kind == "phone"]


def test_a_chat_link_in_a_list_is_a_phone_without_a_note(checked: Importing) -> None:
    row = checked(listed(**{"No HP": "https://wa.me/6285000123456"})).rows.get()
    assert (row.status, phones_of(row)) == ("accepted", ["+6285000123456"])


@pytest.mark.parametrize("cell", [85000123456, "wa.me/6285000123456", "+62 850-0012-3456"])
def test_the_same_phone_in_another_writing_is_the_same_row(cell: Any, committed: Importing) -> None:
    committed(listed(**{"No HP": "085000123456"}))
    row = committed(listed(**{"No HP": cell})).rows.get()
    assert row.status == "repeated"
