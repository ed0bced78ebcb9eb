"""The 6×6 grading and how the reporter knows, in the words of tables."""

import re

from kentongan.reports.models import Credibility, Reliability, SourceKind

GRADE = re.compile(
    r"\b([A-F])\b[^A-F1-6]*\b([1-6])\b|\b([A-F])\s*[-/.]?\s*([1-6])\b", re.IGNORECASE
)
SOURCE = re.compile(r"\b([A-F])\b", re.IGNORECASE)
INFORMATION = re.compile(r"\b([1-6])\b")
# The first kind whose word stands in the cell; rumour before told, as "kabar" is in both.
KIND_WORDS = (
    (
        SourceKind.SEEN,
        ("melihat", "lihat sendiri", "saksi", "langsung", "menyaksikan", "pengamatan"),
    ),
    (
        SourceKind.DOCUMENT,
        (
            "surat",
            "brosur",
            "dokumen",
            "pesan",
            "selebaran",
            "poster",
            "unggahan",
            "postingan",
            "chat",
        ),
    ),
    (
        SourceKind.RUMOUR,
        ("kabar angin", "rumor", "isu", "desas", "katanya", "gosip", "kabar burung"),
    ),
    (SourceKind.TOLD, ("diceritakan", "cerita", "diberi tahu", "dengar", "wawancara", "informan")),
)


def understood_grading(text: str) -> tuple[str, str] | None:
    """``B2`` is reliability B, credibility 2; half a grading leaves the other half unjudged.

    None when nothing of it can be read.
    """
    if found := GRADE.search(text):
        return (found[1] or found[3]).upper(), found[2] or found[4]
    source, information = SOURCE.search(text), INFORMATION.search(text)
    if not source and not information:
        return None
    return (
        source[1].upper() if source else str(Reliability.F),
        information[1] if information else str(Credibility.UNKNOWN),
    )


def understood_source_kind(text: str) -> str | None:
    """The kind whose word stands in the text; None for unknown words."""
    plain = text.casefold()
    for kind, words in KIND_WORDS:
        if any(word in plain for word in words):
            return str(kind)
    return None
