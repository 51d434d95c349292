"""A unit's ledger of requests: what it counts to, what is due, and the reading of ledgers kept elsewhere.

How the window uses it. Values are in `app.request` (`Request`, `Dispute`, `LedgerSettings`); nothing in this package
touches a disk, and every function may be called anew after each edit.

Kept in the workspace, for verbs and the session: ``requests_of(database, unit_id)``, ``settings_for`` and
``new_request_id`` (`app.store.request_lookup`); the edits ``set_requests(repository, unit_id, {id: request or None}, label)``,
``set_ledger(repository, unit_id, settings, label)`` and ``forget_applicants`` go to ``Session.apply`` like any other and
are undone like any other (`app.store.ledger`). `counted_cells.count_edits(report, requests, tally)` writes figures into a report once; a year in
``settings.follows`` is written by itself in the same edit as the request. `app.store.handover.hand_over` is 移交副本.

Worked out here:

- `counting.Tally(settings)` once per ledger, then ``count(requests, year, form)`` after each edit gives a `Count`:
  ``cells`` (totals among them), ``requests_of(cell, form)`` and ``cells_of(request_id)`` (the way there and back),
  ``questions`` (counted by a default), ``unresolved`` (kept out of the cells). ``differences(count, report)`` gives old and new by cell.
- `unit_calendar.calendar_of(settings)` is the unit's calendar, ``with_notice(settings, text)`` adds a pasted notice.
- ``Tally.clock(request, today)`` gives a `Clock`: start, pauses, due, days left, late, provisional.
- `due_list.due_list(requests, tally, today)` is what is open, most urgent first, with ``words`` to show;
  `due_list.year_figures` gives channels, late answers and fees for the texts. `fees.by_items` and ``by_pages`` explain a fee.
- `cross_checks.carried_over(count, last_years_report)` compares 结转 number by number; ``remarks`` lists what to look at.
- `counting_choices.QUESTIONS` with title, choices, default and reason; decisions are ``settings.choices``.
- `outcomes.OUTCOMES`, ``MATTERS``, ``ALL_TYPES`` and ``DISPUTE_OUTCOMES`` are the choice lists.
- `foreign.dates.read_date(text, year)` reads what a clerk types (1.3, 20250103); `request_numbers.next_number` gives numbers.
- `app.imports.ledgers.read_ledger(path, settings.mapping)` gives a `ReadLedger`: ``columns`` (heading and field, to
  confirm; `foreign.headings.FIELDS` are the names to choose from), ``requests``, ``skipped``; `merging.merged` says what
  of it is new or changed. Only what a person corrects goes into ``settings.mapping``.
"""
