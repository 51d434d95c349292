"""The window: menus, and what stands in it."""
