"""Families of writings: whatever of these stands around or in a name, the key stays the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage import accounts, aliases, organisations, places
from kentongan.engine.linkage.normal import Kind, normalise
from kentongan.engine.linkage.words import plain


def key(kind: Kind, raw: str) -> str | None:
    """The key of a writing."""
    normal = normalise(kind, raw)
    return normal.key if normal else None


NAMES = st.sampled_from(["Tatik Melati", "Darto", "Rini Wetan", "Sugeng Pasar Prigi"])
CASES = st.sampled_from([str.lower, str.upper, str.title, str])


@given(NAMES, st.lists(st.sampled_from(sorted(aliases.TITLES)), max_size=2), CASES)
def test_titles_before_a_nickname_mean_nothing(name: str, titles: list[str], case) -> None:  # type: ignore[no-untyped-def]
    assert key(Kind.ALIAS, case(" ".join([*titles, name]))) == name.lower()


@given(NAMES, st.sampled_from(sorted(aliases.TRADES)), CASES)
def test_a_trade_before_a_nickname_means_nothing(name: str, trade: str, case) -> None:  # type: ignore[no-untyped-def]
    assert key(Kind.ALIAS, case(f"{trade} {name}")) == name.lower()


@pytest.mark.parametrize("word", sorted(aliases.GENERIC | aliases.TITLES | aliases.TRADES))
def test_a_word_for_anybody_is_nobodys_nickname(word: str) -> None:
    assert key(Kind.ALIAS, word) is None
    assert key(Kind.ALIAS, f"Pak {word}") is None


@given(st.sampled_from(sorted(organisations.FORMS)), CASES, st.sampled_from(["", ".", ". ", ","]))
def test_a_legal_form_is_one_form_however_written(written: str, case, sign: str) -> None:  # type: ignore[no-untyped-def]
    form = organisations.FORMS[written]
    assert key(Kind.ORGANISATION, case(f"{written}{sign} Nusa Karya")) == f"{form} nusa karya"


@given(st.sampled_from(["pt", "cv", "lpk"]), CASES, st.sampled_from([", ", " ", " ("]))
def test_a_legal_form_may_stand_behind_the_name(form: str, case, sign: str) -> None:  # type: ignore[no-untyped-def]
    behind = key(Kind.ORGANISATION, case(f"Nusa Karya{sign}{form}"))
    assert behind == ("nusa karya" if "(" in sign else f"{form} nusa karya")


def test_two_forms_of_one_name_are_two_organisations() -> None:
    assert key(Kind.ORGANISATION, "PT Nusa Karya") != key(Kind.ORGANISATION, "LPK Nusa Karya")
    assert key(Kind.ORGANISATION, "PT Nusa Karya") != key(Kind.ORGANISATION, "PT Karya Nusa")


@pytest.mark.parametrize("written", accounts.NAMES)
def test_a_bank_or_wallet_is_shown_by_its_usual_name(written: str) -> None:
    normal = normalise(Kind.ACCOUNT, f"{written.upper()} 9999999900001234")
    assert normal is not None
    assert normal.display == f"{accounts.NAMES[written]} 9999999900001234"


HANDLE_FRAMES = (
    "@{}", "FB {}", "fb: {}", "IG @{}", "Instagram: @{}", "akun tiktok @{}", "telegram {}",
    "instagram.com/{}", "https://www.instagram.com/{}/", "https://m.facebook.com/{}",
    "https://www.tiktok.com/@{}?lang=id", "t.me/{}", "https://t.me/joinchat/{}",
)  # fmt: skip


@given(
    st.from_regex(r"[a-z]{2}[a-z_]{2,12}[a-z0-9]", fullmatch=True), st.sampled_from(HANDLE_FRAMES)
)
def test_a_handle_is_the_same_on_every_service(name: str, frame: str) -> None:
    assert key(Kind.HANDLE, frame.format(name)) == key(Kind.HANDLE, f"@{name}")


@pytest.mark.parametrize("short", sorted(places.SHORT))
def test_a_shortened_word_of_an_address_is_the_whole_word(short: str) -> None:
    whole = places.SHORT[short]
    assert key(Kind.HOLDING_HOUSE, f"{short} Melati Prigi Timur") == key(
        Kind.HOLDING_HOUSE, f"{whole} Melati Prigi Timur"
    )


@given(st.permutations(["rumah", "kontrakan", "belakang", "Pasar", "Prigi"]))
def test_the_order_of_the_words_of_a_house_means_nothing(words: list[str]) -> None:
    assert key(Kind.HOLDING_HOUSE, " ".join(words)) == "belakang kontrakan pasar prigi rumah"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_plain_words_are_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain(text) == plain(text.lower()) == plain(f" {text}. ")
