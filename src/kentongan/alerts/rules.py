"""The states of an alert: which may follow which, whose turn it is, what must be written.

Everything here is a table or a question asked of it. No clock and no database; the deadlines
stand in ``clocks``.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.access.errors import Refused
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Outcome, State

URGENT = 1  # Alert.urgency: today
MIN_LETTERS = 8  # "ok" or a row of dots is no reason


@dataclass(frozen=True)
class Move:
    """One arrow of the diagram: the policy word that allows it and what the person writes."""

    deed: str
    button: Promise
    question: Promise
    # When set, only these outcomes may take this way (the short cuts).
    outcomes: frozenset[Outcome] = frozenset()


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a state: the roles that own it, and the deed that working there needs."""

    owners: tuple[RoleKey, ...]
    deed: str
    next_check: Promise


FIELD = (RoleKey.VILLAGE_OFFICER, RoleKey.ANALYST, RoleKey.SECTION_HEAD)
LEADERS = (RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD)

TURNS: dict[State, Turn] = {
    State.RECEIVED: Turn(FIELD, "take", gettext_lazy("Ambil, lalu periksa kebenarannya.")),
    State.VERIFICATION: Turn(
        FIELD, "verify", gettext_lazy("Hubungi pelapor dan desa: apakah benar, masih berlangsung?")
    ),
    State.RISK_ASSESSMENT: Turn(
        (*FIELD, RoleKey.OFFICE_HEAD),
        "assess",
        gettext_lazy("Timbang kemungkinan, besarnya bahaya, dan seberapa mendesak."),
    ),
    State.ACTION: Turn(
        (*FIELD, RoleKey.OFFICE_HEAD),
        "act",
        gettext_lazy("Lakukan tindakan yang diputuskan, catat apa yang terjadi."),
    ),
    State.OUTCOME: Turn(
        LEADERS, "close", gettext_lazy("Baca hasilnya, lalu tutup atau kembalikan.")
    ),
}

UNFOUNDED_ONLY = frozenset({Outcome.UNFOUNDED})
WITHOUT_ACTION = frozenset({Outcome.UNFOUNDED, Outcome.UNDETERMINED})

# The whole life of an alert. Short cuts: an alert that proves unfounded while it is verified goes
# straight to its outcome; one that the assessment finds nothing to act on does so too. A leader who
# is not convinced sends an outcome back. A closed alert stays closed: new evidence raises another.
NEXT: dict[State, dict[State, Move]] = {
    State.RECEIVED: {
        State.VERIFICATION: Move(
            "take", gettext_lazy("Ambil dan periksa"), gettext_lazy("Catatan (boleh kosong)")
        ),
    },
    State.VERIFICATION: {
        State.RISK_ASSESSMENT: Move(
            "verify",
            gettext_lazy("Benar, nilai risikonya"),
            gettext_lazy("Apa yang sudah Anda periksa, dan apa hasilnya?"),
        ),
        State.OUTCOME: Move(
            "record_outcome",
            gettext_lazy("Tidak terbukti"),
            gettext_lazy("Mengapa peringatan ini tidak terbukti?"),
            UNFOUNDED_ONLY,
        ),
    },
    State.RISK_ASSESSMENT: {
        State.ACTION: Move(
            "assess",
            gettext_lazy("Tetapkan tindakan"),
            gettext_lazy("Seberapa besar risikonya, dan tindakan apa yang diambil?"),
        ),
        State.VERIFICATION: Move(
            "assess",
            gettext_lazy("Periksa lagi"),
            gettext_lazy("Apa yang masih perlu diperiksa?"),
        ),
        State.OUTCOME: Move(
            "record_outcome",
            gettext_lazy("Tidak perlu tindakan"),
            gettext_lazy("Mengapa tidak ada yang perlu dilakukan?"),
            WITHOUT_ACTION,
        ),
    },
    State.ACTION: {
        State.OUTCOME: Move(
            "record_outcome",
            gettext_lazy("Catat hasil"),
            gettext_lazy("Apa yang dilakukan, dan apa hasilnya bagi warga?"),
        ),
    },
    State.OUTCOME: {
        State.CLOSED: Move(
            "close", gettext_lazy("Tutup"), gettext_lazy("Mengapa peringatan ini dapat ditutup?")
        ),
        State.VERIFICATION: Move(
            "close",
            gettext_lazy("Kembalikan untuk diperiksa"),
            gettext_lazy("Apa yang belum meyakinkan?"),
        ),
    },
    State.CLOSED: {},
}


def check_move(current: State, to: State) -> Move:
    """The arrow from ``current`` to ``to``; raises Refused when the table has none."""
    try:
        return NEXT[current][to]
    except KeyError:
        raise Refused(
            _("Peringatan ini kini di tahap %(current)s dan tidak dapat langsung ke %(to)s.")
            % {"current": current.label, "to": to.label}
        ) from None


def check_outcome(move: Move, outcome: str, effect: str) -> None:
    """Raises Refused when an outcome is missing, or is not one this way may have."""
    if outcome not in Outcome.values or not effect:
        raise Refused(_("Pilih hasil dan akibatnya lebih dahulu."))
    if move.outcomes and outcome not in move.outcomes:
        words = ", ".join(sorted(str(choice.label) for choice in move.outcomes))
        raise Refused(
            _("Tanpa tahap tindakan, hasilnya hanya boleh: %(words)s.") % {"words": words}
        )


def check_note(note: str) -> str:
    """The trimmed note; raises Refused when it has too few letters to say anything."""
    if sum(character.isalpha() for character in note) < MIN_LETTERS:
        raise Refused(
            _("Tulis alasannya dalam satu kalimat, supaya langkah ini dapat dibaca lagi.")
        )
    return note.strip()


def note_needed(current: State) -> bool:
    """Taking up a received alert needs no words; every other move does."""
    return current is not State.RECEIVED


def needs_second_person(urgency: int, to: State) -> bool:
    """Closing an urgent alert is for somebody else than who wrote its outcome."""
    return to is State.CLOSED and urgency == URGENT
