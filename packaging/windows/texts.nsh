; What the installer says. The languages are those of the program; English is what
; a system in a third one gets.
!macro Text NAME ZH EN
	LangString ${NAME} ${LANG_SIMPCHINESE} "${ZH}"
	LangString ${NAME} ${LANG_ENGLISH} "${EN}"
!macroend

!insertmacro Text APP "钥匣" "Keycase"
!insertmacro Text PROGRAM "钥匣和命令行" "Keycase and its command line"
!insertmacro Text PROGRAM_ABOUT "窗口程序、keycase-cli 和开始菜单里的入口。" "The window, keycase-cli and the entry in the start menu."
!insertmacro Text DESKTOP_LINK "桌面图标" "Desktop icon"
!insertmacro Text DESKTOP_LINK_ABOUT "在桌面上放一个图标。" "Puts an icon on the desktop."
!insertmacro Text AUTOSTART "登录后自动打开" "Open at sign-in"
!insertmacro Text AUTOSTART_ABOUT "登录 Windows 后自动打开钥匣，令牌到期前能提醒到。" "Opens Keycase when you sign in to Windows, so that it can tell before a token ends."
!insertmacro Text ON_PATH "命令行可直接用" "Command line on the path"
!insertmacro Text ON_PATH_ABOUT "把安装文件夹加进用户的 Path，新开的终端里可以直接敲 keycase-cli。" "Adds the folder to the user's Path, so that terminals opened from then on know keycase-cli."
!insertmacro Text OPEN_NOW "现在打开钥匣" "Open Keycase now"
!insertmacro Text RUNNING "钥匣还开着，文件换不了。先退出它（托盘里的也算，终端里的 keycase-cli 也算），再点“重试”。" "Keycase is still open, so its files cannot be replaced. Quit it, also in the tray and keycase-cli in terminals, then choose Retry."
!insertmacro Text TOO_OLD "钥匣要 Windows 10 或更新的系统。" "Keycase needs Windows 10 or newer."
!insertmacro Text OLD_STAYS "旧版本的文件删不掉，新版本没有装。旧版本还在原来的位置。" "The files of the older version cannot be removed, so the new one was not installed."
!insertmacro Text DATA "凭证、令牌和设置" "Credentials, tokens and settings"
!insertmacro Text DATA_ABOUT "连同 Windows 凭据管理器里的密钥一起删掉，找不回来。不勾就都留着，重装后接着用。" "Removes them together with the keys in Windows Credential Manager, for good. Otherwise all of it stays for the next installation."
!insertmacro Text DATA_STAYS "有文件删不掉，还在 $APPDATA\keycase。" "Some files could not be removed and are still in $APPDATA\keycase."
