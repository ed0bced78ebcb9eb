"""The budget of the code: short functions and files, typed, documented, tested; no knots."""

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from tests.source import PACKAGE, TESTS, expect_none, place, python_files, tree_of

Definition = ast.FunctionDef | ast.AsyncFunctionDef
MEDIAN_LINES, LINES_OF_NINE_IN_TEN, MOST_LINES = 8, 30, 50
MOST_LINES_OF_A_FILE = 500
TEST_LINES_PER_CODE_LINE = 1.2
MEDIAN_TEST_LINES = 12
NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@cache
def definitions(folder: Path) -> tuple[tuple[Path, Definition], ...]:
    """Every function and method below a folder."""
    return tuple(
        (path, node)
        for path in python_files(folder)
        for node in ast.walk(tree_of(path))
        if isinstance(node, Definition)
    )


def docstring_lines(node: ast.AST) -> range:
    """The lines of its docstring."""
    if not isinstance(node, DOCUMENTED) or ast.get_docstring(node, clean=False) is None:
        return range(0)
    first = node.body[0]
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


def length(node: Definition) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    return (node.end_lineno or node.lineno) - node.lineno + 1 - len(docstring_lines(node))


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank ones, comments or docstrings."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    held = {
        line
        for token in tokens
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    told = {line for node in ast.walk(tree_of(path)) for line in docstring_lines(node)}
    return len(held - told)


def unannotated(node: Definition) -> list[str]:
    """Its parameters without a type, and ``return``; the first of a method needs none."""
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    every += [one for one in (node.args.vararg, node.args.kwarg) if one]
    bare = [one.arg for one in every if not one.annotation and one.arg not in {"self", "cls"}]
    return bare + ([] if node.returns else ["return"])


def public(body: list[ast.stmt], owner: str = "") -> Iterator[ast.ClassDef | Definition]:
    """The classes and functions of a module that others use."""
    for node in body:
        if isinstance(node, ast.ClassDef | Definition) and not node.name.startswith("_"):
            yield node


def packages_of(path: Path) -> set[str]:
    """The folders of the product that a file imports from."""
    modules = [
        n.module for n in ast.walk(tree_of(path)) if isinstance(n, ast.ImportFrom) and n.module
    ]
    parts = [module.split(".") for module in modules]
    return {part[1] for part in parts if part[0] == "kentongan" and len(part) > 1}


def test_the_median_function_has_eight_lines() -> None:
    assert median(length(node) for _, node in definitions(PACKAGE)) <= MEDIAN_LINES


def test_nine_functions_of_ten_have_at_most_thirty_lines() -> None:
    lengths = [length(node) for _, node in definitions(PACKAGE)]
    assert quantiles(lengths, n=10)[-1] <= LINES_OF_NINE_IN_TEN


def test_no_function_has_more_than_fifty_lines() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name}: {length(node)}"
        for path, node in definitions(PACKAGE)
        if length(node) > MOST_LINES
    ]
    expect_none(long)


def test_no_file_has_more_than_five_hundred_lines() -> None:
    sizes = {place(path): len(path.read_bytes().splitlines()) for path in all_files()}
    expect_none({name: size for name, size in sizes.items() if size > MOST_LINES_OF_A_FILE})


def all_files() -> list[Path]:
    return [*python_files(PACKAGE), *python_files(TESTS)]


def test_nothing_is_imported_inside_a_function() -> None:
    inner = [
        place(path, inside.lineno)
        for path, node in definitions(PACKAGE)
        for inside in ast.walk(node)
        if isinstance(inside, ast.Import | ast.ImportFrom)
    ]
    expect_none(inner)


def test_no_test_imports_inside_a_function() -> None:
    inner = [
        place(path, inside.lineno)
        for path, node in definitions(TESTS)
        for inside in ast.walk(node)
        if isinstance(inside, ast.Import | ast.ImportFrom)
    ]
    expect_none(inner)


def test_no_two_folders_import_each_other() -> None:
    links = {
        (path.relative_to(PACKAGE).parts[0], other)
        for path in python_files(PACKAGE)
        for other in packages_of(path)
    }
    expect_none(sorted((a, b) for a, b in links if a < b and (b, a) in links))


def test_no_two_modules_import_each_other() -> None:
    names = {
        ".".join(("kentongan", *p.relative_to(PACKAGE).with_suffix("").parts)): p
        for p in python_files(PACKAGE)
    }
    links = {
        (name, module)
        for name, path in names.items()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module
        for module in (node.module, *(f"{node.module}.{one.name}" for one in node.names))
        if module in names
    }
    expect_none(sorted((a, b) for a, b in links if a < b and (b, a) in links))


def test_every_function_is_annotated() -> None:
    bare = [
        f"{place(path, node.lineno)} {node.name}: {', '.join(missing)}"
        for path, node in definitions(PACKAGE)
        if (missing := unannotated(node))
    ]
    expect_none(bare)


def test_every_test_says_that_it_returns_nothing() -> None:
    bare = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in definitions(TESTS)
        if node.name.startswith("test_") and node.returns is None
    ]
    expect_none(bare)


def test_every_module_says_what_it_holds() -> None:
    silent = [
        p for p in python_files(PACKAGE) if code_lines(p) and not ast.get_docstring(tree_of(p))
    ]
    expect_none([place(path) for path in silent])


def test_every_public_class_says_what_it_is() -> None:
    silent = [
        f"{place(path, node.lineno)} {node.name}"
        for path in python_files(PACKAGE)
        for node in public(tree_of(path).body)
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    expect_none(silent)


def test_every_function_that_another_folder_uses_says_what_it_does() -> None:
    used = {name for path in python_files(PACKAGE) for name in imported_from_elsewhere(path)}
    silent = [
        f"{place(path, node.lineno)} {node.name}"
        for path in python_files(PACKAGE)
        for node in public(tree_of(path).body)
        if node.name in used and not ast.get_docstring(node)
    ]
    expect_none(silent)


def imported_from_elsewhere(path: Path) -> set[str]:
    """The names a file takes out of other folders of the product."""
    own = path.relative_to(PACKAGE).parts[0]
    return {
        one.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kentongan.")
        if (node.module or "").split(".")[1] != own
        for one in node.names
    }


def test_there_are_more_lines_of_tests_than_of_code() -> None:
    code, tests = lines_by_folder(PACKAGE), lines_by_folder(TESTS)
    told = [f"{name}: {tests[name]} for {lines}" for name, lines in sorted(code.items())]
    share = tests.total() / code.total()
    assert share >= TEST_LINES_PER_CODE_LINE, f"{share:.2f}\n" + "\n".join(told)


def lines_by_folder(root: Path) -> Counter[str]:
    """Code lines of each folder at the top."""
    lines: Counter[str] = Counter()
    for path in python_files(root):
        lines[path.relative_to(root).parts[0]] += code_lines(path)
    return lines


def test_the_median_test_is_short() -> None:
    tests = [length(node) for _, node in definitions(TESTS) if node.name.startswith("test_")]
    assert median(tests) <= MEDIAN_TEST_LINES


def test_a_test_is_called_by_a_sentence() -> None:
    short = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in definitions(TESTS)
        if node.name.startswith("test_") and node.name.count("_") < 3
    ]
    expect_none(short)


def test_no_two_tests_of_a_file_have_one_name() -> None:
    """The second would silently take the place of the first."""
    twins = [
        f"{place(path)} {one}"
        for path in python_files(TESTS)
        for one, other in pairwise(sorted(top_level_tests(path)))
        if one == other
    ]
    expect_none(twins)


def top_level_tests(path: Path) -> list[str]:
    return [node.name for node in tree_of(path).body if isinstance(node, Definition)]


def test_no_drawer_holds_what_has_no_name() -> None:
    drawers = {"utils", "util", "helpers", "common_utils", "misc", "lib", "services", "managers"}
    expect_none([place(path) for path in python_files(PACKAGE) if path.stem in drawers])
