#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): Sara, a queue's desk, talks with a caller for two seconds; then AMI's Redirect sends him to an
# announcement of ten (here Wait). That hangs up her side, and she takes the next caller. When did her first talk end, and how long was it?
# Expected: it ends when he is sent away, as with a blind transfer, after two seconds; the second talk comes after it.
# Seen: COMPLETECALLER and AgentComplete come when he hangs up at last, after the second talk began and was over, with all the time
# since as the length: 12 s for a talk of 2. Until then nothing in queue_log ends the talk, though app_queue knows better: at the
# redirect QueueMemberStatus comes with InCall 0 and CallsTaken 1.
# Why it matters: talks of one desk overlap, and their sum is more than the time that has passed; a wallboard that waits for
# AgentComplete shows a desk as talking that rests. BridgeLeave and Hangup of AgentConnect's DestChannel come at the true end.
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
ringinuse = no
member => Local/desk@calls/n,0,sara
EOF
cat > "$dir/etc/extensions.conf" <<'EOF'
[calls]
exten => caller,1,Answer()
 same => n,Queue(sari)
exten => desk,1,Answer()
 same => n,Wait(60)
exten => announcement,1,Wait(10)
EOF
start
connect
call caller 60
seen '|CONNECT|' "$dir/log/queue_log"
line() { awk -F '|' -v id="$1" -v kind="$2" -v field="$3" '$2 == id && $5 == kind { print $field }' "$dir/log/queue_log"; }
first=$(awk -F '|' '$5 == "CONNECT" { print $2 }' "$dir/log/queue_log")
began=$(line "$first" CONNECT 1)
leg=$(tr -d '\r' < "$dir/ami" | awk 'BEGIN { RS = ""; FS = "\n" } /^Event: AgentConnect\n/' | sed -n 's/^DestUniqueid: //p')
sleep 2
caller=$(cli core show channels concise | awk -F '!' '$1 ~ /caller@/ && $6 == "Queue" { print $1 }')
ami 'Action: Redirect' "Channel: $caller" 'Context: calls' 'Exten: announcement' 'Priority: 1' 'ActionID: move'
seen 'Message: Redirect successful' "$dir/ami"
sent=$(date +%s)
packets() { tr -d '\r' < "$dir/ami" | awk -v want="$1" 'BEGIN { RS = ""; ORS = "\n\n" } $0 ~ "^Event: " want "\n"'; }
sleep 2
left=$(packets '(BridgeLeave|Hangup)' | grep -c "^Uniqueid: $leg\$" || :)
free=$(packets QueueMemberStatus | awk 'BEGIN { RS = "" } END { print }' | grep -E '^(CallsTaken|InCall|Status):' | xargs)
early=$(grep -c '|COMPLETE' "$dir/log/queue_log" || :)$(grep -c 'Event: AgentComplete' "$dir/ami" || :)
call caller 3
for _ in $(seq 150); do if [ -n "$(line "$first" COMPLETECALLER 5)" ]; then break; fi; sleep 0.2; done
seen 'Event: AgentComplete' "$dir/ami"
sleep 1
echo "-- queue_log"; cat "$dir/log/queue_log"
echo "-- AMI"; packets 'Agent(Connect|Complete)' | grep -E '^(Event|Uniqueid|MemberName|TalkTime|Reason):' | sed 's/^Event/\n&/' | tail -n +2
second=$(awk -F '|' -v first="$first" '$5 == "CONNECT" && $2 != first { print $2 }' "$dir/log/queue_log")
length=$(line "$first" COMPLETECALLER 7); other=$(line "$second" COMPLETECALLER 7); ended=$(line "$first" COMPLETECALLER 1)
talktime=$(packets AgentComplete | sed -n 's/^TalkTime: //p' | tail -1)
echo "-- two seconds after the redirect: QueueMemberStatus: $free"
echo "-- BridgeLeave and Hangup of her side: $left; ends in queue_log and on AMI: $early"
real=$((sent - began))
echo "-- talked for $real s, counted $length s, on AMI $talktime s; in $((ended - began)) s she talked $((length + other)) s"
[ "$left" = 2 ] || fail "the redirect no longer hangs up the desk's side"
[ "$early" = 00 ] || fail "the redirect ends the talk now"
[ "$free" = 'CallsTaken: 1 InCall: 0 Status: 1' ] || fail "QueueMemberStatus says $free now"
[ -n "$length" ] && [ -n "$other" ] || fail "a talk has no COMPLETECALLER now"
[ "$length" -ge $((real + 8)) ] && [ "$talktime" -ge $((real + 8)) ] || fail "the announcement is not counted now"
[ "$(line "$second" CONNECT 1)" -lt "$ended" ] || fail "the talks of the desk do not overlap now"
[ $((length + other)) -gt $((ended - began)) ] || fail "the talks are no longer than the time now"
echo "ok: $length s for a talk of $real s, and the next talk lies within"
