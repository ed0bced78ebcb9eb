"""Figures of a signal, and the time that is left, in words an officer reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = timedelta(hours=4)
MOST_DAYS = 3650  # beyond ten years the number only says "very rare"


@dataclass(frozen=True)
class Remaining:
    """How a clock looks: words, an icon and a badge class; never colour alone."""

    words: str
    icon: str
    badge: str


def length_in_words(length: timedelta) -> str:
    """A length of time in its largest unit: days, hours or minutes; less than nothing is nothing.

    The clock of the computer that wrote a moment may run ahead of the one that reads it.
    """
    seconds = max(int(length.total_seconds()), 0)
    days, hours, minutes = seconds // 86_400, seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)d hari", "%(n)d hari", days) % {"n": days}
    if hours:
        return ngettext("%(n)d jam", "%(n)d jam", hours) % {"n": hours}
    return ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes}


def remaining(due_at: datetime | None, now: datetime) -> Remaining | None:
    """The clock of an open alert; None when it has none."""
    if due_at is None:
        return None
    words = {"length": length_in_words(abs(due_at - now))}
    if due_at < now:
        return Remaining(_("Terlambat %(length)s") % words, "⚠", "badge-bad")
    if due_at - now < SOON:
        return Remaining(_("Tinggal %(length)s") % words, "⌛", "badge-warn")
    return Remaining(_("Sisa %(length)s") % words, "◷", "")


def recurrence_days(figures: Mapping[str, Any]) -> float | None:
    """Once in how many days chance alone gives something like this; None when not computed.

    The recurrence interval of a daily scan is 1/p (Kleinman, Lazarus & Platt 2004).
    """
    if days := figures.get("recurrence_days"):
        return float(days)
    p = figures.get("p")
    return 1 / float(p) if p else None


def rarity(figures: Mapping[str, Any]) -> str:
    """The chance sentence, or ""."""
    days = recurrence_days(figures)
    if days is None:
        return ""
    if days > MOST_DAYS:
        return _("Secara kebetulan saja, ini terjadi kurang dari sekali dalam sepuluh tahun.")
    if days < 2:
        return _("Secara kebetulan saja, ini bisa terjadi hampir setiap hari.")
    return _("Secara kebetulan saja, ini terjadi kira-kira sekali dalam %(days)d hari.") % {
        "days": round(days)
    }


def observed(figures: Mapping[str, Any]) -> str:
    """What was counted against what is usual, or ""."""
    if "observed" not in figures or "expected" not in figures:
        return ""
    words = {
        "observed": figures["observed"],
        "expected": number_format(round(figures["expected"], 1), 1),
        "days": figures.get("days"),
    }
    if words["days"]:
        return _("%(observed)s laporan dalam %(days)s hari; biasanya %(expected)s.") % words
    return _("%(observed)s laporan; biasanya %(expected)s.") % words


def sources(figures: Mapping[str, Any]) -> str:
    """How independent the sources are, or ""."""
    parts = []
    if voices := figures.get("voices"):
        parts.append(ngettext("%(n)d sumber", "%(n)d sumber", voices) % {"n": voices})
    if agencies := figures.get("agencies"):
        parts.append(ngettext("%(n)d instansi", "%(n)d instansi", agencies) % {"n": agencies})
    return _("Dari %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def reach(figures: Mapping[str, Any]) -> str:
    """How far a cluster reaches, or ""."""
    if not (radius := figures.get("radius_km")):
        return ""
    return _("Dalam lingkaran %(km)s km.") % {"km": number_format(round(radius, 1), 1)}


def figures_in_words(figures: Mapping[str, Any]) -> list[str]:
    """Every sentence the figures give; figures nobody has words for are left out."""
    sentences = (observed(figures), reach(figures), sources(figures), rarity(figures))
    return [sentence for sentence in sentences if sentence]
