#!/bin/sh
# Makes .venv from the lock, and sees to what Python packages cannot bring: python3-venv and Pango.
#
#     sh setup.sh          what a build needs
#     sh setup.sh test     and what the tests need
#     sh setup.sh heic     and what reads the photos of iPhones (HEIC)
#     sh setup.sh scripts  and fonts for Arabic, Hebrew, Thai, Chinese, Japanese, Korean and more, and for emoji
#
# What was asked for once is there again whenever .venv is made anew; delete build/.with-heic to do without it.
# SETUP_SYSTEM=no forbids it to install anything on the system.
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }

PACKAGES="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

how_to() {
    say ""
    say "  Debian, Ubuntu   sudo apt-get install -y $PACKAGES"
    say "  Fedora           sudo dnf install -y python3 pango"
    say "  macOS            brew install python pango"
    say "  Windows          wsl --install -d Debian, and there as on Debian (it does not run on Windows itself)"
    say ""
}

may_install() {
    [ "${SETUP_SYSTEM:-yes}" != no ] && command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt_install() {
    say "Installing on this system with apt-get: $*"
    log=$(mktemp)
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >"$log" 2>&1; then
        as_root apt-get update >>"$log" 2>&1 || true
        if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
            tail -n 5 "$log" >&2
            rm -f "$log"
            return 1
        fi
    fi
    rm -f "$log"
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

has_venv() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

# The names that WeasyPrint asks the loader for.
has_pango() {
    "$1" - 2>/dev/null <<'PY'
import ctypes, sys
names = {"darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.0.dylib")}
for name in names.get(sys.platform, ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")):
    if sys.platform in ("darwin", "linux"):
        found = False
        for place in ("", "/opt/homebrew/lib/", "/usr/local/lib/"):
            try:
                ctypes.CDLL(place + name)
                found = True
                break
            except OSError:
                pass
        if not found:
            sys.exit(1)
PY
}

if ! python=$(find_python); then
    say "Python 3.11 or later is needed, and was not found."
    how_to
    exit 2
fi

missing=""
has_venv "$python" || missing="python3-venv"
has_pango "$python" || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ -n "$missing" ] && may_install; then
    # shellcheck disable=SC2086  # several words are several packages
    apt_install $missing || say "apt-get could not install them."
fi
if ! has_venv "$python"; then
    say "Python's venv is missing, and may not be installed from here. Install it with:"
    how_to
    exit 2
fi

# What .venv was made from: the locks, the package's own description, and the place.
want="$(cat requirements.lock pyproject.toml | cksum) $PWD"
[ "${1:-}" = test ] && want_test="$(cksum <requirements-test.lock) $want"

# Reads what pip says, keeps it in $log, and shows how many of $1 packages it has: in one line on a terminal, else every
# ten. Of 0 it shows nothing.
count_packages() {
    done=0
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        case $line in
            Collecting* | Processing*)
                done=$((done + 1))
                if [ "$1" = 0 ]; then
                    :
                elif [ -t 2 ]; then
                    printf '\r  %s of %s packages' "$done" "$1" >&2
                elif [ $((done % 10)) = 0 ]; then
                    say "  $done of $1 packages"
                fi
                ;;
            Installing*)
                [ ! -t 2 ] || printf '\r\033[K' >&2
                [ "$1" -lt 2 ] || say "  Unpacking them."
                ;;
        esac
    done
}

pip_install() {
    log=$(mktemp)
    failed=$(mktemp)
    # pip's own bar says nothing of how many there are. A pipe has no exit status here: the file tells of a failure.
    { .venv/bin/python -m pip --disable-pip-version-check install --progress-bar off "$@" 2>&1 || echo 1 >"$failed"; } |
        count_packages "${count:-1}"
    if [ -s "$failed" ]; then
        rm -f "$failed"
        if grep -qiE 'connection|timed out|resolve|network|proxy|ssl' "$log"; then
            say "The Python packages could not be fetched. Is the network there? Then type make again."
        else
            say "The Python packages could not be installed:"
        fi
        tail -n 5 "$log" >&2
        rm -f "$log"
        exit 2
    fi
    rm -f "$log" "$failed"
}

if [ -L .venv ]; then
    say ".venv is a link to an environment elsewhere; it is left as it is."
    exit 0
fi
if [ "$(cat .venv/.made-from 2>/dev/null)" != "$want" ]; then
    count=$(grep -c '==' requirements.lock || true)
    say "Setting up: $count Python packages into .venv, once."
    "$python" -m venv --clear .venv
    pip_install --require-hashes --requirement requirements.lock
    # What builds the package is needed for this one step, so it goes again: no program that runs has a use for it.
    count=0
    pip_install --require-hashes --target .venv/.build-tools --requirement requirements-build.lock
    count=1
    (export PYTHONPATH="$PWD/.venv/.build-tools" && pip_install --no-deps --no-build-isolation --editable .)
    rm -rf .venv/.build-tools
    printf '%s' "$want" >.venv/.made-from
fi
touch .venv/.made-from # a case's Makefile compares its age with the lock's
if [ "${1:-}" = test ] && [ "$(cat .venv/.made-from-test 2>/dev/null)" != "$want_test" ]; then
    say "Setting up: what the tests need, once."
    count=$(grep -c '==' requirements-test.lock || true)
    pip_install --require-hashes --requirement requirements-test.lock
    printf '%s' "$want_test" >.venv/.made-from-test
fi
# The lines of the lock that pin these packages.
pinned() {
    for name in "$@"; do
        awk -v name="$name==" 'index($0, name) == 1 { on = 1 } on { print } !/\\$/ { on = 0 }' requirements-test.lock
    done
}

for extra in heic scripts; do
    [ "${1:-}" = "$extra" ] && mkdir -p build && touch "build/.with-$extra"
    if [ -e "build/.with-$extra" ] && [ ! -e ".venv/.with-$extra" ]; then
        say "Setting up: what \`make $extra\` adds, once."
        case $extra in
            heic) names="pillow-heif" ;;
            *) names="fontpkg-almarai manimgx-fonts noto-cjk-sans-jp-regular" ;;
        esac
        lines=$(mktemp)
        count=1
        # shellcheck disable=SC2086  # several words are several packages
        pinned $names >"$lines"
        pip_install --require-hashes --no-deps --requirement "$lines"
        rm -f "$lines"
        touch ".venv/.with-$extra"
    fi
done
if has_pango "$python"; then
    touch .venv/.ready
else
    # Not marked as ready: the next make looks again.
    say "Pango is missing, so mails and support texts can be made, but no PDF. Install it with:"
    how_to
fi
