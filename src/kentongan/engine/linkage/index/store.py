"""The index in a folder: a tantivy index of one field of marks and the number of each record."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tantivy import Document, IndexWriter, Occur, Query, Schema, SchemaBuilder
from tantivy import Index as Tantivy

NUMBER, MARKS = "number", "marks"
# Marks of one record are a dozen words of eight letters; no counts and no places are kept of them.
BARE = "basic"
STATE = "meta.json"
# One thread, since pages are answered beside it. Tantivy asks for at least 15 MB a thread.
MEMORY = 64_000_000


class Damaged(ValueError):
    """The folder holds no index that can be read; it must be made anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record and how well its marks match, without a unit."""

    number: int
    likeness: float


def schema() -> Schema:
    """What the index keeps: nothing can be read back but numbers."""
    building = SchemaBuilder()
    # Not unsigned: tantivy 0.27 takes Python's integers for signed ones.
    building.add_integer_field(NUMBER, stored=False, indexed=True, fast=True)
    building.add_text_field(MARKS, stored=False, tokenizer_name="whitespace", index_option=BARE)
    return building.build()


class Writing:
    """Changes to an index; nothing of them is found before the end of ``Index.writing``."""

    def __init__(self, writer: IndexWriter) -> None:
        self.writer = writer

    def put(self, number: int, marks: Iterable[str]) -> None:
        """Add a record that the index does not hold."""
        document = Document()
        document.add_integer(NUMBER, number)
        document.add_text(MARKS, " ".join(marks))
        self.writer.add_document(document)

    def take_out(self, number: int) -> None:
        """Forget a record; what is put afterwards under the number stays."""
        self.writer.delete_documents_by_term(NUMBER, number)


class Index:
    """An index in a folder of its own; many may read it, one at a time may write."""

    def __init__(self, folder: Path) -> None:
        """Opens the folder; raises ``Damaged``."""
        self.folder = folder
        try:
            self.inside = Tantivy.open(str(folder))
        except ValueError as error:
            raise Damaged(f"no index: {error}") from error
        self.schema = self.inside.schema
        self.state = self.state_on_disk()

    @classmethod
    def made_in(cls, folder: Path) -> "Index":
        """A new index in a folder that is empty or missing."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        Tantivy(schema(), str(folder))
        return cls(folder)

    @contextmanager
    def writing(self, memory: int = MEMORY) -> Iterator[Writing]:
        """Changes that are kept together at the end, or not at all after an error.

        Raises ValueError while somebody else writes.
        """
        writer = self.inside.writer(heap_size=memory, num_threads=1)
        try:
            yield Writing(writer)
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        # A writer that goes away breaks off the joining of small parts, and parts would pile up.
        writer.wait_merging_threads()

    def state_on_disk(self) -> int:
        """What tells one state of the index from the next; raises ``Damaged``."""
        try:
            return (self.folder / STATE).stat().st_mtime_ns
        except OSError as error:
            raise Damaged("the index is gone") from error

    def look_again(self) -> None:
        """See what was written since; cheap when nothing was. Raises ``Damaged``."""
        state = self.state_on_disk()
        if state != self.state:
            self.inside.reload()
            self.state = state

    def find(self, asked: Sequence[tuple[str, float]], most: int) -> list[Found]:
        """The records that share the most and the rarest marks (BM25), best first.

        ``asked``: marks with weights; at most ``most`` records. Raises ``Damaged``.
        """
        self.look_again()
        searcher = self.inside.searcher()
        parts = [(Occur.Should, self.part(mark, weight)) for mark, weight in asked]
        hits = searcher.search(Query.boolean_query(parts), most, count=False).hits
        numbers = searcher.fast_field_values(NUMBER, [place for _likeness, place in hits])
        # Every record has a number, whatever the library's types allow.
        return [
            Found(int(number or 0), likeness)
            for number, (likeness, _place) in zip(numbers, hits, strict=True)
        ]

    def part(self, mark: str, weight: float) -> Query:
        """The question for one mark."""
        return Query.boost_query(Query.term_query(self.schema, MARKS, mark, BARE), weight)

    @property
    def count(self) -> int:
        """How many records it holds."""
        self.look_again()
        return int(self.inside.searcher().num_docs)

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir())
