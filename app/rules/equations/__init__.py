"""The equations of a form on a report, and which figure is probably the wrong one."""
