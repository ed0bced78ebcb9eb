"""Words for when and where, and for the differences between revisions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.indicators.catalogue import catalogue
from kentongan.regions.models import Level, Region
from kentongan.reports.models import (
    Credibility,
    Reliability,
    Revision,
    SourceKind,
    TimePrecision,
)
from kentongan.reports.places import level_name

LONGEST_EXCERPT = 140


def when_words(day: date | None, precision: str) -> str:
    """ "20 November 2026", "sekitar minggu 16 November 2026", "tidak tahu"."""
    if day is None:
        return _("tidak tahu kapan")
    if precision == TimePrecision.MONTH:
        return _("sekitar %(month)s") % {"month": date_format(day, "F Y")}
    if precision == TimePrecision.WEEK:
        monday = day - timedelta(days=day.weekday())
        return _("sekitar minggu %(day)s") % {"day": date_format(monday, "DATE_FORMAT")}
    if precision == TimePrecision.DAY:
        return _("sekitar %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
    return date_format(day, "DATE_FORMAT")


def area_words(region: Region | None) -> str:
    """ "Prigi, Kec. Watulimo, Kab. Trenggalek"; reads the parents, so select them along."""
    names: list[str] = []
    while region is not None and region.level > Level.PROVINCE:
        names.append(level_name(region))
        region = region.parent if region.level > Level.REGENCY else None
    return ", ".join(names) or _("tempat belum pasti")


def place_words(revision: Revision) -> str:
    """The area and, in quotes, the place as it was written."""
    area = area_words(revision.region)
    return f"{area} (“{revision.place_text}”)" if revision.place_text else area


def noticed_words(revision: Revision) -> str:
    """What was noticed; of an erased revision that it was erased."""
    return _("dihapus") if revision.is_erased else revision.noticed


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else line[:LONGEST_EXCERPT].rstrip() + "…"


def sign_words(ids: Sequence[str]) -> list[str]:
    """The labels of indicators; a retired one keeps its id."""
    known = catalogue()
    return [str(known[name].label) if name in known else name for name in ids]


# Where a sign shows itself, in the order of a journey.
STAGES = {
    "offer": gettext_lazy("Tawarannya"),
    "recruitment": gettext_lazy("Cara merekrut"),
    "payment": gettext_lazy("Uangnya"),
    "papers": gettext_lazy("Surat dan paspor"),
    "holding": gettext_lazy("Penampungan"),
    "departure": gettext_lazy("Keberangkatan"),
    "news_from_abroad": gettext_lazy("Kabar dari luar negeri"),
}


def stage_words(sign: str) -> str:
    """What a sign speaks of; a retired one, and one of a stage without words, is "other"."""
    known = catalogue().get(sign)
    return str(STAGES.get(known.stage, _("Lain-lain"))) if known else _("Lain-lain")


def grading_words(revision: Revision) -> str:
    """The 6×6 grading in words."""
    reliability = Reliability(revision.reliability).label
    return f"{reliability}; {Credibility(revision.credibility).label}"


@dataclass(frozen=True)
class Compared:
    """One field over all revisions; ``changed`` marks where it differs from the one before."""

    label: str
    cells: tuple[tuple[str, bool], ...]  # text, changed


READERS: tuple[tuple[Callable[[], str], Callable[[Revision], str]], ...] = (
    (lambda: _("Apa yang terlihat"), noticed_words),
    (lambda: _("Di mana"), place_words),
    (lambda: _("Kapan"), lambda says: when_words(says.noticed_on, says.time_precision)),
    (lambda: _("Tanda"), lambda says: "\n".join(sign_words(says.indicators))),
    (lambda: _("Nomor, akun, nama"), lambda says: "\n".join(t["raw"] for t in says.things)),
    (lambda: _("Negara tujuan"), lambda says: says.destination),
    (lambda: _("Pekerjaan"), lambda says: says.job),
    (lambda: _("Biaya"), lambda says: says.fee),
    (lambda: _("Dari mana diketahui"), lambda says: str(SourceKind(says.source_kind).label)),
    (lambda: _("Nilai sumber dan isi"), grading_words),
)


def compared(revisions: Sequence[Revision]) -> list[Compared]:
    """The fields of revisions side by side, oldest first; fields empty throughout left out."""
    rows = []
    for label, read in READERS:
        texts = [read(revision) for revision in revisions]
        before = [texts[0], *texts[:-1]] if texts else []
        cells = tuple((text, text != was) for text, was in zip(texts, before, strict=True))
        rows.append(Compared(label(), cells))
    return [row for row in rows if any(text for text, _changed in row.cells)]
