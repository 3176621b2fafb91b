"""The pages that people open; `portal.views.pages.install` gives them to the app."""
