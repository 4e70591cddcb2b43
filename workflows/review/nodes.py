"""多席：one task for each item of a list. The open-source Viewflow has no data-driven Split; this is one, on its public API."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from viewflow import this
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.flow import Split
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.token import Token


class FanOutActivation(SplitActivation):
    """Creates the target once for each item; with nobody to ask it goes on, on the same token."""

    @Activation.status.super()
    def activate(self) -> None:
        with self.exception_guard(), transaction.atomic(savepoint=True):
            self.items = list(self.flow_task.source(self))

    @Activation.status.super()
    def create_next(self) -> Iterator[Activation]:
        if not self.items:
            yield self.flow_task.otherwise._create(self, self.task.token)  # noqa: SLF001  as every gateway of Viewflow does
            return
        tokens = Token.split_token_source(self.task.token, self.task.pk)
        for item in self.items:
            yield self.flow_task.target._create(self, next(tokens), data=item)  # noqa: SLF001


class FanOut(Split):
    """`FanOut().Next(node, task_data_source=callable).IfNone(node)`: the source returns one dict a task."""

    activation_class = FanOutActivation
    target: Any = None
    otherwise: Any = None
    source: Callable[[Activation], list[dict[str, Any]]]

    def Next(self, node: Any, *, task_data_source: Any) -> "FanOut":  # noqa: N802  Viewflow's notation
        self.target, self.source = node, task_data_source
        return self

    def IfNone(self, node: Any) -> "FanOut":  # noqa: N802  Viewflow's notation
        self.otherwise = node
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.target = this.resolve(instance, self.target)
        self.otherwise = this.resolve(instance, self.otherwise)
        self.source = this.resolve(instance, self.source)

    @property
    def _branches(self) -> list[tuple[Any, ...]]:
        return [(self.target, None, self.source, None)]

    def _outgoing(self) -> Iterator[Edge]:
        yield Edge(src=self, dst=self.target, edge_class="default")
        yield Edge(src=self, dst=self.otherwise, edge_class="cond_false")
