"""The facts of an application as the counter reads them: where from, how to mend, whom to ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.screening.catalogues import Contact, FactKind, contacts_in, fact_kinds
from kentongan.screening.dated import in_force
from kentongan.screening.facts.findings import Finding, still_shown
from kentongan.screening.facts.gathering import Sheet, gathered, sheet_of
from kentongan.screening.facts.rules import REGISTER
from kentongan.screening.models import Application
from kentongan.screening.quality.base_rates import BaseRate
from kentongan.screening.quality.queries import base_rates, suspended_kinds


@dataclass(frozen=True)
class ShownFact:
    """One fact in words. ``rate``: how often such a fact ended in what at this office."""

    key: str
    kind: str
    sentence: str
    source: str
    on: date
    mend: str
    ask: str
    rate: str


def found_facts(sheet: Sheet, today: date) -> list[Finding]:
    """What the rules in force find; those that the auditor suspended find nothing."""
    kinds = in_force(fact_kinds(), today)
    suspended = suspended_kinds(sheet.office)
    found = REGISTER.find(gathered(sheet, today), without=suspended)
    return [one for one in found if one.kind in kinds]


def facts_of(application: Application, now: datetime) -> list[ShownFact]:
    """The facts of a saved application that nobody denied."""
    denied = frozenset(application.denials.values_list("key", flat=True))
    return shown_of(sheet_of(application), timezone.localdate(now), denied)


def shown_of(sheet: Sheet, today: date, denied: frozenset[str] = frozenset()) -> list[ShownFact]:
    """The facts of a sheet, saved or still being typed."""
    return in_words(still_shown(found_facts(sheet, today), denied), sheet, today)


def in_words(found: Collection[Finding], sheet: Sheet, today: date) -> list[ShownFact]:
    """Findings with everything that stands beside them; the figures are asked for at once."""
    kinds = in_force(fact_kinds(), today)
    people = contacts_in(sheet.region_code, today)
    rates = base_rates(sheet.office, {one.kind for one in found})
    return [shown(one, kinds, people, rates[one.kind]) for one in found]


def shown(
    one: Finding, kinds: Mapping[str, FactKind], people: Mapping[str, Contact], rate: BaseRate
) -> ShownFact:
    """One finding in words."""
    kind = kinds[one.kind]
    return ShownFact(
        key=one.key,
        kind=one.kind,
        sentence=one.sentence(kinds),
        source=one.source,
        on=one.on,
        mend=kind.mend,
        ask=asked_at(people.get(kind.ask_at)),
        rate=rate_words(rate),
    )


def asked_at(contact: Contact | None) -> str:
    """Whom to ask, with the number where there is one."""
    if contact is None:
        return ""
    return f"{contact.name}, {contact.phone}" if contact.phone else contact.name


def rate_words(rate: BaseRate) -> str:
    """How the office decided when such a fact was there; few cases tell nothing."""
    if rate.grave is None:
        return _("Belum cukup data di kantor ini.")
    return _(
        "Di kantor ini: dari %(decided)d permohonan dengan fakta seperti ini, %(issued)d terbit, "
        "%(grave)d ditolak atau ditunda."
    ) % {
        "decided": rate.ended.decided,
        "issued": rate.ended.issued,
        "grave": rate.ended.grave,
    }
