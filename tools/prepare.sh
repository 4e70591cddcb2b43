#!/usr/bin/env bash
# Prepares this folder: virtual environment, pinned requirements, and with `data` the database.
# Each step leaves a stamp, so the second time costs nothing.   usage: tools/prepare.sh run|dev [data]
set -euo pipefail
cd "$(dirname "$0")/.."
flavour=${1:-run}
venv=.venv
var=${YIQI_VAR:-var}

stop() { printf '%s\n' "$1" >&2; exit 1; }

find_python() {
  for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$name"; return; }
  done
  stop "需要 Python 3.11 或更高版本：这台机器上没有找到。 / Python 3.11 or newer is needed and was not found."
}

make_venv() {
  [ -x $venv/bin/python ] && $venv/bin/python -c '' 2>/dev/null && return
  local python; python=$(find_python)
  echo "建立虚拟环境 …"
  rm -rf $venv
  "$python" -m venv $venv >/dev/null 2>&1 || {
    rm -rf $venv
    stop "无法建立虚拟环境：请先安装 venv（Debian/Ubuntu：apt install python3-venv）。 / Python's venv module is missing."
  }
}

install_requirements() {
  local file=requirements.txt stamp=$venv/.installed-$flavour wanted
  [ "$flavour" = dev ] && file=requirements-dev.txt
  wanted=$(cat requirements.txt $file | cksum)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  echo "安装依赖（第一次约半分钟）…"
  # Only what is imported gets compiled, and only then: the first page comes ten seconds earlier.
  $venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile -r $file ||
    stop "依赖安装失败：请检查网络或 pip 的软件源设置后重试。 / Installing the requirements failed: check the network or pip's index."
  echo "$wanted" >"$stamp"
}

# What the database is made from; when none of it changed there is nothing to do.
data_sources() {
  echo "${DATABASE_URL:-}"
  find content fixtures site workflows -type f \( -path '*/migrations/*.py' -o -path 'fixtures/*' -o -path '*/commands/load_*.py' \) -print0 |
    LC_ALL=C sort -z | xargs -0 cksum
}

prepare_data() {
  local stamp=$var/.prepared wanted
  mkdir -p "$var"
  wanted=$(data_sources | cksum)
  if [ -z "${DATABASE_URL:-}" ] && [ ! -f "$var/yiqi.sqlite3" ]; then
    rm -f "$stamp"
    touch "$var/.wants-demo"
  fi
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  echo "建立或更新数据库 …"
  # A new embedded database gets a world to look at; one that has been used is left alone.
  if [ -f "$var/.wants-demo" ]; then
    $venv/bin/python manage.py prepare --demo
    rm "$var/.wants-demo"
  else
    $venv/bin/python manage.py prepare
  fi
  echo "$wanted" >"$stamp"
}

make_venv
install_requirements
[ "${2:-}" != data ] || prepare_data
