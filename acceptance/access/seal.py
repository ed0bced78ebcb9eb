"""T-SEAL: with the database, the server's keys and one passphrase nothing opens; with two, all.

Also what the doors refuse: one person twice, a request that is over, another case; and that every
opening leaves its rows in the log and a word outside.
"""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from uuid import UUID

from django.core import mail

from acceptance.access import papers, world
from acceptance.access.papers import CUSTODIANS, PASSPHRASES
from acceptance.access.world import POSTED, World
from acceptance.result import Part
from kentongan.access.actions.sealing import open_first, open_second
from kentongan.access.errors import Refused
from kentongan.access.models import Notice, Opening, SealedIdentity, SealingKey
from kentongan.access.sealing import boxes, envelope, passphrase, waiting
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Identity
from kentongan.audit.models import AuditEvent

SOMEBODY = Identity("Burung Kenari", "0850-0044-5566", "Gang Kenari 3", "tetangga", "malam hari")
CASE = "LP/17/2026"
ROWS_OF_AN_OPENING = 3


def parts(seed: int) -> list[Part]:
    """Steal, then open as it is meant."""
    made = world.make_world(seed)
    for _row in range(3):
        by = made.others["village_officer"]
        identity = papers.put_identity(made, by, POSTED, SOMEBODY)
    opening = papers.put_opening(made, identity)
    before = theft_parts("before anybody opened")
    first, second = (made.others[role] for role in CUSTODIANS)
    open_first(by=first, opening=opening.pk, case_number=CASE, words=PASSPHRASES[0])
    half = [stolen_part("half open, the first one's passphrase", [PASSPHRASES[0]], 0)]
    refused = refusals(made, opening.pk)
    rows, said = AuditEvent.objects.count(), len(outside())
    told = open_second(by=second, opening=opening.pk, case_number=CASE, words=PASSPHRASES[1])
    shown = "shown once" if told == SOMEBODY else "otherwise"
    opened = [
        ("two custodians, own passphrases", shown, "shown once", told == SOMEBODY),
        refused_part("shown again", lambda: open_second(
            by=second, opening=opening.pk, case_number=CASE, words=PASSPHRASES[1])),
        trace_part(opening, AuditEvent.objects.count() - rows, len(outside()) - said),
    ]  # fmt: skip
    return [*before, *half, *refused, *opened]


def theft_parts(when: str) -> list[Part]:
    """None, each one alone, both."""
    return [
        stolen_part(f"{when}, no passphrase", [], 0),
        *(stolen_part(f"{when}, one passphrase", [one], 0) for one in PASSPHRASES),
        stolen_part(f"{when}, two passphrases", list(PASSPHRASES), SealedIdentity.objects.count()),
    ]


def stolen_part(what: str, words: list[str], wanted: int) -> Part:
    """What a thief with the database and the key file gets."""
    found = len(set(opened_with(words)))
    return (f"database, key file, {what}", f"{found} opened", f"{wanted}", found == wanted)


def opened_with(words: list[str]) -> Iterator[str]:
    """The subject of every identity that opens with anything these passphrases give."""
    keys = list(unwrapped(words))
    for row in SealedIdentity.objects.all():
        sealed = envelope.read(row.blob)
        halves = {bytes(32), *halves_in(keys, sealed)}
        pairs = [*combinations(halves, 2), *((one, one) for one in halves)]
        if any(
            opens(sealed, *order) for one, other in pairs for order in ((one, other), (other, one))
        ):
            yield row.subject


def unwrapped(words: list[str]) -> Iterator[boxes.EllipticCurvePrivateKey]:
    """The private keys that open with one of the passphrases."""
    for key, word in product(SealingKey.objects.all(), words):
        try:
            yield passphrase.unwrap(key.wrapped, word, key.fingerprint)
        except Broken:
            continue


def halves_in(keys: list[boxes.EllipticCurvePrivateKey], sealed: envelope.Envelope) -> set[bytes]:
    """Every half that a key opens, out of the seal and out of the requests that wait."""
    found: set[bytes] = set()
    for key, share in product(keys, sealed.shares):
        found |= tried(key, share.box, envelope.share_words(sealed.subject, share.key, share.other))
    for key, row in product(keys, Opening.objects.exclude(waiting="")):
        for share in envelope.unpacked(envelope.read_json(row.waiting, waiting.PREFIX)):
            ticket = f"{row.pk}|{row.case_number}"
            said = waiting.waiting_words(ticket, sealed.subject, share.key, share.other)
            found |= tried(key, share.box, said)
    return found


def tried(key: boxes.EllipticCurvePrivateKey, box: bytes, said: str) -> set[bytes]:
    """What the box holds, if the key opens it."""
    try:
        return {boxes.open_box(key, box, said)}
    except Broken:
        return set()


def opens(sealed: envelope.Envelope, one: bytes, other: bytes) -> bool:
    """Whether two halves open the text."""
    try:
        return envelope.open_text(sealed, one, other) == SOMEBODY
    except Broken:
        return False


def refusals(made: World, opening: UUID) -> list[Part]:
    """What the second step does not take."""
    first, second = (made.others[role] for role in CUSTODIANS)
    step = {"opening": opening, "case_number": CASE}
    return [
        refused_part("the same person twice", lambda: open_second(
            by=first, words=PASSPHRASES[0], **step)),
        refused_part("another case", lambda: open_second(
            by=second, opening=opening, case_number="LP/99/2026", words=PASSPHRASES[1])),
        refused_part("a wrong passphrase", lambda: open_second(
            by=second, words="bukan sandi yang benar ini", **step)),
        refused_part("somebody who is no custodian", lambda: open_second(
            by=made.others["analyst"], words=PASSPHRASES[1], **step)),
    ]  # fmt: skip


def refused_part(what: str, deed: Callable[[], object]) -> Part:
    """A step that must be refused."""
    try:
        deed()
    except Refused:
        return (what, "refused", "refused", True)
    return (what, "done", "refused", False)


def outside() -> list[object]:
    """What was said outside the pages of the casework: mails and notices."""
    return [*getattr(mail, "outbox", []), *Notice.objects.all()]


def trace_part(opening: Opening, rows: int, said: int) -> Part:
    """The traces of one opening: rows for request and both steps, and a word to somebody."""
    about = AuditEvent.objects.filter(subject=opening.identity.subject, action__startswith="seal.")
    figure = f"{about.count()} rows in the log ({rows} with the second step), {said} notices"
    return (
        "traces of an opening",
        figure,
        ">= 3 rows, >= 1 notice",
        about.count() >= ROWS_OF_AN_OPENING and said >= 1,
    )
