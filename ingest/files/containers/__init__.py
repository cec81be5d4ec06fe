"""Files that hold files: ZIP and tar."""
