/* Stands in for Mesa's opengl32.dll: the only context there is, is a mark. */
__declspec(dllexport) void *__stdcall wglGetCurrentContext(void) { return (void *)0x5eed; }
