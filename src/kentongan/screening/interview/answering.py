"""What may be answered to a question, and in which form it is kept; pure but for normal forms."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from kentongan.entities.queries import normalise
from kentongan.screening.countries import code_of, name_of
from kentongan.screening.interview.rules import NOT_KNOWN, UNKNOWN, AnswerKind, Question
from kentongan.screening.interview.stated import MONTH, span_of

LONGEST = 200
YEARS = range(1900, 2100)


class NotAnAnswer(ValueError):
    """What was written cannot answer the question; the message says what to write."""


def kept_answer(question: Question, written: str) -> str:
    """The answer as it is kept; raises NotAnAnswer. "Tidak tahu" answers every question."""
    words = " ".join(written.split())[: LONGEST + 1]
    if words == UNKNOWN:
        return words
    if question.options:
        return chosen(question, words)
    if not words or len(words) > LONGEST:
        raise NotAnAnswer(_("Tulis jawabannya, atau pilih “Tidak tahu”."))
    return READERS[question.kind](words)


def chosen(question: Question, words: str) -> str:
    """One of the answers that can be chosen."""
    if words not in question.options:
        raise NotAnAnswer(_("Pilih salah satu jawaban."))
    return words


def day(words: str) -> str:
    """``2026-12-05`` or ``05-12-2026`` as the first."""
    parts = words.replace("/", "-").replace(".", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        year, month, number = numbers if numbers[0] in YEARS else reversed(numbers)
        return date(year, month, number).isoformat()
    except (ValueError, IndexError):
        raise NotAnAnswer(_("Tulis tanggalnya, misalnya 05-12-2026.")) from None


def month(words: str) -> str:
    """``2026-12`` or ``12-2026`` as the first."""
    parts = words.replace("/", "-").split("-")
    found = "-".join(reversed(parts)) if len(parts[0]) <= len("12") else words
    found = "-".join(part.zfill(2) for part in found.split("-"))
    if not MONTH.fullmatch(found) or span_of(found) is None:
        raise NotAnAnswer(_("Tulis bulan dan tahunnya, misalnya 12-2026."))
    return found


def phone(words: str) -> str:
    """A number that can be a telephone."""
    if normalise("phone", words) is None:
        raise NotAnAnswer(_("Nomor ini belum lengkap. Periksa kembali."))
    return words


def money(words: str) -> str:
    """An amount in rupiah as digits."""
    digits = "".join(sign for sign in words if sign.isdecimal())
    if not digits:
        raise NotAnAnswer(_("Tulis jumlahnya dengan angka."))
    return digits


READERS: Mapping[AnswerKind, Callable[[str], str]] = MappingProxyType(
    {
        AnswerKind.TEXT: str,
        AnswerKind.COUNTRY: code_of,
        AnswerKind.DATE: day,
        AnswerKind.MONTH: month,
        AnswerKind.PHONE: phone,
        AnswerKind.MONEY: money,
    }
)


def shown_answer(question: Question, kept: str) -> str:
    """A kept answer as a page shows it."""
    if kept == UNKNOWN:
        return NOT_KNOWN[UNKNOWN]
    if question.options:
        return question.options.get(kept, kept)
    if question.kind is AnswerKind.COUNTRY:
        return name_of(kept)
    if question.kind in {AnswerKind.DATE, AnswerKind.MONTH}:
        return "-".join(reversed(kept.split("-")))
    return kept
