"""The archive package: one zip with the report as PDF and data, its metadata, its check, and the hash of each file."""

from app.exports.archive.digests import Digests, digests
from app.exports.archive.package import package, write_package
from app.exports.archive.verification import Verification, verify

__all__ = ["Digests", "Verification", "digests", "package", "verify", "write_package"]
