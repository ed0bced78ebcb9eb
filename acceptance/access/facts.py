"""From a row of a table to the plain facts that decide about it.

Every model of the product stands here: with its record, or as one that holds none. One that stands
nowhere is a deviation: whoever adds a table says whose records it holds.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from acceptance.access.expected import Row
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal, Step
from kentongan.entities.models import Judgement, Mention, Thing
from kentongan.reports.models import ImportBatch, ImportRow, Report, Revision

type Facts = Callable[[Model], list[Row]]


def facts_of_report(row: Report) -> list[Row]:
    """A report."""
    return [Row("report", row.label, (row.region_code,), row.office_id, row.author_id)]


def facts_of_alert(row: Alert) -> list[Row]:
    """An alert lies in every area it speaks of."""
    codes = tuple(AlertArea.objects.filter(alert=row).values_list("region_code", flat=True))
    return [Row("alert", row.label, codes, row.office_id, row.owner_id)]


def facts_of_mention(row: Mention) -> list[Row]:
    """A mention; one taken back is seen by nobody."""
    if row.withdrawn:
        return []
    return [Row("entity", row.label, (row.region_code,), row.office_id)]


def facts_of_thing(row: Thing) -> list[Row]:
    """A thing is seen through any of its mentions."""
    return [fact for one in Mention.objects.filter(thing=row) for fact in facts_of_mention(one)]


def facts_of_import(row: ImportBatch) -> list[Row]:
    """An import."""
    return [Row("import", row.label, (), row.office_id, row.author_id)]


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
    ImportBatch: facts_of_import,  # type: ignore[dict-item]
    ImportRow: lambda row: facts_of_import(row.batch),  # type: ignore[attr-defined]
}
# Tables without a record of their own: people and places, the log, the software's own notes.
NO_RECORD = {
    *("accounts.agency", "accounts.office", "accounts.user", "accounts.posting"),
    *("regions.region", "audit.auditevent", "website.chore"),
}


def product_models() -> list[type[Model]]:
    """Every table of the product, by name."""
    found = [model for model in apps.get_models() if model.__module__.startswith("kentongan.")]
    return sorted(found, key=lambda model: model._meta.label_lower)


def unplaced() -> list[str]:
    """Tables of which nobody has said whose records they hold."""
    return [
        model._meta.label_lower
        for model in product_models()
        if model not in FACTS and model._meta.label_lower not in NO_RECORD
    ]


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


def keys_of(models: Iterable[type[Model]]) -> dict[UUID | int, Model]:
    """Every record of some tables by the key that an address could hold."""
    found: dict[UUID | int, Model] = {}
    for model in models:
        for record in model._default_manager.all():
            found[record.pk] = record
            if uuid := getattr(record, "uuid", None):
                found[uuid] = record
    return found
