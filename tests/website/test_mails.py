"""Mails leave by SMTP: a sink listens, and what the office told outside arrives in it."""

import socket
from collections.abc import Iterator
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Letters
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers

from kentongan.access.sealing.notices import tell_of_opening
from kentongan.accounts.models import Office
from kentongan.website.settings import read_mailer

OPENING = "7b0c6f2e"


class Sink(Letters):
    """Keeps every letter."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """An SMTP server on a free port, named by the settings as an office would."""
    kept, port = Sink(), free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    settings.MAILERS = {"default": read_mailer(f"smtp://127.0.0.1:{port}")}
    yield kept
    server.stop()


@pytest.mark.django_db
def test_an_opening_is_told_by_mail_to_those_outside(
    sink: Sink, settings: Any, office: Office
) -> None:
    settings.SEALING_NOTICE_TO = ["pengawas@kentongan.invalid"]
    tell_of_opening(office.pk, OPENING)
    (letter,) = sink.letters
    assert letter["To"] == "pengawas@kentongan.invalid"
    assert OPENING in letter.as_string()


@pytest.mark.django_db
def test_a_notice_that_cannot_leave_is_an_error(settings: Any, office: Office) -> None:
    settings.MAILERS = {"default": read_mailer("smtp://127.0.0.1:1")}
    settings.SEALING_NOTICE_TO = ["pengawas@kentongan.invalid"]
    with pytest.raises(OSError):
        tell_of_opening(office.pk, OPENING)


@pytest.mark.parametrize(
    ("url", "port", "way"),
    [
        ("smtp://pos.kantor.invalid", 25, (False, False)),
        ("smtp+tls://surat:rahasia@pos.kantor.invalid", 587, (True, False)),
        ("smtps://surat:rahasia@pos.kantor.invalid:2465", 2465, (False, True)),
    ],
)
def test_the_address_says_how_mails_travel(
    url: str, port: int, way: tuple[bool, bool], settings: Any
) -> None:
    settings.MAILERS = {"default": read_mailer(url)}
    sender: Any = mailers["default"]
    assert (sender.host, sender.port) == ("pos.kantor.invalid", port)
    assert (sender.use_tls, sender.use_ssl) == way


def test_the_password_may_hold_any_letter() -> None:
    options = read_mailer("smtps://surat%40kantor:a%2Fb%3A@pos.kantor.invalid")["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["username"], options["password"]) == ("surat@kantor", "a/b:")


@pytest.mark.parametrize("url", ["", "pos.kantor.invalid", "http://pos.kantor.invalid", "smtp://"])
def test_another_address_says_what_to_set(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="KENTONGAN_SMTP_URL"):
        read_mailer(url)
