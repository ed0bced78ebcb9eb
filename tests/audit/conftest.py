"""A log with events, and a place for its anchors."""

from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from kentongan.audit.actions import Deed, anchor_head, record_many
from kentongan.audit.anchors import Anchor, anchors_in

EVENTS = 12


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, settings: Settings) -> Path:
    """The folder that keeps anchors; the key lies beside it."""
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "signing-key"
    settings.AUDIT_ANCHOR_FOLDERS = [tmp_path / "jangkar"]
    return tmp_path / "jangkar"


def write_events(count: int = EVENTS) -> None:
    """Events about reports by the software itself."""
    deeds = [Deed("report.read", f"report:{n}", {"label": 3, "rows": n}) for n in range(count)]
    with transaction.atomic():
        record_many(None, deeds)


@pytest.fixture
def log(db: None) -> None:
    """Twelve events."""
    write_events()


@pytest.fixture
def anchors(log: None, outside: Path) -> list[Anchor]:
    """Twelve events, and the head carried outside."""
    anchor_head(now=timezone.now(), folders=[outside])
    return list(anchors_in([outside]))
