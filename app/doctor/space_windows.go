package doctor

import "golang.org/x/sys/windows"

// FreeSpace is how many bytes this person may still write where a folder lies.
func FreeSpace(folder string) (bytes uint64, err error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(name, &bytes, nil, nil)
	return bytes, err
}
