"""The repository checks itself: imports, migrations, templates, addresses, static files, words."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import get_resolver

from kentongan.alerts.models import State
from tests.source import (
    PACKAGE,
    ROOT,
    expect_none,
    place,
    python_files,
    templates,
    text_of,
    tracked,
    tree_of,
)
from tests.website.addresses import every_address

# Used by name in Django and allauth, not in our code.
FOUND_BY_OTHERS = {
    *("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"),
    *("account/login.html", "allauth/layouts/base.html", "account/logout.html"),
    *("account/account_inactive.html", "account/signup_closed.html"),
    *("account/reauthenticate.html", "account/password_change.html"),
    *("mfa/index.html", "mfa/authenticate.html", "mfa/reauthenticate.html"),
    *("mfa/totp/activate_form.html", "mfa/totp/deactivate_form.html"),
    *("mfa/recovery_codes/index.html", "mfa/recovery_codes/generate.html"),
    *("mfa/webauthn/add_form.html", "mfa/webauthn/reauthenticate.html"),
    "mfa/webauthn/authenticator_confirm_delete.html",
}
STATIC = PACKAGE / "website" / "static"
PRIVATE = {"views", "forms", "rules", "clocks", "wording", "urls"}
# Split, so that this file does not hold what it forbids.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.",
    "crates" + ".io",
    "anacon" + "da.",
)
MACHINE_PATHS = r"(?<![\w.~*-])/(?:" + "wo" + "rk|" + "ro" + r"ot)(?:/|\b)"
UNFINISHED = r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b"
# The patterns of holes found in systems like ours (security design, C4, C5, C9, C12).
DANGERS = {
    "marks text as safe": r"mark_safe|SafeString|\|\s*safe\b|autoescape off",
    "takes every field": r"""fields\s*=\s*["']__all__|^\s+exclude\s*=\s*[\[(]""",
    "runs written SQL on a table": r"objects\.raw\(|\.extra\(|RawSQL",
    "filters by names from outside": r"(?:filter|exclude|get|order_by)\(\*\*?request",
    "reads code as data": r"\bpickle\b|yaml\.load\(|\beval\(|\bexec\(",
    "uses a shell": r"shell\s*=\s*True|os\.system|os\.popen",
}


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every product module a file imports, with its line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)


def found(pattern: str, paths: tuple[Path, ...]) -> list[str]:
    """The places where a pattern occurs."""
    regex = re.compile(pattern, re.MULTILINE)
    places = []
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="ignore")
        places += [
            place(path, text.count("\n", 0, hit.start()) + 1) for hit in regex.finditer(text)
        ]
    return places


def named(pattern: str, paths: tuple[Path, ...]) -> dict[str, str]:
    """What the first group of a pattern names, and one place where it does."""
    return {
        match.group(1): place(path)
        for path in paths
        for match in re.finditer(pattern, text_of(path))
    }


# --- imports ------------------------------------------------------------------


def test_imports_point_down_and_the_engine_is_pure() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


def test_the_private_files_of_a_folder_are_imported_by_that_folder_alone() -> None:
    strangers = []
    for path in python_files(PACKAGE):
        own = path.relative_to(PACKAGE).parts[0]
        for line, module in imports_of(path):
            parts = module.split(".")
            if parts[0] == "kentongan" and len(parts) > 2 and parts[1] not in {own, "engine"}:
                strangers += [f"{place(path, line)} {module}"] if parts[2] in PRIVATE else []
    expect_none(strangers)


def test_a_page_does_not_read_what_is_only_for_detection() -> None:
    pages = tuple(
        path
        for path in python_files(PACKAGE)
        if {"views", "forms"} & {path.stem, path.parent.name} or path.stem == "dashboards"
    )
    assert pages
    expect_none(found(r"_for_detection", pages))


def test_no_folder_listens_for_signals_of_the_framework() -> None:
    expect_none(
        found(r"@receiver|post_save|(?<!def )pre_save|django\.dispatch", python_files(PACKAGE))
    )


@pytest.mark.parametrize("danger", DANGERS)
def test_nothing_in_the_product(danger: str) -> None:
    expect_none(found(DANGERS[danger], (*python_files(PACKAGE), *templates())))


# --- data ---------------------------------------------------------------------


@pytest.mark.django_db
def test_no_migration_was_forgotten() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_drawn_states_of_an_alert_are_those_of_the_table() -> None:
    call_command("draw_alert_states", check=True, folder=ROOT / "docs")


def test_the_drawing_names_every_state() -> None:
    drawing = text_of(ROOT / "docs" / "alert-states.svg")
    assert all(str(state.label) in drawing for state in State)


# --- pages --------------------------------------------------------------------


def test_every_template_is_used() -> None:
    texts = [text_of(path) for path in (*python_files(PACKAGE), *templates())]
    names = [str(path).partition("/templates/")[2] for path in templates()]
    unused = [name for name in names if not any(f'"{name}"' in text for text in texts)]
    expect_none(sorted(set(unused) - FOUND_BY_OTHERS))


def test_every_template_that_is_named_exists() -> None:
    names = named(r"""{%-?\s*(?:extends|include)\s+["']([^"']+)["']""", templates())
    known = {str(path).partition("/templates/")[2] for path in templates()}
    expect_none({name: where for name, where in names.items() if name not in known})


def test_every_address_that_is_named_exists() -> None:
    names = named(r"""{%\s*url\s+["']([^"']+)["']""", templates())
    names |= named(r"""\b(?:reverse|redirect)\(\s*["']([a-z_:]+)["']""", python_files(PACKAGE))
    known = {address.name for address in every_address()}
    expect_none({name: where for name, where in names.items() if name not in known})


def test_the_folders_have_each_their_own_space_of_addresses() -> None:
    spaces = {
        "reports",
        "alerts",
        "entities",
        "access",
        "privacy",
        "sealing",
        "receipt",
        "exchange",
        "screening",
        "counter",
        "desk_quality",
        "interest",
    }
    assert set(get_resolver().namespace_dict) == spaces


@pytest.mark.parametrize(
    "pattern",
    [
        r"\sstyle\s*=",
        r"<style\b",
        r"<script\b(?![^>]*\bsrc=)",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
        r"(?:src|href|action)=[\"']?(?:https?:)?//",
    ],
    ids=["style=", "<style>", "<script>", "on…=", "javascript:", "another server"],
)
def test_no_template_holds_what_the_content_security_policy_stops(pattern: str) -> None:
    expect_none(found(pattern, templates()))


def test_no_style_or_script_fetches_from_another_server() -> None:
    files = tuple(sorted([*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]))
    assert (
        found(r"@import|url\(\s*['\"]?(?:https?:)?//|fetch\(\s*['\"]https?:|\beval\(", files) == []
    )


def test_every_static_file_that_is_named_exists() -> None:
    names = named(r"""{%\s*static\s+["']([^"']+)["']""", templates())
    expect_none({name: where for name, where in names.items() if not (STATIC / name).is_file()})


def test_every_module_that_a_script_imports_exists() -> None:
    scripts = tuple(sorted(STATIC.rglob("*.js")))
    names = named(r"""^import .*from ["']\./([^"']+)["']""", scripts)
    expect_none({name: at for name, at in names.items() if not (STATIC / "js" / name).is_file()})


def test_every_static_file_is_used() -> None:
    users = (*templates(), *STATIC.rglob("*.js"), *STATIC.rglob("*.css"))
    text = "".join(text_of(path) for path in users)
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    expect_none([place(path) for path in files if path.name not in text])


# --- the repository ------------------------------------------------------------


def test_every_folder_says_what_it_is_for() -> None:
    folders = [path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    expect_none([place(path) for path in folders if not (path / "README.md").is_file()])


def test_a_readme_of_a_folder_is_short() -> None:
    long = [path for path in PACKAGE.glob("*/README.md") if len(text_of(path).splitlines()) > 30]
    expect_none([place(path) for path in long])


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_the_host_of_a_package_registry(host: str) -> None:
    expect_none(found(re.escape(host), tracked()))


def test_no_file_names_a_path_of_one_machine() -> None:
    expect_none(found(MACHINE_PATHS, tracked()))


def test_nothing_is_marked_as_unfinished() -> None:
    texts = tuple(path for path in tracked() if path.suffix not in {".xls", ".ods", ".mo"})
    expect_none(found(UNFINISHED, texts))


def test_no_lock_file_with_hosts_is_kept() -> None:
    expect_none([place(path) for path in tracked() if path.name in {"uv.lock", "poetry.lock"}])


def test_no_database_or_secret_is_kept() -> None:
    kept = re.compile(r"\.(?:sqlite3?|db|pem|key)$|demo-secret|\.env$")
    expect_none([place(path) for path in tracked() if kept.search(path.name)])
