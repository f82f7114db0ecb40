"""Ward sites: a Library in, pages, feeds and sitemaps out."""
