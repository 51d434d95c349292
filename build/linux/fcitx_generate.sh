#!/bin/bash
# Fetches the source of fcitx's input method plugin and the headers of Qt 6.8, and lets Qt's generators work on it.
# Runs as root inside a chroot of Debian 13, which has Qt 6.8; the result, in /fcitx, is compiled elsewhere.
set -euo pipefail

SOURCE=1.2.7-2
MIRROR=$1

echo "deb-src $MIRROR bookworm main" > /etc/apt/sources.list.d/sources.list
apt-get update -qq
apt-get install -y -qq --no-install-recommends dpkg-dev qt6-base-dev-tools xz-utils > /dev/null

rm -rf /fcitx && mkdir -p /fcitx/source /fcitx/headers && cd /fcitx
apt-get download -qq qt6-base-dev qt6-base-private-dev
for package in *.deb; do dpkg --extract "$package" headers; done
apt-get source -qq --download-only --tar-only fcitx-qt5=$SOURCE
tar -xf fcitx-qt5_*.orig.tar.xz -C source --strip-components=1

# What CMake would do: a class for each D-Bus interface, and the meta-objects of every class.
cd source/qt6/platforminputcontext
BIN=/usr/lib/qt6/bin
MOC=/usr/lib/qt6/libexec/moc
QT=(/fcitx/headers/usr/include/*/qt6)
INCLUDE=("$QT" "$QT/QtCore" "$QT/QtGui" "$QT"/QtGui/6.8.* "$QT"/QtGui/6.8.*/QtGui)
for interface in InputContext InputContext1 InputMethod InputMethod1; do
    name=$(echo "$interface" | tr '[:upper:]' '[:lower:]')proxy
    $BIN/qdbusxml2cpp -i fcitxqtdbustypes.h -p "$name" "org.fcitx.Fcitx.$interface.xml"
done
for header in *.h; do
    if grep -q Q_OBJECT "$header"; then
        $MOC "${INCLUDE[@]/#/-I}" "$header" -o "moc_${header%.h}.cpp"
    fi
done
