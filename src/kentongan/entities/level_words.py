"""How alike two mentions are, in words: one set for the search, the queue and the waterfall."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.engine.linkage.scoring import MatchLevel

LEVELS: Mapping[str, Promise] = MappingProxyType(
    {
        MatchLevel.VERY_LIKELY: _("Sangat mungkin orang yang sama"),
        MatchLevel.REVIEW: _("Perlu diperiksa"),
        MatchLevel.WEAK: _("Kemiripan lemah"),
        MatchLevel.UNLIKELY: _("Tampaknya orang lain"),
    }
)
