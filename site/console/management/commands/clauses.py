"""`manage.py clauses`: clause → where it is carried out → the tests that proved it in the last run."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from console.clause_matrix import Matrix, Row, build_matrix

SHOWN = 4


class Command(BaseCommand):
    help = "Print the clause matrix from the sources and the last test run's record; the last line is `proven N of 67`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brief", action="store_true", help="one line a clause")

    def handle(self, *args: Any, **options: Any) -> None:
        matrix = build_matrix(settings.ROOT)
        for row in matrix.rows:
            self.stdout.write(_line(row))
            if not options["brief"]:
                self._details(row)
        self._summary(matrix)

    def _details(self, row: Row) -> None:
        for title, items in (
            ("落实", [row.carried_by] if row.carried_by else []),
            ("代码", row.places),
            ("测试", [f"{test.name}（{_OUTCOMES[test.outcome]}）" for test in row.tests]),
        ):
            for item in items[:SHOWN]:
                self.stdout.write(f"    {title}  {item}")
            if len(items) > SHOWN:
                self.stdout.write(f"    {title}  另有 {len(items) - SHOWN} 处")

    def _summary(self, matrix: Matrix) -> None:
        self.stdout.write("")
        if matrix.caution:
            self.stdout.write(matrix.caution)
        if matrix.open:
            self.stdout.write(f"尚未证明：{' '.join(row.code for row in matrix.open)}")
        self.stdout.write(f"proven {len(matrix.proven)} of {len(matrix.rows)}")


_OUTCOMES = {"passed": "通过", "failed": "失败", "skipped": "跳过"}


def _line(row: Row) -> str:
    said = f"未证明：{row.open_because}" if row.open_because else f"已证明：{len(row.passed)} 项测试通过"
    return f"{row.code:<6}{said}"
