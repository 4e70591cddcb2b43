"""多席：one task for each item of a list, and more of them later. The open-source Viewflow has no data-driven Split;
this is one, on its public API. 签核：a human task that may also be left without an answer.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from viewflow import this
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.flow import Join, Split, View
from viewflow.workflow.models import Process, Task
from viewflow.workflow.nodes.join import JoinActivation
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import STATUS
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

    def branch(self, process: Process, items: list[dict[str, Any]]) -> None:
        """One more task for each item under the split now running, so that its Join waits for them as well.

        Only while a branch is still open: once the Join has gone on, a new branch would reach no Join of its own.
        The target waits for a person, so there is nothing to activate.
        """
        split = Task.objects.filter(process_id=process.pk, flow_task=self).order_by("-id")[:1].get()
        begun = split.leading.count()
        for number, item in enumerate(items, begun + 1):
            token = Token(f"{split.token}/{split.pk}_{number}")
            self.target._create(self.activation_class(split), token, data=item)  # noqa: SLF001

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


class JoinVotesActivation(JoinActivation):
    """Viewflow asks three times in a row what has arrived; while the process is held nothing else can arrive."""

    def _join_token_prefixes(self) -> set[str]:
        if not hasattr(self, "arrived"):
            self.arrived: set[str] = super()._join_token_prefixes()
        return self.arrived


class JoinVotes(Join):
    """汇总：waits for the seats that were called."""

    activation_class = JoinVotesActivation


class SignActivation(ViewActivation):
    """A signature that is no longer wanted runs to its Join all the same: a cancelled branch would not wake it."""

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.DONE)
    def leave(self) -> None:
        self.task.finished = timezone.now()
        self.task.save()


class Sign(View):
    """The human task of one seat."""

    activation_class = SignActivation
