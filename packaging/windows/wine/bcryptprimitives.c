/*
 * What Wine before 9 lacks and Go programs ask for. For trials under Wine only:
 * Windows has its own of this name, and the installer must not bring another.
 */
#include <windows.h>
#include <ntsecapi.h>
#include <string.h>

/* Where every Go program has its randomness from. */
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T length)
{
	const ULONG most = 1 << 20;
	for (SIZE_T done = 0; done < length;) {
		SIZE_T left = length - done;
		ULONG now = left < most ? (ULONG)left : most;
		if (!RtlGenRandom(to + done, now))
			return FALSE;
		done += now;
	}
	return TRUE;
}

/*
 * os.RemoveAll deletes by FileDispositionInformationEx, and in an older way where
 * the system says STATUS_INVALID_INFO_CLASS. Wine says STATUS_NOT_IMPLEMENTED, with
 * which Go gives up: no test could remove its folder.
 */
#define DISPOSITION_EX 64
#define INVALID_INFO_CLASS ((LONG)0xC0000003)

typedef LONG(WINAPI *set_information)(HANDLE, void *, void *, ULONG, int);
static set_information wines;

static LONG WINAPI ours(HANDLE file, void *status, void *info, ULONG length, int class)
{
	return class == DISPOSITION_EX ? INVALID_INFO_CLASS : wines(file, status, info, length, class);
}

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, void *reserved)
{
	enum { STUB = 32 }; /* what Wine's door to its system takes, without relative addresses out of it */
	BYTE jump[] = {0xFF, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}; /* to the address behind */
	set_information to = ours;
	DWORD before;

	if (reason != DLL_PROCESS_ATTACH)
		return TRUE;
	BYTE *door = (BYTE *)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtSetInformationFile");
	BYTE *copy = VirtualAlloc(NULL, STUB, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE);
	if (!door || !copy || !VirtualProtect(door, STUB, PAGE_EXECUTE_READWRITE, &before))
		return FALSE;
	memcpy(copy, door, STUB);
	wines = (set_information)copy;
	memcpy(jump + 6, &to, sizeof to);
	memcpy(door, jump, sizeof jump);
	return VirtualProtect(door, STUB, before, &before);
}
