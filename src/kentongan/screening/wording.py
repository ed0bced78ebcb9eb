"""How the desk's pages call things."""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.screening.decisions import State

STATES: MappingProxyType[str, str | Promise] = MappingProxyType(
    {
        State.OPEN: _("Dikerjakan"),
        State.PROPOSED: _("Menunggu keputusan"),
        State.WAITING: _("Menunggu kelengkapan"),
        State.REFERRED: _("Diperiksa seksi Inteldakim"),
        State.ISSUED: _("Disetujui"),
        State.POSTPONED: _("Ditunda"),
        State.REFUSED: _("Ditolak"),
        State.OBJECTED: _("Ada keberatan"),
        State.UPHELD: _("Keberatan tidak diterima"),
        State.OVERTURNED: _("Keberatan diterima"),
    }
)
BADGES: MappingProxyType[str, str] = MappingProxyType(
    {
        State.OPEN: "badge-brand",
        State.PROPOSED: "badge-warn",
        State.WAITING: "badge-warn",
        State.REFERRED: "badge-warn",
        State.ISSUED: "badge-ok",
        State.POSTPONED: "badge-bad",
        State.REFUSED: "badge-bad",
        State.OBJECTED: "badge-warn",
        State.UPHELD: "badge-bad",
        State.OVERTURNED: "badge-ok",
    }
)
