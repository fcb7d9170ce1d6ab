"""Which small faults can be put into a source file? Each is one place in the text and what stands there instead."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
RECKONED: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult, ast.Div),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitAnd,),
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "floor": "ceil", "ceil": "floor"}


@dataclass(frozen=True, order=True)
class Mutant:
    """One fault: bytes `start` to `end` of the file become `instead`."""

    path: Path
    start: int
    end: int
    instead: str
    line: int
    kind: str
    was: str

    def applied(self, source: bytes) -> bytes:
        """The file with the fault."""
        return source[: self.start] + self.instead.encode() + source[self.end :]

    def __str__(self) -> str:
        was, instead = " ".join(self.was.split()), " ".join(self.instead.split())
        return f"{self.path}:{self.line}: {self.kind}: `{was[:80]}` → `{instead[:80]}`"


def mutants_of(path: Path, source: bytes) -> Iterator[Mutant]:
    """All faults that the operators know for one file.

    Left alone: what only speaks (docstrings, annotations, the words of a refusal, decorators) and imports. A refusal itself is taken away.
    """
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def made(node: ast.expr | ast.stmt, kind: str, instead: str) -> Mutant:
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return Mutant(path, start, end, instead, node.lineno, kind, source[start:end].decode())

    for node in _walk(tree):
        if isinstance(node, ast.If | ast.While):
            yield made(node.test, "condition", f"(not ({ast.unparse(node.test)}))")
        for kind, instead in _faults(node):
            yield made(node, kind, instead)


def _walk(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Every expression and statement that reckons or decides."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.expr | ast.stmt):
            yield node
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom | ast.JoinedStr):
                continue
            inside = value if isinstance(value, list) else [value]
            waiting.extend(one for one in inside if isinstance(one, ast.AST) and not _speaks(one))


def _speaks(node: ast.AST) -> bool:
    """Is this a docstring, or a definition that only names types?"""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _faults(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What a node could be instead: the kind of fault and its text (in brackets where it stands inside another)."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            for other in COMPARED.get(type(op), ()):
                yield "comparison", _text(ast.Compare(left, [other()], [right]))
        case ast.BinOp(left=left, op=operator, right=right):
            for reckoned in RECKONED.get(type(operator), ()):
                yield "arithmetic", _text(ast.BinOp(left, reckoned(), right))
        case ast.BoolOp(op=both, values=values):
            yield "boolean", _text(ast.BoolOp(ast.Or() if isinstance(both, ast.And) else ast.And(), values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "boolean", _text(operand)
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(operand, ast.Constant):
            yield "arithmetic", _text(operand)
        case ast.Constant(value=bool() as truth):
            yield "constant", str(not truth)
        case ast.Constant(value=int() | float() as number):
            yield "constant", f"({number + 1})"
            yield "constant", f"({number - 1})"
        case ast.Constant(value=bytes() as told) if told:
            yield "constant", repr(bytes([told[0] ^ 1]) + told[1:])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield "condition", _text(ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in CALLED:
            yield "call", _text(ast.Call(ast.Name(CALLED[name]), args, keywords if name != "sorted" else []))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", "return None"
        case ast.AugAssign() | ast.Raise() | ast.Expr(value=ast.Call()):
            yield "removed", "pass"
        case ast.Break():
            yield "removed", "continue"
        case ast.Continue():
            yield "removed", "pass"


def _text(node: ast.expr) -> str:
    return f"({ast.unparse(ast.fix_missing_locations(node))})"
