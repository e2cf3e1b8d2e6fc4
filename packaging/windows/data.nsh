; What the program keeps of a person. The vault names its items in Credential
; Manager "keycase:" and a name of its own.
!macro RemoveData
	System::Call 'advapi32::CredEnumerateW(w "keycase:*", i 0, *i .r1, *p .r2) i .r0'
	${If} $0 <> 0
		StrCpy $3 $2
		${While} $1 > 0
			System::Call '*$3(p .r4)'
			System::Call '*$4(i, i .r5, w .r6)' ; CREDENTIALW: flags, type, name
			System::Call 'advapi32::CredDeleteW(w r6, i r5, i 0)'
			IntPtrOp $3 $3 + 8
			IntOp $1 $1 - 1
		${EndWhile}
		System::Call 'advapi32::CredFree(p r2)'
	${EndIf}
	RMDir /r "$APPDATA\keycase"
	RMDir /r "$APPDATA\fyne\${ID}"
	RMDir "$APPDATA\fyne"
!macroend
