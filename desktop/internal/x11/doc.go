// Package x11 is a connection to the X server with deadlines, which xgb does not have.
package x11
