#!/bin/sh
# Runs a management command as the user of the service and with its environment: /usr/local/sbin/leserbrief.
set -eu
set -a
. /etc/leserbrief/environment
set +a
cd /opt/leserbrief
exec runuser -u leserbrief -- .venv/bin/python manage.py "$@"
