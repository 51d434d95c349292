"""A unit's ledger of requests: what it counts to, what is due, and the reading of ledgers kept elsewhere.

How the window uses it. The values are in `app.request`; nothing here touches a disk, and nothing is remembered
between calls, so every function may be called anew after each edit.

- `counting.count(requests, year, form, settings)` gives a `Count`: ``cells`` (what the report's cells would be,
  totals among them), ``requests_of[cell]`` (which requests and disputes each figure is made of), ``cells_of(id)``
  (the other way round), ``questions`` (counted by a default), ``unresolved`` (kept out of the cells) and
  ``carried_out`` (the requests open on 31 December, to compare with last year's number by number).
  ``counting.differences(count, report)`` says which cells of a report would change, old and new.
- `clock.clock_of(request, calendar, today)` gives a `Clock`: start, pauses, due dates, days left, late, and
  whether a date is provisional; `due.due_list(requests, calendar, today)` sorts what is open by its due date.
- `choices.QUESTIONS` is what a unit may decide about counting, each with its choices, default and reason;
  decisions are kept in `app.request.LedgerSettings`.
- `outcomes` names the results for choice lists; `entry.read_date` reads what a clerk types as a date.
- `reading.read(tables, …)` makes requests of a foreign ledger's tables (`app.imports.ledgers` opens the file), and
  `merging.merged(known, read)` makes of them what is new or changed beside the requests a workspace has.
- Edits: `app.edits.SetRequests` and `SetLedger` on the one write path, with undo and history like any other edit.
"""
