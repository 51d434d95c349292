"""The modules that import inside functions, and why: all other imports stand at the top of their module.

A window opens, and a command answers, sooner the less is loaded for it; what is loaded late is listed here by reason.
"""

LATE: dict[str, tuple[str, ...]] = {
    "The command line loads only the command that is called, and the log only after a fault.": (
        "app.__main__",
        "app.cli",
    ),
    "Each command serves several ends, of which a call has one: one file or many, with or without a workspace.": (
        "app.commands.checking",
        "app.commands.collecting",
        "app.commands.common",
        "app.commands.exporting",
        "app.commands.importing",
        "app.commands.ledger",
        "app.commands.sources",
        "app.commands.transfer",
        "app.commands.verifying",
        "app.commands.volume",
    ),
    "A format's writer and its library are loaded for the one format that is asked for.": (
        "app.exports.archive.verification",
        "app.exports.formats",
        "app.exports.infographic",
        "app.exports.presentations",
        "app.exports.review_slip",
        "app.exports.workbook.making",
    ),
    "A format's reader is loaded for a file of that format, in the process that reads it.": (
        "app.clipboard",
        "app.imports",
        "app.imports.documents",
        "app.imports.formats",
        "app.imports.reader_process",
        "app.imports.readers.doc",
        "app.imports.readers.docx",
        "app.imports.readers.xls",
    ),
    "The rules on texts are loaded with the first full check, the diagnosis with the first broken equation.": (
        "app.rules.aggregates",
        "app.rules.check",
        "app.rules.diagnosis",
        "app.rules.waivers",
        "app.store.rule_settings",
    ),
    "A workspace is read without what only a writer needs.": (
        "app.store.database",
        "app.store.new_reports",
        "app.store.repository",
        "app.store.unit_lookup",
        "app.store.write_lock",
    ),
    "A form is used without its words until a text is checked; figures need no fonts.": (
        "app.collection.sums",
        "app.exports.printable_characters",
        "app.forms.form_reader",
        "app.forms.model",
    ),
    "The selftest loads everything, but what is missing must not keep it from starting.": ("app.selftest",),
    "The window is painted before anything else is loaded; the command line loads no Qt.": (
        "ui.__main__",
        "ui.frame.main_window",
        "ui.start.application",
        "ui.start.selftest",
    ),
    "Verbs are loaded with their dialogs, and views with what they show, when they are used first.": (
        "ui.frame.workbench",
        "ui.start.fault_watch",
        "ui.verbs.collecting.group",
        "ui.verbs.collecting.papers",
        "ui.verbs.collecting.sending",
        "ui.verbs.collecting.slips",
        "ui.verbs.file.local_copies",
        "ui.verbs.file.workspaces",
        "ui.verbs.menus",
        "ui.views.block_grid",
        "ui.views.figure_edit",
        "ui.views.preview_tab",
        "ui.work.session",
        "ui.work.workspace_file",
    ),
    "What sets and draws pages is loaded in the thread that does the work.": (
        "ui.views.page_view",
        "ui.views.preview_page",
    ),
}
