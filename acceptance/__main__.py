"""``python -m acceptance ISSUE [NUMBER …] [--seed N]``: measure all lines of an issue, or some.

The seed makes the worlds, canaries and orders of the measurements that have one; any number does.
"""

import argparse
import importlib
import os
import sys

from acceptance.result import show_all


def main(arguments: list[str]) -> int:
    """The exit code: 0 when every chosen line was kept."""
    parser = argparse.ArgumentParser(prog="python -m acceptance")
    parser.add_argument("issue")
    parser.add_argument("numbers", nargs="*", type=int)
    parser.add_argument("--seed", type=int)
    said = parser.parse_args(arguments)
    if said.seed is not None:
        os.environ["KENTONGAN_SEED"] = str(said.seed)  # read when the measurements are imported
    items = importlib.import_module(f"acceptance.{said.issue}").ITEMS
    return show_all([one for one in items if not said.numbers or one.number in said.numbers])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
