"""What the world really sends: one module per kind, which generates inputs and sends them through the real forms and endpoints."""
