#!/usr/bin/env bash
# Before a release: the quick tests on Pythons that this machine does not have, which come from
# Debian's unstable distribution, in a folder of its own. It needs root, and takes minutes.
#
#     bash tools/release-pythons.sh 3.14 3.15
#
# Only the newest dependencies are used, because cattrs 24.1 is older than these Pythons and warns
# of names that Python 3.17 will remove.
set -euo pipefail
cd "$(dirname "$0")/.."
newer=${*:-3.14 3.15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
new=$work/unstable
mkdir "$work/clone"
git ls-files -z --cached | xargs -0 cp --parents -t "$work/clone"
python3 -m venv "$work/build"
"$work/build/bin/python" -m pip install -q build
"$work/build/bin/python" -m build -q --wheel --outdir "$work/dist" "$work/clone"
bash .ci/debian debootstrap=debootstrap
# shellcheck disable=SC2086  # each version is a word
if ! debootstrap --variant=minbase --include="ca-certificates$(printf ',python%s-venv' $newer)" \
    sid "$new" > "$work/bootstrap.txt" 2>&1; then
  tail -n 5 "$work/bootstrap.txt"
  exit 1
fi
cp /etc/ssl/certs/ca-certificates.crt "$new/etc/ssl/certs/"
for version in $newer; do
  # Folders mounted here are seen only in here, so removing $work at the end removes nothing else.
  unshare --mount bash -euc 'mkdir -p "$1$2"; mount --bind "$2" "$1$2"
    mount --rbind /dev "$1/dev"; mount -t proc proc "$1/proc"
    exec chroot "$1" bash -c "cd $2/clone && exec bash .ci/on-python python$3 $2 newest"' - "$new" "$work" "$version"
done
