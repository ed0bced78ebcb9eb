"""Who takes part in the machine of sharing, and what is written down by hand about them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

from kentongan.access.models import Profile, Purpose
from kentongan.accounts.models import Agency, Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.alerts.models import Alert, AlertArea, SignalKind

START = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
AREA = "99.01"
CONSENT_DAYS = 20  # shorter than a share may last
# Written down by hand: who receives which profile, and what must be approved by another.
RECEIVES = {
    Profile.AREA_SUMMARY: {"yudi", "tulus"},
    Profile.POLICE_INQUIRY: {"joko", "polisi_lain"},
    Profile.LABOUR_COMPANY: {"wening"},
    Profile.LABOUR_SERVICE: {"wening"},
    Profile.IMMIGRATION_CASE: {"asing", "kepala_lain"},
}
APPROVED = {Profile.POLICE_INQUIRY, Profile.LABOUR_SERVICE, Profile.IMMIGRATION_CASE}
PURPOSES = {
    Profile.AREA_SUMMARY: Purpose.PREVENTION,
    Profile.POLICE_INQUIRY: Purpose.INVESTIGATION,
    Profile.LABOUR_COMPANY: Purpose.PREVENTION,
    Profile.LABOUR_SERVICE: Purpose.VICTIM_SERVICE,
    Profile.IMMIGRATION_CASE: Purpose.INVESTIGATION,
}
LISTED = {Profile.AREA_SUMMARY, Profile.LABOUR_COMPANY}
# login, role, office: two senders' offices, receivers of four agencies, and people with no part.
CAST = (
    ("bima", RoleKey.ANALYST, "Imigrasi A"),
    ("citra", RoleKey.ANALYST, "Imigrasi A"),
    ("ratna", RoleKey.SECTION_HEAD, "Imigrasi A"),
    ("hadi", RoleKey.OFFICE_HEAD, "Imigrasi A"),
    ("sari", RoleKey.VILLAGE_OFFICER, "Imigrasi A"),
    ("agung", RoleKey.AUDITOR, "Imigrasi A"),
    ("laras", RoleKey.INFORMATION_OFFICER, "Imigrasi A"),
    ("asing", RoleKey.ANALYST, "Imigrasi B"),
    ("kepala_lain", RoleKey.SECTION_HEAD, "Imigrasi B"),
    ("joko", RoleKey.POLICE_VILLAGE_OFFICER, "Polsek A"),
    ("polisi_lain", RoleKey.POLICE_VILLAGE_OFFICER, "Polsek B"),
    ("yudi", RoleKey.ARMY_VILLAGE_OFFICER, "Koramil"),
    ("tulus", RoleKey.DISTRICT_HEAD, "Kecamatan"),
    ("wening", RoleKey.LABOUR_OFFICER, "Disnaker"),
)
AGENCIES = {
    "Imigrasi A": AgencyKind.IMMIGRATION,
    "Imigrasi B": AgencyKind.IMMIGRATION,
    "Polsek A": AgencyKind.POLICE,
    "Polsek B": AgencyKind.POLICE,
    "Koramil": AgencyKind.ARMY,
    "Kecamatan": AgencyKind.LOCAL_GOVERNMENT,
    "Disnaker": AgencyKind.LABOUR,
}
SENDERS = ("bima", "citra", "ratna")
LEADERS = {"ratna", "hadi"}
LOGINS = [login for login, _role, _office in CAST]
names = st.sampled_from(LOGINS)
ENDS = (
    "its last moment comes",
    "the consent is withdrawn",
    "the receiver moves",
    "the receiver is disabled",
)
CHANGES = ("time passes", "somebody is disabled", "everybody is enabled", "the receiver moves")
DEEDS = {
    *("approve", "refuse", "offer", "accept", "decline"),
    *("revoke", "transfer", "deliver", "answer"),
}
senders = st.sampled_from(SENDERS)
receivers = st.sampled_from(sorted(set().union(*RECEIVES.values())))

# The choices of one sequence repeat each other; where every pair must be met, dice are thrown.
dice = st.randoms(use_true_random=True)
any_pairs = st.tuples(st.sampled_from(list(RECEIVES)), receivers)
fitting_pairs = st.sampled_from(list(RECEIVES)).flatmap(
    lambda profile: st.tuples(st.just(profile), st.sampled_from(sorted(RECEIVES[profile])))
)


@dataclass
class Expected:
    """What the machine believes of one grant."""

    owner: str
    proposer: str
    recipient: str
    profile: Profile
    expires_at: datetime
    consent: UUID | None
    consent_ends: datetime
    is_list: bool
    desk: int | None  # where the receiver sat when it was meant for that desk
    state: str = "proposed"
    is_approved: bool = False
    bodies: dict[int, bytes] = field(default_factory=dict)


def make_cast() -> dict[str, User]:
    """Everybody of ``CAST`` with their offices, and an alert of each immigration office."""
    offices = {}
    for name, kind in AGENCIES.items():
        agency, _made = Agency.objects.get_or_create(
            code=kind.value, defaults={"name": str(kind.label), "kind": kind}
        )
        offices[name] = Office.objects.create(agency=agency, name=name)
    for name in ("Imigrasi A", "Imigrasi B"):
        make_alert(offices[name])
    return {
        login: User.objects.create(
            username=login, full_name=login.title(), role=role, office=offices[office]
        )
        for login, role, office in CAST
    }


def make_alert(office: Office) -> Alert:
    """Something to share."""
    alert = Alert.objects.create(
        key="uji:berbagi",
        kind=SignalKind.CLUSTER,
        title=f"Gugus {office}",
        sentence="Beberapa laporan.",
        office=office,
        raised_at=START,
        updated_at=START,
    )
    AlertArea.objects.create(alert=alert, region_code=f"{AREA}.01.2001")
    return alert
