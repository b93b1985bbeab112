#!/bin/sh
# Makes the passwords that docker-compose.yml reads, in FOLDER (default: secrets, beside this script). One that is there already stays as it is.
set -eu
folder=${1:-$(dirname "$0")/secrets}
# the user that the containers run as: Elasticsearch takes a file that its owner alone may read
user=1000

umask 077
for name in elasticsearch-password grafana-password; do
  file=$folder/$name
  if [ -e "$file" ]; then
    echo "$file: is there already"
  else
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
    echo "$file: made"
  fi
  if [ "$(id -u)" -eq 0 ]; then chown "$user" "$file"; fi
  owner=$(stat -c %u "$file")
  if [ "$owner" -ne "$user" ]; then echo "$file: belongs to user $owner; containers read it only after: sudo chown $user $file"; fi
done
