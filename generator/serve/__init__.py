"""Preview on this computer: a project in, pages that renew themselves in the browser out."""
