"""Recipes: frozen arguments in, the bytes of one file out; each imports what it needs when made.

A recipe's module names everything its bytes depend on: its fingerprint holds a hash of that
module and of all it imports, so new code makes exactly the files it draws again.
"""
