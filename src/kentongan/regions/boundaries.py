"""Official borders from a GeoJSON file: read, checked, brought to one form. No database."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


class BadBoundariesError(ValueError):
    """The file cannot be taken; ``faults`` are Indonesian sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(content: bytes) -> dict[str, dict[str, Any]]:
    raise NotImplementedError


def as_text(geometry: Mapping[str, Any]) -> str:
    """A stored geometry as GeoJSON text."""
    return json.dumps(geometry)


def unknown_codes(codes: list[str]) -> str:
    """The sentence for codes that are in no list."""
    return _("Kode ini tidak ada di daftar wilayah: %(codes)s.") % {"codes": ", ".join(codes[:5])}
