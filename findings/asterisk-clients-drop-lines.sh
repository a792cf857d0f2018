#!/usr/bin/env bash
# Tried: two AMI clients of the npm registry, asterisk-ami-client 1.1.5 and asterisk-manager 0.2.0, on Asterisk 22.10.1 (Debian): the
# action Command, and the event VarSet of a channel variable.
# Expected: both give the output of the command as it was sent; both give Variable and Value of VarSet as two strings.
# Seen: Asterisk sends each line of output as an Output header of its own. asterisk-manager makes a list of them; asterisk-ami-client
# keeps the last one, mostly an empty line: Output is "". And asterisk-manager takes any header called Variable for name=value:
# VarSet's "Variable: QUEUESTATUS" becomes the object {QUEUESTATUS: ''}, so event.variable === 'QUEUESTATUS' is never true.
# Why it matters: "queue show" seems to say that there are no queues, and why callers leave a queue is never learnt, without an error.
# Needs Node 20 or newer, npm, apt-get and dpkg-deb (Debian or Ubuntu); no root. About 80 MB are downloaded.
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

(cd "$dir" && npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" asterisk-manager@0.2.0 asterisk-ami-client@1.1.5 > /dev/null)
printf '[sari]\n[babol]\n' > "$dir/etc/queues.conf"
printf '[calls]\nexten => caller,1,Answer()\n same => n,Set(QUEUESTATUS=TIMEOUT)\n same => n,Wait(1)\n' > "$dir/etc/extensions.conf"
start
connect
cat > "$dir/clients.cjs" <<'EOF'
const AmiClient = require('asterisk-ami-client');
const Manager = require('asterisk-manager');
const port = Number(process.argv[2]);
const seen = {};
setTimeout(() => process.exit(1), 20_000).unref();
(async () => {
  const client = new AmiClient({ reconnect: false });
  await client.connect('finding', 'finding', { host: '127.0.0.1', port });
  const manager = new Manager(port, '127.0.0.1', 'finding', 'finding', true);
  client.on('response', (answer) => { if (answer.Output !== undefined) seen.clientOutput = answer.Output; });
  client.on('event', (event) => { if (event.Event === 'VarSet' && event.Variable === 'QUEUESTATUS') seen.clientVarSet = [event.Variable, event.Value]; });
  manager.on('managerevent', (event) => {
    if (event.event === 'VarSet' && event.value === 'TIMEOUT') seen.managerVarSet = [event.variable, event.value];
  });
  manager.action({ action: 'command', command: 'queue show' }, (_error, answer) => { seen.managerLines = answer.output.filter(Boolean).map((line) => line.split(' has ')[0].trim()); });
  client.action({ Action: 'Command', Command: 'queue show' });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  manager.action({ action: 'originate', channel: 'Local/caller@calls/n', application: 'Wait', data: '1', async: 'true' });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  for (const name of ['managerLines', 'clientOutput', 'clientVarSet', 'managerVarSet']) console.log(name, JSON.stringify(seen[name]));
  process.exit();
})();
EOF
node "$dir/clients.cjs" "$port" | tee "$dir/seen"
line() { grep -qxF "$1" "$dir/seen" || fail "$2"; }
line 'managerLines ["babol","No Members","No Callers","sari","No Members","No Callers"]' "asterisk-manager's output of the command is another now" 
line 'clientOutput ""' "asterisk-ami-client no longer keeps the last line of output only"
line 'clientVarSet ["QUEUESTATUS","TIMEOUT"]' "asterisk-ami-client's VarSet is another now"
line 'managerVarSet [{"QUEUESTATUS":""},"TIMEOUT"]' "asterisk-manager no longer makes an object of VarSet's Variable"
echo "ok: one client loses the lines of a command, the other the name of a variable"
