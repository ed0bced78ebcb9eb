"""A referral as a paper for who has no account here: who asks, what is needed, where to answer.

It says no decision, no fact and no number of the application; a name only where the applicant
agreed. Without one the applicant carries the paper.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from kentongan.engine.typesetting import typeset
from kentongan.regions.lookups import DISTRICT_CODE
from kentongan.screening.catalogues import Contact, contacts_in
from kentongan.screening.follow_up.queries import place_names
from kentongan.screening.letters.composing import details, reached
from kentongan.screening.letters.content import Head
from kentongan.screening.letters.matter import desk_of
from kentongan.screening.letters.words import day_words, purpose_words
from kentongan.screening.models import Need, Recipient, Referral

TITLE = "Surat rujukan warga"
ASKED = {
    Need.EDUCATION: "Mohon jelaskan jalur resmi ke luar negeri, biayanya, dan dokumennya.",
    Need.PAPERS: "Mohon bantu warga ini melengkapi dokumennya.",
    Need.PROTECTION: "Mohon dampingi dan lindungi warga ini menurut tugas lembaga Anda.",
}
NOT_NAMED = (
    "Warga ini tidak menyetujui namanya disampaikan. Ia membawa surat ini sendiri bila mau dibantu."
)
BOUNDS = (
    "Surat ini bukan keputusan dan bukan dugaan. Gunakan hanya untuk membantu, jangan disalin "
    "atau diteruskan, dan jangan mendatangi orang yang tidak menyebut namanya di sini."
)


@dataclass(frozen=True)
class ReferralPaper:
    """The whole paper in words; ``who``: what and its value, line by line."""

    head: Head
    number: str
    title: str
    to: tuple[str, ...]
    opening: str
    asked: str
    who: tuple[tuple[str, str], ...]
    not_named: str
    bounds: str
    answer: str


def paper_of(referral: Referral, now: datetime) -> ReferralPaper:
    """The paper of a referral as it would be printed at a moment."""
    desk = desk_of(now)
    known = contacts_in(referral.region_code, desk.on)
    told, purpose = dict(referral.told), purpose_words(referral.purpose).lower()
    return ReferralPaper(
        head=desk.head,
        number=number_of(referral),
        title=TITLE,
        to=tuple(addressed(referral, known.get(referral.recipient))),
        opening=f"Seorang warga mengurus paspor dengan tujuan: {purpose}.",
        asked=ASKED[Need(referral.need)],
        who=tuple(who(referral)),
        not_named="" if told.get("name") else NOT_NAMED,
        bounds=BOUNDS,
        answer=f"Kabarkan hasilnya kepada {reached(known['passport_desk'])}, "
        f"dengan nomor surat ini.",
    )


def number_of(referral: Referral) -> str:
    """``RJ-2026-000012``, which says nothing of the application."""
    return f"RJ-{timezone.localdate(referral.sent_at).year}-{referral.pk:06d}"


def addressed(referral: Referral, contact: Contact | None) -> Iterator[str]:
    """To whom, with number and address as far as they are known."""
    yield f"Kepada Yth. {Recipient(referral.recipient).label}"
    if contact is not None and (more := details(contact)):
        yield more


def who(referral: Referral) -> Iterator[tuple[str, str]]:
    """The applicant who agreed, and the place; who did not agree comes from a sub-district."""
    told = dict(referral.told)
    if told.get("name"):
        yield ("Nama", str(told["name"]))
        yield ("Alamat", str(told.get("address", "")))
        yield ("Telepon", ", ".join(told.get("phones", ())))
        yield ("Desa atau kelurahan", place_named(referral.region_code))
    else:
        yield ("Kecamatan", place_named(referral.region_code[:DISTRICT_CODE]))
    yield ("Dirujuk", day_words(timezone.localdate(referral.sent_at)))


def place_named(code: str) -> str:
    """The name of an area; "" for one that is not known."""
    return place_names({code}).get(code, "")


def print_paper(paper: ReferralPaper) -> bytes:
    """The paper as PDF; raises typst.TypstError when the template does not fit."""
    return typeset("kentongan.screening", "screening/referral.typ", paper=asdict(paper))
