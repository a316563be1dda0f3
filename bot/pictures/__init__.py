"""Pictures: drawn off the event loop, kept by their content."""
