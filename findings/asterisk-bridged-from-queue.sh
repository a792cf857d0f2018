#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): an operator's panel takes a waiting caller out of a queue with AMI's Bridge action and puts him
# through to a channel that is up. What queue_log and AMI say of the call.
# Expected: under the caller's Uniqueid one more line in queue_log and one QueueCallerLeave (or QueueCallerAbandon) on AMI.
# Seen: queue_log has ENTERQUEUE under the caller's Uniqueid and then ABANDON under a new one that never joined: Asterisk moves the
# call over into a channel of its own making. Joined to calls by Uniqueid, one waits for ever and another abandoned without coming.
# And AMI says nothing of the leaving: no QueueCallerLeave and no QueueCallerAbandon, under either Uniqueid, though the queue no
# longer lists the caller. The new Uniqueid does not occur on AMI at all.
# Why it matters: the wallboard's "waiting" stays up for a caller who is talking to somebody. Entering a bridge, or the channel's
# Hangup, has to end the waiting, and the list of the queue must be asked again from time to time.
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
 same => n,Queue(sari)
exten => operator,1,Answer()
 same => n,Wait(20)
EOF
start
connect
call operator 30
call caller 30
seen ENTERQUEUE "$dir/log/queue_log"
channel() { cli core show channels concise | awk -F '!' -v name="$1" -v app="$2" '$1 ~ name && $6 == app { print $1; exit }'; }
ami 'Action: Bridge' "Channel1: $(channel caller@ Queue)" "Channel2: $(channel operator@ Wait)" 'ActionID: bridge'
seen ABANDON "$dir/log/queue_log"
joined=$(awk -F '|' '$5 == "ENTERQUEUE" { print $2 }' "$dir/log/queue_log")
left=$(awk -F '|' '$5 == "ABANDON" { print $2 }' "$dir/log/queue_log")
sleep 2
echo "-- queue_log"; cat "$dir/log/queue_log"
events=$(grep -oE 'Event: QueueCaller[A-Za-z]+' "$dir/ami" | xargs)
echo "-- AMI's events of callers: $events; packets with $left: $(grep -cF "$left" "$dir/ami" || :)"
echo "-- AMI's packets of $joined that the bridging brought"
tr -d '\r' < "$dir/ami" | awk -v id="Uniqueid: $joined" 'BEGIN { RS = ""; FS = "\n" } { for (i = 1; i <= NF; i++) if ($i == id) print $1 }' | sed '1,/QueueCallerJoin/d' | xargs
waiting=$(cli queue show sari | grep -c 'wait:' || :)
echo "-- listed as waiting: $waiting"
[ "$joined" != "$left" ] || fail "ABANDON stands under the Uniqueid of ENTERQUEUE now"
[ "$waiting" = 0 ] || fail "the caller is still listed as waiting"
[ "$events" = 'Event: QueueCallerJoin' ] || fail "AMI tells of the leaving now: $events"
if grep -qF "$left" "$dir/ami"; then fail "AMI knows the new Uniqueid now"; fi
echo "ok: joined as $joined, abandoned as $left, and AMI has no leaving"
