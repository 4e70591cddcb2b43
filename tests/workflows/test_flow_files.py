"""The drawing of each flow as BPMN 2.0: whole, in Chinese, and served as a file with its title."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.apps import apps
from viewflow.workflow.flow import Flow

from tests.factories.accounts import staff_in_group
from workflows.monitor.bpmn import flow_bpmn
from workflows.monitor.flows import WATCHED, Watched

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DRAWN = "{http://www.omg.org/spec/BPMN/20100524/DI}"
each_flow = pytest.mark.parametrize("one", WATCHED, ids=lambda one: one.code)


def subclasses(flow: type) -> set[type]:
    return {below for child in flow.__subclasses__() for below in {child} | subclasses(child)}


def test_every_flow_of_ours_is_watched():
    assert apps.ready
    ours = {flow for flow in subclasses(Flow) if flow.__module__.startswith("workflows.")}
    assert ours == {one.flow for one in WATCHED}


@each_flow
def test_flow_file_joins_nodes_that_exist(one: Watched):
    process = ElementTree.fromstring(flow_bpmn(one)).find(f"{MODEL}process")
    nodes = {node.get("id") for node in process if node.tag != f"{MODEL}sequenceFlow"}
    ends = [(edge.get("sourceRef"), edge.get("targetRef")) for edge in process.iter(f"{MODEL}sequenceFlow")]
    assert len(nodes) == len(one.flow.instance.nodes())
    assert ends
    assert {end for pair in ends for end in pair} == nodes


@each_flow
def test_flow_file_draws_every_node_and_edge(one: Watched):
    tree = ElementTree.fromstring(flow_bpmn(one))
    process = tree.find(f"{MODEL}process")
    edges = {edge.get("id") for edge in process.iter(f"{MODEL}sequenceFlow")}
    nodes = {node.get("id") for node in process} - edges
    assert {shape.get("bpmnElement") for shape in tree.iter(f"{DRAWN}BPMNShape")} == nodes
    lines = {edge.get("bpmnElement"): len(list(edge)) for edge in tree.iter(f"{DRAWN}BPMNEdge")}
    assert set(lines) == edges
    assert min(lines.values()) >= 2


@each_flow
def test_flow_file_speaks_chinese(one: Watched):
    process = ElementTree.fromstring(flow_bpmn(one)).find(f"{MODEL}process")
    named = [node for node in process if node.tag != f"{MODEL}sequenceFlow"]
    assert process.get("name") == one.title
    assert [node.get("id") for node in named if not re.search("[一-鿿]", node.get("name") or "")] == []


@pytest.mark.django_db
def test_flow_file_is_served_under_its_title(client):
    client.force_login(staff_in_group("administrator"))
    answer = client.get("/admin/monitor/flows/application.bpmn")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=UTF-8''申报流程.bpmn"
    assert client.get("/admin/monitor/flows/nothing.bpmn").status_code == 404
