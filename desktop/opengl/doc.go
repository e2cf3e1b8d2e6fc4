// Package opengl keeps a window from failing without a word where the system draws no
// OpenGL 2.1, as in many virtual machines and remote sessions: it remembers whether
// the last start got as far as drawing, and how a person wants it drawn.
//
// # Software
//
// On Linux, Mesa draws by itself once its environment says so. On Windows, Mesa's
// opengl32.dll lies in a folder of its own beside the program. The program is linked
// to the DLL of that name, and the loader looks first where the program lies; so it is
// started a second time, from that folder, by a link to itself. Beside the program
// itself the DLL would be in the way of everybody who has a graphics card.
package opengl
