"""Reading a page as a browser would: its links, files, inline scripts and styles."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The parts of a page that tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.files: list[str] = []
        self.inline: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.note_inline(tag, found)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "html":
            self.language = found.get("lang", "")
        if tag in {"script", "img", "link"}:
            self.files.append(found.get("src") or found.get("href", ""))

    def note_inline(self, tag: str, found: dict[str, str]) -> None:
        """What the content security policy would stop."""
        if tag == "style" or (tag == "script" and "src" not in found):
            self.inline.append(tag)
        self.inline += [name for name in found if name == "style" or name.startswith("on")]

    @property
    def inside(self) -> list[str]:
        """Links to this site, without their anchors."""
        paths = [link.partition("#")[0] for link in self.links]
        return sorted({path for path in paths if path.startswith("/")})
