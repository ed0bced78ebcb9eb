"""The privacy register: every column says whether it is personal, or the product does not start."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.checks import Error, run_checks
from django.db import models
from django.test.utils import isolate_apps

from kentongan.audit import privacy
from kentongan.audit.checks import columns_are_declared
from kentongan.reports.models import Revision

OURS = [model for model in privacy.every_model() if privacy.is_ours(model)]
every_model = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


@pytest.fixture
def registry() -> Iterator[None]:
    """Models made in a test are known to nobody afterwards."""
    with isolate_apps("kentongan.audit"):
        yield


def made(**members: object) -> type[models.Model]:
    """A model of ours with one column ``name`` beside its key."""
    body = {"__module__": "kentongan.audit.models", "name": models.TextField()} | members
    return type("Made", (models.Model,), body)


def declared(**words: object) -> type:
    return type("Privacy", (), words)


def test_every_model_of_the_product_is_looked_at() -> None:
    labels = {model._meta.app_label for model in OURS}
    assert labels >= {"accounts", "audit", "alerts", "entities", "regions", "reports", "website"}


def test_nothing_in_the_product_is_undeclared() -> None:
    assert privacy.faults() == []


@every_model
def test_every_column_stands_on_exactly_one_side(model: type[models.Model]) -> None:
    personal, plain = set(privacy.personal_of(model)), privacy.plain_of(model)
    columns = {field.name for field in model._meta.concrete_fields}
    assert columns <= personal | plain
    assert not personal & plain


@every_model
def test_every_personal_column_says_what_it_holds(model: type[models.Model]) -> None:
    assert all(len(str(what)) >= 8 for what in privacy.personal_of(model).values())


def test_a_column_nobody_spoke_of_is_a_fault(registry: None) -> None:
    model = made(Privacy=declared(plain={"id"}))
    assert privacy.faults_of(model) == [
        "audit.Made.name is neither in Privacy.personal nor in Privacy.plain"
    ]


def test_a_model_without_a_word_has_a_fault_for_each_column(registry: None) -> None:
    assert len(privacy.faults_of(made())) == 2


def test_a_name_that_is_no_column_is_a_fault(registry: None) -> None:
    model = made(Privacy=declared(personal={"name": "nama orang", "nik": "NIK"}, plain={"id"}))
    assert privacy.faults_of(model) == ["audit.Made.nik is in Privacy, but is no column"]


def test_a_column_on_both_sides_is_a_fault(registry: None) -> None:
    model = made(Privacy=declared(personal={"name": "nama orang"}, plain={"id", "name"}))
    assert privacy.faults_of(model) == ["audit.Made.name is both personal and plain"]


def test_an_abstract_parent_declares_its_own_columns(registry: None) -> None:
    meta = type("Meta", (), {"abstract": True})
    body = {"__module__": "kentongan.access.models", "Meta": meta, "key": models.TextField()}
    parent = type("Locked", (models.Model,), body | {"Privacy": declared(plain={"key"})})
    own = declared(personal={"name": "nama orang"}, plain={"id"})
    body = {"__module__": "kentongan.audit.models", "name": models.TextField(), "Privacy": own}
    assert privacy.faults_of(type("Child", (parent,), body)) == []


def test_the_product_does_not_start_with_an_undeclared_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Revision, "Privacy", declared(plain={"id"}))
    found = columns_are_declared(None)
    own = {"id", "data_key", "key_id"}
    assert len(found) == len({f.name for f in Revision._meta.concrete_fields} - own)
    assert all(isinstance(fault, Error) and fault.id == "kentongan.privacy" for fault in found)


@pytest.mark.django_db
def test_the_check_runs_with_all_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Revision, "Privacy", declared())
    assert "kentongan.privacy" in {fault.id for fault in run_checks()}


def test_a_library_s_table_needs_a_word_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "library_tables", dict)
    faults = privacy.faults()
    assert any(fault.startswith("sessions.Session: say in reference/") for fault in faults)


def test_the_register_holds_every_column_of_every_table_once() -> None:
    entries = list(privacy.register())
    columns = [(m._meta.label, f.name) for m in apps.get_models() for f in m._meta.concrete_fields]
    assert sorted((entry.model, entry.field) for entry in entries) == sorted(columns)


def test_the_register_says_what_a_report_tells_of_people() -> None:
    said = {(entry.model, entry.field): entry.what for entry in privacy.register()}
    assert said["reports.Revision", "noticed"]
    assert said["reports.Revision", "number"] == ""
    assert said["sessions.Session", "session_data"]
