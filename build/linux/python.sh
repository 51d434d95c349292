#!/bin/bash
# Builds CPython 3.11 and SQLite in /opt/python so that they need no more than glibc 2.28.
# Runs as root inside a chroot of Debian 11; sources and security fixes are those of Debian 12.
set -euo pipefail
. "$(dirname "$0")/python_source.sh"

SQLITE=3.40.1-2+deb12u2
PREFIX=/opt/python
WORK=/build

rm -rf $PREFIX
use_sources "$1"
apt-get install -y -qq --no-install-recommends binutils dpkg-dev gcc make libc6-dev pkg-config tcl xz-utils \
    libbz2-dev libffi-dev liblzma-dev zlib1g-dev > /dev/null

# Debian 11 has glibc 2.31: what came after 2.28 is avoided.
# The mathematical functions are bound to their older versions, two newer waiting functions are not used.
rm -rf $WORK && mkdir $WORK && cd $WORK
case $(uname -m) in x86_64) OLD=GLIBC_2.2.5 ;; *) OLD=GLIBC_2.17 ;; esac
for function in exp log pow exp2 log2; do
    echo "__asm__(\".symver $function,$function@$OLD\");"
done > glibc-2.28.h
export ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no

unpack_python
apt-get source -qq --download-only sqlite3=$SQLITE
mkdir sqlite
tar -xf sqlite3_*.orig.tar.xz -C sqlite --strip-components=1

cd $WORK/python
# One of the fixes uses an internal header without saying so.
grep -q Py_BUILD_CORE_MODULE Modules/pyexpat.c || sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c

cd $WORK/sqlite
./configure -q --prefix=$PREFIX --disable-tcl --disable-readline --disable-static \
    CFLAGS="-O2 -g0 -include $WORK/glibc-2.28.h -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_COLUMN_METADATA"
make -s -j2 libsqlite3.la sqlite3.h
install -D -t $PREFIX/include sqlite3.h src/sqlite3ext.h
mkdir -p $PREFIX/lib && cp -a .libs/libsqlite3.so* $PREFIX/lib/

export LD_LIBRARY_PATH=$PREFIX/lib
mkdir $WORK/object && cd $WORK/object
../python/configure -q --prefix=$PREFIX --enable-shared --without-ensurepip --with-system-ffi --disable-test-modules \
    --without-doc-strings CPPFLAGS="-I$PREFIX/include" \
    OPT="-DNDEBUG -fwrapv -O2 -Wall" CFLAGS="-g0 -include $WORK/glibc-2.28.h" \
    LDFLAGS="-L$PREFIX/lib -Wl,-rpath,$PREFIX/lib"
make -s -j2
make -s install > /dev/null
install -D -m 644 -t $PREFIX/share/doc/python3.11 ../python/LICENSE
install -D -m 644 ../debian/copyright $PREFIX/share/doc/python3.11/copyright
$PREFIX/bin/python3.11 -c 'import bz2, ctypes, lzma, pyexpat, sqlite3, zlib; print("SQLite", sqlite3.sqlite_version)'
