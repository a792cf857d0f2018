#!/usr/bin/env bash
# Tried: OpenLDAP 2.5.13 (Debian 12) holds two people, whose cn is the same Persian first name: once with a zero width non-joiner (U+200C)
# between its halves, as the Persian keyboard writes it, once without. They are looked for by both spellings, and by one with a
# right-to-left mark (U+200F) before it, as text copied from a page has it; beside them a Latin name in full-width letters.
# Expected: all three filters find both people, and the second is refused as there already: cn is compared by caseIgnoreMatch, for which
# RFC 4518, 2.2, maps U+200C to U+200F to nothing before strings are compared.
# Seen: slapd takes both, as two entries. Each filter finds the one that is spelled exactly so, and with the mark it finds nobody. It
# does fold what is rarer: Ali in full-width letters is found by "ali".
# Why it matters: whoever types a Persian name as it is pronounced finds half of the people who have it; a group or person whose name
# was typed twice exists twice, with other rights; and code that leans on the standard's rule never sees the second.
# Needs apt-get and dpkg-deb (Debian or Ubuntu); no root. About 15 MB are downloaded.
set -eu
version=2.5.13+dfsg-5
dir=$(mktemp -d); pid=
trap '[ -z "$pid" ] || { kill "$pid" 2>/dev/null || :; }; wait; rm -rf "$dir"' EXIT
fail() { echo "FAIL: $*" >&2; exit 1; }

# Debian's OpenLDAP, unpacked into the temporary folder and run with its own libc: neither root nor an installation is needed.
mkdir -p "$dir"/apt/state/lists/partial "$dir"/apt/cache/archives/partial "$dir"/root "$dir"/data
: > "$dir/apt/status"
echo "deb ${DEBIAN_MIRROR:-http://deb.debian.org/debian} bookworm main" > "$dir/apt/sources.list"
apt() {
  apt-get -qq -o Dir::State="$dir/apt/state" -o Dir::State::status="$dir/apt/status" -o Dir::Cache="$dir/apt/cache" \
    -o Dir::Etc::sourcelist="$dir/apt/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Languages=none \
    -o APT::Sandbox::User=root -o Debug::NoLocking=1 "$@"
}
apt update
apt install -y --download-only --no-install-recommends "slapd=$version" "ldap-utils=$version" ||
  fail "OpenLDAP $version is not on this mirror; name a Debian mirror of 30 November 2026 in DEBIAN_MIRROR"
for deb in "$dir"/apt/cache/archives/{slapd,ldap-utils,lib}*.deb; do
  case $deb in *libperl*|*libicu*) ;; *) dpkg-deb -x "$deb" "$dir/root" ;; esac
done
lib=$(cd "$dir"/root/usr/lib/*-linux-gnu* && pwd)
loader=$(echo "$dir"/root/lib/*-linux-gnu*/ld-linux-*.so.?)
run() { "$loader" --library-path "$lib:$(dirname "$loader")" "$dir/root/usr/$1" "${@:2}"; }

joined=$(printf 'علیرضا')
apart=$(printf 'علی\342\200\214رضا')
mark=$(printf '\342\200\217')
{ for schema in core cosine inetorgperson; do echo "include $dir/root/etc/ldap/schema/$schema.schema"; done
  printf '%s\n' "modulepath $dir/root/usr/lib/ldap" 'moduleload back_mdb' 'database mdb' 'suffix "dc=example,dc=ir"' \
    'rootdn "cn=root,dc=example,dc=ir"' 'rootpw only-for-this' "directory $dir/data" 'access to * by * read'
} > "$dir/slapd.conf"
url=ldapi://$(printf %s "$dir/socket" | sed 's,/,%2F,g')
("$loader" --library-path "$lib:$(dirname "$loader")" "$dir/root/usr/sbin/slapd" -f "$dir/slapd.conf" -h "$url" -d 0 > "$dir/out" 2>&1) &
pid=$!
for _ in $(seq 100); do [ -S "$dir/socket" ] && break; sleep 0.1; done

entry() { printf 'dn:: %s\nobjectClass: inetOrgPerson\nuid: %s\nsn: x\n\n' "$(printf 'cn=%s,dc=example,dc=ir' "$2" | base64 -w 0)" "$1"; }
{ printf 'dn: dc=example,dc=ir\nobjectClass: dcObject\nobjectClass: organization\no: x\ndc: example\n\n'
  entry joined "$joined"; entry apart "$apart"; entry wide 'ＡＬＩ'
} | run bin/ldapadd -x -H "$url" -D 'cn=root,dc=example,dc=ir' -w only-for-this > /dev/null || fail 'the second spelling is refused now, or slapd does not run'
found() { run bin/ldapsearch -x -LLL -H "$url" -b dc=example,dc=ir "(cn=$1)" uid | sed -n 's/^uid: //p' | sort | tr '\n' ' '; }
expect() { # what, spelling, seen
  got=$(found "$2"); echo "$1: ${got:-nobody}"
  [ "$got" = "$3" ] || fail "$1: now ${got:-nobody}"
}
expect 'without the joiner' "$joined" 'joined '
expect 'with the joiner' "$apart" 'apart '
expect 'with a mark before it' "$mark$joined" ''
expect 'ali, for full-width letters' ali 'wide '
echo 'ok: for OpenLDAP a zero width non-joiner makes another name, which RFC 4518 leaves out of account'
