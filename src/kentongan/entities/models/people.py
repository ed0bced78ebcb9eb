"""People as sources tell of them: suspected parties and, apart from them, people to protect.

A mention stays a mention until a person confirms that two of them are the same; nothing here is a
score of a person. Both sorts have tables of their own with rights of their own.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected, ProtectedById
from kentongan.engine.linkage.people import Person
from kentongan.entities.told import read_person


class Verdict(models.TextChoices):
    """What a person says of two mentions; ``UNDONE`` takes an earlier word back."""

    SAME = "same", _("Orang yang sama")
    DIFFERENT = "different", _("Orang yang berbeda")
    UNSURE = "unsure", _("Belum dapat dipastikan")
    UNDONE = "undone", _("Dibatalkan")


class AnyPersonMention(Protected):
    """A person as told in one source; who told, where and when stand beside it.

    ``told`` holds a ``Person`` as one ciphertext, so that a candidate is opened once. ``key`` is
    the blind index of the name.
    ``identity``: the earliest of the mentions that people confirmed to be this person; empty as
    long as nobody confirmed any.
    """

    key = models.CharField(max_length=64)
    told = EncryptedJSON(empty=dict)
    identity = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="members"
    )
    source = models.CharField(max_length=60, db_index=True)  # "report:<uuid>"
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    region_code = models.CharField(max_length=13, blank=True, db_index=True)  # of the source
    noticed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    voice = models.CharField(max_length=64)
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.CONFIDENTIAL)
    hidden_from = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn = models.BooleanField(default=False)

    bound_to = ("source", "key")

    class Privacy:
        personal = {
            "key": _("sidik nama yang disebut"),
            "told": _("nama, NIK, tanggal lahir, nomor dan keterangan lain tentang orang itu"),
            "author": _("petugas yang menulis"),
            "voice": _("tanda pembeda orang yang mengabarkan"),
            "noticed_on": _("hari kejadian, dapat menunjuk pelapor"),
        }
        plain = {
            *("id", "identity", "source", "agency", "office", "region_code", "recorded_at"),
            *("label", "hidden_from", "withdrawn"),
        }

    class Meta:
        abstract = True
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"],
                condition=Q(withdrawn=False),
                name="one_%(class)s_per_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.source})"

    @property
    def person(self) -> Person:
        """What is told; an erased mention tells nothing."""
        return read_person(self.told)

    @property
    def shown(self) -> str:
        """The name as pages show it."""
        return str(_("dihapus")) if self.is_erased else self.person.name


class PersonMention(AnyPersonMention):
    """A suspected party (recruiter, sponsor) as told in one source."""

    class Meta(AnyPersonMention.Meta):
        pass


class ProtectedMention(AnyPersonMention):
    """A person to protect (possible victim, candidate worker) as told in one source."""

    class Meta(AnyPersonMention.Meta):
        pass


class ApplicantMention(AnyPersonMention):
    """Somebody who applied for a passport, as told at the desk; nobody judges two of them here."""

    class Meta(AnyPersonMention.Meta):
        pass


class AnyPersonJudgement(ProtectedById):
    """What a person said of two mentions, and why. Rows are only added.

    ``act`` ties the rows that were said at once. ``undoes`` names the row that is taken back; a row
    stands as long as no standing row undoes it. ``facts``: what was told of both, beside their
    names, when it was said; more of it later is new evidence. ``shown``: the explanation on the
    screen.
    """

    act = models.UUIDField(db_index=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=9, choices=Verdict)
    facts = EncryptedJSON(empty=list)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    reason = EncryptedText()
    shown = EncryptedJSON(empty=dict)

    class Privacy:
        personal = {
            "by": _("petugas yang menilai"),
            "reason": _("keterangan bebas petugas"),
            "shown": _("penjelasan kecocokan dengan isi kedua sebutan"),
            "facts": _("keterangan tentang kedua orang waktu dinilai"),
        }
        plain = {"id", "act", "office", "at", "verdict", "undoes", "first", "second"}

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="%(class)s_of_two_in_order"
            ),
            models.CheckConstraint(
                condition=Q(verdict="undone", undoes__isnull=False)
                | (~Q(verdict="undone") & Q(undoes__isnull=True)),
                name="%(class)s_undoes_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.verdict}"


class PersonJudgement(AnyPersonJudgement):
    """A judgement on two mentions of suspected parties."""

    first = models.ForeignKey(PersonMention, on_delete=models.PROTECT, related_name="judged_first")
    second = models.ForeignKey(
        PersonMention, on_delete=models.PROTECT, related_name="judged_second"
    )

    class Meta(AnyPersonJudgement.Meta):
        pass


class ProtectedJudgement(AnyPersonJudgement):
    """A judgement on two mentions of people to protect."""

    first = models.ForeignKey(
        ProtectedMention, on_delete=models.PROTECT, related_name="judged_first"
    )
    second = models.ForeignKey(
        ProtectedMention, on_delete=models.PROTECT, related_name="judged_second"
    )

    class Meta(AnyPersonJudgement.Meta):
        pass


class IdentityChange(models.Model):
    """That the mentions of suspected parties were put together or apart anew; for detection.

    ``mentions``: the keys of those whose group is another one now. ``heard_at``: when alerts had
    taken it in.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    act = models.UUIDField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mentions = models.JSONField()
    heard_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {"by": _("petugas yang menilai")}
        plain = {"id", "office", "act", "at", "mentions", "heard_at"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], condition=Q(heard_at=None), name="changes_not_yet_heard")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"
