# Keycase (钥匣). `make help` lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BUILD   := build
comma   := ,
VERSION := $(shell scripts/version.sh)
# Where the newest release is told, as JSON with tag_name; without it the settings
# say that this build does not know.
RELEASES_URL ?=
LDFLAGS := -s -w -X keycase/app.Version=$(VERSION) -X keycase/app.ReleasesURL=$(RELEASES_URL)

# The window: X11 only (it also runs on Wayland through XWayland, where Chinese
# input works), no emoji font, no locks for code that never touches widgets from
# elsewhere, and no animations: a caret that fades costs a fifth of a core where
# no graphics card helps. HTTP/2 is left out of both programs: it makes one call
# at a time no faster, and them half a megabyte larger.
CLI_TAGS    := nethttpomithttp2
WINDOW_TAGS := x11,no_emoji,no_animations,migrated_fynedo,$(CLI_TAGS)
# A window below 30 MB: a copy of Fyne without fonts that nothing is drawn with
# (2.1 MB), and calls instead of copies of small functions (1.6 MB), but not in Go's
# own library, where ciphers would be slower, nor in go-gl, whose C takes minutes.
WINDOW_FLAGS := -modfile=$(BUILD)/fyne.mod $(foreach root,keycase fyne.io golang.org github.com filippo.io mvdan.cc,-gcflags=$(root)/...=-l) -gcflags=github.com/go-gl/...=
# Tests of widgets need neither OpenGL nor a display.
TEST_TAGS   := ci,no_emoji

GOLANGCI_VERSION := v2.15.0
GOLANGCI := $(BUILD)/bin/golangci-lint-$(GOLANGCI_VERSION)
WINRES_VERSION := v0.3.3
WINRES := $(BUILD)/bin/go-winres-$(WINRES_VERSION)

# When make began, for the times that are printed with the sizes.
STARTED ?= $(shell date +%s)
STARTED := $(STARTED)
export STARTED

GO_FILES := $(shell find . -name '*.go' -not -path './$(BUILD)/*') go.mod go.sum

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ## install what is missing, build and open the window; without a display: the demo
	@scripts/deps.sh build
	@scripts/run.sh

.PHONY: demo
demo: ## show the product without display, keyring or accounts; screenshots go to build/
	@scripts/deps.sh demo
	@$(MAKE) --no-print-directory $(BUILD)/keycase-cli $(BUILD)/keycase
	@scripts/demo.sh

.PHONY: build
build: $(BUILD)/keycase $(BUILD)/keycase-cli ## build the window and the command line
	@scripts/sizes.sh $^

$(BUILD)/keycase: $(GO_FILES) $(shell find assets -type f -not -name '*.go') $(BUILD)/fyne.mod
	@GOFLAGS="$(GOFLAGS) $(WINDOW_FLAGS)" scripts/build.sh $@ . "$(WINDOW_TAGS)" "$(LDFLAGS)"

# The bare window that ours is measured beside.
$(BUILD)/bare: $(wildcard ui/e2e/testdata/bare/*.go) go.mod go.sum
	go build -trimpath -tags "$(WINDOW_TAGS)" -ldflags "-s -w" -o $@ ./ui/e2e/testdata/bare

CLI ?= $(BUILD)/keycase-cli

.PHONY: cli
cli: ## build the command line for GOOS and GOARCH, as CLI
	@CGO_ENABLED=0 scripts/build.sh $(CLI) ./cmd/keycase-cli "$(CLI_TAGS)" "$(LDFLAGS)"

$(BUILD)/keycase-cli: $(GO_FILES) $(shell find assets/translations -type f -not -name '*.go')
	@CGO_ENABLED=0 scripts/build.sh $@ ./cmd/keycase-cli "$(CLI_TAGS)" "$(LDFLAGS)"

$(BUILD)/fyne.mod: go.mod go.sum scripts/fyne.sh
	@scripts/fyne.sh

.PHONY: test
test: ## everything: lint, unit tests, real keyring, real desktop, real window
	@scripts/deps.sh test
	@$(MAKE) --no-print-directory lint unit cross reproducible keyring display window

.PHONY: lint
lint: $(GOLANGCI) ## the house style and the doors between the rooms
	$(GOLANGCI) run ./...
	$(GOLANGCI) run --build-tags keyring ./vault/... ./cmd/keycase-cli/...
	$(GOLANGCI) run --build-tags display ./desktop/... ./ui/tray/...
	$(GOLANGCI) run --build-tags e2e,guide,measure ./ui/e2e/...
	$(GOLANGCI) run --build-tags wine ./desktop/opengl
	$(GOLANGCI) run --build-tags bench ./bench/...

$(GOLANGCI):
	@mkdir -p $(BUILD)/bin
	GOBIN=$(CURDIR)/$(BUILD)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	@mv $(BUILD)/bin/golangci-lint $@

# A program built with the race detector sleeps a second before it ends, and the command
# line's tests start hundreds.
unit display: export GORACE := atexit_sleep_ms=20

.PHONY: unit
unit: ## unit, property, widget and command line tests, with the race detector
	go test -race -timeout 20m -tags $(TEST_TAGS) ./...

# What compiles without cgo on every system.
PURE := ./app/... ./assets/... ./backup ./broker ./client ./cmd/... ./desktop/... ./pairing ./providers/... ./service ./transfer ./vault

.PHONY: cross
cross: ## vet what is pure Go for Windows and macOS
	CGO_ENABLED=0 GOOS=windows go vet $(PURE)
	CGO_ENABLED=0 GOOS=darwin GOARCH=amd64 go vet $(PURE)
	CGO_ENABLED=0 GOOS=darwin GOARCH=arm64 go build -o /dev/null ./cmd/keycase-cli

.PHONY: keyring
keyring: ## the vault and its moves against a real gnome-keyring on a bus of its own
	go test -tags keyring -count=1 ./vault/...
	go test -tags keyring -count=1 -run WithKeyring ./cmd/keycase-cli

# The tray library has a race of its own in counting versions, hence not -race.
.PHONY: display
display: ## clipboard, window, tray against a real X server and a real session bus
	go test -race -tags display -count=1 ./desktop/...
	go test -tags display -count=1 ./ui/tray

.PHONY: window
window: $(BUILD)/keycase $(BUILD)/keycase-cli ## the real window under Xvfb, driven by keyboard
	go test -tags e2e -count=1 -v ./ui/e2e/...

.PHONY: measure
measure: $(BUILD)/keycase $(BUILD)/bare ## what the idle window costs beside a bare one (11 minutes)
	go test -tags e2e,measure -count=1 -v -timeout 20m -run '^TestMeasure' ./ui/e2e/...

.PHONY: guide
guide: $(BUILD)/keycase $(BUILD)/keycase-cli ## take the pictures of the user guide from the real window
	@scripts/deps.sh test
	go test -tags e2e,guide -count=1 -run TestGuidePictures ./ui/e2e

.PHONY: licences
licences: ## collect the licences of what the programs are linked from
	@scripts/licences.sh

.PHONY: fuzz
fuzz: ## every fuzz target for a while (FUZZTIME=10m for a long run)
	@scripts/fuzz.sh "$${FUZZTIME:-20s}"

.PHONY: reliability
reliability: $(BUILD)/keycase $(BUILD)/keycase-cli ## try to make the vault lose something, for all rounds of docs/reliability.md
	KEYCASE_CLI=$(CURDIR)/$(BUILD)/keycase-cli go test -v -count=1 -timeout 90m -run 'Torture|AtEachStep|FirstStart' ./vault -args -full | grep -E '^(rounds|ok|FAIL|panic)|--- FAIL'
	KEYCASE_CLI=$(CURDIR)/$(BUILD)/keycase-cli go test -v -count=1 -timeout 90m -tags keyring -run 'TestTortureKilled(ProgramWithKeyring|Daemon)' ./vault -args -full | grep -E '^(rounds|ok|FAIL|panic)|--- FAIL'
	go test -v -count=1 -timeout 90m -tags e2e -run TestWindowWritesWhileProgramsDo ./ui/e2e -args -full

# One run beside a bare window, KeePassXC, secret-tool, gopass and the bare primitives,
# in turn; it wants a quiet machine. BENCH="-rounds 3 -areas signers,commands" measures less.
.PHONY: bench
bench: ## measure everything beside others, and write docs/performance.md (30 minutes)
	@scripts/deps.sh bench
	@$(MAKE) --no-print-directory build $(BUILD)/bare
	cd bench && go test -tags bench -count=1 -timeout 2h . -write -test.benchtime 200ms $(BENCH)

.PHONY: bench-go
bench-go: ## the benchmarks of single packages: signers, QR codes, the token service, vault and pages
	go test -run '^$$' -bench . -benchmem ./cmd/keycase-cli ./pairing ./providers/... ./vault/...
	go test -tags $(TEST_TAGS) -run '^$$' -bench . -benchmem ./ui/find ./ui/pages/overview

.PHONY: deb
deb: ## the Debian package, and a tarball for other distributions
	@scripts/deps.sh deb
	@$(MAKE) --no-print-directory build
	@scripts/stage.sh $(BUILD)/stage
	@scripts/deb.sh
	@scripts/sizes.sh $(BUILD)/dist/*.deb $(BUILD)/dist/*.tar.gz

.PHONY: try-deb
try-deb: deb ## install, use and remove the package in a bare Debian 12 (root, 2 minutes)
	@scripts/deps.sh try-deb
	@scripts/try-deb.sh

.PHONY: windows
windows: ## cross-build both programs for Windows (the first time 7 minutes)
	@scripts/deps.sh windows
	@$(MAKE) --no-print-directory $(BUILD)/keycase.exe $(BUILD)/keycase-cli.exe
	@scripts/sizes.sh $(BUILD)/keycase.exe $(BUILD)/keycase-cli.exe

$(BUILD)/keycase.exe: $(GO_FILES) $(shell find assets -type f -not -name '*.go') packaging/windows/keycase.json $(WINRES) $(BUILD)/fyne.mod
	@CGO_ENABLED=1 GOFLAGS="$(GOFLAGS) $(WINDOW_FLAGS)" WINRES=$(WINRES) scripts/windows.sh $@ . "$(subst x11$(comma),,$(WINDOW_TAGS))" "$(LDFLAGS) -H windowsgui"

$(BUILD)/keycase-cli.exe: $(GO_FILES) $(shell find assets/translations -type f -not -name '*.go') packaging/windows/keycase-cli.json $(WINRES)
	@CGO_ENABLED=0 WINRES=$(WINRES) scripts/windows.sh $@ ./cmd/keycase-cli "$(CLI_TAGS)" "$(LDFLAGS)"

$(WINRES):
	@mkdir -p $(BUILD)/bin
	GOBIN=$(CURDIR)/$(BUILD)/bin go install github.com/tc-hib/go-winres@$(WINRES_VERSION)
	@mv $(BUILD)/bin/go-winres $@

.PHONY: mesa
mesa: $(BUILD)/mesa/opengl32.dll ## OpenGL in software for the next installer for Windows (10 minutes)

$(BUILD)/mesa/opengl32.dll: scripts/mesa.sh
	@scripts/deps.sh mesa
	@scripts/mesa.sh

.PHONY: windows-installer
windows-installer: windows ## the installer for Windows; signed with KEYCASE_CERTIFICATE
	@scripts/windows-installer.sh
	@scripts/sizes.sh $(BUILD)/dist/keycase-*-setup.exe

.PHONY: try-windows
try-windows: windows-installer ## install, use and remove the program under Wine
	@scripts/deps.sh try-windows
	@scripts/try-windows.sh
	go test -tags wine -count=1 ./desktop/opengl

.PHONY: macos
macos: $(BUILD)/fyne.mod ## the app for macOS, on a Mac
	@WINDOW_FLAGS="$(WINDOW_FLAGS)" scripts/macos.sh "$(subst x11$(comma),,$(WINDOW_TAGS))" "$(CLI_TAGS)" "$(LDFLAGS)"

.PHONY: release
release: mesa ## everything that is handed out from here, with a bill of materials and sums
	@$(MAKE) --no-print-directory windows-installer deb
	@scripts/release.sh

.PHONY: reproducible
reproducible: ## two builds of the command line, one sum
	@scripts/reproducible.sh

.PHONY: assets
assets: ## make fonts, icons and pictures anew (needs fonttools, npm, librsvg)
	@scripts/deps.sh assets
	@assets/make.sh

.PHONY: clean
clean: ## remove what was built
	rm -rf $(BUILD)
