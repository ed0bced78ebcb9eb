"""Of which things an applicant told: what a caution may meet, and what applicants may share."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kentongan.encryption.blinding import blind
from kentongan.entities.queries import normalise
from kentongan.screening.applicants import Applicant
from kentongan.screening.models import CautionKind, ContactKind

# Input of the questions → as what sort of thing a caution knows it.
ANSWERED = MappingProxyType(
    {
        "agency": CautionKind.ORGANISATION,
        "pilgrimage_operator": CautionKind.ORGANISATION,
        "organiser": CautionKind.ORGANISATION,
        "organiser_phone": CautionKind.PHONE,
        "host_phone": CautionKind.PHONE,
    }
)
SPONSOR_PHONE = "organiser_phone"

type Fed = Mapping[str, str]


def things_told(applicant: Applicant, fed: Fed) -> Iterator[tuple[str, str]]:
    """Kind and words of everything by which a caution may meet the applicant."""
    person = applicant.person
    yield CautionKind.NATIONAL_ID, person.national_id
    yield CautionKind.PHONE, applicant.sponsor_phone
    yield from ((CautionKind.PHONE, one) for one in person.phones)
    yield from ((CautionKind.ACCOUNT, one) for one in person.accounts)
    yield from ((kind, fed.get(name, "")) for name, kind in ANSWERED.items())


def things_of_companion(applicant: Applicant, fed: Fed) -> Iterator[tuple[str, str]]:
    """Kind and words by which a caution may meet who comes with a child."""
    yield CautionKind.PHONE, applicant.companion_phone
    yield CautionKind.PHONE, fed.get("companion_phone", "")


def answered_contacts(fed: Fed) -> set[tuple[str, str]]:
    """Kind and blind key of the contacts that answers tell, as ``contact_keys`` makes them."""
    found = normalise(ContactKind.PHONE, fed.get(SPONSOR_PHONE, ""))
    return {(ContactKind.PHONE.value, blind(ContactKind.PHONE, found.key))} if found else set()
