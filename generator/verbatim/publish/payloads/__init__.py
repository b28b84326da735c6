"""The values that templates get: plain data, typed, without behaviour. `docs/templates.md` lists them by template.

- `Markup` is HTML made by Verbatim, and safe; Jinja escapes every `str`.
- A `url` is a site address without a leading slash, such as `stories/a/` or `stories/a/#f-030`. Templates pass it to
  the global `link(address)`, which makes it relative or absolute.
- Every key is always there; what is absent is None, an empty string or an empty list (Jinja runs with StrictUndefined).
"""
