#!/bin/sh
# 为当前用户安装“公开年报”，不需要管理员权限，不需要网络：
#
#     ./install.sh              安装；已经装过的，换成这个版本，设置和数据文件不变
#     ./install.sh --remove     卸载；数据文件和设置都保留
#
# 程序装在 ~/.local/share/gongkai-nianbao；开始菜单、文件类型和图标也只为当前用户登记。
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
DATA=${XDG_DATA_HOME:-$HOME/.local/share}
PROGRAM=$DATA/gongkai-nianbao
BIN=$HOME/.local/bin
DESKTOP=$DATA/applications/gongkai-nianbao.desktop
MIME=$DATA/mime/packages/gongkai-nianbao.xml
ICONS=$DATA/icons/hicolor

remove() {
    rm -rf "$PROGRAM"
    rm -f "$BIN/nianbao" "$DESKTOP" "$MIME" \
        "$ICONS/128x128/apps/gongkai-nianbao.png" "$ICONS/scalable/apps/gongkai-nianbao.svg"
}

# 桌面环境登记新的菜单项和文件类型；没有这些命令的系统，下次登录时生效。
refresh() {
    update-desktop-database "$DATA/applications" 2>/dev/null || true
    update-mime-database "$DATA/mime" 2>/dev/null || true
}

case "${1:-}" in
'')
    remove
    mkdir -p "$PROGRAM" "$BIN" "$DATA/applications" "$DATA/mime/packages" \
        "$ICONS/128x128/apps" "$ICONS/scalable/apps"
    cp -R "$HERE/program/." "$PROGRAM/"
    # 从光盘或只读的 U 盘安装时，拷来的文件也是只读的，以后就不能升级和卸载。
    chmod -R u+w "$PROGRAM"
    ln -s "$PROGRAM/nianbao" "$BIN/nianbao"
    # 用完整路径：不是每个桌面都在 ~/.local/bin 中找程序。
    escaped=$(printf '%s' "$PROGRAM/nianbao" | sed 's/[&|\\]/\\&/g')
    sed "s|^Exec=nianbao|Exec=\"$escaped\"|" "$HERE/gongkai-nianbao.desktop" > "$DESKTOP"
    cp "$HERE/gongkai-nianbao.xml" "$MIME"
    cp "$PROGRAM/_internal/resources/icons/nianbao.png" "$ICONS/128x128/apps/gongkai-nianbao.png"
    cp "$PROGRAM/_internal/resources/icons/nianbao.svg" "$ICONS/scalable/apps/gongkai-nianbao.svg"
    refresh
    echo "已安装，在开始菜单中打开“公开年报”，或运行 $BIN/nianbao"
    ;;
--remove)
    remove
    refresh
    echo "已卸载，数据文件和设置都保留。"
    ;;
*)
    echo "用法：$0 [--remove]" >&2
    exit 2
    ;;
esac
