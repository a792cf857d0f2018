#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): a caller waits in a queue for the two seconds that Queue() allows, stays on the line, and the
# dialplan goes on with him (a voice mailbox, another queue). What AMI and queue_log say of it.
# Expected: AMI's QueueCallerAbandon, documented as the caller abandoning the queue, is for callers who hang up.
# Seen: a QueueCallerAbandon comes, though queue_log says EXITWITHTIMEOUT and never ABANDON and the caller is still there. None of its
# fields gives the reason; it is in the channel variable QUEUESTATUS=TIMEOUT (class dialplan), which is set afterwards.
# Why it matters: a wallboard that counts this event shows overflowed callers as lost, and its figure disagrees with queue_log's.
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

printf '[sari]\njoinempty = yes\n' > "$dir/etc/queues.conf"
cat > "$dir/etc/extensions.conf" <<'EOF'
[calls]
exten => caller,1,Answer()
 same => n,Queue(sari,,,,2)
 same => n,Wait(3)
EOF
start
connect
call caller 30
seen EXITWITHTIMEOUT "$dir/log/queue_log"
seen 'Value: TIMEOUT' "$dir/ami"
echo "-- AMI"; tr -d '\r' < "$dir/ami" | grep -E '^Event: Queue|^(Position|OriginalPosition|HoldTime):|^Variable: QUEUESTATUS|^Value: TIMEOUT'
echo "-- queue_log"; cat "$dir/log/queue_log"
alive=$(cli core show channels concise | grep -c 'caller@calls') || :
echo "-- channels of the caller that are still up: $alive"
[ "$alive" -gt 0 ] || fail "the caller did not stay on the line"
if grep -q '|ABANDON|' "$dir/log/queue_log"; then fail "queue_log has an ABANDON now"; fi
grep -q 'Event: QueueCallerAbandon' "$dir/ami" || fail "a timeout no longer makes a QueueCallerAbandon"
echo "ok: QueueCallerAbandon for a caller who timed out and is still on the line"
