"""The document that is handed over: built once, as a page and as JSON with the same content."""

import json

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.access.actions.grants import Body
from kentongan.access.labels import Label
from kentongan.access.models import Grant, Profile, Purpose
from kentongan.access.share_profiles import rule_of
from kentongan.exchange.cells import neutral
from kentongan.exchange.profiles import LAYOUTS, Told


def body_of(grant: Grant, serial: int, told: Told) -> Body:
    """The document in Indonesian, whatever language the sender's screens have."""
    with translation.override("id"):
        content = content_of(grant, serial, told)
        page = render_to_string("exchange/document.html", {"content": content})
    data = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return Body(page.encode(), data.encode())


def content_of(grant: Grant, serial: int, told: Told) -> dict[str, object]:
    """What stands in the document, in the order in which it stands there."""
    layout = LAYOUTS[Profile(grant.profile)]
    return {
        "profile": str(grant.profile),
        "title": rule_of(grant.profile).title,
        "watermark": watermark(grant, serial),
        "head": {
            _("Untuk"): neutral(f"{grant.recipient}, {grant.recipient_office.name}"),
            _("Dari"): neutral(grant.office.name),
            _("Keperluan"): str(Purpose(grant.purpose).label),
            _("Tingkat"): str(Label(grant.label).label),
            _("Nomor"): str(grant.uuid),
        },
        "tables": [table.filled(told) for table in layout.tables],
        "note": str(layout.note),
        "rule": _("Hanya untuk keperluan ini. Jangan diteruskan atau disalin."),
    }


def watermark(grant: Grant, serial: int) -> str:
    """Who reads it, until when, and which copy it is."""
    until = timezone.localtime(grant.expires_at)
    return _("untuk %(name)s, sampai %(day)s, salinan ke-%(number)d") % {
        "name": neutral(str(grant.recipient)),
        "day": date_format(until, "j F Y H.i"),
        "number": serial,
    }
