"""The record as pages and as a REST API. `create_app(record_path, settings)` is the door; each page is a module of `pages`."""
