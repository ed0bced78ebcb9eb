"""People to protect, noted one by one beside a source by who wrote it.

A source that is told anew replaces its suspected parties; whom its author noted stays beside it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.entities.actions.people import Naming, bring_up_to_date, told_by_source
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.person_queries import protected_beside
from kentongan.entities.search.writing import keep_findable
from kentongan.entities.sides import PROTECTED
from kentongan.entities.told import Person, Role, Setting, WrittenPerson, read_person

# A house with two dozen candidates is known from the press; more is a slip, or a line list.
MOST_BESIDE_A_SOURCE = 50


@transaction.atomic
def protect(*, by: User, setting: Setting, person: Person) -> AnyPersonMention:
    """Note one more person to protect beside a source that ``by`` wrote.

    The same words again change nothing. Raises Refused without the right, without a name, for a
    name that stands there with other words, and beyond ``MOST_BESIDE_A_SOURCE``. Whoever calls
    holds the row of the source, as for ``record_mentions``.
    """
    check_may_note(by, setting.author_id)
    wanted = naming(setting, person)
    standing = protected_beside(by, setting.source)
    same = next((row for row in standing if row.key == wanted.key), None)
    if same is not None:
        return told_again(same, wanted)
    if len(standing) >= MOST_BESIDE_A_SOURCE:
        raise Refused(
            _("Satu laporan memuat paling banyak %(most)s orang yang dilindungi.")
            % {"most": MOST_BESIDE_A_SOURCE}
        )
    row = put_beside(wanted)
    record(by, "person.protected", f"protected:{row.pk}", label=row.label)
    return row


def check_may_note(by: User, author: int | None) -> None:
    """Raises Refused without the right, or beside what somebody else wrote."""
    check_may(by, Kind.PROTECTED_PERSON, "create")
    if author != by.pk:
        raise Refused(_("Orang yang dilindungi dicatat oleh penulis laporannya sendiri."))


def naming(setting: Setting, person: Person) -> Naming:
    """The mention to be; raises Refused for somebody without any name."""
    told = [(setting, [WrittenPerson(Role.PROTECTED, person)])]
    found = [one for _source, some in told_by_source(PROTECTED, told) for one in some]
    if not found:
        raise Refused(_("Tulis namanya atau panggilannya."))
    return found[0]


def told_again(row: AnyPersonMention, wanted: Naming) -> AnyPersonMention:
    """The row if the very same is told of that name; two people may share one, so else Refused."""
    if row.person != read_person(wanted.columns["told"]):
        raise Refused(
            _(
                "Nama ini sudah tercatat pada laporan ini. Bila orangnya sama, tarik dulu "
                "catatan yang lama; bila orang lain, tambahkan pembeda pada namanya."
            )
        )
    return row


def put_beside(wanted: Naming) -> AnyPersonMention:
    """The mention as a new row; a name that was taken back gets its old row back."""
    rows = PROTECTED.told.filter(source=wanted.source, key=wanted.key)
    row: AnyPersonMention | None = rows.order_by("pk").last()
    if row is None:
        row = PROTECTED.mentions(source=wanted.source, key=wanted.key, **wanted.columns)
        row.save(force_insert=True)
    else:
        bring_up_to_date(row, wanted)
    keep_findable([row])
    return row


@transaction.atomic
def no_longer_protect(*, by: User, mention: AnyPersonMention) -> None:
    """Take back whom ``by`` noted; it goes for good with its source. Raises Refused."""
    check_may_note(by, mention.author_id)  # type: ignore[attr-defined]
    standing = {row.pk: row for row in protected_beside(by, mention.source)}
    row = standing.get(mention.pk)
    if row is None:
        raise Refused(_("Catatan ini tidak ada atau sudah ditarik. Muat ulang halamannya."))
    bring_up_to_date(row, None)
    keep_findable([row])
    record(by, "person.unprotected", f"protected:{row.pk}", label=row.label)


@transaction.atomic
def follow_source(*, by: User, setting: Setting) -> None:
    """Whom the author noted beside a source is where and when the source says by now."""
    standing = PROTECTED.told.filter(source=setting.source, withdrawn=False)
    standing.update(region_code=setting.region_code, noticed_on=setting.noticed_on)
