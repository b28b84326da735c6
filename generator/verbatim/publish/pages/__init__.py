"""The pages of the site as payloads, a module for each kind. `site.incremental.targets` says which pages there are."""
