"""Handing reports over to an archive: a folder as its regulations lay it out, and whether such a folder is whole."""

from app.exports.transfer.folder import write_transfer
from app.exports.transfer.folder_contents import Handover, Item, TransferLayout
from app.exports.transfer.verification import FolderVerification, verify_transfer

__all__ = [
    "FolderVerification",
    "Handover",
    "Item",
    "TransferLayout",
    "verify_transfer",
    "write_transfer",
]
