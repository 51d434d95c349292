"""Qt models over the session. They show and pass edits on; they keep nothing."""
