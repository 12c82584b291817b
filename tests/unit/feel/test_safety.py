"""No expression reaches anything outside its arguments, and none takes more than its budget."""

from __future__ import annotations

import pytest

from workflows import feel
from workflows.errors import FeelBudgetExceeded, FeelRefused, FeelSyntaxError

ESCAPES = [
    "__import__('os').system('id')",
    '__import__("os").system("id")',
    "__builtins__",
    "__builtins__.open",
    '__builtins__["open"]',
    "__class__",
    '"".__class__',
    '"".__class__.__mro__',
    '"".__class__.__base__.__subclasses__()',
    "().__class__.__bases__[1].__subclasses__()",
    "[].__class__.__base__",
    "{}.__class__",
    "x.__class__.__init__.__globals__",
    "x.__dict__",
    "x.real",
    "x.as_tuple",
    "x.quantize(1)",
    "word.format",
    '"{0.__class__}".format(1)',
    '"%s" % x',
    "word.upper()",
    "word.encode()",
    "case.keys()",
    "case.items",
    "case.__getitem__",
    'case.get("status")',
    "case.update({status: 1})",
    "case.clear()",
    "xs.append(4)",
    "xs.sort()",
    "xs.__len__()",
    'eval("1")',
    'exec("1")',
    'open("/etc/passwd")',
    'open("/etc/passwd").read()',
    'compile("1", "", "eval")',
    'getattr(x, "real")',
    'setattr(case, "a", 1)',
    'globals()["x"]',
    "locals()",
    "vars()",
    "dir()",
    "type(x)",
    "print(x)",
    'input("x")',
    "breakpoint()",
    "lambda: 1",
    "(function(a) a).__code__",
    "(function(a) a).body",
    "(function(a) a).gi_frame.f_back",
    "count.__globals__",
    "count.body.__globals__",
    "substring.__self__",
    "date.today()",
    'date("2026-01-15").__reduce__()',
    'date("2026-01-15").strftime("%Y")',
    'duration("P1D").resolution',
    "os.environ",
    "sys.modules",
    "import os",
    "x := 1",
    "case.status = case.status := 1",
    'function(a) external {java: {class: "java.lang.Runtime", method signature: "exit(int)"}}',
    'get value(case, "__class__")',
    'get value({}, "__init__")',
    'string join(["__cl", "ass__"]).mro',
    '@"__class__"',
    "case.parties[__class__ = 1]",
    "item.__class__",
    "partial.__class__",
    "?.__class__",
]
CONTEXT: dict[str, object] = {
    "x": 5,
    "word": "调解",
    "xs": [1, 2, 3],
    "case": {"status": "open", "parties": [{"name": "示例甲"}]},
}


@pytest.mark.parametrize("source", ESCAPES)
def test_an_attempt_to_reach_outside_reaches_nothing(source: str) -> None:
    """What looks like Python is refused as no FEEL, or is a name nobody gave, and so null."""
    try:
        answer = feel.evaluate(source, CONTEXT)
    except FeelSyntaxError:
        return
    assert answer in (None, [])


@pytest.mark.parametrize("source", ESCAPES)
def test_an_attempt_to_change_the_case_changes_nothing(source: str) -> None:
    """The data of the case is the same after every attempt."""
    context = {
        "x": 5,
        "word": "调解",
        "xs": [1, 2, 3],
        "case": {"status": "open", "parties": [{"name": "示例甲"}]},
    }
    try:
        feel.evaluate(source, context)
    except FeelRefused:
        pass
    finally:
        assert context == CONTEXT


DOUBLING = (
    "{a: [1,1,1], "
    + ", ".join(f"{v}: [{u},{u},{u},{u}]" for u, v in zip("abcdefgh", "bcdefghi", strict=True))
    + "}"
)
EXHAUSTING = {
    "400 kB of source": ("source", "1+" * 200_000 + "1"),
    "ten thousand brackets": ("source", "(" * 10_000 + "1" + ")" * 10_000),
    "five hundred brackets": ("nesting", "(" * 500 + "1" + ")" * 500),
    "nested lists": ("nesting", "[" * 4_000),
    "a long chain of minus signs": ("depth", "-" * 1_500 + "x"),
    "a long path": ("depth", "a" + ".a" * 900),
    "too many words": ("tokens", "1" + "+1" * 4_000),
    "nested conditions": ("depth", "if true then " * 200 + "1" + " else 1" * 200),
    "a loop without end in sight": ("items", "for i in 1..10**12 return i"),
    "a loop in a loop": ("steps", "for i in 1..9000 return for j in 1..9000 return j"),
    "a search through a cube": ("steps", "some i in 1..9999, j in 1..9999, k in 1..9999 satisfies false"),
    "every day of ten thousand years": ("items", 'for d in date("0001-01-01")..date("9999-12-31") return d'),
    "a function calling itself": ("calls", "{f: function(n) f(n), r: f(1)}.r"),
    "a function given to itself": ("calls", "(function(f) f(f))(function(f) f(f))"),
    "a doubling text": ("text", "{a: \"" + "a" * 5_000 + "\", b: a+a+a+a+a+a+a, c: b+b+b+b}"),
    "a replacement that multiplies": ("text", "replace(\"" + "a" * 900 + "\", \"a\", \"" + "b" * 900 + "\")"),
    "a list of lists of lists": ("steps", DOUBLING),
    "a number of a thousand digits": ("digits", "9" * 1_000),
    "a sort of ten thousand": ("steps", "sort(for i in 1..9000 return modulo(i * 7919, 9001))"),
    "a pattern with many ways": ("steps", "matches(\"" + "a" * 3_000 + "\", \"(a*)*(a*)*(a*)*(a*)*(a*)*b\")"),
    "comparing all with all": ("steps", "distinct values(for i in 1..9000 return {a: i})"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXHAUSTING)
def test_an_expression_beyond_a_bound_is_refused_by_the_name_of_the_bound(name: str) -> None:
    """What would take too much work or room is stopped, and the refusal says which bound was met."""
    bound, source = EXHAUSTING[name]
    with pytest.raises(FeelBudgetExceeded) as refusal:
        feel.evaluate(source, {"x": 1, "a": {"a": 1}})
    assert refusal.value.bound == bound


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ('matches("' + "a" * 300 + '!", "^(a+)+$")', False),
        ('matches("' + "a" * 2_000 + '", "(a|aa|a?)*b")', False),
        ('matches("a", "((((a{50}){50}){50}){50})")', None),
        ("10 ** 1000000", None),
        ("exp(10 ** 6000)", None),
        ('"a" * 1000000', None),
        ('duration("P999999999999D") * 10 ** 20', None),
        ('date("9999-12-31") + duration("P999999999Y")', None),
    ],
)
def test_what_only_looks_dangerous_is_answered(source: str, answer: object) -> None:
    """Patterns known to hang other engines, and numbers that do not fit, have a plain answer."""
    assert feel.evaluate(source, {}) is answer


def test_a_context_that_holds_itself_is_refused() -> None:
    """Data that goes round in a circle ends at a bound instead of never."""
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(FeelBudgetExceeded):
        feel.evaluate("flatten(circle)", {"circle": circle})


def test_a_python_object_in_the_context_is_refused() -> None:
    """Only plain data may be handed in: an object of the program is named and refused when it is read."""
    with pytest.raises(FeelRefused, match="object"):
        feel.evaluate("thing.name", {"thing": object()})
