# Sourced by the tests of this folder, which are started with the folder of the programs: a real Slurm of its own on
# this machine, with as many nodes of two cores as `nodes` says, gone when the test ends. Needs root.
#
# Each node is a slurmd in namespaces of its own (network, host name, mounts): nodes that share a host name would
# collide in /dev/shm and in the folders of PMIx. Several clusters may run beside each other.
set -euo pipefail
bin=$1
nodes=${nodes:-2}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
cluster=$scratch/cluster
cluster_id=$((BASHPID % 10000))
net=10.$((100 + cluster_id % 100)).$((cluster_id / 100))
export PATH=$bin:$PATH SLURM_CONF=$cluster/slurm.conf
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_mpi_yield_when_idle=1

fail() { echo "FAILED: $*" >&2; exit 1; }

write_conf() {
  local host i
  host=$(hostname -s)
  cat >"$SLURM_CONF" <<CONF
ClusterName=test$cluster_id
SlurmctldHost=$host($net.254)
SlurmctldPort=$((20000 + cluster_id))
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.sock,cred_expire=5
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool/%n
SlurmctldPidFile=$cluster/pid/slurmctld.pid
SlurmdPidFile=$cluster/pid/slurmd.%n.pid
SlurmctldLogFile=$cluster/log/slurmctld.log
SlurmdLogFile=$cluster/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_min_interval=10000,sched_interval=1,bf_interval=1,batch_sched_delay=0
MpiDefault=none
GresTypes=gpu
ReturnToService=2
JobRequeue=1
${requeue_exit:+RequeueExit=$requeue_exit}
MailProg=/bin/true
KillWait=5
MinJobAge=600
SlurmdParameters=config_overrides
PartitionName=main Nodes=n[1-$nodes] Default=YES MaxTime=INFINITE State=UP
CONF
  cp /etc/hosts "$cluster/hosts"
  echo "$net.254 $host" >>"$cluster/hosts"
  for i in $(seq "$nodes"); do
    echo "$net.$i n$i" >>"$cluster/hosts"
    echo "NodeName=n$i NodeHostname=n$i NodeAddr=$net.$i CPUs=2 RealMemory=4000 Gres=gpu:1 State=UNKNOWN" >>"$SLURM_CONF"
  done
}

start_node() {
  local i=$1 conf=$cluster/conf/n$1 space=rkp$cluster_id-$1
  mkdir -p "$conf" "$cluster/spool/n$i" "$cluster/tmp/n$i"
  ln -s "$SLURM_CONF" "$conf/slurm.conf"
  echo "PMIxCliTmpDirBase=$cluster/tmp/n$i" >"$conf/mpi.conf"
  # Counted, and not there: what is tested is what the scripts ask for.
  echo "Name=gpu Count=1 File=/dev/null" >"$conf/gres.conf"
  ip netns add "$space"
  ip link add "rv$cluster_id-$i" type veth peer name eth0 netns "$space"
  ip link set "rv$cluster_id-$i" master "rb$cluster_id" up
  ip -n "$space" addr add "$net.$i/24" dev eth0
  ip -n "$space" link set eth0 up
  ip -n "$space" link set lo up
  nsenter --net="/run/netns/$space" unshare --uts --mount --propagation private bash -c "
    hostname n$i && mount -t tmpfs shm /dev/shm && mount --bind '$cluster/hosts' /etc/hosts &&
    exec slurmd -N n$i -f '$conf/slurm.conf'"
}

# Ends the daemons of this cluster, by the folder on their command lines, and what of the network is theirs.
cluster_down() {
  local pids i
  mine() { ps -eo pid=,args= | awk -v folder="$cluster/" '$2 ~ /^(slurmd|slurmctld|slurmstepd:|munged)$/ && index($0, folder) {print $1}'; }
  timeout 5 scancel --user=root >/dev/null 2>&1 || true
  for signal in TERM KILL; do
    pids=$(mine)
    [ -n "$pids" ] || break
    kill -"$signal" $pids 2>/dev/null || true
    for _ in $(seq 60); do [ -n "$(mine)" ] || break; sleep 0.05; done
  done
  for i in $(seq "$nodes"); do ip netns del "rkp$cluster_id-$i" 2>/dev/null || true; done
  ip link del "rb$cluster_id" 2>/dev/null || true
  rm -rf "$scratch"
}

cluster_up() {
  trap cluster_down EXIT
  mkdir -p "$cluster"/{state,log,pid,spool,conf,tmp}
  write_conf
  head -c 128 /dev/urandom >"$cluster/munge.key"
  chmod 600 "$cluster/munge.key"
  chmod 711 "$scratch"
  munged --force --key-file="$cluster/munge.key" --socket="$cluster/munge.sock" --pid-file="$cluster/pid/munged.pid" \
    --log-file="$cluster/log/munged.log" --seed-file="$cluster/munge.seed" --num-threads=2
  ip link add "rb$cluster_id" type bridge
  ip addr add "$net.254/24" dev "rb$cluster_id"
  ip link set "rb$cluster_id" up
  slurmctld -c -f "$SLURM_CONF"
  for i in $(seq "$nodes"); do start_node "$i"; done
  deadline=30 eventually all_idle || { sinfo || true; tail -n 20 "$cluster"/log/*.log; fail "the nodes did not come up"; }
}
all_idle() { [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" = "$nodes" ]; }

# eventually COMMAND...: polls until it holds; fails after `deadline` seconds.
eventually() {
  local end=$((SECONDS + ${deadline:-60}))
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.05
  done
}

field() { scontrol show job -o "$1" | grep -o " $2=[^ ]*" | head -n 1 | cut -d= -f2; }
in_state() { [[ " $2 " == *" $(field "$1" JobState) "* ]]; }
restarted() { [ "$(field "$1" Restarts)" -ge "$2" ]; }

# await JOB STATE...: waits until the job has one of these states, and shows what it printed when it does not.
await() {
  local job=$1
  shift
  eventually in_state "$job" "$*" || {
    scontrol show job "$job"
    tail -n 50 "$scratch"/*.out "$scratch"/run/*.out 2>/dev/null
    fail "job $job is $(field "$job" JobState), not $*"
  }
}

# A folder to work in, as a user has one, with the scripts and some data.
prepare() {
  mkdir "$scratch/run"
  cd "$scratch/run"
  cp -r "$top/slurm" "$top/jobs" .
  rankplot sample sample --plots "${plots:-40}" --grid 16 --steps 200 >/dev/null
}
pictures() { find "$1" -name '*.png' -o -name '*.jpg' | wc -l; }
