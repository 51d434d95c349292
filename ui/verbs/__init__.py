"""What a user can ask for: one method per verb, in packages named as the menus.

A verb raises `UserError` for what can't be done; the workbench, which runs it, tells that in the notice.
"""
