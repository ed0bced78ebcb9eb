"""The readers of the environment: typed, and loud with a hint of what to set."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from kentongan.website.settings import (
    read_database,
    read_flag,
    read_list,
    read_number,
    read_secret,
    read_text,
)

NAME = "KENTONGAN_UJI"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing yet."""
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)
    return monkeypatch


def test_a_text_is_what_was_set(told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, "Ponorogo")
    assert read_text(NAME, "Blitar") == "Ponorogo"


def test_a_text_that_was_not_set_is_its_default(told: pytest.MonkeyPatch) -> None:
    assert read_text(NAME, "Blitar") == "Blitar"


def test_a_text_set_to_nothing_is_nothing(told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, "")
    assert read_text(NAME, "Blitar") == ""


def test_a_missing_text_says_which_to_set_and_how_to_try_without(
    told: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ImproperlyConfigured) as error:
        read_text(NAME, hint="For example Ponorogo.")
    assert (
        str(error.value)
        == f"Set {NAME}. For example Ponorogo. To try the product, run `make demo`."
    )


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        ("1", True),
        ("true", True),
        ("YES", True),
        (" 1 ", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("", False),
    ],
)
def test_a_flag_is_yes_or_no(word: str, flag: bool, told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, word)
    assert read_flag(NAME) is flag


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_was_not_set_is_its_default(default: bool, told: pytest.MonkeyPatch) -> None:
    assert read_flag(NAME, default) is default


@pytest.mark.parametrize("word", ["2", "ya", "on", "-"])
def test_any_other_flag_is_an_error(word: str, told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, word)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be 1 or 0, not '{word}'"):
        read_flag(NAME)


def test_a_number_is_whole(told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, "12")
    assert (read_number(NAME, 3), read_number("KENTONGAN_LAIN", 3)) == (12, 3)


@pytest.mark.parametrize("word", ["1,5", "dua", "", "1.0"])
def test_any_other_number_is_an_error(word: str, told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, word)
    with pytest.raises(ImproperlyConfigured, match="must be a whole number"):
        read_number(NAME, 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b", ["a", "b"]),
        (" a , b ", ["a", "b"]),
        ("a,,", ["a"]),
        ("", []),
        ("[::1],localhost", ["[::1]", "localhost"]),
    ],
)
def test_a_list_is_split_at_commas(text: str, words: list[str], told: pytest.MonkeyPatch) -> None:
    told.setenv(NAME, text)
    assert read_list(NAME, "lain") == words


def test_a_list_that_was_not_set_is_its_default(told: pytest.MonkeyPatch) -> None:
    assert read_list(NAME, "35.01,35.02") == ["35.01", "35.02"]


@pytest.mark.parametrize("demo", [True, False])
def test_a_secret_may_stand_in_a_file(demo: bool, told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "kunci").write_text("rahasia\n", encoding="utf-8")
    told.setenv(f"{NAME}_FILE", str(tmp_path / "kunci"))
    assert read_secret(NAME, tmp_path, demo) == "rahasia"


def test_a_secret_may_stand_in_the_environment(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told.setenv(NAME, "rahasia")
    assert read_secret(NAME, tmp_path, demo=False) == "rahasia"


def test_production_does_not_invent_a_secret(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"Set {NAME}.*{NAME}_FILE"):
        read_secret(NAME, tmp_path, demo=False)
    assert list(tmp_path.iterdir()) == []


def test_the_demo_invents_a_secret_once_and_keeps_it_to_itself(
    told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = read_secret(NAME, tmp_path, demo=True), read_secret(NAME, tmp_path, demo=True)
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "demo-secret").stat().st_mode & 0o777 == 0o600


def test_two_demos_have_two_secrets(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    assert len({read_secret(NAME, folder, demo=True) for folder in folders}) == 2


def test_an_sqlite_file_is_opened_safely(told: pytest.MonkeyPatch) -> None:
    found = read_database("sqlite:////srv/kentongan.sqlite3")
    options = found["OPTIONS"]
    assert found["NAME"] == "/srv/kentongan.sqlite3"
    assert options["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        assert pragma in options["init_command"]  # type: ignore[index]


def test_an_sqlite_file_may_lie_beside(told: pytest.MonkeyPatch) -> None:
    assert read_database("sqlite:///.data/k.sqlite3")["NAME"] == ".data/k.sqlite3"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://k@localhost/kentongan", ("kentongan", "localhost", "5432", "k", "")),
        ("postgresql://k:r%40sia@db:6432/k2", ("k2", "db", "6432", "k", "r@sia")),
        ("postgresql:///kentongan", ("kentongan", "", "5432", "", "")),
        ("postgresql://k@%2Frun%2Fpg/kantor", ("kantor", "/run/pg", "5432", "k", "")),
    ],
)
def test_a_postgresql_address_is_taken_apart(url: str, expected: tuple[str, ...]) -> None:
    found = read_database(url)
    assert tuple(found[k] for k in ("NAME", "HOST", "PORT", "USER", "PASSWORD")) == expected


@pytest.mark.parametrize("url", ["mysql://k@localhost/k", "kentongan.sqlite3", ""])
def test_another_database_is_refused_with_what_is_possible(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="sqlite:/// or postgresql://"):
        read_database(url)
