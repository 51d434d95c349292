"""The one exception that is meant for the user's eyes."""


class UserError(Exception):
    """Something that the user can put right.

    The text is one complete Chinese sentence that says what is wrong, where, and what to do. Whoever raises
    it has changed nothing; whoever catches it shows the text as it is.
    """
