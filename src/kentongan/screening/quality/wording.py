"""The figures of the desk in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.engine.fairness import FEWEST
from kentongan.screening.catalogues import purposes
from kentongan.screening.quality.report import UNKNOWN

BREAKDOWNS: Mapping[str, Promise] = {
    "purpose": gettext_lazy("keperluan"),
    "sex": gettext_lazy("jenis kelamin"),
    "age_band": gettext_lazy("kelompok umur"),
}
OUTCOMES: Mapping[str, Promise] = {
    "grave": gettext_lazy("Ditolak atau ditunda"),
    "referred": gettext_lazy("Dilimpahkan untuk diperiksa"),
    "impression": gettext_lazy("Kesan petugas ditulis"),
}
QUESTIONS: Mapping[str, Promise] = {
    "officer": gettext_lazy("Per petugas"),
    "sex": gettext_lazy("Perempuan dan laki-laki"),
    "age_band": gettext_lazy("Per kelompok umur"),
    "village": gettext_lazy("Per desa"),
    "officer of sex": gettext_lazy("Per petugas, perempuan dan laki-laki terpisah"),
    "officer of age_band": gettext_lazy("Per petugas, kelompok umur terpisah"),
}
SEXES: Mapping[str, Promise] = {
    "P": gettext_lazy("perempuan"),
    "L": gettext_lazy("laki-laki"),
}
SEPARATOR = " · "
USUAL = 0.05  # a count that chance brings so often needs no figure
RAREST = 1e-9


@dataclass(frozen=True)
class Row:
    """One comparison as a row of a table; ``chance`` is in words, "" where it was not judged."""

    unit: str
    trials: int
    events: int
    expected: float
    p_value: float | None
    is_flagged: bool = False

    @property
    def chance(self) -> str:
        """How rare so far a count is by chance alone."""
        if self.p_value is None:
            return _("terlalu sedikit untuk dinilai")
        if self.p_value >= USUAL:
            return _("wajar")
        times = f"{1 / max(self.p_value, RAREST):,.0f}".replace(",", ".")
        return _("1 dari %(times)s") % {"times": times}


def value_words(name: str, value: str) -> str:
    """A value of a breakdown in words."""
    if value == UNKNOWN:
        return _("tidak diketahui")
    if name == "purpose":
        labels = {purpose.id: purpose.label for purpose in purposes()}
        return labels.get(value, value)
    if name == "sex":
        return str(SEXES.get(value, value))
    return value


def unit_words(question: str, unit: str, names: Mapping[str, str]) -> str:
    """A unit in words; names: of officers by login, and of villages by code."""
    first, _separator, group = unit.partition(SEPARATOR)
    told = value_words(question, first) if question in BREAKDOWNS else names.get(first, first)
    if first == UNKNOWN:
        told = _("tidak diketahui")
    if not group:
        return told
    return f"{told}{SEPARATOR}{value_words(question.partition('of ')[2], group)}"


def rows_of(question: str, told: Mapping[str, Any], names: Mapping[str, str]) -> list[Row]:
    """The rows of one question that are large enough to be shown, in the order of their names."""
    flagged = {flag[1] for flag in told["flags"] if flag[0] == question}
    rows = [
        Row(unit_words(question, unit, names), trials, events, expected, p_value, unit in flagged)
        for unit, trials, events, expected, p_value in told["questions"][question]
        if trials >= FEWEST
    ]
    return sorted(rows, key=lambda row: row.unit)


def too_small(question: str, told: Mapping[str, Any]) -> int:
    """How many units of a question are too small to be shown."""
    return sum(row[1] < FEWEST for row in told["questions"][question])


def flag_sentences(told: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """What chance explains badly, each in one sentence."""
    return [
        _(
            "%(unit)s: %(events)d dari %(trials)d pemohon; bila seperti yang lain, sekitar "
            "%(expected)s."
        )
        % {
            "unit": unit_words(question, unit, names),
            "events": events,
            "trials": trials,
            "expected": f"{expected:.0f}",
        }
        for question, unit, trials, events, expected, _p_value in told["flags"]
    ]
