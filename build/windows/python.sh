#!/bin/bash
# Assembles CPython 3.11 for Windows in /opt/python from the signed libraries in /libraries.
# Runs as root inside a chroot of Debian 13. The standard library, which is the same on every system, is that of Debian 12
# with its security fixes, as in the packages for Linux.
set -euo pipefail

SOURCE=3.11.2-6+deb12u8
PREFIX=/opt/python
WORK=/build
MIRROR=$1

echo "deb-src $MIRROR bookworm main" > /etc/apt/sources.list.d/sources.list
apt-get update -qq
apt-get install -y -qq --no-install-recommends dpkg-dev xz-utils > /dev/null
rm -rf $WORK $PREFIX && mkdir -p $WORK/python $WORK/debian $PREFIX/DLLs && cd $WORK
apt-get source -qq --download-only python3.11=$SOURCE
tar -xf python3.11_*.orig.tar.* -C python --strip-components=1
tar -xf python3.11_*.debian.tar.xz -C debian --strip-components=1

# Of Debian's patches the upstream fixes, which come last: those before them move Python's folders about.
cd $WORK/python
sed -n '/^shutdown-deadlock/,$p' ../debian/patches/series | grep -v '^#' | while read -r patch; do
    patch -s -p1 < "../debian/patches/$patch"
done
rm -rf Lib/test Lib/idlelib Lib/turtledemo Lib/lib2to3 Lib/ensurepip Lib/tkinter
cp -r Lib $PREFIX/Lib
mkdir -p $PREFIX/Lib/site-packages
cp LICENSE $PREFIX/LICENSE.txt

cp /libraries/python311.dll $PREFIX/
cp /libraries/*.pyd /libraries/libffi-8.dll /libraries/sqlite3.dll /libraries/libcrypto-3.dll /libraries/libssl-3.dll $PREFIX/DLLs/
x86_64-w64-mingw32-gcc -O2 -s -municode -static-libgcc -o $PREFIX/python.exe /root/python.c

# python3.dll, through which extension modules for any Python 3 find this one: a list of forwarded names.
{
    echo 'LIBRARY "python3.dll"'
    echo EXPORTS
    sed -nE -e 's/^EXPORT_FUNC\((\w+)\)/  \1=python311.\1/p' -e 's/^EXPORT_DATA\((\w+)\)/  \1=python311.\1 DATA/p' PC/python3dll.c
} > python3.def
x86_64-w64-mingw32-gcc -shared -nostdlib -s -Wl,--entry=0 -o $PREFIX/python3.dll python3.def
rm -rf $WORK
