"""What a template's names stand for, as far as it can be told beforehand. A parsed template comes in, names go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

# Jinja gives these a meaning of their own.
SPECIAL = frozenset(("loop", "self", "super", "caller", "varargs", "kwargs"))
# What is within these runs again and again, or later; a name that they read is looked up each time.
INNER = (nodes.For, nodes.Macro, nodes.CallBlock)


def macros(template: nodes.Template) -> frozenset[str]:
    """Return the names that a template imports or defines as macros at its top, and gives no other meaning anywhere."""
    top: list[str] = []
    for node in template.body:
        if isinstance(node, nodes.Macro):
            top.append(node.name)
        elif isinstance(node, nodes.FromImport) and not node.with_context:
            top.extend(aliases(node))
    everywhere = list(given(template))
    return frozenset(name for name in top if everywhere.count(name) == 1) - SPECIAL


def called(node: nodes.Node) -> frozenset[str]:
    """Return the names that are called within a node, but not within the blocks in it."""
    calls = (one.node for one in _within(node) if isinstance(one, nodes.Call))
    return frozenset(one.name for one in calls if isinstance(one, nodes.Name))


def lasting(node: nodes.Template | nodes.Block) -> frozenset[str]:
    """Return the names that loops and macros within a template or block look up each time, to the same end.

    They can be looked up once where it begins, if nothing there gives them a value. A template that extends another
    may be given one by it, after its own top has run.
    """
    if isinstance(node, nodes.Template) and node.find(nodes.Extends):
        return frozenset()
    inner = (one for one in _within(node) if isinstance(one, INNER))
    read = {name.name for one in inner for name in one.find_all(nodes.Name) if name.ctx == "load"}
    return frozenset(read) - frozenset(given(node)) - SPECIAL


def _within(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Block):
            yield child
            yield from _within(child)


def given(node: nodes.Node) -> Iterator[str]:
    """Yield each name that something within a node gives a value, as often as it does."""
    for one in node.find_all(nodes.Node):
        if isinstance(one, (nodes.NSRef, nodes.Macro)) or (isinstance(one, nodes.Name) and one.ctx != "load"):
            yield one.name
        elif isinstance(one, nodes.Import):
            yield one.target
        elif isinstance(one, nodes.FromImport):
            yield from aliases(one)


def aliases(node: nodes.FromImport) -> list[str]:
    """Return the names that an import gives, as the template has them."""
    return [name if isinstance(name, str) else name[1] for name in node.names]
