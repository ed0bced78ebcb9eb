"""What chance alone does: the largest statistic of each random data set, exactly.

Small circles are looked at first and give every data set a statistic that it reaches somewhere. The
least of these is a floor: what cannot beat it is the largest of no data set, so that plain integers
decide what is worth a logarithm, see `lanes`. As the floor was reached, nothing need be done again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Chance, Drawn
from kentongan.engine.detection.circles import Circles, Survey
from kentongan.engine.detection.dense import SETS_PER_TILE, dense_maxima, rows_of
from kentongan.engine.detection.inference import as_unusual
from kentongan.engine.detection.lanes import Bar, Word, wider, words_of
from kentongan.engine.detection.model import Model
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.sizes import Sizes
from kentongan.engine.detection.sparse import Arrivals, sparse_maxima
from kentongan.engine.detection.threads import shared_out
from kentongan.engine.detection.windows import Windows

type Progress = Callable[[int, int], None]
type Kernel = Literal["sparse", "dense"]

# Data sets at once: their counts of 8 bytes must stay in a first-level cache of 32 KB.
SETS_PER_BLOCK = 2048
# Cases at once: places, periods and arrivals take 12 bytes each, 100 MB in all.
CASES_PER_BLOCK = 8_000_000
# Circles of so few places are looked at first: they cost little and most maxima are near theirs.
# The larger ones only where cases are so rare that some data set has nothing in the smaller.
FIRST_PLACES, SURELY_FIRST = (1, 4, 16, 64), 4
LOW = 0.5
# Nanoseconds of one arrival and of one word of a row, measured in 2026 on a Xeon with AVX-512; only
# their ratio matters.
ARRIVAL_NS, WORD_NS = 2.5, 0.5


@dataclass(frozen=True, eq=False)
class NullSearch:
    """All that the search through random data sets needs to know.

    kernel: None to choose by cost; the result is the same.
    """

    circles: Circles
    windows: Windows
    model: Model
    settings: ScanSettings
    sizes: Sizes
    survey: Survey
    kernel: Kernel | None = None

    @classmethod
    def of(
        cls,
        circles: Circles,
        windows: Windows,
        model: Model,
        settings: ScanSettings,
        kernel: Kernel | None = None,
    ) -> "NullSearch":
        """The search through these circles and windows."""
        sizes = model.sizes(windows)
        return cls(circles, windows, model, settings, sizes, circles.survey(sizes), kernel)

    def maxima(self, drawn: Drawn) -> NDArray[np.float64]:
        """The largest statistic of each of the data sets, zero without an excess."""
        best = np.zeros(len(drawn.starts) - 1)
        law = self.model.law
        for word in words_of(self.windows, self.survey.largest * law.cases / law.size):
            self._raise(best, drawn, word)
        return best

    def _raise(self, best: NDArray[np.float64], drawn: Drawn, word: Word) -> None:
        """Look through the windows of one word, again in wider lanes where one overflowed."""
        kernel = self.kernel or self._cheaper(drawn, word)
        search = self._sparse if kernel == "sparse" else self._dense
        if not search(best, drawn, word):
            for wide in wider(self.windows, word):
                self._raise(best, drawn, wide)

    def _cheaper(self, drawn: Drawn, word: Word) -> Kernel:
        arrivals = self.survey.visits[drawn.places[word.increments[drawn.periods] > 0]]
        rows = self.survey.visits[self._active(drawn)].sum() * (len(drawn.starts) - 1)
        return "sparse" if arrivals.sum() * ARRIVAL_NS <= rows * WORD_NS else "dense"

    def _active(self, drawn: Drawn) -> NDArray[np.bool_]:
        """Which places have a case in any of the data sets."""
        active = np.zeros(len(self.circles.starts), dtype=bool)
        active[drawn.places] = True
        return active

    def _sparse(self, best: NDArray[np.float64], drawn: Drawn, word: Word) -> bool:
        arrivals = Arrivals.of(drawn, word, self.circles.walk)
        return self._rounds(best, word, sparse_maxima, arrivals)

    def _dense(self, best: NDArray[np.float64], drawn: Drawn, word: Word) -> bool:
        active = self._active(drawn)
        rows = int(np.count_nonzero(active))
        if rows == 0:
            return True
        row_of = np.full(len(active), -1, dtype=np.int32)
        row_of[active] = np.arange(rows)
        for first in range(0, len(best), SETS_PER_TILE):
            stop = min(first + SETS_PER_TILE, len(best))
            table = rows_of(drawn, (first, stop), word, row_of, rows)
            tile = best[first:stop]
            if not len(table) or not self._rounds(tile, word, dense_maxima, (table, row_of)):
                return False
        return True

    def _rounds(
        self, best: NDArray[np.float64], word: Word, look: Callable[..., bool], where: object
    ) -> bool:
        """All circles, small ones first; whether no lane overflowed."""
        sizes = self.sizes.of_windows(word.windows)
        largest = float(self.survey.largest[word.windows].max())
        for circles in self._growing(best):
            bar = Bar.of(
                best,
                word,
                law=self.model.law,
                sizes=sizes,
                least=self.settings.min_cases,
                largest=largest,
            )

            def work(
                centres: NDArray[np.int32], circles: Circles = circles, bar: Bar = bar
            ) -> tuple[bool, NDArray[np.float64]]:
                found = best.copy()
                return look(centres, circles, where, (word, bar), found), found

            for fine, found in shared_out(work, circles.walk, self.settings.threads):
                np.maximum(best, found, out=best)
                if not fine:
                    return False
        return True

    def _growing(self, best: NDArray[np.float64]) -> Iterator[Circles]:
        """Small circles, larger ones as long as they leave the floor low, and then all."""
        for places in FIRST_PLACES:
            if places <= SURELY_FIRST or best.min() <= LOW * np.median(best):
                yield self.circles.up_to(places)
        yield self.circles


class Search(Protocol):
    """What finds the largest statistic of random data sets."""

    @property
    def settings(self) -> ScanSettings:
        """How many data sets, and when to stop."""

    def maxima(self, drawn: Drawn) -> NDArray[np.float64]:
        """The largest statistic of each of the data sets, zero without an excess."""


def null_maxima(
    search: Search,
    chance: Chance,
    *,
    to_outdo: float,
    progress: Progress | None = None,
    cases_at_once: int = CASES_PER_BLOCK,
) -> NDArray[np.float64]:
    """The largest statistic of each replicate, zero where nothing exceeds its expectation.

    Ends with the replicate that outdoes `to_outdo` for the last allowed time, where the settings
    allow to stop early. The result does not depend on `cases_at_once`, the working memory.
    progress: called with (replicates done, replicates wanted) after each block.
    """
    settings, maxima = search.settings, np.zeros(0)
    most = min(SETS_PER_BLOCK, int(cases_at_once / max(chance.usual_cases, 1.0)))
    for block in _blocks(settings, max(most, 1)):
        maxima = np.concatenate((maxima, search.maxima(chance.draw(block))))
        if progress is not None:
            progress(block.stop, settings.replicates)
        outdone = np.flatnonzero(as_unusual(maxima, to_outdo))
        if settings.enough_outdone is not None and len(outdone) >= settings.enough_outdone:
            return maxima[: outdone[settings.enough_outdone - 1] + 1]
    return maxima


def _blocks(settings: ScanSettings, most: int) -> Iterator[range]:
    """Runs of replicates; small ones first where the scan may stop early."""
    enough = settings.enough_outdone
    size, first = (settings.replicates if enough is None else 4 * enough), 0
    while first < settings.replicates:
        stop = min(first + min(size, most), settings.replicates)
        yield range(first, stop)
        size, first = 2 * size, stop
