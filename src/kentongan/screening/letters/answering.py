"""Letters that answer an objection, and that tell of the end of an interest entry."""

from collections.abc import Iterator
from datetime import date

from kentongan.screening.catalogues import Contact, contacts_in
from kentongan.screening.deadlines import deadline
from kentongan.screening.letters.composing import (
    ASK,
    NEXT,
    Desk,
    Matter,
    Outcome,
    about,
    addressed,
    details,
    reached,
    until,
    why,
)
from kentongan.screening.letters.content import Letter, Line, Look, Section
from kentongan.screening.letters.words import day_words, said

ANSWER_TITLE = "Jawaban atas keberatan"
ENTRY_TITLE = "Pemberitahuan tentang catatan perhatian"
ASKED_AFTERWARDS = ("passport_desk", "ombudsman")


def answer_letter(
    matter: Matter, outcome: Outcome, number: str, desk: Desk, *,
    overturned: bool, entry_ended_on: date | None = None,
) -> Letter:  # fmt: skip
    """The answer to an objection against a decision, and that an interest entry ended with it."""
    answer = "overturned" if overturned else "upheld"
    contacts = contacts_in(matter.area, desk.on)
    parts = [] if overturned else [why(outcome, desk.on, child=matter.is_child)]
    parts += [after(matter, answer, desk, contacts, entry_ended_on), afterwards(contacts)]
    decision = said(f"answer.{answer}", desk.on, child=matter.is_child)
    return plain(matter, number, desk, (ANSWER_TITLE, decision), parts)


def after(
    matter: Matter, answer: str, desk: Desk, contacts: dict[str, Contact], ended: date | None
) -> Section:
    """What the applicant can do with the answer."""
    court = deadline("court", desk.on, desk.calendar)
    next_step = said(
        f"answer.{answer}_next", desk.on, child=matter.is_child, court=until(court),
        ombudsman=reached(contacts["ombudsman"]),
    )  # fmt: skip
    told = [next_step, *entry_words(matter, ended, desk.on)]
    return Section(NEXT, Look.TEXT, tuple(Line(one) for one in told))


def entry_words(matter: Matter, ended: date | None, on: date) -> Iterator[str]:
    """That an interest entry ended; nothing where there was none."""
    if ended is not None:
        yield said("entry.ended", on, child=matter.is_child, day=day_words(ended))


def entry_letter(matter: Matter, ended: date, number: str, desk: Desk) -> Letter:
    """That an interest entry ended on a day."""
    parts = [afterwards(contacts_in(matter.area, desk.on))]
    (decision,) = entry_words(matter, ended, desk.on)
    return plain(matter, number, desk, (ENTRY_TITLE, decision), parts)


def afterwards(contacts: dict[str, Contact]) -> Section:
    """Whom to ask about the answer."""
    chosen = [contacts[key] for key in ASKED_AFTERWARDS if key in contacts]
    return Section(ASK, Look.CONTACTS, tuple(Line(one.name, details(one)) for one in chosen))


def plain(
    matter: Matter, number: str, desk: Desk, heading: tuple[str, str], parts: list[Section]
) -> Letter:
    """A letter with a title, one sentence and some sections."""
    title, decision = heading
    return Letter(
        head=desk.head,
        number=number,
        title=title,
        to=addressed(matter.name, child=matter.is_child),
        about=about(matter, desk.on),
        decision=decision,
        sections=tuple(parts),
        basis=(),
        signer="Kepala Kantor",
    )
