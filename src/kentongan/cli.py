"""The one command, ``kentongan``: every verb is a management command."""

import os
import sys

from django.core.management import execute_from_command_line

# Words people type, and the command that does it where the names differ.
VERBS = {"import": "import_line_list"}


def main() -> None:
    """Run ``kentongan VERB …``; without a verb it lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
    words = [VERBS.get(word, word) if at == 1 else word for at, word in enumerate(sys.argv)]
    execute_from_command_line(words)


if __name__ == "__main__":
    main()
