"""流程图文件：a flow as BPMN 2.0 XML, for the editors other people draw with."""

from types import SimpleNamespace

from viewflow.workflow.chart import calc_layout_data, grid_to_bpmn

from workflows.monitor.flows import Watched


def flow_bpmn(one: Watched) -> str:
    """The flow with its drawing, named by its Chinese title: Viewflow would take the docstring's first line."""
    grid = calc_layout_data(one.flow)
    grid.flow_class = SimpleNamespace(instance=one.flow.instance, process_title=one.title)
    return str(grid_to_bpmn(grid))
