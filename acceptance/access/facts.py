"""From a row of a table to the plain facts that decide about it.

Every table of the product stands here or in ``sight``: with its record, or as one that holds none.
One that stands nowhere is a deviation: whoever adds a table says whose records it holds.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from acceptance.access.expected import Row
from kentongan.access.models import Assignment, BreakGlass, Conflict, Exclusion
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal, Step
from kentongan.entities.models import (
    ApplicantMention,
    Judgement,
    Mention,
    PersonJudgement,
    PersonMention,
    ProtectedJudgement,
    ProtectedMention,
    Thing,
)
from kentongan.reports.models import ImportBatch, ImportRow, Report, Revision
from kentongan.screening.models import (
    Answers,
    Application,
    ContactKey,
    Examination,
    Handover,
    Impression,
    InterestEntry,
    Letter,
    NotTheSame,
    Objection,
    Outcome,
    Paper,
    Proposal,
    ProposalFact,
    Referral,
    Ruling,
    StoredFinding,
)

type AnyMention = PersonMention | ProtectedMention | ApplicantMention

PEOPLE: dict[
    type[PersonMention] | type[ProtectedMention] | type[ApplicantMention], tuple[str, str]
] = {
    PersonMention: ("person", "person"),
    ProtectedMention: ("protected_person", "protected"),
    ApplicantMention: ("applicant", "applicant"),
}
type Facts = Callable[[Model], list[Row]]
type Key = UUID | int | str


def standing(subjects: Iterable[str], codes: Iterable[str] = ()) -> dict[str, frozenset[int]]:
    """Who holds one of some subjects, for whom one is open, and from whom one is kept."""
    names, now = sorted(set(subjects)), timezone.now()
    held = Assignment.objects.filter(subject__in=names, until__gt=now, ended_at=None)
    opened = BreakGlass.objects.filter(subject__in=names, ends_at__gt=now)
    return {
        "named": frozenset(held.values_list("user", flat=True)),
        "opened": frozenset(opened.values_list("by", flat=True)),
        "barred": barred_from(names, codes),
    }


def barred_from(names: list[str], codes: Iterable[str]) -> frozenset[int]:
    """The people that a conflict or an exclusion keeps from one of some subjects or areas."""
    near = Conflict.objects.filter(ended_at=None)
    found = set(near.filter(subject__in=names).values_list("user", flat=True))
    for person, subject in near.filter(subject__startswith="area:").values_list("user", "subject"):
        area = subject.removeprefix("area:")
        found |= {person} if any(code.startswith(area) for code in codes) else set()
    for row in Exclusion.objects.filter(ended_at=None, subject__in=names):
        found |= {row.user_id} if row.user_id else set()
        if row.agency_id:
            found |= set(
                User.objects.filter(office__agency=row.agency_id).values_list("pk", flat=True)
            )
    return frozenset(one for one in found if one is not None)


def mentioning(source: str) -> list[str]:
    """A source, and as subjects what it mentions: who stands near a thing or a person named there,
    or near the same person elsewhere, stands near it."""
    things = Mention.objects.filter(source=source).values_list("thing", flat=True)
    people = [
        f"{word}:{pk}"
        for model, (_kind, word) in PEOPLE.items()
        for row in model._default_manager.filter(source=source)
        for pk in same_person(row)
    ]
    return [source, *(f"thing:{pk}" for pk in things), *people]


def same_person(row: AnyMention) -> list[int]:
    """A mention and those that people confirmed to be the same person."""
    if row.identity_id is None:
        return [row.pk]
    rows = type(row)._default_manager.filter(identity=row.identity_id)
    return sorted({row.pk, *rows.values_list("pk", flat=True)})


def facts_of_person(row: Model) -> list[Row]:
    """A person as named in one source, written by the author of the source."""
    if not isinstance(row, PersonMention | ProtectedMention | ApplicantMention):
        return []
    kind, word = PEOPLE[type(row)]
    names, codes = [row.source, f"{word}:{row.pk}"], (row.region_code,)
    found = standing(names, codes) | {"barred": barred_from(mentioning(row.source), codes)}
    return [
        Row(
            kind, row.label, codes, row.office_id, row.author_id,
            hidden_from=row.hidden_from_id, **found,
        )
    ]  # fmt: skip


def facts_of_pair(row: Model) -> list[Row]:
    """A judgement shows nothing that neither of its two mentions shows."""
    if not isinstance(row, PersonJudgement | ProtectedJudgement):
        return []
    return [*facts_of_person(row.first), *facts_of_person(row.second)]


def facts_of_report(row: Report) -> list[Row]:
    """A report; a conflict with a thing it mentions counts, a thing in hands does not."""
    name, codes = f"report:{row.uuid}", (row.region_code,)
    found = standing([name], codes) | {"barred": barred_from(mentioning(name), codes)}
    return [
        Row(
            "report",
            row.label,
            codes,
            row.office_id,
            row.author_id,
            hidden_from=row.hidden_from_id,
            **found,
        )
    ]


def facts_of_alert(row: Alert) -> list[Row]:
    """An alert lies in every area it speaks of; what its evidence is kept from, it is kept from."""
    codes = tuple(AlertArea.objects.filter(alert=row).values_list("region_code", flat=True))
    told = Evidence.objects.filter(signal__alert=row).values_list("source", flat=True)
    names = [f"alert:{row.pk}", *(name for source in set(told) for name in mentioning(source))]
    found = standing([f"alert:{row.pk}"], codes) | {"barred": barred_from(names, codes)}
    return [
        Row(
            "alert", row.label, codes, row.office_id, row.owner_id,
            hidden_from=row.hidden_from_id, is_written=False, **found,
        )
    ]  # fmt: skip


def facts_of_mention(row: Mention) -> list[Row]:
    """A mention; one taken back is seen by nobody."""
    if row.withdrawn:
        return []
    codes = (row.region_code,)
    names = [row.source, f"thing:{row.thing_id}"]
    found = standing(names, codes) | {
        "barred": barred_from([*names, *mentioning(row.source)], codes)
    }
    return [
        Row(
            "entity", row.label, codes, row.office_id,
            hidden_from=row.hidden_from_id, is_written=False, **found,
        )
    ]  # fmt: skip


def facts_of_thing(row: Thing) -> list[Row]:
    """A thing is seen through any of its mentions."""
    return [fact for one in Mention.objects.filter(thing=row) for fact in facts_of_mention(one)]


def facts_of_import(row: ImportBatch) -> list[Row]:
    """An import."""
    found = standing([f"import:{row.pk}"])
    return [Row("import", row.label, (), row.office_id, row.author_id, **found)]


def facts_of_referral(row: Referral) -> list[Row]:
    """A need of an applicant lies in the village of residence; who sent it wrote it."""
    codes = (row.region_code,) if row.region_code else ()
    found = standing([f"referral:{row.pk}"], codes)
    return [Row("referral", row.label, codes, row.office_id, row.sent_by_id, **found)]


def facts_of_application(row: Application) -> list[Row]:
    """An application lies in the village of residence; who has it reads it as one's own."""
    codes = (row.region_code,) if row.region_code else ()
    found = standing([row.subject], codes)
    return [
        Row(
            "interview", row.label, codes, row.office_id, row.handler_id, is_written=False, **found
        )
    ]  # fmt: skip


# Parts of an application, each with its path there.
OF_AN_APPLICATION: dict[type[Model], str] = {
    **dict.fromkeys((ContactKey, Answers, Paper, Impression, StoredFinding), "application"),
    **dict.fromkeys((NotTheSame, Proposal, Letter, Ruling, Examination), "application"),
    **dict.fromkeys((InterestEntry, Outcome), "application"),
    ProposalFact: "proposal__application",
    Objection: "ruling__application",
    Handover: "letter__application",
}


def facts_of_part(row: Model) -> list[Row]:
    """A part is seen with its application."""
    found: object = row
    for step in OF_AN_APPLICATION[type(row)].split("__"):
        found = getattr(found, step)
    return facts_of_application(found)  # type: ignore[arg-type]


FACTS: dict[type[Model], Facts] = {
    Report: facts_of_report,  # type: ignore[dict-item]
    Revision: lambda row: facts_of_report(row.report),  # type: ignore[attr-defined]
    Alert: facts_of_alert,  # type: ignore[dict-item]
    AlertArea: lambda row: facts_of_alert(row.alert),  # type: ignore[attr-defined]
    Signal: lambda row: facts_of_alert(row.alert),  # type: ignore[attr-defined]
    Evidence: lambda row: facts_of_alert(row.signal.alert),  # type: ignore[attr-defined]
    Step: lambda row: facts_of_alert(row.alert),  # type: ignore[attr-defined]
    Mention: facts_of_mention,  # type: ignore[dict-item]
    Thing: facts_of_thing,  # type: ignore[dict-item]
    Judgement: lambda row: facts_of_thing(row.thing),  # type: ignore[attr-defined]
    PersonMention: facts_of_person,
    PersonJudgement: facts_of_pair,
    ProtectedMention: facts_of_person,
    ProtectedJudgement: facts_of_pair,
    ApplicantMention: facts_of_person,
    ImportBatch: facts_of_import,  # type: ignore[dict-item]
    ImportRow: lambda row: facts_of_import(row.batch),  # type: ignore[attr-defined]
    Referral: facts_of_referral,  # type: ignore[dict-item]
    Application: facts_of_application,  # type: ignore[dict-item]
    **dict.fromkeys(OF_AN_APPLICATION, facts_of_part),
}
SUBJECTS: dict[type[Model], tuple[str, str]] = {
    Report: ("report", "uuid"),
    Alert: ("alert", "pk"),
    Thing: ("thing", "pk"),
    PersonMention: ("person", "pk"),
    ProtectedMention: ("protected", "pk"),
    ApplicantMention: ("applicant", "pk"),
    ImportBatch: ("import", "pk"),
    Referral: ("referral", "pk"),
    Application: ("application", "uuid"),
}


def product_models() -> list[type[Model]]:
    """Every table of the product, by name."""
    found = [model for model in apps.get_models() if model.__module__.startswith("kentongan.")]
    return sorted(found, key=lambda model: model._meta.label_lower)


def rows_of(record: Model) -> list[Row]:
    """What decides about a record; nothing when the table holds none."""
    facts = FACTS.get(type(record))
    return facts(record) if facts else []


def name_of(record: Model) -> str:
    """``report:<uuid>``, ``alert:7``: as the log names it."""
    return f"{record._meta.model_name}:{key_of(record)}"


def key_of(record: Model) -> UUID | int:
    """What addresses call it by: its uuid if it has one, else its number."""
    return getattr(record, "uuid", None) or record.pk


def subject_of(record: Model) -> str:
    """``alert:7`` for what has such a name, else ""."""
    kind, column = SUBJECTS.get(type(record), ("", ""))
    return f"{kind}:{getattr(record, column)}" if kind else ""


def keys_of(models: Iterable[type[Model]]) -> dict[Key, Model]:
    """Every record of some tables by each key that an address could hold."""
    found: dict[Key, Model] = {}
    for model in models:
        for record in model._default_manager.all():
            found[record.pk] = record
            if uuid := getattr(record, "uuid", None):
                found[uuid] = record
            if subject := subject_of(record):
                found[subject] = record
    return found
