"""Articles from the web, where a person asks for it: pages, feeds and sitemaps."""
