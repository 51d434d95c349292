; 公开年报的安装程序：为当前用户安装，不需要管理员权限，不需要网络。
;
;     gongkai-nianbao-版本-setup.exe                       逐步安装
;     gongkai-nianbao-版本-setup.exe /S                    静默安装；结束码 0 表示装好，2 表示没有装
;     gongkai-nianbao-版本-setup.exe /S /D=D:\公开年报     装在指定的文件夹，/D= 写在最后，不加引号
;
; Run by build/windows_package.py, which defines VERSION (1.2.3), NUMBERS (1.2.3.0), SIZE (KiB), OUTPUT, FILES (a list of the
; program's files) and ICON. Reports and settings lie elsewhere: nothing here touches them.

Unicode true
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define PRODUCT "公开年报"
!define PUBLISHER "Gongkai Nianbao"
!define PROGRAM "$INSTDIR\nianbao.exe"
!define TYPE "GongkaiNianbao.Workspace"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\GongkaiNianbao"
!define NOTHING_DONE 2

Name "${PRODUCT}"
BrandingText "${PRODUCT} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\GongkaiNianbao"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true
AllowSkipFiles off
SetCompressor /SOLID lzma
SetCompressorDictSize 64

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${PRODUCT}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "已卸载"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "数据文件、备份和设置都保留。"
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; What the setup and the uninstaller both do with a folder, given in $0.
!macro REQUIRE_CLOSED file
    ${If} ${FileExists} "$0\${file}"
        ClearErrors
        FileOpen $1 "$0\${file}" a
        IfErrors busy
        FileClose $1
    ${EndIf}
!macroend
!macro WITH_FOLDER un
; Goes on when no file of the program is in use; otherwise ends with nothing changed.
Function ${un}RequireClosed
    look:
    !insertmacro REQUIRE_CLOSED "nianbao.exe"
    !insertmacro REQUIRE_CLOSED "nianbao-cli.exe"
    ; A folder in which a file is open can't be renamed.
    ${If} ${FileExists} "$0\_internal\*.*"
        ClearErrors
        Rename "$0\_internal" "$0\_internal.old"
        IfErrors busy
        Rename "$0\_internal.old" "$0\_internal"
    ${EndIf}
    Return
    busy:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "“${PRODUCT}”正在运行，请关闭它再点“重试”。" /SD IDCANCEL IDRETRY look
    SetErrorLevel ${NOTHING_DONE}
    Quit
FunctionEnd

; Removes the program, of whatever version, and nothing else that may lie in the folder.
Function ${un}RemoveProgram
    RMDir /r "$0\_internal"
    Delete "$0\nianbao.exe"
    Delete "$0\nianbao-cli.exe"
    Delete "$0\LICENSE.txt"
    Delete "$0\uninstall.exe"
    RMDir "$0"
FunctionEnd

; Lets the desktop read anew which program opens which file.
Function ${un}TellTheDesktop
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
!macroend
!insertmacro WITH_FOLDER ""
!insertmacro WITH_FOLDER "un."

Function .onInit
    ${IfNot} ${AtLeastWin10}
    ${OrIfNot} ${AtLeastBuild} 17763
        MessageBox MB_OK|MB_ICONSTOP "“${PRODUCT}”需要 Windows 10（1809 及以后）或 Windows 11。" /SD IDOK
        SetErrorLevel ${NOTHING_DONE}
        Quit
    ${EndIf}
FunctionEnd

Section
    ; An older version may lie here or, when another folder is chosen now, elsewhere: first it goes, then this one comes.
    ReadRegStr $2 HKCU "${UNINSTALL}" "InstallLocation"
    StrCpy $0 $INSTDIR
    Call RequireClosed
    ${If} $2 != ""
    ${AndIf} $2 != $INSTDIR
        StrCpy $0 $2
        Call RequireClosed
        Call RemoveProgram
        StrCpy $0 $INSTDIR
    ${EndIf}
    Call RemoveProgram

    !include "${FILES}"
    SetOutPath $INSTDIR
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortCut "$SMPROGRAMS\${PRODUCT}.lnk" "${PROGRAM}"
    ; Whoever removed the icon from the desktop does not get it back with each version.
    ${If} $2 == ""
        CreateShortCut "$DESKTOP\${PRODUCT}.lnk" "${PROGRAM}"
    ${EndIf}

    WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "${PRODUCT}数据文件"
    WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "${PROGRAM},0"
    WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"${PROGRAM}" "%1"'
    WriteRegStr HKCU "${CLASSES}\.nianbao" "" "${TYPE}"
    WriteRegStr HKCU "${CLASSES}\.nianbao\OpenWithProgids" "${TYPE}" ""
    Call TellTheDesktop

    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${PRODUCT}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "${PROGRAM},0"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section Uninstall
    StrCpy $0 $INSTDIR
    Call un.RequireClosed
    Call un.RemoveProgram
    Delete "$SMPROGRAMS\${PRODUCT}.lnk"
    Delete "$DESKTOP\${PRODUCT}.lnk"
    DeleteRegKey HKCU "${CLASSES}\${TYPE}"
    DeleteRegValue HKCU "${CLASSES}\.nianbao\OpenWithProgids" "${TYPE}"
    ReadRegStr $1 HKCU "${CLASSES}\.nianbao" ""
    ${If} $1 == "${TYPE}"
        DeleteRegKey HKCU "${CLASSES}\.nianbao"
    ${EndIf}
    DeleteRegKey HKCU "${UNINSTALL}"
    Call un.TellTheDesktop
SectionEnd
