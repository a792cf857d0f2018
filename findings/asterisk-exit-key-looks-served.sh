#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): in the extension h, that is at the end of the call, the dialplan reads QUEUESTATUS and ABANDONED to
# learn who was not served and shall be called back. One caller leaves the queue by its exit key (context in queues.conf), one talks
# to a desk, one waits until the time of Queue() is over, one does so too and then talks to a desk of a second queue.
# Expected: ABANDONED is TRUE for the first and the third: "If the call was not answered by an agent this variable will be TRUE."
# Seen: both are empty for who left by the key, exactly as for who was served. The third has TIMEOUT and TRUE, as expected. The fourth
# was served, but keeps TIMEOUT of the first queue: the second Queue() clears ABANDONED and not QUEUESTATUS.
# Why it matters: the list of those to be called back lacks everybody who pressed the key, perhaps because a call was promised for it,
# and by QUEUESTATUS it has people who were answered. Of these four, ANSWEREDTIME_MS above 0 tells who talked.
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

echo 'load = app_senddtmf.so' >> "$dir/etc/modules.conf"
echo 'load = app_verbose.so' >> "$dir/etc/modules.conf"
cat > "$dir/etc/queues.conf" <<'EOF'
[sari]
joinempty = yes
context = calls
[babol]
member => Local/desk@desks/n,0,desk
EOF
cat > "$dir/etc/extensions.conf" <<'EOF'
[calls]
exten => key,1,Answer()
 same => n,Set(WHO=key)
 same => n,Queue(sari)
exten => 1,1,Wait(1)
exten => served,1,Answer()
 same => n,Set(WHO=served)
 same => n,Queue(babol)
exten => patient,1,Answer()
 same => n,Set(WHO=patient)
 same => n,Queue(sari,,,,2)
exten => overflow,1,Answer()
 same => n,Set(WHO=overflow)
 same => n,Queue(sari,,,,2)
 same => n,Queue(babol)
exten => h,1,Log(NOTICE,end of ${WHO}: QUEUESTATUS=${QUEUESTATUS} ABANDONED=${ABANDONED} ANSWEREDTIME_MS=${ANSWEREDTIME_MS})
[desks]
exten => desk,1,Answer()
 same => n,Wait(60)
EOF
start
connect
ami 'Action: Originate' 'Channel: Local/key@calls/n' 'Application: SendDTMF' 'Data: wwwwww1wwwwwwwwww' 'Async: true'
seen '|EXITWITHKEY|' "$dir/log/queue_log"
for who in served patient overflow; do
  call $who 6
  seen "end of $who:" "$dir/log/full"
done
seen 'end of key:' "$dir/log/full"
echo "-- queue_log"; cat "$dir/log/queue_log"
echo "-- in h"; grep -o 'end of .*' "$dir/log/full"
is() { grep -qE "end of $1: $2\$" "$dir/log/full" || fail "h of the caller '$1' does not have $2 now"; }
grep -q '|EXITWITHKEY|1|' "$dir/log/queue_log" || fail "the key did not end the waiting"
[ "$(grep -c '|CONNECT|' "$dir/log/queue_log")" = 2 ] || fail "not both calls were answered"
is key 'QUEUESTATUS= ABANDONED= ANSWEREDTIME_MS=0'
is served 'QUEUESTATUS= ABANDONED= ANSWEREDTIME_MS=[1-9][0-9]*'
is patient 'QUEUESTATUS=TIMEOUT ABANDONED=TRUE ANSWEREDTIME_MS=0'
is overflow 'QUEUESTATUS=TIMEOUT ABANDONED= ANSWEREDTIME_MS=[1-9][0-9]*'
echo "ok: who left by the key looks as if served, and who was served after a timeout as if not"
