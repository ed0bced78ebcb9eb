"""The verbs of ``kentongan``: serve and prepare, and the names people type."""

import io
import socket
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError

from kentongan import cli
from kentongan.website.management.commands import serve
from kentongan.website.management.commands.serve import check_free


@pytest.fixture
def used_port() -> Iterator[int]:
    """A port on which somebody already listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would be kept running."""
    kept: list[list[str]] = []
    monkeypatch.setattr(serve, "keep_running", lambda commands: kept.extend(commands) or 0)
    return kept


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the command line hands on."""
    handed: list[str] = []
    monkeypatch.setattr(cli, "execute_from_command_line", handed.extend)
    return handed


def test_serve_refuses_a_used_port_and_proposes_the_next(used_port: int) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("serve", port=used_port)
    assert str(refusal.value) == (
        f"Porta {used_port} sudah dipakai. Pilih yang lain, misalnya --port {used_port + 1}."
    )


def test_a_port_is_free_again_when_its_user_is_gone(used_port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]
    check_free("127.0.0.1", free)


def test_serve_starts_the_site_and_its_worker(served: list[list[str]]) -> None:
    told = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("serve", port=0, stdout=told)
    assert end.value.code == 0
    assert [command[2] for command in served] == ["granian", "kentongan.cli"]
    assert "Ctrl+C untuk berhenti" in told.getvalue()


def test_serve_ends_with_the_code_of_what_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "keep_running", lambda _commands: 3)
    with pytest.raises(SystemExit) as end:
        call_command("serve", port=0, stdout=io.StringIO())
    assert end.value.code == 3


@pytest.mark.django_db
def test_prepare_may_be_run_again() -> None:
    told = io.StringIO()
    for _ in range(2):
        call_command("prepare", no_regions=True, stdout=told)
    cache.set("uji", 1)
    assert cache.get("uji") == 1
    assert told.getvalue().count("Siap. Jalankan: kentongan serve") == 2


@pytest.mark.parametrize(
    ("words", "handed"),
    [
        (["kentongan", "serve"], ["kentongan", "serve"]),
        (["kentongan", "import", "daftar.xlsx"], ["kentongan", "import_line_list", "daftar.xlsx"]),
        (["kentongan", "migrate", "import"], ["kentongan", "migrate", "import"]),
        (["kentongan"], ["kentongan"]),
    ],
)
def test_a_verb_is_a_command(
    words: list[str], handed: list[str], typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.sys, "argv", words)
    cli.main()
    assert typed == handed
