"""What a module reaches for: every dotted name it imports or uses, read from its source alone."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage")


@dataclass(frozen=True)
class Source:
    """One module of the product: its dotted name and its text."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@dataclass(frozen=True)
class Reach:
    """A dotted name that a module imports or uses, and the line where it does."""

    name: str
    line: int
    imported: bool


def product() -> list[Source]:
    """Every module of the product."""
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return [Source(_dotted(path), path.read_text(encoding="utf-8")) for path in paths]


def reaches(source: Source) -> list[Reach]:
    """What ``source`` imports, in functions too, and what it uses of that by any alias."""
    aliases = dict(_aliases(source.tree))
    used = (
        Reach(_resolved(node, aliases), node.lineno, imported=False)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.Attribute)
    )
    return [*_imports(source.tree), *(reach for reach in used if reach.name)]


def within(name: str, home: str) -> bool:
    """Whether ``name`` is ``home`` or something inside it."""
    return name == home or name.startswith(f"{home}.")


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.Module) -> Iterator[Reach]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Reach(alias.name, node.lineno, imported=True) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Reach(f"{node.module}.{alias.name}", node.lineno, imported=True)


def _aliases(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (_root(alias.name), _root(alias.name))
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def _root(name: str) -> str:
    return name.partition(".")[0]


def _resolved(node: ast.expr, aliases: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id if hasattr(builtins, node.id) else "")
    if isinstance(node, ast.Attribute) and (owner := _resolved(node.value, aliases)):
        return f"{owner}.{node.attr}"
    return ""
