"""Which address leads to which kind of record: ``doors.yaml`` read once. Not named means closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from kentongan.access.table import Kind

PUBLIC, EVERY_LOGIN = "public", "every_login"


@dataclass(frozen=True)
class Door:
    """One address: a kind (and deed), or open with a reason."""

    kind: Kind | None = None
    deed: str = ""
    subject: str = ""  # "report/uuid": the kind of subject and the part of the address
    export: bool = False
    open: str = ""
    why: str = ""
    stranger: str = ""

    def subject_in(self, address: Mapping[str, Any]) -> str:
        """The subject that a filled-in address names; "" for none."""
        kind, slash, part = self.subject.partition("/")
        if not slash or part not in address:
            return ""
        return f"{kind}:{address[part]}" if kind else str(address[part])


def read_door(raw: dict[str, Any]) -> Door:
    """A door from the file; raises TypeError or ValueError for what nobody understands."""
    words = raw | ({"kind": Kind(raw["kind"])} if "kind" in raw else {})
    door = Door(**words)
    if (door.kind is None) == (door.open == ""):
        raise ValueError("a door has a kind or is open")
    if door.open and (door.open not in {PUBLIC, EVERY_LOGIN} or not door.why):
        raise ValueError("an open door says for whom and why")
    return door


def read_doors() -> dict[str, Door]:
    """The file; raises TypeError or ValueError when it says what nobody understands."""
    raw = yaml.safe_load(files("kentongan.access").joinpath("doors.yaml").read_text("utf-8"))
    return {name: read_door(words) for name, words in raw.items()}


@cache
def doors() -> dict[str, Door]:
    """Name of an address → door."""
    return read_doors()


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """The name and the pattern of every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern
