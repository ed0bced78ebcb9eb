"""The life of an import: received, read, checked, in, undone, again; who may do which step when."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.encryption.blinding import blind
from kentongan.entities.models import Mention
from kentongan.reports.actions.import_steps import (
    CHARACTERS_AT_ONCE,
    ROWS_AT_ONCE,
    chunks,
    code_in,
    columns_notes,
)
from kentongan.reports.actions.imports import (
    advance_import,
    choose_columns,
    commit_import,
    receive_file,
    undo_import,
)
from kentongan.reports.line_list.identity import identity_of, row_uuid
from kentongan.reports.models import ImportBatch, ImportRow, ImportState, Report, RowStatus
from kentongan.reports.queries.imports import (
    counts_of,
    import_of_file,
    importers,
    imports_visible_to,
    rows_of,
    unfinished_imports,
)
from tests import factories
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, csv_text, good_list, good_row, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")

Deed = Callable[[User, ImportBatch], Any]
DEEDS: dict[str, Deed] = {
    "choose": lambda by, batch: choose_columns(by=by, batch=batch, columns=batch.columns),
    "commit": lambda by, batch: commit_import(by=by, batch=batch),
    "undo": lambda by, batch: undo_import(by=by, batch=batch),
}


def text_list(count: int = 2, delimiter: str = ";") -> bytes:
    return csv_text(good_list(count), delimiter).encode()


def standing() -> int:
    return Report.objects.filter(withdrawn_at=None).count()


# States


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (ImportState.UPLOADED, set()),
        (ImportState.READ, set()),
        (ImportState.CHECKED, {"choose", "commit"}),
        (ImportState.COMMITTED, {"commit", "undo"}),
        (ImportState.UNDONE, set()),
        (ImportState.REFUSED, set()),
    ],
)
@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_has_its_states(
    name: str, state: ImportState, allowed: set[str], bima: User, partners: None
) -> None:
    batch = receive_file(by=bima, name="a.csv", content=text_list())
    batch.state, batch.headings, batch.columns = state, HEADINGS, {}
    batch.save()
    if name in allowed:
        DEEDS[name](bima, batch)
    else:
        with pytest.raises(Refused) as refusal:
            DEEDS[name](bima, batch)
        assert refusal.value.reason.endswith(".")
        batch.refresh_from_db()
        assert batch.state == state


@pytest.mark.parametrize(
    "state", [ImportState.CHECKED, ImportState.COMMITTED, ImportState.UNDONE, ImportState.REFUSED]
)
def test_the_worker_leaves_alone_what_does_not_wait(state: ImportState, bima: User) -> None:
    batch = receive_file(by=bima, name="a.csv", content=text_list())
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)
    assert advance_import(batch).state == state
    assert batch.rows.count() == 0
    assert unfinished_imports() == []


def test_progress_is_told_by_step_with_growing_counts(bima: User, partners: None) -> None:
    told: list[tuple[str, int]] = []
    batch = receive_file(by=bima, name="a.csv", content=text_list(ROWS_AT_ONCE + 3))
    advance_import(batch, progress=lambda step, done: told.append((step, done)))
    assert told == [("checked", ROWS_AT_ONCE), ("checked", ROWS_AT_ONCE + 3)]


def test_the_oldest_waiting_import_comes_first_without_its_bytes(bima: User) -> None:
    batches = [receive_file(by=bima, name="a.csv", content=text_list(n)) for n in (1, 2, 3)]
    advance_import(batches[1])
    found = unfinished_imports()
    assert found == [batches[0], batches[2]]
    assert "content" in found[0].get_deferred_fields()


def test_a_batch_knows_its_file_by_digest_size_and_name(bima: User) -> None:
    content = text_list()
    batch = receive_file(by=bima, name="C:\\data\\maret.csv", content=content)
    assert batch.sha256 == blind("import", hashlib.sha256(content).hexdigest())
    assert (batch.size, batch.file_name, batch.author) == (len(content), "maret.csv", bima)
    assert bytes(batch.content) == content


def test_a_refused_file_sent_again_begins_anew_and_is_refused_again(checked: Importing) -> None:
    first = checked(b"%PDF-1.7")
    again = checked(b"%PDF-1.7")
    assert (first.pk, again.state) == (again.pk, ImportState.REFUSED)
    assert AuditEvent.objects.filter(action="import.refused").count() == 2


def test_a_file_that_waits_or_is_checked_is_not_begun_anew(bima: User, checked: Importing) -> None:
    batch = checked(text_list())
    again = receive_file(by=bima, name="lain.csv", content=text_list())
    assert (again.pk, again.state, again.file_name) == (batch.pk, "checked", "daftar.xlsx")
    assert again.rows.count() == 2


# Repetition, undo and redo


def test_undo_and_redo_any_number_of_times_leaves_one_of_each(
    committed: Importing, ratna: User
) -> None:
    for times in range(1, 4):
        batch = committed(text_list(2))
        assert (standing(), Report.objects.count()) == (2, 2 * times)
        assert undo_import(by=ratna, batch=batch) == 2
        assert standing() == 0


def test_a_report_that_came_in_anew_has_another_code_and_the_old_one_stays(
    committed: Importing, bima: User
) -> None:
    batch = committed(text_list(1))
    first = batch.rows.get().report_uuid
    undo_import(by=bima, batch=batch)
    second = committed(text_list(1)).rows.get().report_uuid
    assert first != second
    assert Report.objects.get(uuid=first).withdrawn_at is not None
    assert Report.objects.get(uuid=second).withdrawn_at is None


def test_an_undone_import_cannot_be_undone_twice(committed: Importing, bima: User) -> None:
    batch = committed(text_list())
    undo_import(by=bima, batch=batch)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        undo_import(by=bima, batch=batch)


def test_undoing_takes_back_what_was_mentioned_too(committed: Importing, bima: User) -> None:
    batch = committed(text_list(2))
    assert Mention.objects.filter(withdrawn=False).exists()
    undo_import(by=bima, batch=batch)
    assert not Mention.objects.filter(withdrawn=False).exists()


def test_undoing_one_file_keeps_what_another_brought(committed: Importing, bima: User) -> None:
    first = committed(text_list(2))
    second = committed(text_list(4))
    assert undo_import(by=bima, batch=second) == 2
    assert standing() == 2
    assert undo_import(by=bima, batch=first) == 2


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_the_same_rows_many_times_are_as_many_reports_once(
    copies: int, committed: Importing
) -> None:
    rows = [HEADINGS, *[good_row(1)] * copies]
    committed(xlsx(rows))
    again = committed(csv_text(rows).encode())
    assert [row.status for row in again.rows.all()] == ["repeated"] * copies
    assert standing() == copies


def test_a_repeated_row_points_to_the_report_that_is_in(committed: Importing) -> None:
    first = committed(xlsx(good_list(1)))
    second = committed(text_list(1))
    assert second.rows.get().report_uuid == first.rows.get().report_uuid
    assert second.reports.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"No": 77},
        {"Biaya": 15_000_000},
        {"Pelapor": "  SITI "},
        {"No HP": 85000000001},
        {"Tanggal": "3 Nov 2026"},
        {"Instansi": "polsek"},
        {"Desa": "PRIGI"},
    ],
)
def test_another_format_of_the_same_cell_is_the_same_row(
    change: dict[str, Any], committed: Importing
) -> None:
    committed(xlsx([HEADINGS, good_row(1)]))
    same_story = good_row(1)[HEADINGS.index("Uraian")]
    batch = committed(xlsx([HEADINGS, good_row(1, **change, Uraian=same_story), good_row(2)]))
    assert [row.status for row in batch.rows.all()] == ["repeated", "accepted"]


@pytest.mark.parametrize(
    "change",
    [{"Biaya": "16 juta"}, {"No HP": "085000000002"}, {"Tanggal": "4/11/2026"}, {"Biaya": ""}],
)
def test_another_word_in_one_cell_is_another_row(
    change: dict[str, Any], committed: Importing
) -> None:
    committed(xlsx([HEADINGS, good_row(1)]))
    batch = committed(xlsx([HEADINGS, good_row(1, **change)]))
    assert batch.rows.get().status == "accepted"


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=8)))
def test_the_identity_of_a_row_knows_no_order_case_or_spacing(said: dict[str, str]) -> None:
    upside_down = {name: f" {said[name]}\n" for name in reversed(list(said))}
    assert identity_of(said) == identity_of(upside_down)
    assert identity_of(said | {"empty": "  "}) == identity_of(said)


@settings(max_examples=60)
@given(
    *[st.tuples(st.integers(1, 9), st.sampled_from("xy"), st.integers(1, 3), st.integers(0, 2))] * 2
)
def test_a_code_is_the_same_only_for_the_same_row_of_one_office(
    one: tuple[int, str, int, int], other: tuple[int, str, int, int]
) -> None:
    assert (row_uuid(*one) == row_uuid(*other)) == (one == other)


# Who may


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize(
    "who", ["sari", "dimas", "joko", "hadi", "agung", "laras", "wening", "asing"]
)
def test_nobody_else_has_a_hand_in_an_import(
    who: str, name: str, request: pytest.FixtureRequest, bima: User, partners: None
) -> None:
    batch = receive_file(by=bima, name="a.csv", content=text_list())
    batch.state, batch.headings = ImportState.CHECKED, HEADINGS
    batch.save()
    with pytest.raises(Refused):
        DEEDS[name](request.getfixturevalue(who), batch)


def test_a_colleague_of_the_section_may_finish_what_another_began(
    checked: Importing, ratna: User
) -> None:
    batch = checked(text_list())
    assert commit_import(by=ratna, batch=batch) == 2
    assert set(Report.objects.values_list("author", flat=True)) == {ratna.pk}
    assert set(Report.objects.values_list("office", flat=True)) == {batch.office_id}


def test_who_has_no_office_cannot_send_a_list(bima: User) -> None:
    User.objects.filter(pk=bima.pk).update(office=None)
    bima.refresh_from_db()
    with pytest.raises(Refused):
        receive_file(by=bima, name="a.csv", content=text_list())
    assert not ImportBatch.objects.exists()


def test_a_switched_off_account_is_no_importer(bima: User, ratna: User, sari: User) -> None:
    assert importers() == sorted([bima, ratna], key=lambda user: user.pk)
    bima.is_active = False
    bima.save()
    assert importers() == [ratna]


def test_two_offices_send_the_same_file_and_see_only_their_own(
    checked: Importing, bima: User, asing: User
) -> None:
    ours, theirs = checked(text_list()), checked(text_list(), by=asing)
    assert ours.pk != theirs.pk
    assert import_of_file(bima, text_list()) == ours
    assert import_of_file(asing, text_list()) == theirs
    assert list(imports_visible_to(asing)) == [theirs]
    assert import_of_file(bima, b"lain") is None


def test_the_newest_import_stands_first_and_costs_one_question_beside_the_gate_s(
    checked: Importing, bima: User, django_assert_num_queries: Any
) -> None:
    batches = [checked(text_list(count)) for count in (1, 2)]
    with django_assert_num_queries(2):
        found = [(batch, batch.author.full_name) for batch in imports_visible_to(bima)]
    assert found == [(batches[1], "Bima Satriya"), (batches[0], "Bima Satriya")]


def test_an_analyst_of_a_new_office_of_the_agency_sees_nothing_of_this_one(
    checked: Importing, office: Office
) -> None:
    checked(text_list())
    office_too = Office.objects.create(agency=office.agency, name="Kantor Imigrasi Pacitan")
    stranger = factories.make_user("baru", RoleKey.ANALYST, office_too)
    assert not imports_visible_to(stranger).exists()


# Rows


def test_rows_of_one_status_in_the_order_of_the_sheet(checked: Importing) -> None:
    rows = [good_row(1), good_row(2, Tanggal="kemarin"), good_row(3), good_row(4, Tanggal="besok")]
    batch = checked(xlsx([HEADINGS, *rows]))
    assert [row.number for row in rows_of(batch, "rejected")] == [3, 5]
    assert [row.number for row in rows_of(batch)] == [2, 3, 4, 5]
    assert [row.number for row in rows_of(batch, "'; DROP")] == [2, 3, 4, 5]
    assert counts_of(batch)[RowStatus.REJECTED] == 2


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1, 3 * ROWS_AT_ONCE])
def test_rows_come_in_handfuls_and_none_is_lost(count: int) -> None:
    made = list(chunks((number, ["x"], []) for number in range(count)))
    assert [row[0] for chunk in made for row in chunk] == list(range(count))
    assert all(0 < len(chunk) <= ROWS_AT_ONCE for chunk in made)


def test_long_texts_make_a_handful_smaller() -> None:
    long = "x" * (CHARACTERS_AT_ONCE // 2)
    assert [len(chunk) for chunk in chunks((n, [long, 1], []) for n in range(7))] == [3, 3, 1]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"narrative": [0], "village": [1]}, []),
        ({"narrative": [0], "personal": [1]}, ["Data pribadi tidak disimpan: kolom “B”"]),
        ({"narrative": [0]}, ["Tidak dipakai: kolom “B”"]),
        ({"indicators": [0], "village": [1]}, []),
        ({"village": [0, 1]}, ["Belum ada kolom uraian"]),
        ({"personal": [0, 9]}, ["Data pribadi", "Tidak dipakai", "Belum ada kolom uraian"]),
    ],
)
def test_what_is_said_about_the_columns(columns: dict[str, list[int]], words: list[str]) -> None:
    notes = columns_notes(columns, ["A", "B", ""])
    assert len(notes) == len(words)
    assert all(note.startswith(word) for note, word in zip(notes, words, strict=True))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["", "5F3F2C1E-7f0b-4c52-9e39-0e6d3c1a6b70"], True),
        (["", " 5f3f2c1e7f0b4c529e390e6d3c1a6b70 "], True),
        (["", "bukan kode"], False),
        (["", 12], False),
        (["", {"date": "2026-01-01"}], False),
        ([""], False),
    ],
)
def test_a_report_code_in_a_cell_is_a_code_or_nothing(cells: list[Any], found: bool) -> None:
    assert (code_in(ImportRow(cells=cells), [1]) is not None) is found
