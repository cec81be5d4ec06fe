"""From a path to bytes and text: folders, containers, packed files, encodings, XML."""
