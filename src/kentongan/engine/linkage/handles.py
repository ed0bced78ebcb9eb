"""Social handles and links. One handle serves on several services, so the name alone counts."""

import re

from kentongan.engine.linkage.words import single_spaced

LONGEST = 200
GROUP = re.compile(r"chat\.whatsapp\.com/(?:invite/)?(\w{8,30})", re.IGNORECASE | re.ASCII)
PROFILE = re.compile(
    r"(?<![\w\-])(?:facebook|fb|instagram|tiktok|twitter|x|threads)\.(?:com|net)/(?:groups/)?@?([\w.\-]{2,60})"
    r"|(?<![\w\-])(?:t|telegram)\.me/(?:joinchat/)?@?([\w.\-+]{2,60})",
    re.IGNORECASE | re.ASCII,
)
# A page or group that has no name of its own.
NUMBERED = re.compile(
    r"(?:facebook|fb)\.com/(profile\.php\?id=|groups/)(\d{5,20})(?!\d)", re.IGNORECASE | re.ASCII
)
LINK = re.compile(
    r"^(?:https?://)?(?:www\.)?([\w\-]+(?:\.[\w\-]+)+(?:/[^\s?#]*)?)", re.IGNORECASE | re.ASCII
)
SERVICE = re.compile(
    r"^(?:akun\s+)?"
    r"(?:fb|facebook|ig|instagram|insta|tik ?tok|telegram|tele|twitter|x|line)\b[\s:=]+",
    re.IGNORECASE | re.ASCII,
)
NAME = re.compile(r"^@?([\w.\-]{3,60})$", re.ASCII)
# Somebody's page cannot be told from the service's own.
GENERIC = {"profile.php", "share", "watch", "reel", "reels", "groups", "people", "story.php", "p"}


def read(raw: str) -> tuple[str, str] | None:
    """("name" or "group:code" or "id:digits" or "site/path", what is shown); None for no handle."""
    text = single_spaced(raw)
    if not text or len(text) > LONGEST:
        return None
    if numbered := NUMBERED.search(text):
        return f"id:{numbered.group(2)}", f"facebook.com/{numbered.group(1)}{numbered.group(2)}"
    if group := GROUP.search(text):
        return f"group:{group.group(1)}", f"chat.whatsapp.com/{group.group(1)}"
    if profile := PROFILE.search(text):
        return named(profile.group(1) or profile.group(2))
    return bare(text)


def bare(text: str) -> tuple[str, str] | None:
    """A name with or without its service, or a link to any other site."""
    name = SERVICE.sub("", text).strip()
    if NAME.match(name):
        return linked(name) if is_site(name) else named(name.removeprefix("@"))
    if "/" in name or name.startswith("http"):
        return linked(name)
    joined = re.sub(r"\s+", "", name)
    return named(joined.lstrip("@")) if SERVICE.match(text) and NAME.match(joined) else None


def named(name: str) -> tuple[str, str] | None:
    """A handle by its name, in small letters."""
    key = name.strip(".-").lower()
    return (key, f"@{key}") if len(key) >= 3 and key not in GENERIC and not key.isdigit() else None


def is_site(text: str) -> bool:
    """Whether a name without @ looks like the address of a site."""
    return bool(re.search(r"\.(?:com|net|org|id|me|co|info|site|online|xyz)$", text, re.I))


def linked(text: str) -> tuple[str, str] | None:
    """Any other link: site and path in small letters, without query."""
    found = LINK.match(text)
    if found is None:
        return None
    key = found.group(1).rstrip("/.,;:!").lower()
    return key, key
