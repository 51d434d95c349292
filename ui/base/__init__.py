"""What every part of the window uses: colours, words, settings."""
