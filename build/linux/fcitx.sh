#!/bin/bash
# Compiles fcitx's input method plugin for the Qt of PySide6, so that it needs no more than Debian 11 has.
# Runs as root inside the chroot in which the program is bundled, on what fcitx_generate.sh left in /fcitx.
set -euo pipefail

PLUGIN=/opt/fcitx/libfcitxplatforminputcontextplugin.so
SITE=$1

apt-get install -y -qq --no-install-recommends g++ libxkbcommon-dev x11proto-dev > /dev/null
mkdir -p "$(dirname $PLUGIN)" && cd /fcitx/source/qt6/platforminputcontext
QT=(/fcitx/headers/usr/include/*/qt6)
INCLUDE=("$QT" "$QT/QtCore" "$QT/QtGui" "$QT/QtDBus" "$QT"/QtGui/6.8.* "$QT"/QtGui/6.8.*/QtGui "$QT"/QtCore/6.8.* "$QT"/QtCore/6.8.*/QtCore)
LIBRARIES=$SITE/PySide6/Qt/lib
g++ -std=c++17 -O2 -g0 -fPIC -shared -fvisibility=hidden -w -DQT_NO_DEBUG -DQT_PLUGIN \
    -I. "${INCLUDE[@]/#/-I}" ./*.cpp -o $PLUGIN \
    -L"$LIBRARIES" -Wl,--allow-shlib-undefined -l:libQt6Gui.so.6 -l:libQt6DBus.so.6 -l:libQt6Core.so.6 -lxkbcommon
cp /fcitx/source/COPYING.BSD "$(dirname $PLUGIN)"
