"""招募申报：rounds, applications with their typed dossiers, evidence and findings."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, mobile_validator
from accounts.storage import private_storage
from policies.enums import Kind, Province
from policies.models import PolicyVersion, QuestionSet
from publicity.models import Entry
from questions.models import AnswerRow
from recruitment.enums import ACTIVE, EvidenceKind, RoundKind, Status


class Round(models.Model):
    """批次：a span of time in which one may apply, on the rules of one policy version (N-3)."""

    title = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("招募对象"), max_length=8, choices=RoundKind, default=RoundKind.BOTH)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, verbose_name=_("规则版本"))
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("截止"))
    question_set = models.OneToOneField(
        QuestionSet, null=True, blank=True, on_delete=models.PROTECT, related_name="round", verbose_name=_("补充题目")
    )  # fmt: skip

    class Meta:
        verbose_name = _("招募批次")
        verbose_name_plural = _("招募批次")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opens_at")), name="round_closes_after_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Application(models.Model):
    """申报：one applicant asking, in one round, to be recognized."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="applications", verbose_name=_("批次")
    )
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("申报人"),
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="applications", verbose_name=_("单位")
    )  # fmt: skip
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    number = models.CharField(_("受理编号"), max_length=20, unique=True, null=True, blank=True)
    name = models.CharField(_("单位名称或姓名"), max_length=100, blank=True)
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    is_priority = models.BooleanField(_("优先认定"), default=False)
    revision = models.PositiveIntegerField(_("草稿版次"), default=0)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    saved_at = models.DateTimeField(_("保存时间"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    snapshot_hash = models.CharField(_("提交内容哈希"), max_length=64, blank=True)
    supplement_count = models.PositiveSmallIntegerField(_("补正次数"), default=0)
    supplement_due_on = models.DateField(_("补正截止日"), null=True, blank=True)
    supplement_is_provisional = models.BooleanField(_("补正截止日暂定"), default=False)
    supplement_revision = models.PositiveIntegerField(_("补正截止日所依工作日历的修订"), default=0)
    supplement_due_before = models.DateField(_("原补正截止日"), null=True, blank=True)
    supplement_reason = models.TextField(_("补正事项"), blank=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_reason = models.TextField(_("办结理由"), blank=True)
    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="application", verbose_name=_("公示条目")
    )  # fmt: skip

    class Meta:
        verbose_name = _("申报")
        verbose_name_plural = _("申报")
        ordering = ["-id"]
        permissions = [
            ("export_application", "可导出批次的申报"),
            ("export_contact", "可在导出中包含联系方式"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=Q(kind=Kind.STATION, status__in=sorted(ACTIVE)),
                name="station_applies_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "applicant", "kind"],
                condition=Q(status__in=sorted(ACTIVE | {Status.DRAFT})),
                name="applicant_applies_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT)
                | (Q(number__isnull=False, submitted_at__isnull=False) & ~Q(snapshot_hash="") & ~Q(name="")),
                name="application_submitted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True) | Q(decided_at__isnull=False),
                name="application_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SUPPLEMENT)
                | (Q(supplement_due_on__isnull=False) & ~Q(supplement_reason="")),
                name="application_supplement_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.REFUSED, Status.DROPPED]) | ~Q(decision_reason=""),
                name="application_refused_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "kind", "status"], name="application_worklist"),
            models.Index(fields=["status", "supplement_due_on"], name="application_supplement_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('草稿')} {self.name}"


class StationDossier(models.Model):
    """工作站申报材料：a typed column for every condition of S-2 to S-4. The Center's own design: no form is attached to the notice."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="station")
    name = models.CharField(_("单位名称"), max_length=100, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    station_kind = models.CharField(_("单位类型"), max_length=30, blank=True)
    station_kind_other = models.CharField(_("其他类型说明"), max_length=60, blank=True)
    association_level = models.CharField(_("商协会级别"), max_length=10, blank=True)
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    is_legal_person = models.BooleanField(_("具有独立法人资格"), default=False)
    address = models.CharField(_("办公地址"), max_length=200, blank=True)
    contact_name = models.CharField(_("志愿服务专人"), max_length=60, blank=True)
    contact_title = models.CharField(_("专人职务"), max_length=60, blank=True)
    contact_mobile = models.CharField(_("专人手机"), max_length=11, blank=True, validators=[mobile_validator])
    has_service_model = models.BooleanField(_("具有成熟的服务中小企业模式"), default=False)
    has_event_experience = models.BooleanField(_("具有举办中小企业服务活动经验"), default=False)
    served_last_year = models.PositiveIntegerField(_("上年服务中小企业数"), null=True, blank=True)
    premises = models.CharField(_("经营服务场所"), max_length=200, blank=True)
    facilities = models.TextField(_("服务设施与仪器设备"), max_length=1000, blank=True)
    staff_count = models.PositiveIntegerField(_("企业服务专职人员数"), null=True, blank=True)
    plan_or_rules = models.CharField(_("志愿服务方案或管理制度名称"), max_length=120, blank=True)
    priority_title = models.CharField(_("国家级称号"), max_length=30, blank=True)
    experience = models.TextField(_("志愿服务经验"), max_length=5000, blank=True)
    achievements = models.TextField(_("志愿服务成果"), max_length=5000, blank=True)
    has_undertaken = models.BooleanField(_("承诺遵守管理办法"), default=False)
    accepts_e_delivery = models.BooleanField(_("确认电子送达"), default=False)

    class Meta:
        verbose_name = _("工作站申报材料")
        verbose_name_plural = _("工作站申报材料")

    def __str__(self) -> str:
        return self.name


class ExpertDossier(models.Model):
    """专家申请表：a typed column for every condition of E-2 and E-3. The Center's own design: no form is attached to the notice."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="expert")
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    category = models.CharField(_("专家类别"), max_length=30, blank=True)
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    employer = models.CharField(_("所在单位"), max_length=100, blank=True)
    position = models.CharField(_("职务或职称"), max_length=60, blank=True)
    degree = models.CharField(_("学历"), max_length=30, blank=True)
    school = models.CharField(_("毕业院校"), max_length=60, blank=True)
    experience_years = models.PositiveSmallIntegerField(_("中小企业服务经验年数"), null=True, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    experience = models.TextField(_("志愿服务经验"), max_length=5000, blank=True)
    achievements = models.TextField(_("志愿服务成果"), max_length=5000, blank=True)
    has_declared_ethics = models.BooleanField(_("政治素质与职业道德承诺"), default=False)
    is_voluntary = models.BooleanField(_("自愿无偿"), default=False)
    has_undertaken = models.BooleanField(_("承诺遵守管理办法"), default=False)
    consents_to_publish = models.BooleanField(_("单独同意公开姓名、单位和领域"), default=False)
    accepts_e_delivery = models.BooleanField(_("确认电子送达"), default=False)

    class Meta:
        verbose_name = _("专家申请表")
        verbose_name_plural = _("专家申请表")

    def __str__(self) -> str:
        return self.name


class ExpertField(models.Model):
    """擅长领域：one field an expert names (E-3-2)."""

    dossier = models.ForeignKey(ExpertDossier, on_delete=models.CASCADE, related_name="expert_fields")
    code = models.CharField(_("领域"), max_length=30)

    class Meta:
        verbose_name = _("擅长领域")
        verbose_name_plural = _("擅长领域")
        constraints = [models.UniqueConstraint(fields=["dossier", "code"], name="expert_field_once")]

    def __str__(self) -> str:
        return self.code


class Evidence(models.Model):
    """证明材料：a private file that proves a condition."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("材料种类"), max_length=12, choices=EvidenceKind)
    file = models.FileField(_("文件"), storage=private_storage, upload_to="evidence/%Y/%m/")
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    removed_at = models.DateTimeField(_("移除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("证明材料")
        verbose_name_plural = _("证明材料")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(AnswerRow):
    """补充题目的答案：what one applicant answered to one question of the round."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")

    class Meta(AnswerRow.Meta):
        verbose_name = _("补充题目答案")
        verbose_name_plural = _("补充题目答案")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                condition=Q(removed_at__isnull=True),
                name="application_answer_once",
            ),
        ]

    @property
    def href(self) -> str:
        """Where its file is read."""
        return reverse("recruitment:answer_file", args=[self.pk])


class Snapshot(models.Model):
    """提交快照：the dossier and the hashes of its evidence as handed in; one row for each submission, never changed."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField(_("提交时间"))
    hash = models.CharField(_("哈希"), max_length=64)
    content = models.JSONField(_("内容"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("提交快照")
        verbose_name_plural = _("提交快照")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.hash


class Milestone(models.Model):
    """历程：one change of state as the applicant may read it; it names no reviewer."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="milestones")
    status = models.CharField(_("状态"), max_length=12, choices=Status)
    at = models.DateTimeField(_("时间"))
    note = models.TextField(_("说明"), blank=True)
    due_on = models.DateField(_("截止日"), null=True, blank=True)

    class Meta:
        verbose_name = _("办理历程")
        verbose_name_plural = _("办理历程")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_status_display()


class Finding(models.Model):
    """资格核对结果：one condition, computed at submission: article, value, threshold, met."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="findings")
    article = models.CharField(_("条款"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"))
    label = models.CharField(_("条件"), max_length=100)
    value = models.CharField(_("申报值"), max_length=100)
    threshold = models.CharField(_("标准"), max_length=200)
    is_met = models.BooleanField(_("符合"))
    is_hard = models.BooleanField(_("硬性条件"), default=True)
    evidence_kind = models.CharField(_("证明材料"), max_length=12, choices=EvidenceKind, blank=True)

    class Meta:
        verbose_name = _("资格核对结果")
        verbose_name_plural = _("资格核对结果")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["application", "order"], name="finding_order_once")]

    def __str__(self) -> str:
        return f"{self.article} {self.label}"


class ReceiptCounter(models.Model):
    """受理编号计数：one locked row a year, so receipt numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
