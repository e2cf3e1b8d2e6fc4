// Package present turns what the vault and the broker know into what a person
// reads: durations, dates, the rows of the overview, the counts of the sidebar.
//
// It imports no toolkit and reads no clock: the moment comes in as now, whose
// location is also the time zone of every date. The same input always gives the
// same texts, in the language of the localizer that is handed in.
package present
