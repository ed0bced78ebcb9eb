"""What the commands that work on files have in common: their words, their files, their refusals."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kentongan.alerts.scan_words import told_fault
from kentongan.engine.detection.files import (
    BadFile,
    Files,
    Source,
    Study,
    Wishes,
    read_parameters,
    study_of,
)

LOOKS = ("now", "past", "places")
UNITS = ("day", "month", "year")
WEEKS = {"week": ("day", 7)}
DAYS = 30
# What a shell says of a program that was interrupted.
INTERRUPTED = 130
BAR = 30
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class FileCommand(BaseCommand):
    """A command that needs neither settings nor a database."""

    requires_system_checks = ()

    def guarded[T](self, work: Callable[[], T]) -> T:
        """What the work gives; raises CommandError with a sentence where it cannot."""
        try:
            return work()
        except BadFile as bad:
            raise CommandError(told_fault(bad)) from None
        except ValueError as problem:
            raise CommandError(
                _("Batas pemindaian ini tidak dapat dipakai: %(why)s.") % {"why": problem}
            ) from None
        except MemoryError:
            raise CommandError(
                _("Memori komputer tidak cukup. Perkecil --max-km atau persingkat masanya.")
            ) from None
        except KeyboardInterrupt:
            raise CommandError(
                _("Dihentikan; tidak ada yang ditulis."), returncode=INTERRUPTED
            ) from None

    def say(self, text: str) -> None:
        """To the reader, unless he has gone away."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            # Python flushes once more at its end, which must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def bar(self) -> "Bar | None":
        """Progress, where somebody looks at a terminal."""
        return Bar(self.stderr._out) if self.stderr.isatty() else None


class Bar:
    """How far the random data sets are, on a terminal."""

    def __init__(self, terminal: Any) -> None:
        self.terminal = terminal

    def __call__(self, done: int, wanted: int) -> None:
        full = BAR * done // wanted
        end = "\n" if done >= wanted else ""
        self.terminal.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{wanted}{end}")
        self.terminal.flush()


def add_files(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="berkas kasus (.csv, .cas) atau pengaturan (.prm)")
    parser.add_argument("--places", type=Path, help="koordinat tempat (.csv, .geo)")
    parser.add_argument("--people", type=Path, help="bandingkan dengan penduduk (.csv, .pop)")
    parser.add_argument("--controls", type=Path, help="bandingkan dengan kontrol (.csv, .ctl)")
    parser.add_argument("--flat", action="store_true", help="koordinat x dan y dalam km")
    parser.add_argument("--undated", action="store_true", help="kasus tanpa tanggal")


def add_limits(parser: ArgumentParser) -> None:
    parser.add_argument("--start", type=day, help="hari pertama, 2026-01-31")
    parser.add_argument("--end", type=day, help="hari terakhir, 2026-01-31")
    parser.add_argument("--since", type=day, help="diawasi sejak hari ini; p berlaku seluruhnya")
    parser.add_argument("--look", choices=LOOKS, help="yang masih berlangsung, kapan saja, tempat")
    parser.add_argument("--every", choices=(*UNITS, *WEEKS), help="panjang satu masa hitung")
    parser.add_argument("--max-km", type=above_zero, help="radius terbesar")
    parser.add_argument("--max-share", type=percent, help="bagian terbesar dalam persen")
    parser.add_argument("--min-length", type=above_zero, help="jendela terpendek, dalam masa")
    parser.add_argument("--max-length", type=above_zero, help="jendela terpanjang, dalam masa")
    parser.add_argument("--min-cases", type=whole, help="kasus paling sedikit dalam gugus")
    parser.add_argument("--replicates", type=whole, help="jumlah kumpulan data acak")
    parser.add_argument("--seed", type=whole, help="benih kumpulan acak")
    parser.add_argument("--threads", type=whole, help="jumlah inti yang bekerja bersama")


def day(text: str) -> date:
    """2026-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("%(text)r bukan tanggal seperti 2026-01-31") % {"text": text}
        ) from None


def whole(text: str) -> int:
    """From 1 to a million."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise ArgumentTypeError(_("%(text)r bukan bilangan bulat dari 1") % {"text": text})
    return int(text)


def above_zero(text: str) -> float:
    """A length."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not 0 < number < 1e9:
        raise ArgumentTypeError(_("%(text)r bukan bilangan di atas nol") % {"text": text})
    return number


def percent(text: str) -> float:
    """A share."""
    share = above_zero(text) / 100
    if share > 1:
        raise ArgumentTypeError(_("%(text)r bukan bagian dari seratus") % {"text": text})
    return share


def study_from(options: dict[str, Any]) -> Study:
    """The study that the words of the command ask for; raises BadFile, CommandError, ValueError."""
    file: Path = options["file"]
    if file.suffix.lower() == ".prm":
        wishes, paths = read_parameters(source_of(file))
        named = {name: file.parent / path for name, path in paths.items()}
    else:
        wishes, named = Wishes(longest=DAYS, longest_is_share=False), {"CaseFile": file}
    wishes = wished(wishes, options)
    return study_of(files_of(named, options), wishes)


def files_of(named: dict[str, Path], options: dict[str, Any]) -> Files:
    """The texts; words of the command win over those of a parameter file."""
    said = {"CoordinatesFile": "places", "PopulationFile": "people", "ControlFile": "controls"}
    paths = named | {name: options[word] for name, word in said.items() if options[word]}
    for name, word in (("CaseFile", "file"), ("CoordinatesFile", "places")):
        if name not in paths:
            raise CommandError(_("Sebutkan berkasnya dengan --%(word)s.") % {"word": word})
    texts = {name: source_of(path) for name, path in paths.items()}
    return Files(
        texts["CaseFile"],
        texts["CoordinatesFile"],
        texts.get("PopulationFile"),
        texts.get("ControlFile"),
    )


def wished(wishes: Wishes, options: dict[str, Any]) -> Wishes:
    """The wishes with what the words of the command say."""
    same = ("start", "end", "look", "max_km", "max_share", "min_cases")
    said = {name: options[name] for name in (*same, "replicates", "seed", "threads")}
    said |= {"shortest": options["min_length"], "watched_since": options["since"]}
    if options["max_length"]:
        said |= {"longest": options["max_length"], "longest_is_share": False}
    if options["every"]:
        said["unit"], said["length"] = WEEKS.get(options["every"], (options["every"], 1))
    if options["people"] or options["controls"]:
        said["against"] = "people" if options["people"] else "controls"
    said |= {"flat": options["flat"] or None, "dated": False if options["undated"] else None}
    return replace(wishes, **{name: value for name, value in said.items() if value is not None})


def source_of(path: Path) -> Source:
    """The file as text; raises CommandError where it cannot be opened."""
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as problem:
        why = os.strerror(problem.errno) if isinstance(problem, OSError) and problem.errno else ""
        raise CommandError(
            _("Berkas %(name)s tidak dapat dibuka. %(why)s") % {"name": path, "why": why}
        ) from None
    return Source(path.name, text_of(content))


def text_of(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Windows wrote before."""
    coding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        return content.decode("latin-1")
