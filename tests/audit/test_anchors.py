"""What is carried outside, and how it speaks against a log."""

import json
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from kentongan.audit.actions import anchor_head
from kentongan.audit.anchors import Anchor, anchors_in, make_anchor, read_anchor, write_anchor
from kentongan.audit.chain import Point
from kentongan.audit.errors import KeyMissing
from kentongan.audit.models import AuditEvent
from kentongan.audit.signing import make_key, signing_key, trusted_keys
from kentongan.audit.verifying import Code, verify
from tests.audit.conftest import EVENTS


def changed(anchor: Anchor, **said: object) -> Anchor:
    """The same file with something else in it."""
    told = anchor.said | said
    return Anchor(anchor.name, Point(int(str(told["sequence"])), str(told["hash"])), told)


def test_an_anchor_is_a_small_signed_file_and_a_sheet(anchors: list[Anchor], outside: Path) -> None:
    (anchor,) = anchors
    names = sorted(path.name for path in outside.iterdir())
    assert names == [anchor.name.replace(".json", ".html"), anchor.name]
    assert set(anchor.said) == {"kind", "office", "sequence", "hash", "at", "key", "signature"}
    assert (outside / anchor.name).stat().st_size < 1000
    assert anchor.point == Point(EVENTS, AuditEvent.objects.get(pk=EVENTS).hash)


def test_the_sheet_holds_all_of_it_on_one_page_without_help(
    anchors: list[Anchor], outside: Path
) -> None:
    text = (outside / anchors[0].name).with_suffix(".html").read_text("utf-8")
    assert str(anchors[0].said["hash"])[:32] in text
    assert 'src="data:image/svg+xml;base64,' in text
    assert "<script" not in text
    assert "http" not in text.replace('src="data:', "")


def test_the_log_remembers_where_the_anchor_went(anchors: list[Anchor]) -> None:
    event = AuditEvent.objects.get(action="audit.anchored")
    assert event.detail == {"number": EVENTS, "folders": 1, "mails": 0}


def test_the_same_head_is_not_written_twice(log: None, outside: Path) -> None:
    anchor = make_anchor(Point(3, "a" * 64), timezone.now())
    assert write_anchor(anchor, outside)
    first = (outside / anchor.name).read_bytes()
    assert not write_anchor(anchor, outside)
    assert (outside / anchor.name).read_bytes() == first


@pytest.mark.parametrize(
    "said",
    [
        {"sequence": 11},
        {"hash": "a" * 64},
        {"office": "Kantor lain"},
        {"at": "2020-01-01T00:00:00+00:00"},
        {"kind": "kentongan audit segment"},
        {"signature": "00" * 64},
        {"signature": "bukan hex"},
        {"key": "00" * 32},
        {"more": 1},
    ],
)
def test_an_anchor_that_was_touched_is_no_anchor(
    said: dict[str, object], anchors: list[Anchor]
) -> None:
    assert anchors[0].is_genuine(trusted_keys())
    touched = changed(anchors[0], **said)
    assert not touched.is_genuine(trusted_keys())
    assert verify([touched]).code == Code.MISMATCH


def test_a_signature_of_a_stranger_counts_only_when_the_settings_name_the_key(
    anchors: list[Anchor], tmp_path: Path, settings: Settings
) -> None:
    old_key = str(anchors[0].said["key"])
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "next-key"
    assert verify(anchors).code == Code.MISMATCH
    settings.AUDIT_TRUSTED_KEYS = [old_key.upper()]
    assert verify(anchors).code == Code.OK


def test_without_a_key_nothing_is_signed_but_old_signatures_are_read(
    anchors: list[Anchor], tmp_path: Path, settings: Settings
) -> None:
    settings.AUDIT_TRUSTED_KEYS = [anchors[0].said["key"]]
    settings.DEMO, settings.AUDIT_SIGNING_KEY_FILE = False, tmp_path / "none"
    with pytest.raises(KeyMissing, match="kentongan audit key"):
        anchor_head(now=timezone.now(), folders=[tmp_path])
    assert verify(anchors).code == Code.OK


def test_the_key_is_read_by_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    make_key(tmp_path / "kunci")
    assert (tmp_path / "kunci").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "kunci")


def test_a_file_that_is_no_key_is_refused(tmp_path: Path, settings: Settings) -> None:
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "kunci"
    (tmp_path / "kunci").write_text("bukan kunci")
    with pytest.raises(KeyMissing, match="rusak"):
        signing_key()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"sequence": "x", "hash": 1}', "\ufffd" * 9000]
)
def test_a_spoilt_file_is_told_by_its_name(content: str, outside: Path, log: None) -> None:
    outside.mkdir()
    (outside / "jejak-rusak.json").write_text(content, "utf-8")
    found = verify(list(anchors_in([outside])))
    assert found.code == Code.MISMATCH
    assert "jejak-rusak.json" in found.sentence


def test_other_files_of_the_folder_are_left_alone(anchors: list[Anchor], outside: Path) -> None:
    (outside / "catatan.json").write_text("{}")
    (outside / "jejak-x.part").write_text("{")
    assert len(list(anchors_in([outside]))) == 1


def test_one_folder_that_fails_does_not_keep_the_other_from_its_anchor(
    log: None, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    done = anchor_head(now=timezone.now(), folders=[tmp_path / "berkas", tmp_path / "usb"])
    assert done.folders == [tmp_path / "usb"]
    assert [folder for folder, _why in done.failed] == [tmp_path / "berkas"]


def test_it_is_mailed_to_the_partner_agency(log: None, settings: Settings, outside: Path) -> None:
    settings.AUDIT_ANCHOR_MAIL = ["jangkar@polres.example"]
    done = anchor_head(now=timezone.now(), folders=[outside])
    (letter,) = mail.outbox
    assert letter.to == ["jangkar@polres.example"]
    name, content, _kind = letter.attachments[0]
    assert (name, json.loads(str(content))) == (done.anchor.name, done.anchor.said)


def test_nothing_is_remembered_of_an_anchor_that_went_nowhere(log: None) -> None:
    anchor_head(now=timezone.now(), folders=[])
    assert not AuditEvent.objects.filter(action="audit.anchored").exists()


def test_an_anchor_read_again_is_the_same(anchors: list[Anchor], outside: Path) -> None:
    assert read_anchor(outside / anchors[0].name) == anchors[0]
