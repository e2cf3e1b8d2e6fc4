// Package widgets holds the building blocks of the window. They look as the design says, in light
// and dark and at every scale, and tell what happens through callbacks; they know no platform, no
// clock and no language. Texts, times and fractions come in from outside, in the user's words.
//
// # Conventions
//
// All lengths are Fyne units. Icons are Lucide names ("key-round"), colours theme.Color… names.
// What can be pressed answers to click, Enter and Space, is reached by Tab, and shows a focus ring
// when the focus came by keyboard. Every setter redraws; call setters on Fyne's goroutine only.
//
// # Tips
//
// [WithTips] puts a layer for tips over a window's content, and over each overlay in front of it.
// Widgets find the layer by their canvas; pages need do nothing: an icon without words says what it
// does, and a [Text] that ends with an ellipsis is shown in full. What may be a secret is made with
// [Text.Conceal], which keeps it out of tips and away from screen readers.
//
// # Inventory
//
// Text: [NewText] (full width), [NewFitText] (ellipsis), [NewParagraph] (wraps; [Text.SetMaxLines]),
// in one of the styles [Display] … [MonoInput]. [NewIcon].
//
// Pressing: [NewButton] and [NewSizedButton] (kinds [Primary], [Secondary], [Ghost], [Soft],
// [Danger], [Link]; sizes [SizeS], [SizeM], [SizeL]; SetBusy, SetKeyHint, SetTrailingIcon),
// [NewIconButton] (SetKeyHint, [Keys]), [NewSidebarItem], [NewActionCard], [NewRoleCard].
//
// Typing and choosing: [NewField] with [FieldOptions], [NewCell] in tables, [NewSearchBox],
// [NewSelect], [NewSegmented], [NewTabs], [NewToggle].
//
// Rows: [NewListRow] with [RowContent] (overview), [NewCredentialItem] with [ItemContent] in
// a [NewCredentialList] (list column), [NewSecretField] (SetSecret, SetPlain, SetEmpty; OnReveal
// answers later).
//
// Signatures: [NewStepTrace] with [TraceStep], [NewSnippetPanel], [NewComparison] with
// [ComparedStep].
//
// Status: [NewCountdownRing] ([RingTiny] … [RingLarge]), [NewStatusChip] and [ChipFor],
// [NewPlatformMark] with theme.Platform, [NewSpinner].
//
// Messages: [NewBanner], [NewToast], [NewEmptyState].
//
// Frame: [NewCard], [NewSunkenCard], [NewSectionHeading], [NewDivider], [NewVerticalDivider].
//
// Layout in exact units: [Stack] (below each other; paragraphs get the height they need), [Row] and
// [Columns] (beside each other), [Pad], [Sized].
package widgets
