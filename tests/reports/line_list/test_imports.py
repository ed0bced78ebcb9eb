"""An import from file to reports: checked first, all or nothing, once only, undone as a whole."""

from datetime import date
from typing import Any

import pytest

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.reports.actions import imports as deeds
from kentongan.reports.actions.imports import (
    advance_import,
    choose_columns,
    commit_import,
    receive_file,
    tidy_name,
    undo_import,
)
from kentongan.reports.errors import Incomplete
from kentongan.reports.models import ImportBatch, ImportRow, ImportState, Report
from kentongan.reports.queries.imports import (
    counts_of,
    import_for,
    imports_visible_to,
    unfinished_imports,
)
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, csv_text, good_list, good_row, xlsx


def standing() -> int:
    """How many reports are in force."""
    return Report.objects.filter(withdrawn_at=None).count()


def statuses(batch: ImportBatch) -> list[str]:
    return list(batch.rows.values_list("status", flat=True))


MIXED = [
    HEADINGS,
    good_row(1),
    good_row(2, Tanggal="12/25/2025"),
    good_row(3, Tanggal=""),
    ["Jumlah", "", "", "", 3],
    good_row(4),
    good_row(4),
]


def test_every_row_has_an_outcome_and_nothing_is_in_before_it_is_wished(
    checked: Importing,
) -> None:
    batch = checked(xlsx(MIXED))
    assert batch.state == ImportState.CHECKED
    assert statuses(batch) == [
        "accepted", "rejected", "question", "skipped", "accepted", "question",
    ]  # fmt: skip
    assert all(row.messages for row in batch.rows.exclude(status="accepted"))
    assert standing() == 0


def test_committing_brings_in_the_accepted_rows_with_their_place_in_the_file(
    committed: Importing,
) -> None:
    batch = committed(xlsx(MIXED))
    assert batch.state == ImportState.COMMITTED
    assert standing() == 4
    assert sorted(batch.reports.values_list("row_number", flat=True)) == [2, 4, 6, 7]
    assert set(batch.reports.values_list("uuid", flat=True)) == set(
        batch.rows.filter(status__in=["accepted", "question"]).values_list("report_uuid", flat=True)
    )


def test_a_committed_import_keeps_no_copy_of_the_file(committed: Importing) -> None:
    batch = committed(xlsx(good_list()))
    assert bytes(ImportBatch.objects.get(pk=batch.pk).content) == b""


def test_the_same_file_twice_changes_nothing(committed: Importing, bima: User) -> None:
    content = xlsx(good_list())
    first = committed(content)
    again = receive_file(by=bima, name="lain.xlsx", content=content)
    assert again.pk == first.pk
    assert commit_import(by=bima, batch=again) == 0
    assert standing() == 3


def test_the_same_rows_in_another_file_are_repeated(committed: Importing) -> None:
    committed(xlsx(good_list(3)))
    batch = committed(csv_text(good_list(4)).encode(), name="daftar.csv")
    assert statuses(batch) == ["repeated"] * 3 + ["accepted"]
    assert "daftar.xlsx" in batch.rows.all()[0].messages[0]
    assert standing() == 4


def test_two_equal_rows_are_two_reports_and_both_are_known_again(committed: Importing) -> None:
    committed(xlsx([HEADINGS, good_row(1), good_row(1)]))
    assert standing() == 2
    batch = committed(xlsx([HEADINGS, good_row(1), good_row(1), good_row(1)]))
    assert statuses(batch) == ["repeated", "repeated", "question"]
    assert standing() == 3


def test_equal_rows_in_two_offices_are_their_own_reports(committed: Importing, asing: User) -> None:
    committed(xlsx(good_list(1)))
    batch = committed(xlsx(good_list(1)), by=asing)
    assert statuses(batch) == ["accepted"]
    assert standing() == 2


def test_undoing_takes_the_whole_import_back(committed: Importing, ratna: User) -> None:
    other = committed(xlsx([HEADINGS, good_row(9)]))
    batch = committed(xlsx(good_list(3)))
    assert undo_import(by=ratna, batch=batch) == 3
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert standing() == other.reports.count() == 1


def test_an_undone_file_can_come_in_anew(committed: Importing, bima: User) -> None:
    content = xlsx(good_list(2))
    undo_import(by=bima, batch=committed(content))
    batch = committed(content)
    assert (batch.state, standing()) == (ImportState.COMMITTED, 2)
    undo_import(by=bima, batch=batch)
    assert standing() == 0
    assert Report.objects.count() == 4


def test_rows_taken_back_do_not_block_another_file(committed: Importing, bima: User) -> None:
    undo_import(by=bima, batch=committed(xlsx(good_list(2))))
    batch = committed(csv_text(good_list(2)).encode())
    assert statuses(batch) == ["accepted", "accepted"]


def test_a_refused_file_leaves_one_sentence_and_no_row(checked: Importing) -> None:
    lines = csv_text(good_list(900)) + '5;"tidak ditutup\n'
    batch = checked(lines.encode())
    assert batch.state == ImportState.REFUSED
    assert "petik" in batch.problem
    assert ImportRow.objects.count() == 0


def test_a_file_over_the_limit_is_refused_without_being_kept(bima: User) -> None:
    batch = receive_file(by=bima, name="besar.csv", content=b"x" * (5 * 1024 * 1024 + 1))
    assert batch.state == ImportState.REFUSED
    assert bytes(batch.content) == b""
    assert advance_import(batch).state == ImportState.REFUSED


def test_headings_without_rows_are_refused(checked: Importing) -> None:
    assert checked(xlsx([HEADINGS])).state == ImportState.REFUSED


def test_a_failure_in_the_middle_of_a_commit_leaves_nothing(
    checked: Importing, bima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = checked(xlsx(good_list()))

    def fails(*_: Any, **__: Any) -> None:
        raise Incomplete(["Baris 2: …"])

    monkeypatch.setattr(deeds, "record", fails)
    with pytest.raises(Incomplete):
        commit_import(by=bima, batch=batch)
    batch.refresh_from_db()
    assert (batch.state, standing()) == (ImportState.CHECKED, 0)


def test_rows_that_came_in_meanwhile_become_repeated(checked: Importing, bima: User) -> None:
    early, late = checked(xlsx(good_list(2))), checked(csv_text(good_list(2)).encode())
    commit_import(by=bima, batch=early)
    assert commit_import(by=bima, batch=late) == 0
    assert statuses(late) == ["repeated", "repeated"]
    assert "daftar.xlsx" in late.rows.all()[0].messages[0]
    assert standing() == 2


def test_rows_whose_twins_were_taken_back_meanwhile_come_in_after_all(
    checked: Importing, bima: User
) -> None:
    early, accepted = checked(xlsx(good_list(2))), checked(csv_text(good_list(2)).encode())
    commit_import(by=bima, batch=early)
    repeated = checked(csv_text(good_list(2), ",").encode())
    assert statuses(repeated) == ["repeated", "repeated"]
    undo_import(by=bima, batch=early)
    assert commit_import(by=bima, batch=accepted) == 2
    undo_import(by=bima, batch=accepted)
    assert commit_import(by=bima, batch=repeated) == 2
    assert standing() == 2


def test_a_half_read_import_goes_on_where_it_stood(
    bima: User, partners: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Like kill −9: nothing catches it."""

    def dies(step: str, done: int) -> None:
        if done in {500, 1500}:
            raise Killed

    batch = receive_file(by=bima, name="a.csv", content=csv_text(good_list(1800)).encode())
    for stand in (500, 1500):
        with pytest.raises(Killed):
            advance_import(batch, progress=dies)
        assert batch.rows.count() == stand
    assert advance_import(batch).state == ImportState.CHECKED
    assert counts_of(batch)["accepted"] == 1800


# Columns


def test_a_person_corrects_a_column_and_the_list_is_read_again(
    checked: Importing, bima: User
) -> None:
    rows = [
        ["Tanggal", "Desa", "Cuaca"],
        ["3/11/2026", "Prigi", "Ada tawaran kerja tanpa kontrak."],
    ]
    batch = checked(xlsx(rows))
    assert statuses(batch) == ["rejected"]
    assert any("kolom uraian" in note for note in batch.notes)
    columns = {"noticed_on": [0], "village": [1], "narrative": [2]}
    advance_import(choose_columns(by=bima, batch=batch, columns=columns))
    assert statuses(batch) == ["accepted"]


@pytest.mark.parametrize(
    "columns", [{"village": [0, 1]}, {"noticed_on": [99]}, {"noticed_on": [-1]}, {"apa": [0]}]
)
def test_a_choice_of_columns_that_cannot_be_changes_nothing(
    checked: Importing, bima: User, columns: dict[str, list[int]]
) -> None:
    batch = checked(xlsx(good_list()))
    with pytest.raises(Incomplete):
        choose_columns(by=bima, batch=batch, columns=columns)
    assert statuses(batch) == ["accepted"] * 3


def test_personal_columns_are_left_out_and_said_so(checked: Importing) -> None:
    rows = [[*row, nik] for row, nik in zip(good_list(1), ["NIK", "0000000101900001"], strict=True)]
    batch = checked(xlsx(rows))
    assert statuses(batch) == ["accepted"]
    assert "0000000101900001" not in str(batch.rows.get().cells)
    assert any("NIK" in note for note in batch.notes)


# Who may


@pytest.mark.parametrize("who", ["sari", "joko", "hadi", "agung", "laras"])
def test_only_the_enforcement_section_imports(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused):
        receive_file(by=request.getfixturevalue(who), name="a.csv", content=b"a;b")


def test_a_stranger_sees_no_import_and_may_not_touch_it(
    checked: Importing, asing: User, bima: User
) -> None:
    batch = checked(xlsx(good_list()))
    assert import_for(bima, batch.pk) == batch
    assert import_for(asing, batch.pk) is None
    assert list(imports_visible_to(asing)) == []
    with pytest.raises(Refused):
        commit_import(by=asing, batch=batch)


@pytest.mark.parametrize("deed", [commit_import, undo_import])
def test_an_import_that_is_not_ready_is_left_alone(deed: Any, bima: User, partners: None) -> None:
    batch = receive_file(by=bima, name="a.csv", content=csv_text(good_list()).encode())
    with pytest.raises(Refused):
        deed(by=bima, batch=batch)


def test_every_step_is_in_the_log_without_names_or_texts(committed: Importing, bima: User) -> None:
    undo_import(by=bima, batch=committed(xlsx(good_list())))
    events = AuditEvent.objects.filter(subject__startswith="import:")
    actions = list(events.order_by("pk").values_list("action", flat=True))
    assert actions == [
        "import.received", "import.read", "import.checked",
        "reports.imported", "import.committed", "reports.withdrawn", "import.undone",
    ]  # fmt: skip
    assert "daftar" not in str(list(events.values_list("detail", flat=True)))


def test_the_worker_finds_what_waits(bima: User, partners: None) -> None:
    batch = receive_file(by=bima, name="a.csv", content=csv_text(good_list()).encode())
    assert list(unfinished_imports()) == [batch]
    advance_import(batch)
    assert list(unfinished_imports()) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\daftar.xlsx", "daftar.xlsx"),
        ("a\nb\x00.xlsx", "ab.xlsx"),
        ("laporan\u202excod.xlsx", "laporanxcod.xlsx"),
        ("", "tanpa nama"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_file_name_is_only_a_name(name: str, kept: str) -> None:
    assert tidy_name(name) == kept


def test_counts_name_every_status(checked: Importing) -> None:
    counts = counts_of(checked(xlsx(MIXED)))
    assert counts == {
        "waiting": 0, "accepted": 2, "question": 2, "rejected": 1, "repeated": 0, "skipped": 1,
    }  # fmt: skip


def test_a_day_that_came_true_between_two_imports_is_the_same_row(committed: Importing) -> None:
    committed(xlsx([HEADINGS, good_row(1, Tanggal=date(2026, 11, 20))]))
    batch = committed(xlsx([HEADINGS, good_row(1, Tanggal="Jumat, 20 November 2026")]))
    assert statuses(batch) == ["repeated"]
