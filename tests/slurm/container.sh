#!/bin/bash
# container.sh: the %post and %test lines of slurm/rankplot.def in a bare Debian 12 (debootstrap, chroot), and a job
# in it; Debian has no Apptainer. Needs root, the network and 20 minutes: ctest -L large.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
root=$(mktemp -d)
leave() {
  umount -R "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap leave EXIT
lines() { awk -v want="%$1" '$0 == want {on = 1; next} /^%/ {on = 0} on' "$top/slurm/rankplot.def"; }

debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >"$root.log" || { tail "$root.log"; exit 1; }
rm -f "$root.log"
cp /etc/resolv.conf "$root/etc/"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"
mkdir -p "$root/opt/rankplot"
git -C "$top" archive HEAD | tar -x -C "$root/opt/rankplot"
inside() { chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 bash -c "$1"; }
inside "$(lines post)"
inside "$(lines test)"
inside 'cd /tmp && rankplot sample sample && mpirun -n 2 --oversubscribe rankplot run /opt/rankplot/jobs/parallel_plots.toml -C . &&
  test -s figures/parallel_plots/dataset_4.png'
