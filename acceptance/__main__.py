"""``python -m acceptance foundation [NUMBER …]``: measure all lines of an issue, or some."""

import importlib
import sys

from acceptance.result import show_all


def main(arguments: list[str]) -> int:
    """The exit code: 0 when every chosen line was kept."""
    items = importlib.import_module(f"acceptance.{arguments[0]}").ITEMS
    wanted = {int(word) for word in arguments[1:]}
    return show_all([item for item in items if not wanted or item.number in wanted])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
