"""Who approves words before the public reads them: one workflow for the whole tree, 撰写 → 审稿 → 发布.

Wagtail publishes, or schedules, in the name of whoever approves last, so the last step belongs to a group that may publish.
"""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

NAME = "内容审稿与发布"
STEPS = (("审稿", "content_approver"), ("发布", "editor"))
STOCK = "Moderators approval"  # what Wagtail's own migration puts on the root


def plant_workflow() -> None:
    """The workflow on the root, unless the staff has put another one there. Needs the groups of `load_base`."""
    groups = {code: Group.objects.filter(staff__code=code).first() for _name, code in STEPS}
    root = Page.objects.get(depth=1)
    standing = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if None in groups.values() or (standing is not None and standing.workflow.name != STOCK):
        return
    workflow = Workflow.objects.create(name=NAME)
    for place, (name, code) in enumerate(STEPS):
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(groups[code])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    Workflow.objects.filter(name=STOCK).update(active=False)
