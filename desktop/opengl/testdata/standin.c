/* Stands in for Mesa's opengl32.dll: that it is loaded is all that counts. */
__declspec(dllexport) void *__stdcall wglGetCurrentContext(void) { return (void *)0; }
