"""The office's papers: complete, filled in, printable, and for guardians alone."""

from datetime import date

import pytest

from kentongan.accounts.models import Office, User
from kentongan.audit.privacy import register
from kentongan.website.privacy.documents import block, part_of, read_paper
from kentongan.website.privacy.files import FILES, editable, paper
from tests.source import ROOT
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS

DAY = date(2026, 11, 26)
PATH = "/privasi/berkas/"
every_file = pytest.mark.parametrize("name", FILES)
pytestmark = pytest.mark.django_db


@every_file
def test_every_paper_is_filled_in_as_far_as_the_product_knows(name: str, office: Office) -> None:
    text = editable(FILES[name], DAY)
    assert office.name in text
    assert "$" not in text
    assert not [line for line in text.splitlines() if line.startswith("@")]


@every_file
def test_every_paper_has_a_title_and_content(name: str) -> None:
    shown = paper(FILES[name], DAY)
    assert shown.title
    assert len(shown.blocks) > 3


def test_the_impact_assessment_names_every_personal_column() -> None:
    text = editable(FILES["penilaian-dampak"], DAY)
    assert all(f"| {one.model} | {one.field} |" in text for one in register() if one.is_personal)


def test_the_impact_assessment_says_who_sees_how_far() -> None:
    text = editable(FILES["penilaian-dampak"], DAY)
    assert "| PIMPASA | milik sendiri, sampai L4 |" in text
    assert "| Admin sistem | – | – | – |" in text


def test_the_sharing_protocol_follows_the_outline() -> None:
    text = editable(FILES["perjanjian-berbagi-informasi"], DAY)
    wanted = ("Tujuan", "Asas", "Cara berbagi", "Waktu", "Keamanan", "Penerbitan", "Pelanggaran")
    assert [words for words in wanted if words not in text] == []


def test_the_papers_stand_among_the_documents_too() -> None:
    names = {path.stem for path in (ROOT / "docs" / "templates").glob("*.md")}
    assert names == set(FILES)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("# Judul", ("heading", "Judul")),
        ("## Bagian", ("subheading", "Bagian")),
        ("- satu", ("item", "satu")),
        ("| a | b |", ("row", "| a | b |")),
        ("|---|---|", ("row", "")),
        ("@register", ("named", "register")),
        ("Kalimat.", ("paragraph", "Kalimat.")),
        ("", ("", "")),
    ],
)
def test_a_line_is_read_by_its_mark(line: str, part: tuple[str, str]) -> None:
    assert part_of(line) == part


def test_lines_of_one_kind_belong_together() -> None:
    shown = read_paper("# Judul\n\n- satu\n- dua\n\nKalimat\nlanjut.", {}, {})
    assert [one.kind for one in shown.blocks] == ["items", "paragraph"]
    assert shown.blocks[1].text == "Kalimat lanjut."


def test_a_table_keeps_its_cells() -> None:
    assert block("row", ["| a | b |", "", "| 1 | 2 |"]).rows == (("a", "b"), ("1", "2"))


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_paper("# $tidak_ada", {}, {})


@every_file
@pytest.mark.parametrize("reader", READERS)
def test_guardians_open_print_and_take_along(
    reader: str, name: str, people: dict[str, User]
) -> None:
    client = client_of(people[reader])
    assert client.get(PATH).status_code == client.get(f"{PATH}{name}/").status_code == 200
    assert client.get(f"{PATH}{name}.md").status_code == 200


@every_file
def test_a_paper_is_printed_as_pdf(name: str, agung: User) -> None:
    assert client_of(agung).get(f"{PATH}{name}.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("stranger", STRANGERS)
def test_others_find_no_such_page(stranger: str, people: dict[str, User]) -> None:
    client = client_of(people[stranger])
    paths = (PATH, f"{PATH}penilaian-dampak/", f"{PATH}penilaian-dampak.md")
    assert {client.get(path).status_code for path in paths} == {404}


def test_a_paper_that_is_not_there_is_not_found(agung: User) -> None:
    assert client_of(agung).get(f"{PATH}rahasia/").status_code == 404
