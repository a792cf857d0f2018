#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): QueueUpdate(), the application that books an agent's outgoing call with his queue, for one call
# that the citizen did not answer. Nobody calls in.
# Expected: an OUTCALL line in queue_log, and the queue's counters of incoming callers (Completed, Abandoned, service level) as
# before.
# Seen: with the status NOANSWER the queue has one Abandoned caller more; with ANSWER one Completed. ServicelevelPerf2 of a queue in
# which no caller ever waited drops from 100 to 50 %. AMI has no event of a caller, and queue_log rightly has no ENTERQUEUE or ABANDON.
# Why it matters: whoever compares the queue's counters with the calls seen, to find out what was missed while disconnected, finds
# callers that never were. Call-back campaigns, of which many are not answered, make a queue look badly served.
# Needs apt-get and dpkg-deb (Debian or Ubuntu); no root. About 80 MB are downloaded.
set -eu
version=1:22.10.1+dfsg+~cs6.17.60671434-1
dir=$(mktemp -d); pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || :; done; wait; rm -rf "$dir"' EXIT
fail() { echo "FAIL: $*" >&2; exit 1; }

# Debian sid's Asterisk, unpacked into the temporary folder and run with its own libc: neither root nor an installation is needed.
mkdir -p "$dir"/apt/state/lists/partial "$dir"/apt/cache/archives/partial "$dir"/root "$dir"/etc "$dir"/run "$dir"/log "$dir"/db
: > "$dir/apt/status"
echo "deb ${DEBIAN_MIRROR:-http://deb.debian.org/debian} sid main" > "$dir/apt/sources.list"
apt() {
  apt-get -qq -o Dir::State="$dir/apt/state" -o Dir::State::status="$dir/apt/status" -o Dir::Cache="$dir/apt/cache" \
    -o Dir::Etc::sourcelist="$dir/apt/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Languages=none \
    -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root -o Debug::NoLocking=1 "$@"
}
apt update
apt install -y --download-only --no-install-recommends "asterisk=$version" "asterisk-modules=$version" ||
  fail "Asterisk $version is not on this mirror; name a Debian mirror of 30 November 2026 in DEBIAN_MIRROR"
for deb in "$dir"/apt/cache/archives/{asterisk_,asterisk-modules_,lib}*.deb; do
  case $deb in *libperl*|*libicu*) ;; *) dpkg-deb -x "$deb" "$dir/root" ;; esac
done
lib=$(cd "$dir"/root/usr/lib/*-linux-gnu* && pwd)
cat > "$dir/etc/asterisk.conf" <<EOF
[directories]
astetcdir => $dir/etc
astmoddir => $lib/asterisk/modules
astvarlibdir => $dir/root/usr/share/asterisk
astdatadir => $dir/root/usr/share/asterisk
astagidir => $dir/db
astdbdir => $dir/db
astkeydir => $dir/db
astcachedir => $dir/db
astspooldir => $dir/db
astrundir => $dir/run
astlogdir => $dir/log
[options]
nocolor = yes
EOF
{ echo '[modules]'; echo 'autoload = no'
  for m in res_timing_timerfd bridge_simple bridge_softmix bridge_holding codec_ulaw pbx_config app_queue; do echo "load = $m.so"; done
} > "$dir/etc/modules.conf"
for f in cdr cel udptl indications features; do echo '[general]' > "$dir/etc/$f.conf"; done
printf '[general]\n[logfiles]\nfull => notice,warning,error\n' > "$dir/etc/logger.conf"
asterisk() { "$lib"/ld-linux-*.so.? --library-path "$lib:$lib/asterisk" "$dir/root/usr/sbin/asterisk" -C "$dir/etc/asterisk.conf" "$@"; }
cli() { asterisk -rx "$*"; }
start() {
  (exec "$lib"/ld-linux-*.so.? --library-path "$lib:$lib/asterisk" "$dir/root/usr/sbin/asterisk" -f -C "$dir/etc/asterisk.conf") \
    > "$dir/out" 2>&1 < /dev/null &
  pids="$pids $!"
  for _ in $(seq 300); do if cli core waitfullybooted > /dev/null 2>&1; then return; fi; sleep 0.1; done
  fail "Asterisk did not start: $(tail -3 "$dir/out")"
}
port=$((20000 + RANDOM % 10000))
printf '[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = %s\n[finding]\nsecret = finding\nread = all\nwrite = all\n' "$port" \
  > "$dir/etc/manager.conf"
connect() {
  exec 7<> "/dev/tcp/127.0.0.1/$port"
  cat <&7 > "$dir/ami" & pids="$pids $!"
  ami 'Action: Login' 'Username: finding' 'Secret: finding'
  seen 'Authentication accepted' "$dir/ami"
}
ami() { printf '%s\r\n' "$@" '' >&7; }
seen() { for _ in $(seq 200); do if grep -qF "$1" "$2"; then return; fi; sleep 0.1; done; fail "'$1' was not seen within 20 s"; }
call() { ami 'Action: Originate' "Channel: Local/$1@calls/n" 'Application: Wait' "Data: $2" 'Async: true'; }

cat > "$dir/etc/queues.conf" <<'EOF'
[general]
log_membername_as_agent = yes
[sari]
servicelevel = 20
member => Local/desk@calls,0,ali
EOF
cat > "$dir/etc/extensions.conf" <<'EOF'
[calls]
exten => desk,1,Answer()
exten => answered,1,Answer()
 same => n,QueueUpdate(sari,${UNIQUEID},ali,ANSWER,12)
 same => n,Set(GLOBAL(done)=answered)
exten => unanswered,1,Answer()
 same => n,QueueUpdate(sari,${UNIQUEID},ali,NOANSWER,0)
 same => n,Set(GLOBAL(done)=unanswered)
EOF
start
connect
counters() { cli queue show sari | grep -oE 'C:.*'; }
call answered 1
seen 'OUTCALL|ANSWER' "$dir/log/queue_log"
sleep 1
before=$(counters)
call unanswered 1
seen 'OUTCALL|NOANSWER' "$dir/log/queue_log"
sleep 1
after=$(counters)
echo "-- queue_log"; cat "$dir/log/queue_log"
echo "-- after an answered outgoing call:         $before"
echo "-- after one more that nobody answered:     $after"
echo "-- AMI's events of callers: $(grep -c 'Event: QueueCaller' "$dir/ami" || :)"
if grep -q 'Event: QueueCaller' "$dir/ami"; then fail "AMI tells of a caller"; fi
if grep -qE 'ENTERQUEUE|ABANDON' "$dir/log/queue_log"; then fail "queue_log tells of a caller"; fi
case $before in "C:1, A:0, SL:100.0%, SL2:100.0%"*) ;; *) fail "an answered outgoing call no longer counts as one completed" ;; esac
case $after in "C:1, A:1, SL:100.0%, SL2:50.0%"*) ;; *) fail "an unanswered outgoing call no longer counts as an abandoned caller" ;; esac
echo "ok: an outgoing call that nobody answers is an abandoned caller of the queue"
