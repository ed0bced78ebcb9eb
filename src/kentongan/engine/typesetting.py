"""Papers set by typst with the typefaces inside it alone: every office prints the same page."""

import json
from importlib.resources import as_file, files
from typing import Any

import typst


def typeset(package: str, template: str, **told: Any) -> bytes:
    """The PDF of a template below ``templates`` of a package; each input is told as JSON.

    Raises typst.TypstError when the template does not fit what is told.
    """
    place = files(package).joinpath("templates", *template.split("/"))
    inputs = {name: json.dumps(value) for name, value in told.items()}
    with as_file(place) as path:
        return bytes(
            typst.compile(str(path), format="pdf", sys_inputs=inputs, ignore_system_fonts=True)
        )
