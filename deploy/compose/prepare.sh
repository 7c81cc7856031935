#!/bin/sh
# Makes what docker-compose.yml needs and what is not there yet: three secrets in secrets/, and a holdfast.yaml for the
# demo. It changes nothing that exists.
set -eu
cd "$(dirname "$0")/../.."

# The folder keeps other users of this machine out. Its files are readable, since a container mounts each of them, and
# its user 1000 need not exist here.
mkdir -p secrets
chmod 700 secrets

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { # name; the secret is its input
  [ -e "secrets/$1" ] && return
  cat > "secrets/$1"
  chmod 444 "secrets/$1"
  echo "secrets/$1 is new"
}

random | keep redis-password
printf 'hf_%s' "$(random)" | keep admin-token
printf 'sha256:%s' "$(sha256sum < secrets/admin-token | cut -d ' ' -f 1)" | keep admin-token-hash

if [ ! -e holdfast.yaml ]; then
  cp deploy/compose/demo.yaml holdfast.yaml
  echo 'holdfast.yaml is new: it backs up the simulated cluster of the profile "demo"'
fi
