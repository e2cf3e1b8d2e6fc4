// Package printer leads through the pairing of a cloud printer: the app, the
// printer's machine_code and key, the question whether that is right, and what
// came out of it.
//
// What is typed and how far a person is lives in a flow, which knows no toolkit;
// it is kept in a [Memory], so that leaving in the middle loses nothing. The page
// draws the flow anew each time it is shown.
package printer
