"""Settings that depend on the environment, read in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASK = "from config.settings import base; print(base.DATABASES['default']['ENGINE'], base.DATABASES['default']['NAME'])"


def test_empty_database_url_means_the_embedded_database(tmp_path: Path) -> None:
    env = {**os.environ, "DATABASE_URL": "", "YIQI_VAR": str(tmp_path), "PYTHONPATH": f"{ROOT}/site:{ROOT}"}
    said = subprocess.run([sys.executable, "-c", ASK], env=env, check=True, capture_output=True, text=True)

    assert said.stdout.split() == ["django.db.backends.sqlite3", str(tmp_path / "yiqi.sqlite3")]
