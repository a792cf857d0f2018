#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): thirty callers talk to the desks of one queue, and all of their channels end at the same moment, as
# when a trunk fails. What AMI's AgentComplete says of each call.
# Expected: thirty AgentComplete, each with the caller's Channel and Uniqueid and the desk's DestChannel: its documentation lists these
# fields without a condition.
# Seen: thirty come, but 12 to 24 of them, another number in each run, have no field of the caller's channel, and about as many no
# field of the desk's. Queue, Interface, MemberName, HoldTime, TalkTime and Reason are what is left. Calls that end one by one lose
# them now and then as well (1 of 20). queue_log has each COMPLETECALLER under its Uniqueid.
# Why it matters: a wallboard that closes a talk by AgentComplete's Uniqueid leaves these talks open for ever, or takes them for one
# call without an id, on the worst day. The member and the channel's Hangup have to do.
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

{ printf '[sari]\njoinempty = yes\nstrategy = rrmemory\n'
  for desk in $(seq 30); do echo "member => Local/desk$desk@calls/n,0,desk$desk"; done
} > "$dir/etc/queues.conf"
cat > "$dir/etc/extensions.conf" <<'EOF'
[calls]
exten => _desk.,1,Answer()
 same => n,Wait(120)
exten => caller,1,Answer()
 same => n,Queue(sari)
EOF
count() { grep -cF "$1" "$2" || :; }
until30() {
  for _ in $(seq 300); do if [ "$(count "$1" "$2")" -ge 30 ]; then return; fi; sleep 0.2; done
  fail "'$1' was not seen 30 times"
}
start
connect
for _ in $(seq 30); do call caller 120; sleep 0.1; done
until30 '|CONNECT|' "$dir/log/queue_log"
sleep 1
ami 'Action: Hangup' 'Channel: /^Local/caller@calls-.*;1$/'
until30 '|COMPLETECALLER|' "$dir/log/queue_log"
until30 'Event: AgentComplete' "$dir/ami"
sleep 2
packets() { tr -d '\r' < "$dir/ami" | awk 'BEGIN { RS = ""; ORS = "\n\n" } /^Event: AgentComplete\n/'; }
without() { packets | awk -v field="\n$1: " 'BEGIN { RS = "" } index($0, field) == 0 { n++ } END { print n + 0 }'; }
echo "-- a whole one"; packets | awk 'BEGIN { RS = "" } /\nUniqueid: / { print; exit }'
echo "-- one of the others"; packets | awk 'BEGIN { RS = "" } !/\nUniqueid: / { print; exit }'
lost=$(without Uniqueid)
echo "-- AgentComplete: $(packets | grep -c '^Event:'); without Channel $(without Channel), Uniqueid $lost," \
  "DestChannel $(without DestChannel), MemberName $(without MemberName)"
ids=$(awk -F '|' '$5 == "COMPLETECALLER" { print $2 }' "$dir/log/queue_log" | sort -u | wc -l)
echo "-- Uniqueids of COMPLETECALLER in queue_log: $ids"
[ "$ids" = 30 ] || fail "queue_log no longer has the ends of all calls"
[ "$(without MemberName)" = 0 ] || fail "AgentComplete does not always name the member now"
[ "$lost" -gt 0 ] || fail "each AgentComplete has the caller's Uniqueid now"
[ "$(without Channel)" = "$lost" ] || fail "Channel and Uniqueid are no longer absent together"
echo "ok: $lost of 30 AgentComplete do not say whose call it was"
