"""What every SDK of this kind carries: private, and free to change."""
