"""The sealing keys of the demo: three custodians, each with an own passphrase that is printed."""

from collections.abc import Mapping

from kentongan.access.actions.sealing import make_key
from kentongan.accounts.models import User

PASSPHRASES = {
    "ratna": "gerobak kuning di tepi sawah",
    "hadi": "tujuh payung basah semalam",
    "agung": "kopi tubruk tanpa gula lagi",
}


def make_keys(people: Mapping[str, User]) -> None:
    """The key ceremony, without the ceremony."""
    for name, words in PASSPHRASES.items():
        make_key(by=people[name], words=words)


def told() -> str:
    """One line for the end of ``kentongan demo``."""
    words = "; ".join(f"{name}: {words}" for name, words in PASSPHRASES.items())
    return f"Sandi segel (identitas pelapor terbuka oleh dua orang): {words}"
