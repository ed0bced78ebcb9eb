"""How much of a stranger's file is looked at. Figures: docs/security.md §4, "XLSX/CSV import"."""

MEBIBYTE = 1024 * 1024
MOST_BYTES = 5 * MEBIBYTE
MOST_ENTRIES = 200
MOST_UNPACKED = 50 * MEBIBYTE
MOST_RATIO = 100
MOST_ROWS = 20_000
MOST_COLUMNS = 60

# The reading process: a valid 3 MB file that unpacks to 370 MB costs calamine 807 MB.
MEMORY = 512 * MEBIBYTE
CPU_SECONDS = 20
WALL_SECONDS = 40

# A cell holds 32,767 characters at most; a report takes 20,000, so one more tells "too long".
LONGEST_CELL = 20_001
# One string repeated in a million cells would come out as gigabytes.
MOST_OUTPUT = 40 * MEBIBYTE
# 60 cells of 20,000 letters, each written as \uXXXX, or the first rows of ten wide sheets.
LONGEST_LINE = 8 * MEBIBYTE
# Titles, letterheads and two-line headings above the first row of real lists stay under 40 lines.
PREVIEW_ROWS = 60


class Unreadable(Exception):
    """The file is not read; ``code`` names the reason (see ``sentences``), ``detail`` figures."""

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
