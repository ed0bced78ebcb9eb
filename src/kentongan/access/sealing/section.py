"""The folded part of a form: "who told you?". What is typed there never comes back as text.

In the browser ``identity.js`` seals the boxes and takes their names away, so that only the sealed
text is sent. Without it the server seals on arrival, and the page says so beforehand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from secrets import token_urlsafe
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.access.sealing import boxes, envelope
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Identity

BEFORE = "identity_"  # of every name this section posts
SEALED, SEED = "identity_sealed", "identity_seed"
# What a form may give back to the browser that sent it: ciphertext and a random number.
MAY_RETURN = (SEALED, SEED)
LONGEST = {"name": 120, "phone": 40, "address": 200, "relation": 80, "remarks": 500}
LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Nama atau panggilan"),
    "phone": gettext_lazy("Nomor HP"),
    "address": gettext_lazy("Alamat atau tempat bertemu"),
    "relation": gettext_lazy("Hubungan dengan kejadian"),
    "remarks": gettext_lazy("Catatan, misalnya kapan boleh dihubungi"),
}


@dataclass(frozen=True)
class Box:
    """One empty box of the form."""

    name: str
    label: str | Promise
    longest: int


class Section:
    """One filled or empty section for ``subject``; ``blob`` is the seal to keep, "" for none.

    ``keys`` are the public keys of the circle; with none, identities cannot be accepted.
    """

    boxes = tuple(Box(name, LABELS[name], LONGEST[name]) for name in LONGEST)

    def __init__(self, posted: Mapping[str, Any] | None, subject: str, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        self.subject = subject
        self.seed = self.told(posted, SEED)[:64] or token_urlsafe()
        self.blob, self.problem, self.in_browser = "", "", False
        if posted is not None and self.is_ready:
            self.take(posted)

    @staticmethod
    def told(posted: Mapping[str, Any] | None, name: str) -> str:
        """A posted value, trimmed."""
        return str(posted.get(name, "")).strip() if posted is not None else ""

    @property
    def is_ready(self) -> bool:
        """Whether two custodians have keys."""
        return bool(self.keys)

    def take(self, posted: Mapping[str, Any]) -> None:
        """Seal what arrived in plain, else check the seal that arrived."""
        typed = Identity(**{f.name: self.told(posted, BEFORE + f.name) for f in fields(Identity)})
        if not typed.is_empty:
            self.seal(typed)
        elif arrived := self.told(posted, SEALED):
            self.check(arrived)

    def seal(self, typed: Identity) -> None:
        """The way without JavaScript; the plain text ends with this call."""
        said = asdict(typed)
        if any(
            len(said[name]) > longest or "\0" in said[name] for name, longest in LONGEST.items()
        ):
            self.problem = _("Isian identitas terlalu panjang. Ketik lagi dengan lebih singkat.")
            return
        publics = [boxes.to_bytes(key) for key in self.keys]
        self.blob = envelope.seal(typed, self.subject, publics)

    def check(self, arrived: str) -> None:
        """Only a seal of this very form, for keys in force, is kept or given back."""
        known = {boxes.fingerprint(boxes.to_bytes(key)) for key in self.keys}
        try:
            sealed = envelope.read(arrived)
        except Broken:
            sealed = None
        if sealed is None or sealed.subject != self.subject or not set(sealed.keys) <= known:
            self.problem = _("Identitas perlu diketik lagi: segelnya tidak cocok lagi.")
            return
        self.blob, self.in_browser = arrived, True
