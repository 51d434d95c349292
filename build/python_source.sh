# The source of CPython 3.11 with Debian 12's security fixes, the same for every system. Read by the python.sh of each, which
# run as root inside a chroot.

PYTHON=3.11.2-6+deb12u8

# Lets apt find sources on the mirror that is named.
use_sources() {
    echo "deb-src $1 bookworm main" > /etc/apt/sources.list.d/sources.list
    apt-get update -qq
}

# Unpacks the source into python/ of the present folder, and what Debian adds to it into debian/.
unpack_python() {
    apt-get source -qq --download-only python3.11=$PYTHON
    mkdir python debian
    tar -xf python3.11_*.orig.tar.* -C python --strip-components=1
    tar -xf python3.11_*.debian.tar.xz -C debian --strip-components=1
    # Of Debian's patches the upstream fixes, which come last: those before them move Python's folders about.
    sed -n '/^shutdown-deadlock/,$p' debian/patches/series | grep -v '^#' | while read -r patch; do
        patch -s -p1 -d python < "debian/patches/$patch"
    done
}
