"""Every address of the site, walked out of the URL resolver: a new one is covered by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
DUMMIES = {
    "int": 987654321,
    "uuid": NOWHERE,
    "slug": "tidak-ada",
    "str": "tidak-ada",
    "": "tidak-ada",
}
ACCOUNT = ("account_", "mfa_")  # the pages of the login library


@dataclass(frozen=True)
class Address:
    """A named address with values that belong to nothing."""

    name: str
    path: str

    @property
    def is_of_nothing(self) -> bool:
        """Whether it speaks of one record, which is not there."""
        return any(str(dummy) in self.path for dummy in (DUMMIES["int"], NOWHERE))


def dummies(pattern: URLPattern) -> dict[str, object]:
    """A value that fits each variable part."""
    converters = getattr(pattern.pattern, "converters", {})
    kinds = {name: type(one).__name__ for name, one in converters.items()}
    return {
        name: DUMMIES[kind.removesuffix("Converter").lower().replace("string", "str")]
        for name, kind in kinds.items()
    }


def walk(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, inner)
        else:
            name = f"{space}{pattern.name}"
            yield Address(name, reverse(name, kwargs=dummies(pattern)))


def every_address() -> list[Address]:
    """All of them, by name."""
    return sorted(walk(get_resolver().url_patterns), key=lambda address: address.name)


def own_addresses() -> list[Address]:
    """Those of the product itself."""
    return [address for address in every_address() if not address.name.startswith(ACCOUNT)]
