"""Arrays kept in a folder, one file each, so that a large one is read where it is needed only."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# A folder of another layout is refused, not misread.
LAYOUT = 1


def to_shelf(folder: Path, **arrays: NDArray[Any]) -> None:
    """Write the arrays to the folder, all or none; raises OSError where that is not possible."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder, since only a move within one file system is a single step.
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, array in {**arrays, "layout": np.array(LAYOUT)}.items():
            np.save(fresh / f"{name}.npy", array, allow_pickle=False)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def from_shelf(folder: Path, *names: str) -> dict[str, NDArray[Any]]:
    """The arrays by name; raises ValueError where one is missing, cut off, or of another layout."""
    try:
        layout = int(_read(folder / "layout.npy"))
        if layout != LAYOUT:
            raise ValueError(f"its layout is {layout} and not {LAYOUT}")
        return {name: _read(folder / f"{name}.npy") for name in names}
    except (OSError, ValueError, EOFError) as error:
        raise ValueError(f"{folder} does not hold what was looked for: {error}") from error


def _read(file: Path) -> NDArray[Any]:
    # Copy on write: compiled code takes arrays that may be written to, the file stays as it is.
    return np.asarray(np.load(file, mmap_mode="c", allow_pickle=False))
