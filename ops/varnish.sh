#!/bin/sh
# Starts the newsroom behind a real Varnish, to try it out; Ctrl-C ends both. PORT is the newsroom's, VARNISH_PORT the cache's.
set -eu
cd "$(dirname "$0")/.."
HOST=127.0.0.1
PORT=${PORT:-8000}
VARNISH_PORT=${VARNISH_PORT:-6081}
PYTHON=${PYTHON:-.venv/bin/python}
PATH=$PATH:/usr/sbin:/sbin
if ! command -v varnishd >/dev/null; then
    echo "There is no varnishd here. Install the packages 'varnish' and 'varnish-modules'." >&2
    exit 1
fi
# A newsroom of its own, because articles are compiled for one public URL.
export DATA_DIR="${DATA_DIR:-var/varnish}"
# Public URLs are those of the cache, and the newsroom sends its purges there.
export HOST PORT PUBLIC_URL="http://$HOST:$VARNISH_PORT" VARNISH_URLS="http://$HOST:$VARNISH_PORT/" TRUSTED_PROXIES=1
export SHARED_CACHE_SECONDS="${SHARED_CACHE_SECONDS:-3600}" ALLOWED_HOSTS="$HOST,localhost"

folder=$(mktemp -d)
varnish=
newsroom=
finish() {
    trap - EXIT INT TERM
    for process in $newsroom $varnish; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 0' INT TERM

sed "s/\.port = \"8000\"/.port = \"$PORT\"/" ops/varnish.vcl >"$folder/newsroom.vcl"
varnishd -F -j none -n "$folder/work" -f "$folder/newsroom.vcl" -a "$HOST:$VARNISH_PORT" -T none -s malloc,64m >"$folder/log" 2>&1 &
varnish=$!
# Varnish starts first, because the newsroom sends purges from its start on.
sleep 2
if ! kill -0 "$varnish" 2>/dev/null; then
    cat "$folder/log" >&2
    exit 1
fi
$PYTHON manage.py prepare
$PYTHON manage.py serve &
newsroom=$!
sleep 2
echo "  Behind Varnish  http://$HOST:$VARNISH_PORT/   (curl -D - -o /dev/null http://$HOST:$VARNISH_PORT/api/v1/articles/ tells X-Cache and Age)"
echo "  Without it      http://$HOST:$PORT/"
wait "$newsroom"
