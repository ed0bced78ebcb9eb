"""Who may see a record of any table, by the independent reading: rows of the gate, and the rest.

What does not pass the gate has its rule here, one line a table, taken from the design and not from
the product's queries.
"""

from collections.abc import Callable, Iterable
from typing import Any

import yaml
from django.db.models import Model
from django.utils import timezone

from acceptance.access import facts
from acceptance.access.expected import Person, Policy, lies_within
from acceptance.site import ROOT
from kentongan.access.models import Consent, Grant, GrantState
from kentongan.accounts.models import User

type Rule = Callable[[Policy, Person, Any], bool]
# Tables without a record that an address names: the log, places, the software's own notes, logins.
NO_RECORD = {
    *("accounts.agency", "accounts.office", "regions.region", "website.chore"),
    *("audit.auditevent", "audit.audithead", "audit.sealedsegment", "audit.inspection"),
    *("accounts.session", "accounts.failedlogins", "accounts.onetimecode", "access.factorsecret"),
    *("alerts.countedreport", "alerts.scanlaw", "alerts.ruletrial", "alerts.ruledecision"),
    "alerts.alertbudget",
    "entities.findable",
    "entities.identitychange",
    "entities.indexgeneration",
    "entities.toindex",
    *("screening.caution", "screening.cautionkey", "screening.factcount"),
}
NAMED_READERS = 4
PROFILES = ROOT / "src" / "kentongan" / "access" / "share_profiles.yaml"


def sees(policy: Policy, person: Person, record: Model) -> bool:
    """Whether any page may show somebody this record."""
    if type(record) in facts.FACTS:
        return any(policy.may_read(person, row) for row in facts.rows_of(record))
    rule = RULES.get(record._meta.label_lower)
    return rule is not None and rule(policy, person, record)


def manages(policy: Policy, person: Person, user: User) -> bool:
    """Accounts of the own office, and of partners whose office lies within its areas."""
    if policy.cell(person.role, "account")["read"] != "office" or user.office is None:
        return False
    if user.office_id == person.office:
        return True
    codes = [area.code for area in user.office.areas.all()]
    inside = any(lies_within(code, area) for code in codes for area in person.office_areas)
    return inside and user.office.agency_id != person.agency


def sees_grant(policy: Policy, person: Person, grant: Grant) -> bool:
    """A share is seen by the sender's office, by its heads, and by its receiver once offered."""
    cell = policy.cell(person.role, "share")
    if not policy.opens(person, "share") or grant.label > cell["label"]:
        return False
    owns = grant.owner_id == person.pk
    sent = owns or (cell["read"] == "office" and grant.office_id == person.office)
    if grant.label >= NAMED_READERS:
        sent = owns
    leads = policy.may(person, "share", "approve") and grant.office_id == person.office
    return sent or leads or (grant.recipient_id == person.pk and grant.offered_at is not None)


def opens_copies(policy: Policy, person: Person, grant: Grant) -> bool:
    """Its document opens to who answers for it, to who approves there, and to the receiver."""
    cell = policy.cell(person.role, "share")
    here = grant.office_id == person.office and grant.label <= cell["label"]
    owns = here and grant.owner_id == person.pk and policy.may(person, "share", "create")
    leads = here and policy.may(person, "share", "approve") and grant.recipient_id != person.pk
    return owns or leads or receives(policy, person, grant)


def receives(policy: Policy, person: Person, grant: Grant) -> bool:
    """The receiver reads what was accepted, while it stands."""
    stands = grant.state == GrantState.ACCEPTED and grant.expires_at > timezone.now()
    in_place = grant.recipient_office_id == person.office
    mine = grant.recipient_id == person.pk and policy.may(person, "share", "accept")
    fits = is_meant_for(grant.profile, grant.recipient)
    return mine and stands and in_place and fits and sees_grant(policy, person, grant)


def is_meant_for(profile: str, receiver: User) -> bool:
    """Whether the file of profiles names the receiver's agency and role."""
    found = yaml.safe_load(PROFILES.read_text("utf-8"))[profile]
    agency = receiver.office.agency.kind if receiver.office else ""
    return agency in found["agencies"] and receiver.role in found.get("roles", [receiver.role])


def sees_consent(policy: Policy, person: Person, consent: Consent) -> bool:
    """Who writes consents down in that office."""
    return policy.may(person, "share", "create") and consent.office_id == person.office


def takes_part(policy: Policy, person: Person, office: int | None) -> bool:
    """Who asks for or opens sealed identities of an office knows that there is one."""
    asks = policy.may(person, "reporter", "request") or policy.may(person, "reporter", "unseal")
    return asks and office is not None and office == person.office


def in_privacy(policy: Policy, person: Person, _record: object) -> bool:
    """The papers of data protection, for the roles that keep them."""
    return policy.opens(person, "privacy")


def audits_desk(policy: Policy, person: Person, record: Any) -> bool:
    """The figures of a desk, for who audits that office."""
    return policy.opens(person, "desk_quality") and record.office_id == person.office


def reads_desk(policy: Policy, person: Person, record: Any) -> bool:
    """A public list of firms, for who works at the desk of that office."""
    return policy.opens(person, "interview") and record.office_id == person.office


def of_colleague(policy: Policy, person: Person, deeds: tuple[str, ...], user: User) -> bool:
    """The own, or a colleague's for who has one of the deeds."""
    decides = any(policy.may(person, "case", deed) for deed in deeds)
    return user.pk == person.pk or (decides and user.office_id == person.office)


def sees_subject(policy: Policy, person: Person, subject: str) -> bool:
    """Whether somebody sees, or leads and so may hand out, what a subject names."""
    record = facts.keys_of(facts.SUBJECTS).get(subject)
    if record is None:
        return False
    leads = policy.may(person, "alert", "assign")
    own = any(row.office == person.office for row in facts.rows_of(record))
    return sees(policy, person, record) or (leads and own)


RULES: dict[str, Rule] = {
    "accounts.user": manages,
    "accounts.posting": lambda policy, person, row: manages(policy, person, row.user),
    "accounts.accountchange": lambda policy, person, row: manages(policy, person, row.user),
    "access.assignment": lambda policy, person, row: (
        person.pk in {row.user_id, row.by_id} or sees_subject(policy, person, row.subject)
    ),
    "access.breakglass": lambda policy, person, row: of_colleague(
        policy, person, ("allow_break_glass", "review_break_glass"), row.by
    ),
    "access.conflict": lambda policy, person, row: of_colleague(
        policy, person, ("record_conflict",), row.user
    ),
    "access.exclusion": lambda policy, person, row: (
        policy.may(person, "case", "exclude") and sees_subject(policy, person, row.subject)
    ),
    "access.labelchange": lambda policy, person, row: (
        row.proposed_by_id == person.pk or sees_subject(policy, person, row.subject)
    ),
    "access.notice": lambda policy, person, row: row.to_id == person.pk,
    "access.grant": sees_grant,
    "access.sharedcopy": lambda policy, person, row: opens_copies(policy, person, row.grant),
    "access.consent": sees_consent,
    "access.sealingkey": lambda policy, person, row: takes_part(policy, person, row.office_id),
    "access.sealedidentity": lambda policy, person, row: takes_part(policy, person, row.office_id),
    "access.opening": lambda policy, person, row: takes_part(
        policy, person, row.identity.office_id
    ),
    "screening.licencelist": reads_desk,
    "screening.licenceentry": lambda policy, person, row: reads_desk(
        policy, person, row.licence_list
    ),
    "screening.qualityreport": audits_desk,
    "screening.rulesuspension": audits_desk,
    "audit.hold": in_privacy,
    "audit.destruction": in_privacy,
    "audit.confirmation": in_privacy,
    "audit.incident": in_privacy,
    "audit.incidententry": in_privacy,
    "website.subjectrequest": in_privacy,
}
KINDS = {
    "accounts": "account", "access.grant": "share", "access.sharedcopy": "share",
    "access.consent": "share", "access.seal": "reporter", "access.opening": "reporter",
    "access": "case", "audit": "privacy", "website": "privacy", "screening": "desk_quality",
    "screening.licence": "interview",
}  # fmt: skip


def kind_of(record: Model) -> str:
    """The kind of record a row belongs to; "" for what belongs to none."""
    found = facts.FACTS.get(type(record))
    if found is not None:
        rows = facts.rows_of(record)
        return rows[0].kind if rows else ""
    name = record._meta.label_lower
    fits = [word for word in KINDS if name.startswith(word)] if name in RULES else []
    return KINDS[max(fits, key=len)] if fits else ""


def unplaced() -> list[str]:
    """Tables of which nobody has said whose records they hold."""
    return [
        model._meta.label_lower
        for model in facts.product_models()
        if model not in facts.FACTS and model._meta.label_lower not in {*RULES, *NO_RECORD}
    ]


def readers(policy: Policy, people: Iterable[Person], records: Iterable[Model]) -> set[int]:
    """The keys of those who may see at least one of the records."""
    known = list(records)
    return {one.pk for one in people if any(sees(policy, one, record) for record in known)}
