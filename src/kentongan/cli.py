"""The one command, ``kentongan``: every verb is a management command."""

import os
import sys

from django.core.management import execute_from_command_line

# Words people type, and the command that does it where the names differ.
VERBS = {"import": "import_line_list"}


def main() -> None:
    """Run ``kentongan VERB …``; without a verb it lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
    execute_from_command_line([sys.argv[0], *commands_of(sys.argv[1:])])


def commands_of(words: list[str]) -> list[str]:
    """The words with the name of the management command first."""
    if words[:1] == ["audit"] and len(words) > 1:
        return [f"audit_{words[1]}", *words[2:]]
    return [VERBS.get(word, word) if at == 0 else word for at, word in enumerate(words)]


if __name__ == "__main__":
    main()
