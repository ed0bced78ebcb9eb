"""Social handles and links. One handle serves on several services, so the name alone counts."""

import re

LONGEST = 300
GROUP = re.compile(r"chat\.whatsapp\.com/(?:invite/)?(\w{8,30})", re.IGNORECASE)
PROFILE = re.compile(
    r"(?:facebook|fb|instagram|tiktok|twitter|x|threads)\.(?:com|net)/(?:groups/)?@?([\w.\-]{2,60})"
    r"|(?:t|telegram)\.me/(?:joinchat/)?@?([\w.\-+]{2,60})",
    re.IGNORECASE,
)
LINK = re.compile(r"^(?:https?://)?(?:www\.)?([\w\-]+(?:\.[\w\-]+)+(?:/[^\s?#]*)?)", re.IGNORECASE)
SERVICE = re.compile(
    r"^(?:akun\s+)?"
    r"(?:fb|facebook|ig|instagram|insta|tik ?tok|telegram|tele|twitter|x|line)\b[\s:=]+",
    re.IGNORECASE,
)
NAME = re.compile(r"^@?([\w.\-]{3,60})$")
# Somebody's page cannot be told from the service's own.
GENERIC = {"profile.php", "share", "watch", "reel", "reels", "groups", "people", "story.php", "p"}


def read(raw: str) -> tuple[str, str] | None:
    """("name" or "group:code" or "site/path", what is shown); None when it is no handle."""
    text = raw.strip()
    if not text or len(text) > LONGEST:
        return None
    if group := GROUP.search(text):
        return f"group:{group.group(1)}", f"chat.whatsapp.com/{group.group(1)}"
    if profile := PROFILE.search(text):
        return named(profile.group(1) or profile.group(2))
    bare = SERVICE.sub("", text).strip()
    if name := NAME.match(bare):
        return named(name.group(1)) if not is_site(bare) else linked(bare)
    if "/" in bare or bare.startswith("http"):
        return linked(bare)
    joined = re.sub(r"\s+", "", bare)
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
    key = found.group(1).rstrip("/").lower()
    return key, key
