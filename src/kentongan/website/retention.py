"""The retention schedule put together: what is due, what holds keep, and who carries it out.

Steps of a night: the plan of all rules is made first, so that erasing under one rule makes nothing
due under another before people could have seen it; then each list is done some hundreds at a time,
each time asking again, under the lock that holds take too, what is still due and not held.
"""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions import retention as shares
from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.alerts.actions import retention as alerts
from kentongan.alerts.actions.counting import forget_erased
from kentongan.audit.actions import SYSTEM, record
from kentongan.audit.holds import held_subjects, is_held, lock_erasing
from kentongan.audit.models import Destruction
from kentongan.audit.retention import Approval, Due, Rule, Task, hash_of, rules_on
from kentongan.reports.actions import retention as reports
from kentongan.screening.actions import retention as desk
from kentongan.website.privacy import old_words
from kentongan.website.privacy.two_persons import check_another, check_waiting
from kentongan.website.sealed import erase_identities, identities_due
from kentongan.website.sweeps import SWEEPS

# One certificate lists at most so many records: erasing them takes seconds, not minutes.
MOST_AT_ONCE = 500
APPROVAL_LASTS = timedelta(days=30)


def unneeded(found: list[Due]) -> list[Due]:
    """Reports on which no alert rests, each with the alerts that ever cited it."""
    sources = [due.subject for due in found]
    needed, citing = alerts.needed_sources(sources), alerts.alerts_citing(sources)
    return [
        with_more(due, citing.get(due.subject, ())) for due in found if due.subject not in needed
    ]


def with_more(due: Due, about: Iterable[str]) -> Due:
    """The same with further subjects a hold on which keeps it."""
    return Due(due.subject, due.since, (*due.about, *about))


def tips_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Uncorroborated reports that no alert needs."""
    return unneeded(reports.tips_due(before, only))


def old_reports_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Reports of any kind that no alert needs any more."""
    return unneeded(reports.old_reports_due(before, only))


@transaction.atomic
def erase_reports(subjects: Sequence[str]) -> int:
    """Their words and the rows by which detection counts them; returns how many."""
    forget_erased(subjects)
    return reports.erase_reports(subjects)


TASKS = {
    "uncorroborated_tip": Task(tips_due, erase_reports),
    "old_report": Task(old_reports_due, erase_reports),
    "withdrawn_report": Task(reports.withdrawn_due, erase_reports),
    "imported_rows": Task(reports.imports_due, reports.erase_imports),
    "unfounded_flag": Task(alerts.unfounded_due, alerts.erase_alerts),
    "closed_case": Task(alerts.cases_due, alerts.erase_alerts),
    "shared_copies": Task(shares.shares_due, shares.erase_shares),
    "consents": Task(shares.consents_due, shares.erase_consents),
    "interview_notes": Task(desk.applications_due, desk.erase_applications),
    "reporter_identity": Task(identities_due, erase_identities),
    **old_words.TASKS,
}


@dataclass(frozen=True)
class Line:
    """One rule on one day: the subjects to erase, those that holds keep, or a bare count."""

    rule: Rule
    due: tuple[Due, ...] = ()
    held: tuple[Due, ...] = ()
    swept: int = 0

    @property
    def subjects(self) -> list[str]:
        return [one.subject for one in self.due]

    @property
    def next_list(self) -> list[str]:
        """What one approval is about: the oldest ones."""
        return self.subjects[:MOST_AT_ONCE]

    @property
    def list_hash(self) -> str:
        return hash_of(self.rule, self.next_list)

    @property
    def needs_two(self) -> bool:
        return self.rule.approval is Approval.TWO_PERSONS


def split(found: Iterable[Due], held: Collection[str]) -> tuple[list[Due], list[Due]]:
    """What may be erased, and what a hold keeps."""
    free: list[Due] = []
    kept: list[Due] = []
    for due in found:
        (kept if is_held(due.names, held) else free).append(due)
    return free, kept


def line_of(rule: Rule, now: datetime, held: Collection[str]) -> Line:
    """What is due under a rule now."""
    before = rule.keep.before(now)
    if rule.id in SWEEPS:
        return Line(rule, swept=SWEEPS[rule.id].count(before))
    if rule.id not in TASKS:
        return Line(rule)
    free, kept = split(TASKS[rule.id].due(before, None), held)
    return Line(rule, tuple(free), tuple(kept))


def plan(now: datetime) -> list[Line]:
    """Every rule in force with what is due: the dry run. Nothing is changed."""
    held = held_subjects(now)
    return [line_of(rule, now, held) for rule in rules_on(timezone.localdate(now))]


def run_schedule(now: datetime) -> int:
    """Do what needs no approval; returns how many records and leftovers went. For the worker."""
    return sum(run_line(line, now) for line in plan(now) if not line.needs_two)


def run_line(line: Line, now: datetime) -> int:
    """Carry out one rule, some hundreds in each transaction."""
    if line.rule.id in SWEEPS:
        return sweep(line.rule, now) if line.swept else 0
    return sum(len(automatic(line.rule, some, now).done) for some in some_at_a_time(line.subjects))


def some_at_a_time(subjects: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(subjects), MOST_AT_ONCE):
        yield subjects[start : start + MOST_AT_ONCE]


@transaction.atomic
def sweep(rule: Rule, now: datetime) -> int:
    """Technical leftovers: counted in the log, no certificate."""
    gone = SWEEPS[rule.id].sweep(rule.keep.before(now))
    record(None, "retention.swept", f"rule:{rule.id}", rows=gone, version=rule.version)
    return gone


@transaction.atomic
def automatic(rule: Rule, subjects: Sequence[str], now: datetime) -> Destruction:
    """The schedule itself approves and destroys."""
    approved = Destruction(
        rule=rule.id,
        rule_version=rule.version,
        automatic=True,
        subjects=sorted(subjects),
        list_hash=hash_of(rule, subjects),
        approved_by=SYSTEM,
        approved_at=now,
    )
    return carry_out(approved, rule, None, now)


def carry_out(destruction: Destruction, rule: Rule, by: User | None, now: datetime) -> Destruction:
    """Erase what is still due and not held, and fill in the certificate."""
    lock_erasing()
    task = TASKS[rule.id]
    still = task.due(rule.keep.before(now), destruction.subjects)
    free, _kept = split(still, held_subjects(now))
    done = sorted(one.subject for one in free)
    task.carry_out(done)
    destruction.kept = sorted(set(destruction.subjects) - set(done))
    destruction.destroyed_by = by.get_username() if by else SYSTEM
    destruction.destroyed_at = now
    last = Destruction.objects.aggregate(last=Max("number"))["last"] or 0
    destruction.number = last + 1
    destruction.save()
    record(
        by,
        "retention.destroyed",
        f"destruction:{destruction.pk}",
        rule=rule.id,
        version=rule.version,
        rows=len(done),
    )
    transaction.on_commit(lambda: keep_in_journal(destruction))
    return destruction


def rule_called(name: str, now: datetime) -> Rule:
    """The rule in force; raises Refused when there is none."""
    for rule in rules_on(timezone.localdate(now)):
        if rule.id == name:
            return rule
    raise Refused(_("Aturan ini tidak berlaku hari ini."))


@transaction.atomic
def approve(*, by: User, rule: str, list_hash: str, now: datetime) -> Destruction:
    """Agree to erasing exactly the list that was shown; raises Refused when it changed."""
    check_may(by, Kind.PRIVACY, "approve")
    line = line_of(rule_called(rule, now), now, held_subjects(now))
    if not line.needs_two:
        raise Refused(_("Aturan ini dijalankan jadwal, tanpa persetujuan."))
    if not line.due or line.list_hash != list_hash:
        raise Refused(_("Daftarnya berubah sejak halaman dibuka. Periksa lagi, lalu setujui."))
    approved = Destruction.objects.create(
        rule=line.rule.id,
        rule_version=line.rule.version,
        subjects=sorted(line.next_list),
        list_hash=list_hash,
        approved_by=by.get_username(),
        approved_at=now,
    )
    record(by, "retention.approved", f"destruction:{approved.pk}", rows=len(line.next_list))
    return approved


@transaction.atomic
def destroy(*, by: User, destruction: Destruction, now: datetime) -> Destruction:
    """The second person carries out an approval; raises Refused for the first one."""
    check_may(by, Kind.PRIVACY, "destroy")
    fresh = Destruction.objects.select_for_update().get(pk=destruction.pk)
    check_waiting(fresh.destroyed_by == "")
    check_another(by, fresh.approved_by)
    rule = rule_called(fresh.rule, now)
    if rule.version != fresh.rule_version or now - fresh.approved_at > APPROVAL_LASTS:
        raise Refused(_("Persetujuannya sudah lewat atau aturannya berubah. Minta yang baru."))
    return carry_out(fresh, rule, by, now)


def waiting(now: datetime) -> list[Destruction]:
    """The approvals that nobody carried out yet."""
    return list(Destruction.objects.filter(destroyed_by="", approved_at__gte=now - APPROVAL_LASTS))


# --- after a restore --------------------------------------------------------------------------


def journal() -> Path:
    """Where every erasing is noted outside the database."""
    return Path(settings.ERASURE_JOURNAL)


def keep_in_journal(destruction: Destruction) -> None:
    """One line that survives a database put back from an old copy; ids only."""
    said = {"number": destruction.number, "rule": destruction.rule, "subjects": destruction.done}
    with journal().open("a", encoding="utf-8") as file:
        file.write(json.dumps(said) + "\n")
        file.flush()
        os.fsync(file.fileno())


def replay(now: datetime) -> int:
    """Erase again what was erased before the database was put back; returns how many records."""
    lines = journal().read_text("utf-8").splitlines() if journal().exists() else []
    return sum(erase_again(**json.loads(line)) for line in lines)


@transaction.atomic
def erase_again(number: int, rule: str, subjects: list[str]) -> int:
    """What one certificate destroyed; erasing what is erased already does no harm."""
    lock_erasing()
    again = TASKS[rule].carry_out(subjects)
    record(None, "retention.replayed", f"rule:{rule}", number=number, rows=again)
    return again
