"""Named sets of hotels that administrators describe by rules and travellers track."""
