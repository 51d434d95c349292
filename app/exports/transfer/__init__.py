"""Hands reports over to an archive: writes a folder as the regulations lay it out, and verifies such a folder."""

from app.exports.transfer.eep import ENDING as EEP_ENDING
from app.exports.transfer.eep_verification import verify_eep
from app.exports.transfer.folder import write_transfer
from app.exports.transfer.folder_contents import Item, TransferStructure
from app.exports.transfer.papers import Handover
from app.exports.transfer.verification import FolderVerification, verify_transfer

__all__ = [
    "EEP_ENDING",
    "FolderVerification",
    "Handover",
    "Item",
    "TransferStructure",
    "verify_eep",
    "verify_transfer",
    "write_transfer",
]
