#!/usr/bin/env bash
# Says whether browser tests can run: prints the pytest selection, after installing Chromium where that is allowed.
set -uo pipefail
find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! find_browser >/dev/null && [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
  echo "安装 Chromium（apt）…" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1
fi
if find_browser >/dev/null; then
  exit 0
fi
if [ "${CI:-}" = true ]; then
  echo "没有 Chromium：CI 中浏览器测试不能跳过。 / No Chromium: in CI browser tests may not be skipped." >&2
  exit 1
fi
echo "跳过浏览器测试：没有找到 Chromium。 / Browser tests skipped: Chromium was not found." >&2
echo 'not browser'
