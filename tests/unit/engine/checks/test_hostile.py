"""Files made to do harm are refused with a named reason, and never bring the check down."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.domain.finding import Known, Profile, refuses
from workflows.engine.checks import check_files
from workflows.engine.checks.registry import DIAGRAMS

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:sample">'
)


def process(content: str) -> bytes:
    """Return a file with one process that holds *content*."""
    return f'{HEAD}<process id="p" isExecutable="true">{content}</process></definitions>'.encode()


def flow(ident: str, source: str, target: str) -> str:
    """Return a sequence flow."""
    return f'<sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}"/>'


def stages(number: int, split: str, join: str) -> bytes:
    """Return a file with so many times two ways, one after the other."""
    drawn = "".join(
        f'<{split} id="k{i}"/><{join} id="m{i}"/>'
        + flow(f"a{i}", f"m{i - 1}" if i else "s", f"k{i}")
        + flow(f"b{i}", f"k{i}", f"m{i}")
        + flow(f"c{i}", f"k{i}", f"m{i}")
        for i in range(number)
    )
    return process(f'<startEvent id="s"/>{drawn}<endEvent id="e"/>{flow("z", f"m{number - 1}", "e")}')


def calls(number: int) -> bytes:
    """Return a file whose processes each call the next one twice."""
    drawn = "".join(
        f'<process id="p{i}" isExecutable="true"><startEvent id="s{i}"/><endEvent id="e{i}"/>'
        f'<callActivity id="c{i}" calledElement="p{i + 1}"/><callActivity id="d{i}" calledElement="p{i + 1}"/>'
        f"{flow(f'f{i}', f's{i}', f'c{i}')}{flow(f'g{i}', f'c{i}', f'd{i}')}{flow(f'h{i}', f'd{i}', f'e{i}')}</process>"
        for i in range(number)
    )
    last = f'<process id="p{number}" isExecutable="true"><startEvent id="s"/></process>'
    return f"{HEAD}{drawn}{last}</definitions>".encode()


HOSTILE = {
    "forks that double 25 times": (stages(25, "parallelGateway", "exclusiveGateway"), "safe-growth"),
    "calls that double 30 times": (calls(30), "safe-growth"),
    "a namespace that only looks like one": (
        process('<task id="t"/>').replace(
            b"<process", b'<process xmlns:x="HTTP://www.omg.org/spec/BPMN/20100524/model/"'
        ),
        "safe-namespaces",
    ),
    "very many namespaces": (
        process('<task id="t"/>').replace(
            b" targetNamespace",
            "".join(f' xmlns:n{i}="urn:{i}"' for i in range(600)).encode() + b" targetNamespace",
        ),
        "safe-namespaces",
    ),
    "doctype": (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + process("<task id='t'/>"), "xml-readable"),
    "external entity": (b"<!DOCTYPE x SYSTEM 'file:///etc/hostname'>" + process(""), "xml-readable"),
    "3 MB": (process("<documentation>" + "x" * 3_000_000 + "</documentation>"), "xml-readable"),
    "depth": (process("<subProcess id='a'>" * 900 + "</subProcess>" * 900), "xml-readable"),
    "UTF-16 without its mark": (
        "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16-le"),
        "xml-readable",
    ),
    "empty": (b"", "xml-readable"),
    "not XML": (b'{"a": 1}', "xml-readable"),
    "not BPMN": (b"<html/>", "xml-bpmn"),
    "one element with very many attributes": (
        process("<task " + " ".join(f'a{i}="1"' for i in range(20_000)) + "/>"),
        "xml-readable",
    ),
    "a chain of 5,000 tasks": (
        process("".join(f'<task id="t{i}"/>' + flow(f"f{i}", f"t{i}", f"t{i + 1}") for i in range(5_000))),
        "safe-size",
    ),
    "a fork into 2,500": (
        process(
            '<task id="s"/>'
            + "".join(f'<task id="t{i}"/>' + flow(f"f{i}", "s", f"t{i}") for i in range(2_500))
        ),
        "safe-branches",
    ),
    "a thousand million instances": (
        process(
            '<task id="t"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">'
            "1000000000</loopCardinality></multiInstanceLoopCharacteristics></task>"
        ),
        "safe-instances",
    ),
    "an id of one million letters": (process(f'<task id="{"a" * 1_000_000}"/>'), "safe-id-length"),
    "a poisoned name": (process('<dataObject id="__builtins__"/>'), "safe-names"),
    "a typename": (process('<dataObject id="typename"/>'), "safe-names"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_diagram_is_refused_by_name(name: str) -> None:
    """A diagram made to do harm is refused with the reason that fits."""
    data, rule = HOSTILE[name]
    assert rule in {finding.rule for finding in check_files({"x.bpmn": data}) if refuses([finding])}


@pytest.mark.parametrize(
    "data",
    [
        stages(40, "exclusiveGateway", "exclusiveGateway"),
        stages(40, "parallelGateway", "parallelGateway"),
        calls(4),
    ],
    ids=["choices in a row", "parallel blocks in a row", "a few calls"],
)
def test_what_does_not_grow_is_not_refused(data: bytes) -> None:
    """Many choices or parallel blocks one after the other are long, but they hold no more than a few tokens."""
    assert "safe-growth" not in {finding.rule for finding in check_files({"x.bpmn": data})}


def test_a_chain_of_many_calls_is_counted_without_end_of_the_stack() -> None:
    """Hundreds of processes that call one another in a row are checked like any other file."""
    assert {finding.rule for finding in check_files({"x.bpmn": calls(500)})} >= {"safe-growth"}


def test_extensions_declared_inside_are_ours_as_well() -> None:
    """Hewei's extensions are held to Hewei's rules, wherever in the file their namespace is declared."""
    task = (
        '<extensionElements><q:properties xmlns:q="http://spiffworkflow.org/bpmn/schema/1.0/core">'
        '<q:property name="unheard" value="x"/></q:properties></extensionElements>'
    )
    data = process(f'<startEvent id="s"/><userTask id="t">{task}</userTask>{flow("f", "s", "t")}')
    assert "property-known" in {finding.rule for finding in check_files({"x.bpmn": data})}


def test_an_id_that_stands_twice_confuses_nobody() -> None:
    """Where a gateway and an end share an id, that is told; the game of tokens is played without an error."""
    data = process(
        '<startEvent id="s"/><inclusiveGateway id="x"/><endEvent id="x"/>'
        + flow("f", "s", "x")
        + flow("g", "s", "x")
    )
    assert "id-unique" in {finding.rule for finding in check_files({"x.bpmn": data})}


def test_process_that_calls_itself() -> None:
    """A process that must call itself is refused where it would be run."""
    data = process(
        '<startEvent id="s"/><callActivity id="c" calledElement="p"/><endEvent id="e"/>'
        + flow("f", "s", "c")
        + flow("g", "c", "e")
    )
    found = check_files({"x.bpmn": data}, profile=Profile.RUN)
    assert [finding.rule for finding in found if refuses([finding])] == ["call-self"]


def test_many_parallel_ways_are_not_counted_out() -> None:
    """A diagram with more states than anybody can follow is checked as far as the bounds go, without an error."""
    ways = "".join(
        flow(f"x{i}", "g", f"t{i}_0")
        + "".join(
            f'<task id="t{i}_{j}"/>' + flow(f"c{i}_{j}", f"t{i}_{j}", f"t{i}_{j + 1}") for j in range(9)
        )
        + f'<task id="t{i}_9"/>'
        + flow(f"y{i}", f"t{i}_9", "j")
        for i in range(12)
    )
    data = process(
        '<startEvent id="s"/><parallelGateway id="g"/><parallelGateway id="j"/><endEvent id="e"/>'
        + flow("f0", "s", "g")
        + ways
        + flow("fe", "j", "e")
    )
    assert check_files({"x.bpmn": data}) == []


def test_poisoned_forms() -> None:
    """A form nested without end, of a strange shape, or with a poisoned key is refused, not obeyed."""
    deep = b'{"components":' + b'[{"type":"group","components":' * 5_000 + b"[]" + b"}]" * 5_000 + b"}"
    strange = b'{"components":[1,null,"x",{"type":["a"],"validate":5,"conditional":7,"values":{"a":1}}]}'
    proto = b'{"components":[{"type":"textfield","key":"__proto__.x","label":"x"}]}'
    many = json.dumps(
        {"components": [{"type": "textfield", "key": f"claim.x{i}"} for i in range(5_000)]}
    ).encode()
    assert [refuses(check_files({"forms/x.json": data})) for data in (deep, strange, proto, many)] == [
        True
    ] * 4


def with_prefix(data: bytes) -> bytes:
    """Return the same file with a prefix on every element, as many modelers save it."""
    return re.sub(rb"<(/?)(\w)", rb"<\1b:\2", data).replace(b"xmlns=", b"xmlns:b=")


def test_an_objection_to_a_file_with_prefixes_names_its_element() -> None:
    """What the schema objects to is told with its element, also where a tool saved every element with a prefix."""
    data = with_prefix(process('<task id="t" bogus="1"/>'))
    found = [(each.rule, each.element) for each in check_files({"x.bpmn": data}) if refuses([each])]
    assert found == [("schema-attribute-unknown", "t")]


@pytest.mark.parametrize(
    ("cycle", "safe"),
    [
        ("R3/PT1S", True),
        ("R1000/PT0.5S", True),
        ("R/PT1S", False),
        ("R1001/PT59S", False),
        ("R/PT0M", False),
        (f"R{'9' * 5000}/PT1S", False),
        ("R/PT1M", True),
        ("0/10 * * * * ?", False),
        ("0,30 0 9 * * ?", False),
        ("0 0/5 * * * ?", True),
        ("*/2 * * * *", True),
    ],
)
def test_a_timer_may_fire_often_or_for_ever_but_not_both(cycle: str, *, safe: bool) -> None:
    """A few times a second harm nobody; without end they would keep the machine busy."""
    timer = f"<timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition>"
    data = process(
        '<startEvent id="s"/><userTask id="t"/><endEvent id="e"/><endEvent id="z"/>'
        f'<boundaryEvent id="b" attachedToRef="t" cancelActivity="false">{timer}</boundaryEvent>'
        + flow("f", "s", "t")
        + flow("g", "t", "e")
        + flow("h", "b", "z")
    )
    rules = {each.rule for each in check_files({"x.bpmn": data}, profile=Profile.RUN)}
    assert "check-failed" not in rules
    assert ("safe-repeat-timer" in rules) != safe


@pytest.mark.parametrize("number", ["²", "①", "1_______0000", "0" * 12 + "9" * 6, "٣", "9" * 5000])
def test_numbers_in_odd_spellings_are_judged(number: str) -> None:
    """How often a step is repeated may be written oddly: it is read or refused, and no rule fails on it."""
    loop = "multiInstanceLoopCharacteristics"
    many = f"<{loop}><loopCardinality>{number}</loopCardinality></{loop}>"
    flows = flow("f", "s", "t") + flow("g", "t", "e")
    data = process(f'<startEvent id="s"/><userTask id="t">{many}</userTask><endEvent id="e"/>{flows}')
    rules = {each.rule for each in check_files({"x.bpmn": data})}
    assert "check-failed" not in rules
    assert ("safe-instances" in rules) == (number.endswith("99"))


def test_a_rule_that_fails_refuses_the_file_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in one rule is a finding with the rule's name; the other rules are asked all the same."""
    broken = replace(DIAGRAMS[0], id="broken", check=lambda diagram: [1 // 0 for _ in diagram.file])
    monkeypatch.setattr("workflows.engine.checks.run.DIAGRAMS", (broken, *DIAGRAMS))
    found = check_files({"x.bpmn": process('<startEvent id="s"/>')})
    (failed,) = [each for each in found if each.rule == "check-failed"]
    assert failed.message.startswith("The rule broken could not judge this file (ZeroDivisionError)")
    assert refuses([failed])
    assert len(found) > 1


@settings(max_examples=60)
@given(st.data())
def test_mangled_diagram_gives_findings_never_an_exception(data: st.DataObject) -> None:
    """However a diagram is cut, doubled and rewired, the check answers with findings."""
    lines = GOOD.splitlines()
    kept = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=len(lines) * 2))
    words = data.draw(
        st.lists(st.sampled_from(["s", "t", "g", "e", "u", "nowhere", "", "p", "a:b"]), max_size=6)
    )
    text = "\n".join(kept)
    prefixed = data.draw(st.booleans())
    for number, word in enumerate(words):
        text = text.replace('Ref="t"', f'Ref="{word}"', number + 1)
    for profile in Profile:
        file = with_prefix(process(text)) if prefixed else process(text)
        found = check_files({"x.bpmn": file}, Known(), profile=profile)
        assert all(finding.rule and finding.message and finding.zh for finding in found)
        assert "check-failed" not in {finding.rule for finding in found}


GOOD = """<startEvent id="s"><timerEventDefinition><timeDate>x</timeDate></timerEventDefinition></startEvent>
<task id="t"><multiInstanceLoopCharacteristics behavior="One"/></task>
<exclusiveGateway id="g" default="d" gatewayDirection="Diverging"/>
<inclusiveGateway id="o"/>
<parallelGateway id="j"/>
<eventBasedGateway id="v" instantiate="true"/>
<subProcess id="u" triggeredByEvent="true"><startEvent id="us"/><endEvent id="ue"/></subProcess>
<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition activityRef="t"/></boundaryEvent>
<intermediateThrowEvent id="l"><linkEventDefinition name="A"/></intermediateThrowEvent>
<intermediateCatchEvent id="c"><linkEventDefinition name="A"/></intermediateCatchEvent>
<callActivity id="k" calledElement="p"/>
<endEvent id="e"><errorEventDefinition errorRef="t"/></endEvent>
<sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
<sequenceFlow id="f2" sourceRef="t" targetRef="g"/>
<sequenceFlow id="d" sourceRef="g" targetRef="t"/>
<sequenceFlow id="f3" sourceRef="g" targetRef="e"><conditionExpression>=1 +</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="o" targetRef="j"/>
<sequenceFlow id="f5" sourceRef="j" targetRef="o"/>
<association id="a" sourceRef="b" targetRef="t"/>
<dataObjectReference id="r" dataObjectRef="t"/>"""
