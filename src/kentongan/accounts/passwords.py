"""What makes a password weak beside being short or common: an office's own words, and no end."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kentongan.accounts.models import User
from kentongan.regions.models import Region

LONGEST = 128
LETTERS_OF_ITS_OWN = 8
# Words an outsider tries first against an immigration office.
CONTEXT = {
    *("imigrasi", "immigration", "kentongan", "pimpasa", "inteldakim", "intelijen", "paspor"),
    *("passport", "tppo", "tppm", "kantor", "kepala", "petugas", "admin", "sistem", "rahasia"),
    *("kata", "sandi", "password", "masuk", "indonesia", "merdeka", "garuda", "bismillah"),
    *("polri", "polres", "polsek", "babinsa", "bhabinkamtibmas", "disnaker", "dukcapil", "camat"),
}


class LongestPasswordValidator:
    """At most 128 characters: a hash of a novel would keep a core busy."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("Kata sandi paling panjang 128 tanda.")


class ContextWordsValidator:
    """What is left without the words of the office and of its area must still be something."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        rest = re.sub(
            "|".join(map(re.escape, longest_first(context_words()))), "", password.casefold()
        )
        if len(re.findall(r"[^\W\d_]", rest)) < LETTERS_OF_ITS_OWN:
            raise ValidationError(self.get_help_text(), code="password_of_the_office")

    def get_help_text(self) -> str:
        return _(
            "Nama kantor, jabatan, daerah dan angka mudah ditebak. "
            "Pakai kalimat sendiri dari empat kata atau lebih."
        )


def longest_first(words: set[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def context_words() -> set[str]:
    """Words of the trade, of this office, and the regencies it knows."""
    own = re.findall(r"\w{4,}", f"{settings.OFFICE_NAME} {settings.OFFICE_TOWN}".casefold())
    regencies = Region.objects.filter(level=2).values_list("name", flat=True)
    named = {part for name in regencies for part in re.findall(r"\w{4,}", name.casefold())}
    return CONTEXT | set(own) | named
