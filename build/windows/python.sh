#!/bin/bash
# Assembles CPython 3.11 for Windows in /opt/python from the signed libraries in /libraries.
# Runs as root inside a chroot of Debian 13. The standard library, which is the same on every system, is that of Debian 12
# with its security fixes, as in the packages for Linux.
set -euo pipefail
. "$(dirname "$0")/python_source.sh"

PREFIX=/opt/python
WORK=/build

use_sources "$1"
apt-get install -y -qq --no-install-recommends dpkg-dev xz-utils > /dev/null
rm -rf $WORK $PREFIX && mkdir -p $WORK $PREFIX/DLLs && cd $WORK
unpack_python

cd $WORK/python
rm -rf Lib/test Lib/idlelib Lib/turtledemo Lib/lib2to3 Lib/ensurepip Lib/tkinter
cp -r Lib $PREFIX/Lib
mkdir -p $PREFIX/Lib/site-packages
# Debian's file has the licences of what CPython has in it: expat, libffi, libmpdec, zlib.
cat LICENSE ../debian/copyright > $PREFIX/LICENSE.txt

cp /libraries/python311.dll $PREFIX/
cp /libraries/*.pyd /libraries/libffi-8.dll /libraries/sqlite3.dll /libraries/libcrypto-3.dll /libraries/libssl-3.dll $PREFIX/DLLs/
x86_64-w64-mingw32-gcc -O2 -s -municode -static-libgcc -Wl,--no-insert-timestamp -o $PREFIX/python.exe /root/python.c

# python3.dll, through which extension modules for any Python 3 find this one: a list of forwarded names.
{
    echo 'LIBRARY "python3.dll"'
    echo EXPORTS
    sed -nE -e 's/^EXPORT_FUNC\((\w+)\)/  \1=python311.\1/p' -e 's/^EXPORT_DATA\((\w+)\)/  \1=python311.\1 DATA/p' PC/python3dll.c
} > python3.def
x86_64-w64-mingw32-gcc -shared -nostdlib -s -Wl,--entry=0 -Wl,--no-insert-timestamp -o $PREFIX/python3.dll python3.def
rm -rf $WORK
