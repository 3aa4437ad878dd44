"""The cage that templates run in: they come from strangers, and may neither reach out of it nor fill it.

Jinja2's immutable sandbox keeps a template from attributes that lead elsewhere and from changing what it is shown. Here
it also loses every filter, operator and method that makes much of little, text is always escaped for its format, and
what a template does is counted against an `Allowance`.
"""

import operator
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import markupsafe
from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

STEPS, CHARACTERS, SECONDS = 20_000_000, 150_000_000, 120.0
"""What one rendering may use: turns of loops and calls, characters put out or held, seconds."""

LARGEST_NUMBER = 10**15


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FILTERS = _names(
    "abs capitalize count d default dictsort first float groupby int items last length list lower map max min reject "
    "rejectattr reverse select selectattr sort string title trim truncate unique upper urlencode wordcount"
)
_GLOBALS = _names("range dict namespace joiner cycler")
_TEXT_METHODS = _names(
    "startswith endswith split splitlines strip lstrip rstrip lower upper title capitalize isdigit isalpha count find "
    "partition rpartition removeprefix removesuffix"
)
_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, _TEXT_METHODS),
    (dict, _names("get items keys values")),
    (list, _names("index count")),
    (tuple, _names("index count")),
    (LoopContext, _names("cycle changed")),
)
_MEASURED = (nodes.Filter, nodes.Call, nodes.Add, nodes.Mul)


class Allowance:
    """What is left of one rendering's steps, characters and seconds; `heed` is called now and then and may raise."""

    def __init__(self, heed: Callable[[], None]) -> None:
        self._heed = heed
        self._steps, self._characters = 0, 0
        self._ends = time.monotonic() + SECONDS
        self._next_look = 0

    def spend(self, steps: int, characters: int = 0) -> None:
        """Raises SecurityError when there is not so much left."""
        self._steps += steps
        self._characters += characters
        if self._steps > STEPS:
            raise SecurityError("it repeats itself without end")
        if self._characters > CHARACTERS:
            raise SecurityError("it writes far more than a report can hold")
        if self._steps >= self._next_look:
            self._next_look = self._steps + 1_000
            self._heed()
            if time.monotonic() > self._ends:
                raise SecurityError("it takes longer than two minutes")


class Cage(ImmutableSandboxedEnvironment):
    """An environment whose every text but a template's own is escaped by `escape`. With an allowance, what its
    templates do is counted; without one they are our own, and trusted to end."""

    intercepted_binops = frozenset(("+", "*", "%", "**", "-", "/", "//"))

    def __init__(self, loader: BaseLoader, escape: Callable[[Any], Markup], allowance: Allowance | None = None) -> None:
        self.escape = escape
        self.allowance = allowance
        self.code_generator_class = _Trusting if allowance is None else CodeGenerator
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=None if allowance is None and escape is markupsafe.escape else self._put_out,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters = {name: self.filters[name] for name in sorted(_FILTERS)}
        self.filters.update(e=escape, escape=escape, join=self._join, replace=_replace, sum=_sum)
        self.globals = {name: self.globals[name] for name in sorted(_GLOBALS)}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As in every sandbox; but the fields of plain values, which is nearly all that is asked for, come at once."""
        kind: Any = type(obj)
        if attribute in _fields(kind):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Plain values may be looked at; of methods only the harmless ones of text, lists, mappings and loops."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        return not callable(value) or any(isinstance(obj, kind) and attr in names for kind, names in _METHODS)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As in every sandbox; but a macro, which does no more than its template may, is called at once."""
        if type(obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return obj(*args, **kwargs)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:
        if operator_ == "+" and (isinstance(left, str) or isinstance(right, str)):
            raise SecurityError("texts are joined by ~, not by +")
        if operator_ == "+" and not _is_number(left):
            return self.measured(left + right)
        if not (_is_number(left) and _is_number(right)):
            raise SecurityError(f"{operator_} is for numbers")
        if operator_ == "**" and (abs(left) > 1_000 or abs(right) > 5):
            raise SecurityError("the power is too large")
        result = _ARITHMETIC[operator_](left, right)
        if abs(result) > LARGEST_NUMBER:
            raise SecurityError("the number is too large")
        return result

    def joined(self, *parts: Any) -> Markup:
        """What `~` gives: each part escaped for this format, so that joining never makes text into structure."""
        made = Markup("").join(map(self.escape, parts))
        return self.measured(made)  # type: ignore[no-any-return]

    def measured(self, value: Any) -> Any:
        if self.allowance:
            size = len(value) if isinstance(value, (str, list, tuple, dict)) else 0
            self.allowance.spend(1 + (size >> 6), size if isinstance(value, str) else 8 * size)
        return value

    def stepped(self) -> str:
        if self.allowance:
            self.allowance.spend(1)
        return ""

    def _put_out(self, value: Any) -> Any:
        told = self.escape(value)
        if self.allowance:
            self.allowance.spend(1, len(told))
        return told

    def _join(self, parts: Iterable[Any], between: str = "", attribute: str = "") -> Markup:
        names = attribute.split(".") if attribute else []
        items = list(parts)
        for name in names:
            items = [self.getattr(item, name) for item in items]
        self.measured("" if not between else [None] * min(len(items) * len(between), CHARACTERS + 1))
        return Markup(self.escape(between)).join(map(self.escape, items))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        return _Fitting(name, filename, self.allowance is not None).visit(parsed)  # type: ignore[no-any-return]


class _Trusting(CodeGenerator):
    """Compiles our own templates: they read attributes of plain values alone, so nobody needs to be asked about each,
    of which a long report has millions."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Fitting(NodeTransformer):
    """Makes `~` escape by the rules of the format, has loops and calls counted, and refuses to stop escaping."""

    def __init__(self, name: str | None, filename: str | None, counted: bool) -> None:
        self._name, self._filename, self._counted = name, filename, counted
        self._left_as_they_are: set[int] = set()

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:
        raise TemplateAssertionError("escaping cannot be switched off", node.lineno, self._name, self._filename)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _own("joined", [_own_words(part) for part in node.nodes], node.lineno)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:
        if node.name == "join":
            node.args = [_own_words(argument) for argument in node.args]
        return self.generic_visit(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        if self._counted:
            node.body.insert(0, nodes.ExprStmt(_own("stepped", [], node.lineno), lineno=node.lineno))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        return self._with_its_call(node, node.call)

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:
        return self._with_its_call(node, node.filter)

    def _with_its_call(self, node: nodes.Node, call: nodes.Node) -> nodes.Node:
        """The block, its call left as it is: the compiler takes no other node in that place."""
        self._left_as_they_are.add(id(call))
        return self.generic_visit(node)

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        visited = super().generic_visit(node, *args, **kwargs)
        if self._counted and isinstance(visited, _MEASURED) and id(visited) not in self._left_as_they_are:
            return _own("measured", [visited], visited.lineno)
        return visited


def _own_words(node: nodes.Expr) -> nodes.Expr:
    """What the template's author wrote between others' texts is put out as it stands, like all the template."""
    return nodes.MarkSafe(node, lineno=node.lineno) if isinstance(node, nodes.Const) else node


def _own(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    """A call of the environment's own method of that name."""
    method = nodes.EnvironmentAttribute(name, lineno=line)
    return nodes.Call(method, arguments, [], None, None, lineno=line)


@cache
def _fields(kind: Hashable) -> frozenset[str]:
    """The attributes that any template may read of a value of this kind: it is one of our dataclasses, or a loop."""
    if not isinstance(kind, type) or not (is_dataclass(kind) or kind is LoopContext):
        return frozenset()
    properties = {name for name, value in vars(kind).items() if isinstance(value, property)}
    names = properties.union(field.name for field in fields(kind)) if is_dataclass(kind) else properties
    return frozenset(name for name in names if not name.startswith("_"))


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def _replace(text: str, old: str, new: str) -> str:
    """Plain text with one thing in place of another; it is escaped when it is put out."""
    if len(text) * max(len(new), 1) > CHARACTERS:
        raise SecurityError("the text grows too long")
    return str.replace(str(text), old, new)


def _sum(values: Iterable[Any], attribute: str = "") -> int | float:
    numbers: list[float] = [getattr(value, attribute) if attribute.isidentifier() else value for value in values]
    if attribute.startswith("_") or not all(map(_is_number, numbers)):
        raise SecurityError("only numbers can be summed")
    return sum(numbers)
