"""Generated requests to every endpoint of the document: what they are made of, and which findings are none."""
