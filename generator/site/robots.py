"""What crawlers may read: a ward's address in, the text of robots.txt out (RFC 9309)."""

from __future__ import annotations


def robots_text(site_url: str) -> str:
    """Return robots.txt: everything may be read, and the sitemap is named where there is one.

    Pages that are not to be found by search (embed/, dang-ngay.html) say so themselves, by
    <meta name="robots" content="noindex">. They must not be forbidden here: a crawler that may not
    open a page never reads its "noindex" and lists the bare address.

    Crawlers look for this file at the root of a host only. Where the ward's folder lies deeper, the
    file has no effect, and the Sitemap line belongs into the host's own robots.txt.

    Args:
        site_url: absolute address of the ward's folder, ending in "/", or "". Addresses of sitemaps
            must be absolute, so without it none is named.
    """
    lines = ["User-agent: *", "Allow: /"]
    if site_url:
        lines += ["", f"Sitemap: {site_url}sitemap.xml"]
    return "\n".join(lines) + "\n"
