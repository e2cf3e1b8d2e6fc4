// Package pairing reads what a person holds when a printer is paired: text copied
// from anywhere, and pictures of QR codes. It knows what the parts are called and
// look like, and no platform's calls.
//
// The format of the text in a printer's QR code is not published (the platform's
// pages say only that scanning gives machine_code with msign or qr_key). So
// nothing here decides by itself which kind a key is: only where the text names
// it, the kind is known; else a person is asked.
package pairing
