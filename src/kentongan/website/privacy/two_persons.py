"""The rule behind every second signature, with its sentences."""

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User

FEWEST_LETTERS = 8


def check_another(by: User, first: str) -> None:
    """Raises Refused when ``by`` is the first of the two."""
    if by.get_username() == first:
        raise Refused(_("Orang kedua harus orang lain. Minta rekan yang berhak untuk langkah ini."))


def check_reason(text: str) -> str:
    """The trimmed reason; raises Refused when it says nothing."""
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        raise Refused(_("Tulis alasannya dalam satu kalimat, supaya dapat dibaca lagi."))
    return text.strip()


def check_waiting(is_waiting: bool) -> None:
    """Raises Refused when somebody else was first with this step."""
    if not is_waiting:
        raise Refused(_("Langkah ini sudah tidak menunggu. Muat ulang halaman untuk melihatnya."))
