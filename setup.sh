#!/bin/sh
# Creates .venv from the lock file, and installs what Python packages cannot provide: python3-venv and Pango.
#
#     sh setup.sh          for builds
#     sh setup.sh test     and for tests
#     sh setup.sh heic     and support for iPhone photos (HEIC)
#     sh setup.sh scripts  and fonts for Arabic, Hebrew, Thai, Chinese, Japanese, Korean and more, and for emoji
#
# These stay selected whenever .venv is recreated; delete build/.with-heic to remove one.
# With SETUP_SYSTEM=no nothing is installed on the system.
set -eu
cd "$(dirname "$0")"

notify() { printf '%s\n' "$*" >&2; }

PACKAGES="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

how_to() {
    notify ""
    notify "  Debian, Ubuntu   sudo apt-get install -y $PACKAGES"
    notify "  Fedora           sudo dnf install -y python3 pango"
    notify "  macOS            brew install python pango"
    notify "  Windows          wsl --install -d Debian, then as on Debian (makegood does not run directly on Windows)"
    notify ""
}

may_install() {
    [ "${SETUP_SYSTEM:-yes}" != no ] && command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt_install() {
    notify "Installing on this system with apt-get: $*"
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

# The library names that WeasyPrint loads.
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
    notify "Python 3.11 or later is required, but was not found."
    how_to
    exit 2
fi

missing=""
has_venv "$python" || missing="python3-venv"
has_pango "$python" || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ -n "$missing" ] && may_install; then
    # shellcheck disable=SC2086  # several words are several packages
    apt_install $missing || notify "apt-get could not install these packages."
fi
if ! has_venv "$python"; then
    notify "The Python module venv is missing, and this script cannot install it. Install it with:"
    how_to
    exit 2
fi

# The inputs of .venv: lock files, pyproject.toml and the path.
want="$(cat requirements.lock pyproject.toml | cksum) $(pwd -P)"
[ "${1:-}" = test ] && want_test="$(cksum <requirements-test.lock) $want"

# Read pip's output, write it to $log, and show the progress of $1 packages: in one line on a terminal, else every ten.
# With 0 packages it shows nothing.
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
                    notify "  $done of $1 packages"
                fi
                ;;
            Installing*)
                [ ! -t 2 ] || printf '\r\033[K' >&2
                [ "$1" -lt 2 ] || notify "  Unpacking them."
                ;;
        esac
    done
}

pip_install() {
    log=$(mktemp)
    failed=$(mktemp)
    # pip's own bar does not show the number of packages. A pipe has no exit status here: the file records a failure.
    { .venv/bin/python -m pip --disable-pip-version-check install --progress-bar off "$@" 2>&1 || echo 1 >"$failed"; } |
        count_packages "${count:-1}"
    if [ -s "$failed" ]; then
        rm -f "$failed"
        if grep -qiE 'connection|timed out|resolve|network|proxy|ssl' "$log"; then
            notify "The Python packages could not be downloaded. Check the network connection and run make again."
        else
            notify "The Python packages could not be installed:"
        fi
        tail -n 5 "$log" >&2
        rm -f "$log"
        exit 2
    fi
    rm -f "$log" "$failed"
}

if [ -L .venv ]; then
    notify ".venv is a link to another environment; it was not changed."
    exit 0
fi
if [ "$(cat .venv/.made-from 2>/dev/null)" != "$want" ]; then
    case "$(cat .venv/.made-from 2>/dev/null)" in
        '' | *" $(pwd -P)") ;;
        *) notify "This folder was moved or copied, so .venv is created again." ;;
    esac
    count=$(grep -c '==' requirements.lock || true)
    notify "Setting up: $count Python packages into .venv, once."
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
    notify "Setting up: packages for the tests, once."
    count=$(grep -c '==' requirements-test.lock || true)
    pip_install --require-hashes --requirement requirements-test.lock
    printf '%s' "$want_test" >.venv/.made-from-test
fi
# The lines of the lock file that pin these packages.
pinned() {
    for name in "$@"; do
        awk -v name="$name==" 'index($0, name) == 1 { on = 1 } on { print } !/\\$/ { on = 0 }' requirements-test.lock
    done
}

for extra in heic scripts; do
    [ "${1:-}" = "$extra" ] && mkdir -p build && touch "build/.with-$extra"
    if [ -e "build/.with-$extra" ] && [ ! -e ".venv/.with-$extra" ]; then
        notify "Setting up: packages of \`make $extra\`, once."
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
    # Not marked as ready: the next make checks again.
    notify "Pango is missing. Emails and support texts can be created, but no PDF files. Install it with:"
    how_to
fi
