"""How many alerts an office wants in a week, and how much room is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kentongan.access.policy import Kind, may
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert, AlertBudget

# Per officer and week. A PIMPASA cares for some fifty villages and one visit takes half a day; what
# the office hears on its own (calls, walk-ins) comes on top. Own proposal, see docs of the rules.
USUAL = Decimal("2.0")
LEAST, MOST = Decimal("0.5"), Decimal("20.0")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Room:
    """The budget of an office in the last seven days."""

    per_officer: Decimal
    officers: int
    raised: int

    @property
    def wanted(self) -> int:
        """Alerts a week; never none, as long as somebody works there."""
        return max(int(self.per_officer * self.officers), 1)

    @property
    def left(self) -> int:
        """How many more are wanted now."""
        return max(self.wanted - self.raised, 0)


def setting_of(office: Office) -> AlertBudget | None:
    """What was decided last; None where nobody decided."""
    return AlertBudget.objects.filter(office=office).select_related("by").first()


def per_officer(office: Office) -> Decimal:
    """The wanted number per officer and week."""
    row = setting_of(office)
    return row.per_officer if row else USUAL


def officers_of(office: Office | None) -> int:
    """How many people of an office may take an alert up."""
    roles = [role for role in RoleKey if may(User(role=role), Kind.ALERT, "take")]
    return User.objects.filter(office=office, is_active=True, role__in=roles).count()


def room_of(office: Office, now: datetime) -> Room:
    """What is left of the week that ends now. What was put aside does not count."""
    raised = Alert.objects.filter(
        office=office, aside="", raised_at__gt=now - WEEK, raised_at__lte=now
    )
    return Room(per_officer(office), officers_of(office), raised.count())
