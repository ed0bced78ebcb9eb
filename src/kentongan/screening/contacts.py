"""The contacts of an applicant as blind marks: to count over several of them, to meet cautions."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from kentongan.encryption.blinding import blind
from kentongan.entities.national_ids import digits_of
from kentongan.entities.queries import normalise
from kentongan.screening.models import CautionKind, ContactKind
from kentongan.screening.papers import plain

FEWEST_LETTERS = 4
# What the answers tell, as what sort of thing a caution knows it.
ANSWERED = MappingProxyType(
    {
        "agency": CautionKind.ORGANISATION,
        "pilgrimage_operator": CautionKind.ORGANISATION,
        "organiser": CautionKind.ORGANISATION,
        "organiser_phone": CautionKind.PHONE,
        "host_phone": CautionKind.PHONE,
    }
)
# What is told of the applicant himself.
TOLD = MappingProxyType(
    {"sponsor_phone": CautionKind.PHONE, "national_id": CautionKind.NATIONAL_ID}
)
LISTED = MappingProxyType({"phones": CautionKind.PHONE, "accounts": CautionKind.ACCOUNT})
COMPANION = MappingProxyType(
    {"companion_phone": CautionKind.PHONE, "companion_national_id": CautionKind.NATIONAL_ID}
)
# What counts as one contact, and where it is told.
SPONSOR_PHONES = ("sponsor_phone", "organiser_phone")

type Told = Mapping[str, Any]
type Said = Mapping[str, str]


def national_id_key(told: Told) -> str:
    """The blind index of a sound national id number; "" without one."""
    digits = digits_of(str(told.get("national_id", "")))
    return blind(CautionKind.NATIONAL_ID.value, digits) if digits else ""


def contact_keys(told: Told, said: Said) -> set[tuple[str, str]]:
    """Kind and blind key of every contact by which several applicants may be one group.

    A sponsor's number stands for the sponsor; without one the plain letters of the name do.
    """
    return {
        *((ContactKind.PHONE, key) for key in blinded("phone", told.get("phones", ()))),
        *((ContactKind.ACCOUNT, key) for key in blinded("account", told.get("accounts", ()))),
        *((ContactKind.SPONSOR, key) for key in sponsor_keys(told, said)),
        *((ContactKind.ADDRESS, key) for key in written(ContactKind.ADDRESS, told, "address")),
    }


def sponsor_keys(told: Told, said: Said) -> set[str]:
    """By what a sponsor is known: the number, and the name."""
    numbers = [told.get(name) or said.get(name, "") for name in SPONSOR_PHONES]
    return {*blinded("phone", numbers), *written(ContactKind.SPONSOR, told, "sponsor")}


def blinded(kind: str, numbers: Any) -> set[str]:
    """The keys of numbers, as things and cautions have them."""
    forms = (normalise(kind, str(number)) for number in numbers if number)
    return {blind(kind, normal.key) for normal in forms if normal}


def written(kind: str, told: Told, name: str) -> set[str]:
    """The key of words that have no normal form of their own."""
    words = plain(str(told.get(name, "")))
    return {blind(kind, words)} if len(words) >= FEWEST_LETTERS else set()


def things_told(told: Told, said: Said) -> Iterator[tuple[str, str]]:
    """Kind and words of everything by which a caution may meet the applicant."""
    for name, kind in ANSWERED.items():
        yield kind, said.get(name, "")
    for name, kind in TOLD.items():
        yield kind, str(told.get(name, ""))
    for name, kind in LISTED.items():
        yield from ((kind, str(one)) for one in told.get(name, ()))


def things_of_companion(told: Told, said: Said) -> Iterator[tuple[str, str]]:
    """Kind and words by which a caution may meet the companion of a child."""
    for name, kind in COMPANION.items():
        yield kind, str(told.get(name, "") or said.get(name, ""))
