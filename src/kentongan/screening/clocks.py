"""The clock that runs on an application, for lists and its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.engine.working_days import WorkingCalendar
from kentongan.regions.working_days import national_calendar
from kentongan.screening.deadlines import Deadline, deadline
from kentongan.screening.decisions import State
from kentongan.screening.letters.handovers import Handed, of_last_decision
from kentongan.screening.letters.words import day_words
from kentongan.screening.models import Application

SOON = 1  # working days before a deadline that it is shown in yellow
WORKED_ON = frozenset({State.OPEN, State.PROPOSED, State.REFERRED, State.OVERTURNED})
DECIDED_AGAINST = frozenset({State.POSTPONED, State.REFUSED})


@dataclass(frozen=True)
class Clock:
    """A deadline in words; ``badge`` is the class of its colour. The source stands beside it."""

    words: str
    last_day: date
    badge: str
    source: str
    is_over: bool


def clocks_of(applications: Iterable[Application], today: date) -> dict[int, Clock]:
    """Key of the application → its clock; as many queries for a hundred as for one."""
    rows = list(applications)
    objected = [one for one in rows if one.state == State.OBJECTED]
    decided = [one for one in rows if one.state in DECIDED_AGAINST]
    prefetch_related_objects(objected, "rulings__objection")
    prefetch_related_objects(decided, "rulings__letter__handovers")
    found = ((one.pk, clock_of(one, today)) for one in rows)
    return {pk: clock for pk, clock in found if clock is not None}


def clock_of(application: Application, today: date) -> Clock | None:
    """The clock that runs now; None where nobody has to do anything until a day."""
    calendar, state = national_calendar(), State(application.state)
    if state in WORKED_ON:
        ends = deadline("issue", application.started_on, calendar)
        return shown(_("Putuskan dan terbitkan"), ends, today, calendar)
    if state is State.WAITING and application.waiting_until:
        return waiting(application.waiting_until, today, calendar)
    if state in DECIDED_AGAINST and application.decided_at:
        decided = timezone.localdate(application.decided_at)
        return after_decision(decided, of_last_decision(application), today, calendar)
    if state is State.OBJECTED:
        return objected_clock(application, today, calendar)
    return None


def waiting(until: date, today: date, calendar: WorkingCalendar) -> Clock:
    """The papers that were asked for."""
    # The period ends on the stored day, whatever the edition says now.
    ends = deadline("complete_file", today, calendar)
    source = ends.period.source
    return made(_("Dokumen pemohon ditunggu"), until, today, calendar, source)


def after_decision(decided: date, letter: Handed, today: date, calendar: WorkingCalendar) -> Clock:
    """First the letter has to be delivered; the time to object runs once the applicant has it."""
    if letter.sent_on is None:
        delivery = deadline("deliver_decision", decided, calendar)
        return shown(_("Sampaikan surat kepada pemohon"), delivery, today, calendar)
    if letter.reached_on is None:
        return on_its_way(letter.sent_on, calendar)
    ends = deadline("objection", letter.reached_on, calendar)
    words = _("Masa keberatan lewat") if ends.is_over(today) else _("Keberatan dapat diajukan")
    clock = shown(words, ends, today, calendar)
    # Nobody in the office is late when the applicant does not object.
    return Clock(clock.words, clock.last_day, "", clock.source, clock.is_over)


def on_its_way(posted: date, calendar: WorkingCalendar) -> Clock:
    """Nobody is late, and nothing runs out: the period is that of a letter which came at once."""
    earliest = deadline("objection", posted, calendar)
    words = _("Surat dikirim. Masa keberatan mulai pada hari tanda terima pos.")
    return Clock(words, earliest.last_open_day, "", earliest.period.source, is_over=False)


def objected_clock(
    application: Application, today: date, calendar: WorkingCalendar
) -> Clock | None:
    """The answer to the objection that waits for one."""
    for ruling in application.rulings.all():
        objection = getattr(ruling, "objection", None)
        if objection is not None and objection.answered_at is None:
            ends = deadline("answer_objection", objection.received_on, calendar)
            return shown(_("Jawab keberatan"), ends, today, calendar)
    return None


def shown(words: str, ends: Deadline, today: date, calendar: WorkingCalendar) -> Clock:
    """A deadline of the catalogue in words."""
    return made(words, ends.last_open_day, today, calendar, ends.period.source)


def made(words: str, last: date, today: date, calendar: WorkingCalendar, source: str) -> Clock:
    """Red after the day, yellow on it and the working day before."""
    if today > last:
        return Clock(
            _("%(what)s: lewat sejak %(day)s") % {"what": words, "day": day_words(last)},
            last, "badge-bad", source, is_over=True,
        )  # fmt: skip
    badge = "badge-warn" if calendar.between(today, last) <= SOON else "badge-ok"
    told = _("%(what)s paling lambat %(day)s") % {"what": words, "day": day_words(last)}
    return Clock(told, last, badge, source, is_over=False)
