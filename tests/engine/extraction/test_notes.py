"""Notes put together from parts of known meaning: exactly what was put in is found."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.extraction.meetings import place_spans
from kentongan.engine.extraction.names import alias_spans, organisation_spans
from kentongan.engine.extraction.numbers import account_spans, national_id_spans, phone_spans
from kentongan.engine.extraction.spans import GAP, Span, without
from kentongan.engine.extraction.things import handle_spans, things_in
from kentongan.engine.extraction.ways import route_spans
from kentongan.engine.linkage import accounts
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.synthetic.numbers import fake_account, fake_national_id, fake_phone

# A part is its words and the (kind, key) of what it mentions, if anything.
Part = tuple[str, tuple[str, str] | None]
INDEX = st.integers(0, 999_999)


def grouped(national: str, sign: str) -> str:
    """0850-0001-2345 with another sign between the groups."""
    return sign.join((national[:4], national[4:8], national[8:]))


def phone_part(index: int, sign: str, label: str) -> Part:
    phone = fake_phone(index)
    return label + grouped("0" + phone.removeprefix("+62"), sign), ("phone", phone)


def wallet_part(index: int, wallet: str) -> Part:
    phone = fake_phone(index)
    return f"{wallet} 0{phone.removeprefix('+62')}", ("account", phone)


def account_part(index: int, bank: str) -> Part:
    account = fake_account(index)
    return f"{bank} {account}", ("account", account)


def handle_part(index: int, frame: str) -> Part:
    return frame.format(f"loker_{index}"), ("handle", f"loker_{index}")


def firm_part(word: str, form: str) -> Part:
    return f"{form} {word} Jaya", ("organisation", f"{form.lower()} {word.lower()} jaya")


def recruiter_part(name: str, role: str) -> Part:
    return f"{role} {name}", ("alias", name.removeprefix("Bu ").removeprefix("Pak ").lower())


def place_part(name: str, cue: str) -> Part:
    return f"{cue} Pasar {name}", ("place", f"pasar {name.lower()}")


def route_part(start: str, end: str) -> Part:
    key = f"{start}>batam>{end}".lower()
    return f"{start} - Batam - {end}", ("route", key)


def silent(words: str) -> Part:
    return words, None


WALLETS = st.sampled_from(sorted(set(accounts.WALLETS.values())))
BANKS = st.sampled_from(sorted(set(accounts.BANKS.values())))
FRAMES = st.sampled_from(["@{}", "FB {}", "ig: @{}", "t.me/{}", "https://www.tiktok.com/@{}"])
SPEAKING = st.one_of(
    st.builds(
        phone_part, INDEX, st.sampled_from(["", " ", "-", "."]), st.sampled_from(["", "WA "])
    ),
    st.builds(wallet_part, INDEX, WALLETS),
    st.builds(account_part, INDEX, BANKS),
    st.builds(handle_part, INDEX, FRAMES),
    st.builds(
        firm_part, st.sampled_from(["Nusa", "Sinar", "Karya"]), st.sampled_from(["PT", "LPK"])
    ),
    st.builds(
        recruiter_part,
        st.sampled_from(["Bu Tatik", "Pak Darto", "Bu Rini Melati"]),
        st.sampled_from(["tekong", "calo", "perekrut bernama", "sponsor:"]),
    ),
    st.builds(
        place_part,
        st.sampled_from(["Prigi", "Sumoroto"]),
        st.sampled_from(["kumpul di", "titik jemput:"]),
    ),
    st.builds(
        route_part,
        st.sampled_from(["Surabaya", "Ponorogo"]),
        st.sampled_from(["Johor", "Malaysia"]),
    ),
)
DAYS = st.integers(0, 12_000).map(lambda n: f"{date(1994, 1, 1) + timedelta(days=n):%d-%m-%Y}")
SILENT = st.one_of(
    st.builds(silent, DAYS),
    st.builds(silent, st.integers(10**5, 10**9).map(lambda n: f"Rp {n:,}".replace(",", "."))),
    st.builds(silent, st.integers(0, 9_999).map(lambda n: f"NIK {fake_national_id(n)}")),
    st.builds(
        silent,
        st.sampled_from(
            ["korban bernama Siti Aminah", "12 orang berangkat", "gaji 15 juta", "pukul 10.30 WIB"]
        ),
    ),
)


def told(parts: Sequence[Part]) -> set[tuple[str, str]]:
    """What the parts mention."""
    return {thing for _words, thing in parts if thing}


def found(text: str) -> set[tuple[str, str]]:
    """What is found, in normal form."""
    normals = ((one.kind, normalise(one.kind, one.raw)) for one in things_in(text))
    return {(kind, normal.key) for kind, normal in normals if normal}


@given(st.lists(SPEAKING | SILENT, max_size=8))
def test_exactly_what_a_note_mentions_is_found_one_part_a_line(parts: list[Part]) -> None:
    assert found("\n".join(words for words, _thing in parts)) == told(parts)


@given(st.lists(SPEAKING | SILENT, max_size=6))
def test_exactly_what_a_note_mentions_is_found_in_one_sentence(parts: list[Part]) -> None:
    assert found("; ".join(words for words, _thing in parts) + ".") == told(parts)


@given(st.lists(SPEAKING, min_size=1, max_size=5))
def test_telling_it_twice_tells_nothing_more(parts: list[Part]) -> None:
    text = "\n".join(words for words, _thing in parts)
    assert things_in(f"{text}\n\n{text}") == things_in(text)


@pytest.mark.parametrize("written", accounts.WALLETS)
def test_every_wallet_over_a_phone_is_an_account_and_no_phone(written: str) -> None:
    assert found(f"kirim ke {written} 0850-0001-2345 ya") == {("account", "+6285000012345")}


@pytest.mark.parametrize("written", accounts.BANKS)
def test_every_bank_before_a_row_of_digits_is_an_account(written: str) -> None:
    assert found(f"kirim ke {written} 9999999900001234 ya") == {("account", "9999999900001234")}


SEARCHES = (
    account_spans, national_id_spans, phone_spans, handle_spans, organisation_spans, alias_spans,
    place_spans, route_spans,
)  # fmt: skip
ANY = st.text(st.characters(codec="utf-8"), max_size=60)
MIXED = st.lists(SPEAKING.map(lambda part: part[0]) | SILENT.map(lambda part: part[0]) | ANY)


@given(MIXED.map(" ".join), st.sampled_from(SEARCHES))
def test_places_come_in_order_and_do_not_overlap(
    text: str, search: Callable[[str], Sequence[Span]]
) -> None:
    last = 0
    for start, end in search(text):
        assert last <= start < end <= len(text)
        last = end


def without_slowly(text: str, spans: Sequence[Span]) -> str:
    """Sign by sign: a gap where a span begins, nothing inside one."""
    inside = {place for start, end in spans for place in range(start, end)}
    starts = {start for start, _end in spans}
    return "".join(
        GAP if place in starts else "" if place in inside else sign
        for place, sign in enumerate(text)
    )


CUTS = st.lists(st.integers(0, 40), unique=True, max_size=10).map(sorted)


@given(st.text("abc ", min_size=41, max_size=41), CUTS)
def test_a_text_without_its_places_keeps_the_rest(text: str, cuts: list[int]) -> None:
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    assert without(text, spans) == without_slowly(text, spans)
