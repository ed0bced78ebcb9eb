"""The one command, ``kentongan``: every verb is a management command."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import execute_from_command_line, load_command_class
from django.utils.translation import gettext as _

# Words people type, and the command that does it where the names differ.
VERBS = {"import": "import_line_list"}
# Verbs that work on files alone, and the folder they live in: no database and no secret is asked
# for, so that they run on a machine where nothing was ever set up.
ALONE = {"scan": "kentongan.alerts", "calibrate": "kentongan.alerts"}

# What a shell says of a program that was interrupted.
INTERRUPTED = 130


def main() -> None:
    """Run ``kentongan VERB …``; without a verb it lists them."""
    words = commands_of(sys.argv[1:])
    if words and words[0] in ALONE:
        run_alone(words)
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
        execute_from_command_line([sys.argv[0], *words])


def run_alone(words: list[str]) -> None:
    """The verb with sentences in Indonesian and nothing else of the site."""
    locale = Path(__file__).parent / "locale"
    settings.configure(USE_I18N=True, LANGUAGE_CODE="id", LOCALE_PATHS=[locale], DATABASES={})
    django.setup()
    try:
        load_command_class(ALONE[words[0]], words[0]).run_from_argv([sys.argv[0], *words])
    except KeyboardInterrupt:  # while still loading; later the command itself says so
        sys.stderr.write(_("Dihentikan; tidak ada yang ditulis.") + "\n")
        sys.exit(INTERRUPTED)


def commands_of(words: list[str]) -> list[str]:
    """The words with the name of the management command first."""
    if words[:1] == ["audit"] and len(words) > 1:
        return [f"audit_{words[1]}", *words[2:]]
    if words[:1] == ["calibrate"] and any(word.startswith("--office") for word in words):
        return ["calibrate_office", *words[1:]]
    return [VERBS.get(word, word) if at == 0 else word for at, word in enumerate(words)]


if __name__ == "__main__":
    main()
