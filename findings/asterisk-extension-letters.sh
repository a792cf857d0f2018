#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): desks are queue members by Local channels, and the dialplan has them as patterns with a word in
# front: _agent-XXX, and _desk-XXX beside it.
# Expected: agent-101 matches _agent-XXX as desk-101 matches _desk-XXX: the documentation names the capitals X, Z and N as classes.
# Seen: agent-101 does not exist, and its member is "Invalid"; desk-101 works. In a pattern the small letters x, z and n are classes
# as well, so the "n" of "agent" stands for one digit from 2 to 9, and "age5t-101" is what matches. "[n]" is the remedy. Nothing is
# logged when the dialplan is loaded.
# Why it matters: a whole group of desks shows as unreachable although telephones and queue are well, and words such as "queue",
# "local" or "user" in front of the digits do work.
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

cat > "$dir/etc/queues.conf" <<'EOF'
[sari]
member => Local/agent-101@desks,0,ali
member => Local/desk-101@desks,0,sara
EOF
cat > "$dir/etc/extensions.conf" <<'EOF'
[desks]
exten => _agent-XXX,1,Answer()
exten => _desk-XXX,1,Answer()
EOF
start
cli queue show sari | grep 'Local/'
for number in agent-101 desk-101 age5t-101; do echo "$number: $(cli dialplan show $number@desks | head -1)"; done
cli queue show sari | grep -qE "sara .*\(Not in use\)" || fail "the member desk-101 is not reachable"
cli queue show sari | grep -qE "ali .*\(Invalid\)" || fail "the member agent-101 is no longer invalid"
cli dialplan show age5t-101@desks | grep -q _agent-XXX || fail "the small n is no longer a digit"
if grep -iE 'pattern|agent' "$dir/log/full"; then fail "the log now says something about the pattern"; fi
echo "ok: _agent-XXX matches age5t-101 and not agent-101"
