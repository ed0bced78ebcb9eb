"""Carrying the signed head outside, each night and when somebody asks."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

import qrcode
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from kentongan.audit.actions.recording import record
from kentongan.audit.anchors import Anchor, make_anchor, write_anchor
from kentongan.audit.chain import Point, canonical_json
from kentongan.audit.models import AuditHead

CHAIN = "audit:chain"  # the subject of what is done to the log itself


@dataclass
class Anchored:
    """What became of one anchor: the folders that took it and those that could not."""

    anchor: Anchor
    folders: list[Path] = field(default_factory=list)
    failed: list[tuple[Path, str]] = field(default_factory=list)
    mailed: int = 0


def anchor_head(*, now: datetime, folders: Sequence[Path]) -> Anchored:
    """Sign the head, write it with its printable sheet to every folder and mail it.

    A folder that cannot be written is told of and does not keep the others from theirs. The log
    remembers where the anchor went. Raises ``KeyMissing``.
    """
    head = AuditHead.objects.get()
    done = Anchored(make_anchor(Point(head.sequence, head.hash), timezone.localtime(now)))
    page = sheet(done.anchor, now)
    for folder in folders:
        try:
            write_anchor(done.anchor, folder)
            (folder / done.anchor.name).with_suffix(".html").write_text(page, "utf-8")
            done.folders.append(folder)
        except OSError as error:
            done.failed.append((folder, error.strerror or str(error)))
    done.mailed = mail(done.anchor)
    remember(done)
    return done


@transaction.atomic
def remember(done: Anchored) -> None:
    """The row that tells when the head was last carried outside."""
    number, folders, mails = done.anchor.point.sequence, len(done.folders), done.mailed
    if folders or mails:
        record(None, "audit.anchored", CHAIN, number=number, folders=folders, mails=mails)


def mail(anchor: Anchor) -> int:
    """Send it to the addresses of the settings, a partner agency's for example; how many."""
    addresses = settings.AUDIT_ANCHOR_MAIL
    if not addresses:
        return 0
    text = _("Simpan surat ini. Isinya membuktikan bahwa jejak akses sampai hari ini tidak diubah.")
    letter = EmailMessage(_("Jangkar jejak akses"), text, to=addresses)
    letter.attach(
        anchor.name, json.dumps(anchor.said, indent=1, sort_keys=True), "application/json"
    )
    letter.send()
    return len(addresses)


def sheet(anchor: Anchor, now: datetime) -> str:
    """One page of HTML for the signed log-book, complete in itself."""
    context = {"anchor": anchor, "said": anchor.said, "now": now, "picture": picture(anchor)}
    return render_to_string("audit/anchor_sheet.html", context)


def picture(anchor: Anchor) -> str:
    """The anchor as a QR code: the address of an SVG picture inside the page."""
    code = qrcode.make(canonical_json(anchor.said), image_factory=SvgPathImage, box_size=12)
    drawn = BytesIO()
    code.save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
