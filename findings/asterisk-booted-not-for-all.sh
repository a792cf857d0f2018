#!/usr/bin/env bash
# Tried: Asterisk 22.10.1 (Debian): AMI sends FullyBooted right behind the answer to a login when Asterisk is already up, and clients
# begin their work there (so does the README of yana 0.3.0, an AMI client for Node). Which users get it?
# Expected: each user who logs in; or, if it is an event like others, those whose read classes and eventfilter let it through.
# Seen: half of each. A user with read=call,agent,user gets the login's answer and nothing more, and so does a user with all rights
# whose login says "Events: call": the event's class is system. But eventfilter is not asked: a user whose filter excludes
# FullyBooted, in the old form or the new one, gets it all the same, and so does one whose filter includes QueueCallerJoin only. The
# same filters do hold back a UserEvent. No warning is logged.
# Why it matters: with the few rights that a wallboard needs, a client that waits for FullyBooted waits for ever, connected and
# without an error; tried with an administrator's user, it works. It should go by the login's answer and repeat an action that is refused.
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
seen() { for _ in $(seq 200); do if grep -qF "$1" "$2"; then return; fi; sleep 0.1; done; fail "'$1' was not seen within 20 s"; }

cat > "$dir/etc/manager.conf" <<EOF
[general]
enabled = yes
bindaddr = 127.0.0.1
port = $port
[user](!)
secret = finding
read = all
[all](user)
write = user
[viewer]
secret = finding
read = call,agent,user
[excludes](user)
eventfilter = !Event: FullyBooted
eventfilter = !Event: UserEvent
[excludes-new](user)
eventfilter(action(exclude),name(FullyBooted)) =
eventfilter(action(exclude),name(UserEvent)) =
[joins-only](user)
eventfilter = Event: QueueCallerJoin
EOF
: > "$dir/etc/queues.conf"; : > "$dir/etc/extensions.conf"
# login NAME USER [HEADER]: what AMI sends from then on is gathered in the file NAME; the connection is $to.
login() {
  exec {to}<> "/dev/tcp/127.0.0.1/$port"
  cat <&"$to" > "$dir/$1" & pids="$pids $!"
  printf '%s\r\n' 'Action: Login' "Username: $2" 'Secret: finding' ${3+"$3"} '' >&"$to"
  seen 'Authentication accepted' "$dir/$1"
}
start
login viewer viewer
login calls-only all 'Events: call'
login excludes excludes
login excludes-new excludes-new
login joins-only joins-only
login all all
printf '%s\r\n' 'Action: UserEvent' 'UserEvent: Topic' '' >&"$to"
seen 'UserEvent: Topic' "$dir/all"
sleep 2
echo "-- all"; tr -d '\r' < "$dir/all" | sed '/^Event: SuccessfulAuth/,$d'
echo "-- viewer"; tr -d '\r' < "$dir/viewer"
echo "-- FullyBooted and UserEvent of each login"
for name in all viewer calls-only excludes excludes-new joins-only; do
  echo "$name $(grep -c '^Event: FullyBooted' "$dir/$name" || :) $(grep -c '^Event: UserEvent' "$dir/$name" || :)"
done | tee "$dir/table"
line() { grep -qxF "$1" "$dir/table" || fail "$2"; }
line 'all 1 1' "a user with all rights no longer gets both events"
line 'viewer 0 1' "a user without the class system is sent FullyBooted now, or his UserEvent no longer"
line 'calls-only 0 0' "the Events header of the login no longer decides about FullyBooted"
line 'excludes 1 0' "an excluding eventfilter is asked about FullyBooted now"
line 'excludes-new 1 0' "an excluding eventfilter of the new form is asked about FullyBooted now"
line 'joins-only 1 0' "an including eventfilter is asked about FullyBooted now"
if grep -iE 'eventfilter|fullybooted' "$dir/log/full"; then fail "the log now says something about it"; fi
echo "ok: FullyBooted goes by read classes and the Events header, and past every eventfilter"
