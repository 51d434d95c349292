"""The fill-in workbook, in which most units send their report: made for one unit and year, guiding its writer without macros."""

from app.exports.workbook.making import Maker, WorkbookOrder

__all__ = ["Maker", "WorkbookOrder"]
