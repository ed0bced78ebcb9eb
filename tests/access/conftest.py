"""Records of every kind the gate guards: each label, inside and outside, own and others'."""

from collections.abc import Callable
from itertools import product
from uuid import UUID

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.access.policy import Kind
from kentongan.access.tables import Sight, ToldBy
from kentongan.access.visibility import visible
from kentongan.accounts.models import Office, Posting, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal
from kentongan.entities.models import (
    AnyPersonMention,
    ApplicantMention,
    Mention,
    PersonMention,
    ProtectedMention,
    Thing,
)
from kentongan.regions.models import Region
from kentongan.reports.models import ImportBatch, Report
from kentongan.screening.models import Application, Referral
from tests import factories
from tests.access.naive import Row

# The sights of the guarded tables, written down a second time: a change there must be meant.
SIGHTS = {
    Kind.REPORT: Sight(Kind.REPORT, hidden_from="hidden_from", subjects=(("report", "uuid"),)),
    Kind.ALERT: Sight(
        Kind.ALERT,
        region_code="areas__region_code",
        author="owner",
        hidden_from="hidden_from",
        subjects=(("alert", "pk"),),
        told_by=ToldBy("alerts.Evidence", "source", "signal__alert"),
    ),
    Kind.ENTITY: Sight(
        Kind.ENTITY,
        author=None,
        hidden_from="hidden_from",
        subjects=(("thing", "thing"), ("", "source")),
    ),
    Kind.PERSON: Sight(
        Kind.PERSON,
        hidden_from="hidden_from",
        subjects=(("person", "pk"), ("", "source")),
        group="identity",
        least_label=Label.CONFIDENTIAL,
    ),
    Kind.PROTECTED_PERSON: Sight(
        Kind.PROTECTED_PERSON,
        hidden_from="hidden_from",
        subjects=(("protected", "pk"), ("", "source")),
        group="identity",
        least_label=Label.PERSONAL,
    ),
    Kind.APPLICANT: Sight(
        Kind.APPLICANT,
        hidden_from="hidden_from",
        subjects=(("applicant", "pk"), ("", "source")),
        least_label=Label.CONFIDENTIAL,
    ),
    Kind.IMPORT: Sight(Kind.IMPORT, region_code=None, subjects=(("import", "pk"),)),
    Kind.INTERVIEW: Sight(Kind.INTERVIEW, author="handler", subjects=(("application", "uuid"),)),
    Kind.REFERRAL: Sight(Kind.REFERRAL, author="sent_by", subjects=(("referral", "pk"),)),
}
TABLES = {
    Kind.REPORT: Report,
    Kind.ALERT: Alert,
    Kind.ENTITY: Mention,
    Kind.PERSON: PersonMention,
    Kind.PROTECTED_PERSON: ProtectedMention,
    Kind.APPLICANT: ApplicantMention,
    Kind.IMPORT: ImportBatch,
    Kind.INTERVIEW: Application,
    Kind.REFERRAL: Referral,
}
PRIGI, MASARAN, BAOSAN, TAWANGREJO = (
    "35.03.05.2001",
    "35.03.04.2001",
    "35.02.03.2001",
    "35.05.01.2001",
)
PLACES = (PRIGI, MASARAN, TAWANGREJO, "35.03", "")
Shelf = dict[Kind, list[Row]]


def put_report(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    report = Report.objects.create(
        label=label, region_code=code, office=office, author=author, agency=office.agency
    )
    subjects = frozenset({f"report:{report.uuid}"})
    return Row(report.pk, label, (code,), office.pk, author.pk, subjects)


def put_alert(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    """In two villages of the place's sub-district, so that the area lookup meets two rows."""
    codes = (code, "35.03.05.2002") if code == PRIGI else (code,)
    now = timezone.now()
    alert = Alert.objects.create(
        key=f"uji:{number}", label=label, office=office, owner=author, raised_at=now, updated_at=now
    )
    for one in codes:
        AlertArea.objects.create(alert=alert, region_code=one)
    source = f"report:{UUID(int=number)}"
    signal = Signal.objects.create(alert=alert, kind="indicators", rule="uji", found_at=now)
    Evidence.objects.create(signal=signal, source=source, region_code=code)
    own, behind = frozenset({f"alert:{alert.pk}"}), frozenset({source})
    return Row(alert.pk, label, codes, office.pk, author.pk, own, behind, is_written=False)


def put_mention(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    """Mentions have no author: whoever wrote the report reads the report."""
    thing, _ = Thing.objects.get_or_create(
        kind="alias", key="pak dul", defaults={"display": "Pak Dul"}
    )
    mention = Mention.objects.create(
        thing=thing,
        source=f"report:{UUID(int=number)}",
        label=label,
        region_code=code,
        office=office,
        recorded_at=timezone.now(),
    )
    subjects = frozenset({mention.source, f"thing:{thing.pk}"})
    return Row(mention.pk, label, (code,), office.pk, subjects=subjects)


def put_person(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    """A suspected party: who wrote the source reads him."""
    return put_named(PersonMention, "person", number, label, code, office, author)


def put_protected(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    """A person to protect, also under a label that is too open for one."""
    return put_named(ProtectedMention, "protected", number, label, code, office, author)


def put_applicant(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    """Somebody who applied for a passport: who has the application reads it."""
    return put_named(ApplicantMention, "applicant", number, label, code, office, author)


def put_named(
    model: type[AnyPersonMention],
    word: str,
    number: int,
    label: Label,
    code: str,
    office: Office,
    author: User,
) -> Row:
    mention = model.objects.create(
        key=str(number),
        told={"name": "Soleh"},
        source=f"report:{UUID(int=number)}",
        label=label,
        region_code=code,
        office=office,
        author=author,
        recorded_at=timezone.now(),
    )
    subjects = frozenset({mention.source, f"{word}:{mention.pk}"})
    return Row(mention.pk, label, (code,), office.pk, author.pk, subjects)


def put_import(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    batch = ImportBatch.objects.create(
        sha256=str(number), size=1, content=b"", label=label, office=office, author=author
    )
    return Row(batch.pk, label, (), office.pk, author.pk, frozenset({f"import:{batch.pk}"}))


def put_application(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    now = timezone.now()
    application = Application.objects.create(
        number=str(number),
        label=label,
        region_code=code,
        office=office,
        handler=author,
        opened_by=author,
        opened_at=now,
        started_on=now.date(),
    )
    subjects = frozenset({application.subject})
    return Row(application.pk, label, (code,), office.pk, author.pk, subjects)


def put_referral(number: int, label: Label, code: str, office: Office, author: User) -> Row:
    row = put_application(number, Label.CONFIDENTIAL, code, office, author)
    referral = Referral.objects.create(
        application_id=row.pk,
        office=office,
        recipient="village_officer",
        need="education",
        purpose="work",
        label=label,
        region_code=code,
        sent_by=author,
        sent_at=timezone.now(),
    )
    return Row(referral.pk, label, (code,), office.pk, author.pk, frozenset({referral.subject}))


PUT: dict[Kind, Callable[..., Row]] = {
    Kind.REPORT: put_report,
    Kind.ALERT: put_alert,
    Kind.ENTITY: put_mention,
    Kind.PERSON: put_person,
    Kind.PROTECTED_PERSON: put_protected,
    Kind.APPLICANT: put_applicant,
    Kind.IMPORT: put_import,
    Kind.INTERVIEW: put_application,
    Kind.REFERRAL: put_referral,
}


@pytest.fixture
def viewer(office: Office, areas: dict[str, Region]) -> User:
    """Posted to Watulimo; a test gives the role."""
    user = factories.make_user("pelihat", RoleKey.PUBLIC_REPORTER, office)
    factories.post(user, areas["35.03.05"])
    return user


@pytest.fixture
def fill(
    office: Office, other_office: Office, viewer: User, asing: User
) -> Callable[[Kind], list[Row]]:
    """``fill(kind)``: 6 labels × 5 places × 2 offices × 2 authors of one kind."""

    def put(kind: Kind) -> list[Row]:
        combinations = product(Label, PLACES, (office, other_office), (viewer, asing))
        return [PUT[kind](n, *values) for n, values in enumerate(combinations)]

    return put


def seen(viewer: User, kind: Kind) -> list[int]:
    """The keys the gate lets through, as often as it lets them through."""
    return list(
        visible(TABLES[kind]._default_manager.all(), viewer, SIGHTS[kind]).values_list(
            "pk", flat=True
        )
    )


def unpost(viewer: User) -> None:
    """The viewer answers for the area of the office again."""
    Posting.objects.filter(user=viewer).delete()
