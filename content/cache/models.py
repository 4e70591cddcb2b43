"""One number for the whole public face: it grows with every change of what the public reads."""

from django.db import models


class PublicState(models.Model):
    """公开状态：a single row. Pages drawn at a smaller generation are drawn again."""

    generation = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "content"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="public_state_is_one_row")]

    def __str__(self) -> str:
        return str(self.generation)
