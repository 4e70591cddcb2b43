"""申报材料：what an applicant says, a typed column for every condition."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import mobile_validator
from policies.enums import Province, named_province
from recruitment.models.applications import Application


class StationDossier(models.Model):
    """工作站申报材料：a typed column for every condition of S-2 to S-4. The Center's own design: no form is attached to the notice."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="station")
    name = models.CharField(_("单位名称"), max_length=100, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    station_kind = models.CharField(_("单位类型"), max_length=30, blank=True)
    station_kind_other = models.CharField(_("其他类型说明"), max_length=60, blank=True)
    association_level = models.CharField(_("商协会级别"), max_length=10, blank=True)
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    get_province_display = named_province
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
    get_province_display = named_province
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
