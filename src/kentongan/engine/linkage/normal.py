"""The one door to normal forms: a kind and a writing in, a key and a readable form out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kentongan.engine.linkage import (
    accounts,
    aliases,
    handles,
    offers,
    organisations,
    phones,
    places,
    routes,
)

LONGEST_RAW = 20_000
LONGEST_KEY = 200


class Kind(StrEnum):
    """What sort of thing; the values are those stored with every thing."""

    PHONE = "phone"
    ACCOUNT = "account"
    HANDLE = "handle"
    ORGANISATION = "organisation"
    ALIAS = "alias"
    HOLDING_HOUSE = "holding_house"
    OFFER = "offer"
    PLACE = "place"
    ROUTE = "route"


@dataclass(frozen=True)
class Normal:
    """The one form of a thing: ``key`` to compare, ``display`` to read; 200 characters at most."""

    key: str
    display: str


type Reader = Callable[[str], tuple[str, str] | None]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        Kind.PHONE: phones.read,
        Kind.ACCOUNT: accounts.read,
        Kind.HANDLE: handles.read,
        Kind.ORGANISATION: organisations.read,
        Kind.ALIAS: aliases.read,
        Kind.HOLDING_HOUSE: places.read,
        Kind.OFFER: offers.read,
        Kind.PLACE: places.read_meeting,
        Kind.ROUTE: routes.read,
    }
)


def normalise(kind: str, raw: str) -> Normal | None:
    """The normal form of a writing; None when it cannot be such a thing.

    Idempotent but for offers: the normal form of ``display`` has the same key. Raises KeyError for
    an unknown kind.
    """
    read = READERS[kind](raw[:LONGEST_RAW])
    if read is None:
        return None
    key, display = read
    return Normal(key[:LONGEST_KEY], display[:LONGEST_KEY])
