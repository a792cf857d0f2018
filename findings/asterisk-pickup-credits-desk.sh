#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): a queue rings Sara's telephone, a colleague at another desk picks the call up (PickupChan, as a
# pickup key does). Who took the call, and when did the ringing end?
# Expected: the colleague, or nobody of the queue, is named; and each DialBegin on AMI has its DialEnd, here with ANSWER.
# Seen: queue_log's CONNECT and COMPLETEAGENT name sara, AMI's AgentConnect has MemberName sara beside the colleague's channel as
# DestChannel, and her CallsTaken and LastCall rise. The DialBegin of the queue's call never gets a DialEnd, not even for her leg.
# Why it matters: figures per desk credit the one who was away, and whoever takes DialEnd ANSWER for the moment of answering, or a
# missing DialEnd for "still ringing", is wrong for each call that is picked up. AgentConnect's DestChannel has the truth.
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

echo 'load = app_directed_pickup.so' >> "$dir/etc/modules.conf"
cat > "$dir/etc/queues.conf" <<'EOF'
[general]
log_membername_as_agent = yes
[sari]
member => Local/sara@calls/n,0,sara
EOF
cat > "$dir/etc/extensions.conf" <<'EOF'
[calls]
exten => sara,1,Ringing()
 same => n,Wait(60)
exten => caller,1,Answer()
 same => n,Queue(sari)
EOF
start
connect
call caller 60
seen 'Event: AgentCalled' "$dir/ami"
for _ in $(seq 50); do
  ringing=$(cli core show channels concise | awk -F '!' '/sara@calls/ && $5 == "Ringing" { print $1 }')
  if [ -n "$ringing" ]; then break; fi
  sleep 0.2
done
sleep 1
cli dialplan add extension "colleague,1,PickupChan($ringing)" into calls > /dev/null
call colleague 3
seen COMPLETEAGENT "$dir/log/queue_log"
sleep 1
echo "-- queue_log"; cat "$dir/log/queue_log"
echo "-- AMI"
packets() { tr -d '\r' < "$dir/ami" | awk -v want="$1" 'BEGIN { RS = ""; FS = "\n" } $0 ~ "^Event: " want "\n" { print }'; }
packets AgentConnect | grep -E '^(Event|MemberName|Interface|DestChannel|RingTime):'
begins=$(packets DialBegin | grep -c "^DestChannel: $ringing" || :)
ends=$(packets DialEnd | grep -c "^DestChannel: $ringing" || :)
echo "DialBegin of sara's leg: $begins, DialEnd: $ends"
cli queue show sari | grep sara
packets AgentConnect | grep -q '^DestChannel: Local/colleague' || fail "AgentConnect no longer has the colleague's channel"
packets AgentConnect | grep -q '^MemberName: sara' || fail "AgentConnect no longer names the member that did not answer"
grep -q '|sari|sara|CONNECT|' "$dir/log/queue_log" || fail "queue_log no longer names the member that did not answer"
cli queue show sari | grep -q 'taken 1 calls' || fail "the member that did not answer is no longer credited with the call"
[ "$begins $ends" = "1 0" ] || fail "DialBegin and DialEnd of the ringing leg are $begins and $ends now"
echo "ok: a call that a colleague picked up is sara's, and her ringing has no end on AMI"
