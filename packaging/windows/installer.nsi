; The installer: for one user, without an administrator. scripts/windows-installer.sh
; calls it with VERSION, PLAIN (four numbers), STAGE (the tree), REMOVE (the commands
; that remove that tree), SIZE (in KB), ICON, SIDE (the picture of the last page),
; OUT and, with a certificate, SIGN.
;
; setup.exe [/S] [/DESKTOP] [/AUTOSTART] [/PATH] [/D=FOLDER]
; uninstall.exe [/S] [/DATA=remove]
; Exit status 2: something is open or in the way, and nothing was changed.

Unicode true
; With the usual stub for 32 bits, a 64-bit Wine alone says 0 and installs nothing.
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
RequestExecutionLevel user

!define ID "app.keycase.desktop"
!define ARP "Software\Microsoft\Windows\CurrentVersion\Uninstall\Keycase"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include path.nsh
!include data.nsh

Name "$(APP)"
Caption "$(SETUP)"
UninstallCaption "$(REMOVAL)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Keycase"
InstallDirRegKey HKCU "${ARP}" InstallLocation
BrandingText "Keycase ${VERSION}"
AllowSkipFiles off

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_COMPONENTSPAGE_SMALLDESC

!define MUI_PAGE_HEADER_TEXT "$(PARTS)"
!define MUI_PAGE_HEADER_SUBTEXT "$(PARTS_ABOUT)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(PARTS_TOP)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "$(PARTS_LIST)"
!define MUI_COMPONENTSPAGE_TEXT_DESCRIPTION_TITLE "$(ABOUT)"
!define MUI_COMPONENTSPAGE_TEXT_DESCRIPTION_INFO "$(ABOUT_HOW)"
!insertmacro MUI_PAGE_COMPONENTS

!define MUI_PAGE_HEADER_TEXT "$(FOLDER)"
!define MUI_PAGE_HEADER_SUBTEXT "$(FOLDER_ABOUT)"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(FOLDER_TOP)"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "$(FOLDER_IS)"
!insertmacro MUI_PAGE_DIRECTORY

!define MUI_PAGE_HEADER_SUBTEXT "$(MOMENT)"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(NOT_INSTALLED)"
!insertmacro MUI_PAGE_INSTFILES

!define MUI_FINISHPAGE_TITLE "$(INSTALLED)"
!define MUI_FINISHPAGE_TEXT "$(INSTALLED_ABOUT)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\keycase.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(OPEN_NOW)"
!insertmacro MUI_PAGE_FINISH

Var Kept ; what became of the person's data, in words
!define MUI_PAGE_HEADER_TEXT "$(REMOVAL)"
!define MUI_PAGE_HEADER_SUBTEXT "$(REMOVAL_ABOUT)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(REMOVAL_TOP)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "$(REMOVAL_LIST)"
!define MUI_COMPONENTSPAGE_TEXT_DESCRIPTION_TITLE "$(ABOUT)"
!define MUI_COMPONENTSPAGE_TEXT_DESCRIPTION_INFO "$(ABOUT_HOW)"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.HideSpace
!insertmacro MUI_UNPAGE_COMPONENTS

!define MUI_PAGE_HEADER_SUBTEXT "$(MOMENT)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(REMOVED)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$Kept"
!define /redef MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(NOT_REMOVED)"
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include texts.nsh

VIProductVersion "${PLAIN}"
VIFileVersion "${PLAIN}"
!macro VersionTexts LANGUAGE APP SETUP
	VIAddVersionKey /LANG=${LANGUAGE} ProductName "${APP}"
	VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
	VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
	VIAddVersionKey /LANG=${LANGUAGE} FileDescription "${SETUP}"
	VIAddVersionKey /LANG=${LANGUAGE} CompanyName "Keycase"
	VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "© 2026 The Keycase authors"
!macroend
!insertmacro VersionTexts ${LANG_SIMPCHINESE} "钥匣" "钥匣安装程序"
!insertmacro VersionTexts ${LANG_ENGLISH} "Keycase" "Keycase setup"

!ifdef SIGN
	!finalize '"${SIGN}" "%1"' = 0
	!uninstfinalize '"${SIGN}" "%1"' = 0
!endif

!insertmacro PathFunction ""
!insertmacro PathFunction "un."

!macro RunningFunction PREFIX
; Waits until nothing runs from the folder, as long as the person likes to. Windows
; lets nobody write to a program that runs.
Function ${PREFIX}Running
	again:
	${For} $0 1 3
		StrCpy $1 keycase.exe
		${If} $0 = 2
			StrCpy $1 keycase-cli.exe
		${ElseIf} $0 = 3
			StrCpy $1 opengl-software\keycase.exe
		${EndIf}
		${If} ${FileExists} "$INSTDIR\$1"
			ClearErrors
			FileOpen $2 "$INSTDIR\$1" a
			${If} ${Errors}
				MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION $(RUNNING) /SD IDCANCEL IDRETRY again
				Abort
			${EndIf}
			FileClose $2
		${EndIf}
	${Next}
FunctionEnd
!macroend
!insertmacro RunningFunction ""
!insertmacro RunningFunction "un."

Section "$(PROGRAM)" SecProgram
	SectionIn RO
	Call Running
	; The older version knows best what it brought.
	${If} ${FileExists} "$INSTDIR\uninstall.exe"
		ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR' $0
		${If} $0 <> 0
			MessageBox MB_OK|MB_ICONSTOP $(OLD_STAYS) /SD IDOK
			Abort
		${EndIf}
	${EndIf}
	SetOutPath "$INSTDIR"
	File /r "${STAGE}/*"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	Call RemoveLinks
	CreateShortcut "$SMPROGRAMS\$(APP).lnk" "$INSTDIR\keycase.exe"

	WriteRegStr HKCU "${ARP}" DisplayName "$(APP)"
	WriteRegStr HKCU "${ARP}" DisplayVersion "${VERSION}"
	WriteRegStr HKCU "${ARP}" DisplayIcon "$INSTDIR\keycase.exe"
	WriteRegStr HKCU "${ARP}" Publisher "Keycase"
	WriteRegStr HKCU "${ARP}" InstallLocation "$INSTDIR"
	WriteRegStr HKCU "${ARP}" UninstallString '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${ARP}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${ARP}" EstimatedSize ${SIZE}
	WriteRegDWORD HKCU "${ARP}" NoModify 1
	WriteRegDWORD HKCU "${ARP}" NoRepair 1
SectionEnd

Section /o "$(DESKTOP_LINK)" SecDesktop
	CreateShortcut "$DESKTOP\$(APP).lnk" "$INSTDIR\keycase.exe"
SectionEnd

Section /o "$(AUTOSTART)" SecAutostart
	WriteRegStr HKCU "${RUN}" Keycase '"$INSTDIR\keycase.exe"'
SectionEnd

Section /o "$(ON_PATH)" SecPath
	Push add
	Call EditPath
	WriteRegDWORD HKCU "${ARP}" OnPath 1
SectionEnd

; What a person has not chosen again goes.
Section -Unchosen
	${IfNot} ${SectionIsSelected} ${SecAutostart}
		DeleteRegValue HKCU "${RUN}" Keycase
	${EndIf}
	${IfNot} ${SectionIsSelected} ${SecPath}
		Push remove
		Call EditPath
		DeleteRegValue HKCU "${ARP}" OnPath
	${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
	!insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} $(PROGRAM_ABOUT)
	!insertmacro MUI_DESCRIPTION_TEXT ${SecDesktop} $(DESKTOP_LINK_ABOUT)
	!insertmacro MUI_DESCRIPTION_TEXT ${SecAutostart} $(AUTOSTART_ABOUT)
	!insertmacro MUI_DESCRIPTION_TEXT ${SecPath} $(ON_PATH_ABOUT)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

!macro LinksFunction PREFIX
; The system's language may have been another one when they were made.
Function ${PREFIX}RemoveLinks
	Delete "$SMPROGRAMS\钥匣.lnk"
	Delete "$SMPROGRAMS\Keycase.lnk"
	Delete "$DESKTOP\钥匣.lnk"
	Delete "$DESKTOP\Keycase.lnk"
FunctionEnd
!macroend
!insertmacro LinksFunction ""
!insertmacro LinksFunction "un."

; Selects a part that the command line names.
!macro Choose SWITCH SECTION
	${GetParameters} $0
	ClearErrors
	${GetOptions} $0 "${SWITCH}" $1
	${IfNot} ${Errors}
		!insertmacro SelectSection ${SECTION}
	${EndIf}
!macroend

Function .onInit
	${IfNot} ${AtLeastWin10}
		MessageBox MB_OK|MB_ICONSTOP $(TOO_OLD) /SD IDOK
		SetErrorLevel 2
		Quit
	${EndIf}
	; An update begins with what there is.
	${If} ${FileExists} "$DESKTOP\钥匣.lnk"
	${OrIf} ${FileExists} "$DESKTOP\Keycase.lnk"
		!insertmacro SelectSection ${SecDesktop}
	${EndIf}
	ReadRegStr $0 HKCU "${RUN}" Keycase
	${If} $0 != ""
		!insertmacro SelectSection ${SecAutostart}
	${EndIf}
	ReadRegDWORD $0 HKCU "${ARP}" OnPath
	${If} $0 = 1
		!insertmacro SelectSection ${SecPath}
	${EndIf}
	!insertmacro Choose "/DESKTOP" ${SecDesktop}
	!insertmacro Choose "/AUTOSTART" ${SecAutostart}
	!insertmacro Choose "/PATH" ${SecPath}
FunctionEnd

Section "un.$(PROGRAM)" UnProgram
	SectionIn RO
	Call un.Running
	Delete "$INSTDIR\opengl-software\keycase.exe" ; the link the program makes to itself
	!include "${REMOVE}"
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR"
	${GetParameters} $0
	ClearErrors
	${GetOptions} $0 "/UPGRADE" $1
	${IfNot} ${Errors}
		Return
	${EndIf}
	Call un.RemoveLinks
	Push remove
	Call un.EditPath
	DeleteRegValue HKCU "${RUN}" Keycase
	DeleteRegKey HKCU "${ARP}"
	RMDir /r "$LOCALAPPDATA\fyne\${ID}" ; the toolkit's cache
	RMDir "$LOCALAPPDATA\fyne"
SectionEnd

Section /o "un.$(DATA)" UnData
	!insertmacro RemoveData
	StrCpy $Kept $(DATA_REMOVED)
	${If} ${FileExists} "$APPDATA\keycase\*"
		StrCpy $Kept $(DATA_STAYS)
		MessageBox MB_OK|MB_ICONEXCLAMATION $(DATA_STAYS) /SD IDOK
	${EndIf}
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
	!insertmacro MUI_DESCRIPTION_TEXT ${UnProgram} $(PROGRAM_ABOUT)
	!insertmacro MUI_DESCRIPTION_TEXT ${UnData} $(DATA_ABOUT)
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

; What takes no space is asked about.
Function un.HideSpace
	GetDlgItem $0 $mui.ComponentsPage 1023
	ShowWindow $0 ${SW_HIDE}
FunctionEnd

Function un.onInit
	StrCpy $Kept $(DATA_KEPT)
	${GetParameters} $0
	${GetOptions} $0 "/DATA=" $1
	${If} $1 == remove
		!insertmacro SelectSection ${UnData}
	${EndIf}
FunctionEnd
