; The user's Path. It is edited in memory of its own: it may be longer than the
; strings of NSIS, which would come back empty and be written so.

!define HKCU_HANDLE -2147483647 ; HKEY_CURRENT_USER as a pointer has its upper bits set
!define PATH_FLAGS 0x10000006   ; RRF_RT_REG_SZ, RRF_RT_REG_EXPAND_SZ, RRF_NOEXPAND

!macro PathFunction PREFIX
; Takes "add" or "remove" from the stack, for $INSTDIR. What cannot be read is left
; alone.
Function ${PREFIX}EditPath
	Pop $R0
	; $R1 is the result, $R2 the type, $R3 the length in bytes, $R4 the memory.
	System::Call 'advapi32::RegGetValueW(p ${HKCU_HANDLE}, w "Environment", w "Path", i ${PATH_FLAGS}, *i .R2, p 0, *i .R3) i .R1'
	${If} $R1 = 2 ; ERROR_FILE_NOT_FOUND: there is none yet
		StrCpy $R2 2 ; REG_EXPAND_SZ
		StrCpy $R3 2
	${ElseIf} $R1 <> 0
		Return
	${EndIf}
	StrLen $R5 $INSTDIR
	IntOp $R5 $R5 * 2
	IntOp $R5 $R5 + $R3
	IntOp $R5 $R5 + 16
	System::Alloc $R5 ; zeroed
	Pop $R4
	; The memory becomes ;one;two;
	IntPtrOp $R6 $R4 + 2
	${If} $R1 = 0
		System::Call 'advapi32::RegGetValueW(p ${HKCU_HANDLE}, w "Environment", w "Path", i ${PATH_FLAGS}, p 0, p R6, *i R3) i .R1'
		${If} $R1 <> 0
			System::Free $R4
			Return
		${EndIf}
	${EndIf}
	System::Call '*$R4(&i2 59)' ; a semicolon
	System::Call 'kernel32::lstrlenW(p R6) i .R7'
	${If} $R7 > 0
		System::Call 'kernel32::lstrcatW(p R4, w ";")'
	${EndIf}
	System::Call 'shlwapi::StrStrIW(p R4, w ";$INSTDIR;") p .R8'
	${If} $R0 == add
	${AndIf} $R8 P= 0
		System::Call 'kernel32::lstrcatW(p R4, w "$INSTDIR;")'
	${ElseIf} $R0 == remove
	${AndIf} $R8 P<> 0
		StrLen $R5 $INSTDIR
		IntOp $R5 $R5 * 2
		IntPtrOp $R9 $R8 + $R5
		IntPtrOp $R9 $R9 + 2 ; the semicolon behind it
		System::Call 'kernel32::lstrlenW(p R9) i .R5'
		IntOp $R5 $R5 * 2
		IntOp $R5 $R5 + 2
		System::Call 'ntdll::RtlMoveMemory(p R8, p R9, p R5)'
	${Else}
		System::Free $R4
		Return
	${EndIf}
	; Without the first semicolon and the last.
	System::Call 'kernel32::lstrlenW(p R4) i .R5'
	IntOp $R5 $R5 - 1
	IntOp $R5 $R5 * 2
	${If} $R5 > 0
		IntPtrOp $R8 $R4 + $R5
		System::Call '*$R8(&i2 0)'
		System::Call 'advapi32::RegSetKeyValueW(p ${HKCU_HANDLE}, w "Environment", w "Path", i R2, p R6, i R5)'
	${Else}
		DeleteRegValue HKCU Environment Path
	${EndIf}
	System::Free $R4
	SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
FunctionEnd
!macroend
